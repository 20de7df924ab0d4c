import { expect, test } from "vitest";
import { run } from "../src/run.ts";
import { memoryWorld } from "./memory-world.ts";

const starts = ["2026-10-02", "2026-10-30", "2026-11-28", "2026-12-25", "2027-01-24", "2027-02-20"];
const file = (...dates: readonly string[]): string => `${["start", ...dates].join("\n")}\n`;

test("the sentence comes first, then what it rests on, then the dots", async () => {
  const world = memoryWorld({ textByPath: { "my.csv": file(...starts) } });
  expect(await run(["forecast", "my.csv"], world)).toBe(0);
  expect(world.err()).toBe("");
  expect(world.out()).toMatch(
    /^Friday,? 26 February 2027\. Day 7 of this cycle\.\n\nBetween \w{3} \d+ March and [^\n]*\.\n\n[\s\S]*Based on 5 of your cycles\.\n[\s\S]*\nWhen it will start\n\n[ ○\n]+\n +─+\n[ \d]+\n +March\n\nOne dot is one chance in twenty\.\nStarted by \w{3} \d+ March: \d+ of 20\.\n$/,
  );
  expect(world.out().match(/○/g)).toHaveLength(20);
});

test("no line is wider than the terminal, and none ends in a space", async () => {
  for (const columns of [60, 80, 200]) {
    for (const dates of [starts, starts.slice(-1)]) {
      const world = memoryWorld({ textByPath: { "my.csv": file(...dates) }, reader: { columns } });
      await run(["forecast", "my.csv"], world);
      for (const line of world.out().split("\n")) {
        expect(line.length).toBeLessThanOrEqual(Math.min(columns, 80));
        expect(line).not.toMatch(/ $/);
      }
    }
  }
});

test("colour changes nothing but colour", async () => {
  const textByPath = { "my.csv": file(...starts) };
  const [plain, coloured] = [
    memoryWorld({ textByPath }),
    memoryWorld({ textByPath, reader: { colour: true } }),
  ];
  await run(["forecast", "my.csv"], plain);
  await run(["forecast", "my.csv"], coloured);
  expect(coloured.out()).not.toBe(plain.out());
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, "g");
  expect(coloured.out().replaceAll(escapes, "")).toBe(plain.out());
});

test("one known start is enough, and the forecast says how little it is", async () => {
  const world = memoryWorld({ textByPath: { "my.csv": file("2027-02-20") } });
  expect(await run(["forecast", "my.csv"], world)).toBe(0);
  expect(world.out()).toContain("Wide, because I know one date only.");
});

test("JSON is one line of the schema, and its chances sum to one", async () => {
  const world = memoryWorld({ textByPath: { "my.csv": file(...starts) } });
  expect(await run(["forecast", "my.csv", "--json"], world)).toBe(0);
  expect(world.out()).toMatch(/^\{.*\}\n$/);
  const json = JSON.parse(world.out());
  expect(Object.keys(json)).toEqual([
    "schema",
    "today",
    "cyclesUsed",
    "openCycle",
    "nextStart",
    "bleeding",
    "possiblyUnlogged",
  ]);
  expect(Object.keys(json.nextStart)).toEqual([
    "first",
    "probability",
    "beyondHorizon",
    "mostLikely",
    "interval",
  ]);
  expect(json).toMatchObject({
    schema: "tidetable.forecast/1",
    today: "2027-02-26",
    cyclesUsed: 5,
    openCycle: { start: "2027-02-20", day: 7 },
    nextStart: { interval: { level: 0.8 } },
  });
  const sum = json.nextStart.probability.reduce((total: number, chance: number) => total + chance, 0);
  expect(Math.abs(sum + json.nextStart.beyondHorizon - 1)).toBeLessThan(1e-9);
});

test("a forecast as of an earlier day leaves out what came after, and says so", async () => {
  const textByPath = { "all.csv": file(...starts), "known.csv": file(...starts.slice(0, 4)) };
  const [all, known] = [memoryWorld({ textByPath }), memoryWorld({ textByPath })];
  const asOf = ["--today", "2027-01-10", "--json"];
  expect(await run(["forecast", "all.csv", ...asOf], all)).toBe(0);
  expect(await run(["forecast", "known.csv", ...asOf], known)).toBe(0);
  expect(all.out()).toBe(known.out());
  expect(all.err()).toBe("2 days after 2027-01-10 were left out.\n");
  expect(known.err()).toBe("");
});

test("a forecast as of a later day than the clock's takes days up to it", async () => {
  const world = memoryWorld({ today: "2027-02-01", textByPath: { "my.csv": file(...starts) } });
  expect(await run(["forecast", "my.csv", "--today", "2027-02-26"], world)).toBe(0);
  expect(world.err()).toBe("");
});

