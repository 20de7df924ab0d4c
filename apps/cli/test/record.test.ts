import { calendarDate, createForecaster, forecastFromDiary, withIssued } from "@tidetable/diary";
import { formatTidetableJson, importDiary } from "@tidetable/diary/exchange";
import { expect, test } from "vitest";
import { run } from "../src/run.ts";
import { memoryWorld } from "./memory-world.ts";

const starts = [
  ...["2026-06-07", "2026-07-05", "2026-08-02", "2026-08-31", "2026-09-27"],
  ...["2026-10-25", "2026-11-22", "2027-01-18", "2027-02-20"],
];
const file = (...dates: readonly string[]): string => `${["start", ...dates].join("\n")}\n`;
const textByPath = { "my.csv": file(...starts) };

test("the hits come first, then what they are worth, then a row for each cycle, and what is not counted", async () => {
  const world = memoryWorld({ textByPath });
  expect(await run(["record", "my.csv"], world)).toBe(0);
  expect(world.err()).toBe("");
  expect(world.out()).toMatch(
    /^Friday,? 26 February 2027\.\n\n\d of 7 starts came between the dates said\.\n\nThe dates were given 1\d chances in 20\. /,
  );
  expect(world.out()).toMatch(/\nThe middle of the forecast was [\d.]+ days off on average\.\n/);
  expect(world.out()).toMatch(/\nA week before, \d of 7 were inside, and the middle was /);
  expect(world.out()).toMatch(/\nReplayed\n\n {2}Came +Said first +A week before\n {2}20 Feb 2027 +/);
  expect(world.out()).toMatch(/\n {2}5 Jul 2026 +[^\n]+ (inside|outside) +[^\n]+ (inside|outside)\n/);
  expect(world.out()).toMatch(
    /\nNot counted\n\n {2}22 Nov 2026 to 18 Jan 2027: a start in between was probably not\s+logged\.[\s\S]*it\s+counts\.\n$/,
  );
  expect(world.out()).not.toContain("As it was shown");
});

test("no line is wider than the terminal, and none ends in a space", async () => {
  for (const columns of [30, 60, 80, 200]) {
    const world = memoryWorld({ textByPath, reader: { columns } });
    await run(["record", "my.csv"], world);
    expect(world.out()).toMatch(/20\s+Feb\s+2027/);
    for (const line of world.out().split("\n")) {
      expect(line.length).toBeLessThanOrEqual(Math.min(columns, 80));
      expect(line).not.toMatch(/[ \u00a0]$|\u00a0/);
    }
  }
});

test("JSON is one line of the schema, oldest first, and its summary is the sum of its cycles", async () => {
  const world = memoryWorld({ textByPath });
  expect(await run(["record", "my.csv", "--json"], world)).toBe(0);
  expect(world.out()).toMatch(/^\{.*\}\n$/);
  const { schema, today, cycles, notScored, summary } = JSON.parse(world.out());
  expect({ schema, today }).toEqual({ schema: "tidetable.record/1", today: "2027-02-26" });
  expect(cycles.map(({ came }: { came: string }) => came)).toEqual(
    starts.slice(1).filter((date) => date !== "2027-01-18"),
  );
  for (const cycle of cycles) {
    expect(cycle).toMatchObject({ issued: cycle.start, kind: "replayed", interval: { level: 0.8 } });
    const { first, last } = cycle.interval;
    expect(cycle.inside).toBe(cycle.came >= first && cycle.came <= last);
    expect(Object.keys(cycle.weekBefore)).toEqual(
      Object.keys(cycle).filter((name) => !["start", "kind", "came", "weekBefore"].includes(name)),
    );
  }
  expect(notScored).toEqual([{ start: "2026-11-22", came: "2027-01-18", reason: "probably-unlogged" }]);
  const mean = (name: string) =>
    cycles.reduce((sum: number, cycle: Record<string, number>) => sum + cycle[name]!, 0) / cycles.length;
  expect(summary).toMatchObject({
    scored: 7,
    inside: cycles.filter(({ inside }: { inside: boolean }) => inside).length,
    issued: 0,
    replayed: 7,
    expected: { level: 0.9 },
    weekBefore: { scored: 7 },
  });
  for (const name of ["announced", "daysOff", "crps"]) expect(summary[name]).toBeCloseTo(mean(name), 9);
});

