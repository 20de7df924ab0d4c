import { expect, test } from "vitest";
import { run } from "../src/run.ts";
import { memoryWorld } from "./memory-world.ts";

const starts = [
  "2026-08-07",
  "2026-09-04",
  "2026-10-02",
  "2026-10-30",
  "2026-12-25",
  "2027-01-24",
  "2027-02-20",
];
const file = (...dates: readonly string[]): string => `${["start", ...dates].join("\n")}\n`;
const textByPath = { "my.csv": file(...starts) };

test("the forecast's sentence comes first, then why, then a line for each cycle", async () => {
  const [world, forecast] = [memoryWorld({ textByPath }), memoryWorld({ textByPath })];
  expect(await run(["explain", "my.csv"], world)).toBe(0);
  expect(await run(["forecast", "my.csv"], forecast)).toBe(0);
  expect(world.err()).toBe("");
  const [heading, , headline] = forecast.out().split("\n");
  expect(world.out().split("\n").slice(0, 3)).toEqual([heading, "", headline]);
  expect(world.out()).toMatch(
    /\nFrom past cycles\n\nFrom 6 of your cycles: usually \d+ to \d+ days, eight times/,
  );
  expect(world.out()).toMatch(
    /\n30 October 2026 to 25 December 2026, 56 days: probably two cycles\. A start\s+around\s+27 November 2026 was not logged\.\n/,
  );
  expect(world.out()).toMatch(
    /\nIn this cycle\n\nIt is day 7\. [^\n]*\n\nCycle by cycle\n\n {2}Began +Days {2}What/,
  );
  expect(world.out()).toMatch(/\n {2}7 Aug 2026 +28 {2}Used\.\n/);
  expect(world.out()).toMatch(/\n {2}24 Jan +27 {2}Used\.\n\nNewer cycles count[^\n]*\n$/);
});

test("one known start has no line for a cycle", async () => {
  const world = memoryWorld({ textByPath: { "my.csv": file("2027-02-20") } });
  expect(await run(["explain", "my.csv"], world)).toBe(0);
  expect(world.out()).toContain("I know no whole cycle of yours yet");
  expect(world.out()).not.toContain("Cycle by cycle");
});

test("no line is wider than the terminal, and none ends in a space", async () => {
  for (const columns of [30, 60, 80, 200]) {
    const world = memoryWorld({ textByPath, reader: { columns } });
    await run(["explain", "my.csv"], world);
    for (const line of world.out().split("\n")) {
      expect(line.length).toBeLessThanOrEqual(Math.min(columns, 80));
      expect(line).not.toMatch(/[ \u00a0]$|\u00a0/);
    }
  }
});

test("JSON is one line of the schema, and names every gap and what became of it", async () => {
  const diary = {
    schema: "tidetable.diary/1",
    birthYear: 1990,
    days: Object.fromEntries([
      ...starts.map((date) => [date, { bleeding: "medium" }]),
      ["2027-02-25", { ovulation: "marked" }],
    ]),
    events: [{ kind: "cycle-excluded", date: "2026-09-04", reason: "travel" }],
  };
  const world = memoryWorld({ textByPath: { "my.json": JSON.stringify(diary) } });
  expect(await run(["explain", "my.json", "--json"], world)).toBe(0);
  expect(world.out()).toMatch(/^\{.*\}\n$/);
  const json = JSON.parse(world.out());
  expect(Object.keys(json)).toEqual([
    "schema",
    "today",
    "cyclesUsed",
    "effectiveCycles",
    "usual",
    "spread",
    "cycleLength",
    "shareHers",
    "common",
    "chanceUnlogged",
    "pattern",
    "age",
    "signs",
    "cycles",
  ]);
  expect(json).toMatchObject({
    schema: "tidetable.explanation/1",
    today: "2027-02-26",
    cyclesUsed: 5,
    pattern: "usual",
    age: 37,
    signs: [{ kind: "marked", date: "2027-02-25", use: "used" }],
  });
  for (const estimate of [json.usual, json.spread, json.common.usual, json.common.spread]) {
    expect(Object.keys(estimate)).toEqual(["median", "level", "lower", "upper"]);
    expect(estimate.lower).toBeLessThan(estimate.median);
    expect(estimate.median).toBeLessThan(estimate.upper);
  }
  expect(json.shareHers).toBeGreaterThan(0.5);
  expect(json.shareHers).toBeLessThan(1);
  expect(json.cycles).toHaveLength(6);
  expect(json.cycles[1]).toEqual({
    start: "2026-09-04",
    length: 28,
    use: "left-out",
    reason: "excluded",
    because: "travel",
  });
  expect(json.cycles[3]).toMatchObject({
    start: "2026-10-30",
    length: 56,
    use: "used",
    probablyCycles: 2,
    around: ["2026-11-27"],
  });
  expect(json.cycles[3].probability).toBeGreaterThan(0.9);
  expect(Object.keys(json.cycles[0])).toEqual(["start", "length", "use", "weight", "isBeforeChange"]);
  const used = json.cycles.filter(({ use }: { use: string }) => use === "used");
  expect(used).toHaveLength(json.cyclesUsed);
  const weight = used.reduce((sum: number, cycle: { weight: number }) => sum + cycle.weight, 0);
  expect(weight).toBeCloseTo(json.effectiveCycles, 9);
});

