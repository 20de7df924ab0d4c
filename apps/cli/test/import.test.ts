import { expect, test } from "vitest";
import { run } from "../src/run.ts";
import { memoryWorld } from "./memory-world.ts";

const days = [
  "date,bleeding,pain,mood ring",
  "2027-01-02,medium,3,blue",
  "2027-01-03,heavy,,",
  "2027-01-04,none,,",
  "2027-02-30,light,,",
  "2027-01-31,light,77,",
  "2027-01-31,light,,",
].join("\n");

test("JSON says what would be stored, what not, and where", async () => {
  const world = memoryWorld({ textByPath: { "my.csv": days } });
  expect(await run(["import", "my.csv", "--dry-run", "--json"], world)).toBe(0);
  expect(world.err()).toBe("");
  expect(world.out()).toMatch(/^\{.*\}\n$/);
  const json = JSON.parse(world.out());
  expect(Object.keys(json)).toEqual([
    "schema",
    "format",
    "days",
    "starts",
    "bleeding",
    "skipped",
    "odd",
    "unknown",
  ]);
  expect(json).toMatchObject({
    schema: "tidetable.import/1",
    format: "days-csv",
    days: 4,
    starts: ["2027-01-02", "2027-01-31"],
    bleeding: { "2027-01-02": "medium", "2027-01-03": "heavy", "2027-01-04": "none", "2027-01-31": "light" },
    unknown: ["mood ring"],
  });
  expect(json.skipped).toContainEqual({ where: "line 5", reason: "impossible-date" });
  expect(json.skipped).toContainEqual({ where: "line 6", reason: "not-a-value" });
});

test("people read the same in sentences", async () => {
  const world = memoryWorld({ textByPath: { "my.csv": days } });
  expect(await run(["import", "my.csv", "--dry-run"], world)).toBe(0);
  expect(world.out()).toMatch(
    /^my\.csv: One row a day \(CSV\)\. 4 days are recorded\. 2 periods start, the first\s/,
  );
  expect(world.out()).toMatch(/\nSkipped \(\d\)\n {2}line 5: [^\n]*\.\n {2}line 6: /);
  expect(world.out()).toContain("\nNot understood and left out (1)\n  mood ring\n");
  expect(world.out()).toMatch(/\nNothing was stored\.\n$/);
});

test("a file without a blemish is said to be one", async () => {
  const world = memoryWorld({ textByPath: { "my.csv": "start\n2027-01-02\n2027-01-31\n" } });
  expect(await run(["import", "my.csv", "--dry-run", "--from", "start-dates-csv"], world)).toBe(0);
  expect(world.out()).toContain("\nEverything in it was understood.\nNothing was stored.\n");
});

test("the format can be named, and must then be that", async () => {
  const world = memoryWorld({ textByPath: { "my.csv": days } });
  expect(await run(["import", "my.csv", "--dry-run", "--from", "drip-csv"], world)).toBe(1);
  expect(world.out()).toBe("");
  expect(world.err()).toMatch(/^my\.csv: [^\n]+\n$/);
});

test("auto finds the format out", async () => {
  const world = memoryWorld({ textByPath: { "my.csv": days } });
  expect(await run(["import", "my.csv", "--dry-run", "--from", "auto", "--json"], world)).toBe(0);
  expect(JSON.parse(world.out()).format).toBe("days-csv");
});

test("a format nobody knows is a matter of usage", async () => {
  const world = memoryWorld({ textByPath: { "my.csv": days } });
  expect(await run(["import", "my.csv", "--dry-run", "--from", "papyrus"], world)).toBe(2);
  expect(world.err()).toMatch(
    /^--from needs auto or one of: tidetable-json, .*\.\nUsage: tidetable import FILE /,
  );
});

test("a column's name cannot steer the terminal, and JSON keeps it as it is", async () => {
  const name = "\u001b[2J\u009bwipe";
  const textByPath = { "my.csv": `date,bleeding,${name}\n2027-01-02,light,x\n` };
  const [people, json] = [memoryWorld({ textByPath }), memoryWorld({ textByPath })];
  await run(["import", "my.csv", "--dry-run"], people);
  await run(["import", "my.csv", "--dry-run", "--json"], json);
  for (const written of [people.out(), json.out()]) {
    expect(written).toContain("wipe");
    expect(written.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  }
  expect(JSON.parse(json.out()).unknown).toEqual([name]);
});