test("a record as of an earlier day knows nothing that came after it", async () => {
  const known = file(...starts.slice(0, 5));
  const [all, early] = [
    memoryWorld({ textByPath }),
    memoryWorld({ textByPath: { "my.csv": known }, today: "2026-10-01" }),
  ];
  expect(await run(["record", "my.csv", "--today", "2026-10-01", "--json"], all)).toBe(0);
  expect(await run(["record", "my.csv", "--json"], early)).toBe(0);
  expect(all.out()).toBe(early.out());
  expect(all.err()).toBe("4 days after 2026-10-01 were left out.\n");
});

test("forecasts that the app has shown are told apart from replayed ones", async () => {
  const read = importDiary(new TextEncoder().encode(file(...starts.slice(0, 8))), {
    latest: calendarDate("2027-02-26"),
  });
  if (!read.ok) throw new Error(read.error.kind);
  const answer = forecastFromDiary(read.value.diary, calendarDate("2027-01-20"), createForecaster());
  if (answer.kind !== "forecast") throw new Error(answer.kind);
  const { issued } = withIssued(read.value.diary, answer.forecast);
  const whole = importDiary(new TextEncoder().encode(file(...starts)), {
    latest: calendarDate("2027-02-26"),
  });
  if (!whole.ok || !issued) throw new Error("unreadable");
  const exported = { "my.json": formatTidetableJson({ ...whole.value.diary, issued }) };
  const [world, json] = [memoryWorld({ textByPath: exported }), memoryWorld({ textByPath: exported })];
  expect(await run(["record", "my.json"], world)).toBe(0);
  expect(world.err()).toBe("");
  expect(world.out()).toMatch(
    /\nAs it was shown\n\n {2}Came[^\n]+\n {2}20 Feb 2027 +[^\n]+, (inside|outside), said on day 3 +[^\n]+\n\nReplayed\n/,
  );
  expect(world.out()).toContain("6 of these are replayed");
  expect(await run(["record", "my.json", "--json"], json)).toBe(0);
  expect(JSON.parse(json.out()).summary).toMatchObject({ scored: 7, issued: 1, replayed: 6 });
});

test("too few to tell is said of fewer than five", async () => {
  const world = memoryWorld({ textByPath: { "my.csv": file(...starts.slice(0, 2)) } });
  expect(await run(["record", "my.csv"], world)).toBe(0);
  expect(world.out()).toMatch(
    /The one start so far came (between|outside) the dates said\.\n\nToo few to tell/,
  );
});

test.each([
  [
    "one start",
    file("2027-02-20"),
    "There is nothing to compare yet. That takes a start, and the one after it.\n",
  ],
  [
    "nothing but a cycle that is left out",
    JSON.stringify({
      schema: "tidetable.diary/1",
      days: { "2027-01-01": { bleeding: "medium" }, "2027-01-30": { bleeding: "medium" } },
      events: [{ kind: "cycle-excluded", date: "2027-01-01", reason: "illness" }],
    }),
    "There is nothing to compare yet. That takes a start, and the one after it.\n1 Jan 2027 to 30 Jan 2027: you left this cycle out.\n",
  ],
])("%s is nothing to score, and says why", async (_, content, said) => {
  for (const more of [[], ["--json"]]) {
    const world = memoryWorld({ textByPath: { "my.json": content } });
    expect(await run(["record", "my.json", ...more], world)).toBe(4);
    expect(world.out()).toBe("");
    expect(world.err()).toBe(said);
  }
});

test.each([
  ["missing.csv", undefined],
  ["empty.csv", ""],
  ["skipped.csv", file("2027-02-30", ...starts)],
])("%s is refused in words", async (path, content) => {
  const world = memoryWorld({ textByPath: content === undefined ? {} : { [path]: content } });
  expect(await run(["record", path, "--json"], world)).toBe(1);
  expect(world.out()).toBe("");
  expect(world.err()).toContain(path);
  expect(world.err()).not.toContain("2027-02-30");
});