test("a file with anything to skip is not forecast from: the first problem is told, and how many more", async () => {
  const textByPath = { "my.csv": file("2027-02-30", ...starts, "2028-01-01", "soon") };
  const world = memoryWorld({ textByPath });
  expect(await run(["forecast", "my.csv", "--json"], world)).toBe(1);
  expect(world.out()).toBe("");
  expect(world.err()).toMatch(
    /^my\.csv, line 2: [^\n]*\.\nAnd 2 more; tidetable import my\.csv --dry-run lists them\.\nNo forecast[^\n]*\.\n$/,
  );
  expect(world.err()).not.toContain("2027-02-30");
});

test("a day in the future of the clock and of --today is a problem", async () => {
  const world = memoryWorld({ today: "2027-02-01", textByPath: { "my.csv": file(...starts) } });
  expect(await run(["forecast", "my.csv", "--today", "2027-02-10"], world)).toBe(1);
  expect(world.err()).toMatch(/^my\.csv, line 7: /);
});

test("a long gap is noted, and forecast across", async () => {
  const world = memoryWorld({ textByPath: { "my.csv": file("2025-06-01", "2027-01-22", "2027-02-20") } });
  expect(await run(["forecast", "my.csv"], world)).toBe(0);
  expect(world.err()).toMatch(/^my\.csv, line 3: [^\n]*600[^\n]*\n$/);
  expect(world.out()).toContain("When it will start");
});

test("without a start there is not enough to go on", async () => {
  const world = memoryWorld({ textByPath: { "my.csv": "date,bleeding,note\n2027-02-20,none,slept well\n" } });
  expect(await run(["forecast", "my.csv", "--json"], world)).toBe(4);
  expect(world.out()).toBe("");
  expect(world.err()).toBe("After one start date I can tell you when the next one is likely.\n");
});

test("where forecasts are off, the reason is told and there is none", async () => {
  const diary = {
    schema: "tidetable.diary/1",
    days: { "2027-02-20": { bleeding: "medium" } },
    events: [{ kind: "pattern", date: "2027-02-21", pattern: "pregnancy" }],
  };
  const world = memoryWorld({ textByPath: { "my.json": JSON.stringify(diary) } });
  expect(await run(["forecast", "my.json"], world)).toBe(4);
  expect(world.out()).toBe("");
  expect(world.err()).toBe("Forecasts are off during pregnancy.\n");
});

test.each([
  ["missing.csv", undefined, "There is no file missing.csv.\n"],
  ["empty.csv", "", /^empty\.csv: [^\n]+\n$/],
  ["binary.csv", new Uint8Array([0, 1, 2, 3, 0, 255]), /^binary\.csv: [^\n]+\n$/],
  ["prose.txt", "Dear diary,\nnothing today.\n", /^prose\.txt: [^\n]+\n$/],
  ["cut.json", '{"schema":"tidetable.diary/1","days":{"2027-02', /^cut\.json, line 1: [^\n]+\n$/],
])("%s cannot be read, and one sentence says why", async (path, content, said) => {
  const world = memoryWorld({ textByPath: content === undefined ? {} : { [path]: content } });
  expect(await run(["forecast", path], world)).toBe(1);
  expect(world.out()).toBe("");
  expect(world.err()).toEqual(typeof said === "string" ? said : expect.stringMatching(said));
});

/** A diary of ours with one start and a method from it on. */
const withMethod = (event: object): string =>
  JSON.stringify({
    schema: "tidetable.diary/1",
    days: { "2027-02-20": { bleeding: "medium" } },
    events: [{ kind: "method", date: "2027-02-20", ...event }],
  });

test("with a pack the bleed of its break is forecast, in its own words, and the JSON says that a pack sets it", async () => {
  const textByPath = {
    "my.json": withMethod({ method: "combined-pill", pack: { activeDays: 21, breakDays: 7 } }),
  };
  const world = memoryWorld({ textByPath });
  expect(await run(["forecast", "my.json"], world)).toBe(0);
  expect(world.out()).toContain("Your next bleed is due in the break: between");
  expect(world.out()).not.toContain("of this cycle");
  const asJson = memoryWorld({ textByPath });
  await run(["forecast", "my.json", "--json"], asJson);
  const { pack, nextStart } = JSON.parse(asJson.out());
  expect(pack).toEqual({ lastActive: "2027-03-12", none: 0.1 });
  expect(nextStart.interval).toEqual({ level: 0.8, first: "2027-03-14", last: "2027-03-17" });
});

test("where a method leaves no honest forecast it is named", async () => {
  const world = memoryWorld({ textByPath: { "my.json": withMethod({ method: "implant" }) } });
  expect(await run(["forecast", "my.json"], world)).not.toBe(0);
  expect(world.out()).toBe("");
  expect(world.err()).toContain("nobody can honestly say when bleeding comes with an implant");
});