test("a pattern without forecasts names itself as the reason", async () => {
  const diary = {
    schema: "tidetable.diary/1",
    days: Object.fromEntries(starts.map((date) => [date, { bleeding: "medium" }])),
    events: [
      { kind: "pattern", date: "2026-10-05", pattern: "hormonal-method" },
      { kind: "pattern", date: "2026-12-20", pattern: "after-hormones" },
      { kind: "unlogged", date: "2026-11-27", answer: "missed" },
    ],
  };
  const world = memoryWorld({ textByPath: { "my.json": JSON.stringify(diary) } });
  expect(await run(["explain", "my.json", "--json"], world)).toBe(0);
  const { cycles } = JSON.parse(world.out());
  expect(cycles.map(({ use, reason }: { use: string; reason?: string }) => reason ?? use)).toEqual([
    "used",
    "used",
    "hormonal-method",
    "hormonal-method",
    "used",
    "used",
  ]);
  expect(cycles.map(({ isBeforeChange }: { isBeforeChange?: boolean }) => isBeforeChange)).toEqual([
    true,
    true,
    undefined,
    undefined,
    false,
    false,
  ]);
});

test("an explanation as of an earlier day leaves out what came after, and says so", async () => {
  const all = memoryWorld({ textByPath });
  const known = memoryWorld({ textByPath: { "my.csv": file(...starts.slice(0, 5)) } });
  const asOf = ["explain", "my.csv", "--today", "2027-01-10", "--json"];
  expect(await run(asOf, all)).toBe(0);
  expect(await run(asOf, known)).toBe(0);
  expect(all.out()).toBe(known.out());
  expect(all.err()).toBe("2 days after 2027-01-10 were left out.\n");
});

test("without a forecast there is nothing to explain but why there is none", async () => {
  const none = memoryWorld({ textByPath: { "my.csv": "date,bleeding\n2027-02-20,none\n" } });
  expect(await run(["explain", "my.csv", "--json"], none)).toBe(4);
  expect([none.out(), none.err()]).toEqual([
    "",
    "After one start date I can tell you when the next one is likely.\n",
  ]);
  const pregnant = {
    schema: "tidetable.diary/1",
    days: { "2027-02-20": { bleeding: "medium" } },
    events: [{ kind: "pattern", date: "2027-02-21", pattern: "pregnancy" }],
  };
  const world = memoryWorld({ textByPath: { "my.json": JSON.stringify(pregnant) } });
  expect(await run(["explain", "my.json"], world)).toBe(4);
  expect([world.out(), world.err()]).toEqual(["", "Forecasts are off during pregnancy.\n"]);
});

test("a file with anything to skip is not explained from, nor one that is missing", async () => {
  const world = memoryWorld({ textByPath: { "my.csv": file("2027-02-30", ...starts) } });
  expect(await run(["explain", "my.csv"], world)).toBe(1);
  expect(world.out()).toBe("");
  expect(world.err()).toMatch(/^my\.csv, line 2: [^\n]*\nNo forecast is made from a part of a file\.\n$/);
  expect(await run(["explain", "gone.csv"], memoryWorld())).toBe(1);
});
