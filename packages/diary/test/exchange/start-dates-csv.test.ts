import { expect, test } from "vitest";
import { daysOf, readText, reasonOf } from "./import-text.ts";

const start = { bleeding: "medium", periodStart: true };
const starts = (text: string): readonly string[] => {
  const read = readText(text);
  expect(read.format).toBe("start-dates-csv");
  for (const entry of Object.values(daysOf(read))) expect(entry).toMatchObject(start);
  return Object.keys(daysOf(read));
};

test.each([
  ["a column named start", "start\n2026-01-05\n2026-02-02\n"],
  ["no header", "2026-01-05\n2026-02-02"],
  ["a byte order mark and CRLF", "\uFEFFStart date\r\n2026-01-05\r\n2026-02-02\r\n"],
  ["days before months", "PERIOD_START\n5.1.2026\n2.2.2026\n"],
  ["another column before it", "cycle,period start,length\n1,2026-01-05,28\n2,2026-02-02,\n"],
  ["a single column with any name", "Menses\n2026/01/05\n2026/02/02\n"],
  ["a column of days that lie as far apart as starts", "Date,Cycle length\n2026-01-05,28\n2026-02-02,\n"],
  ["trailing separators and blank lines", "start;;\n\n2026-01-05;;\n;;\n2026-02-02;;\n"],
  ["a column whose name could be of bleeding", "Period,Length\n2026-01-05,28\n2026-02-02,\n"],
  ["the newest first", "start\n2026-02-02\n2026-01-05\n"],
])("starts are read from %s", (_, text) => {
  expect(starts(text)).toEqual(["2026-01-05", "2026-02-02"]);
});

test("a start is a day with medium bleeding on which a period starts by its owner's word", () => {
  expect(daysOf(readText("start\n2026-01-05"))).toEqual({ "2026-01-05": start });
});

test("what else is said of a start is taken, and unknown columns are named", () => {
  const read = readText("start,flow,notes,end,\n2026-01-05,heavy,at work,2026-01-09,?\n2026-02-02,,,,\n");
  expect(daysOf(read)).toEqual({
    "2026-01-05": { bleeding: "heavy", periodStart: true, note: "at work" },
    "2026-02-02": start,
  });
  expect(read.unknown).toEqual(["end", "#5"]);
});

test("dates that follow each other are days with bleeding, not starts", () => {
  const read = readText("date\n2026-01-05\n2026-01-06\n2026-01-07\n2026-02-02\n");
  expect(read.format).toBe("days-csv");
  expect(daysOf(read)["2026-01-06"]).toEqual({ bleeding: "medium" });
});

test("each problem is told with its line", () => {
  const read = readText("start\n2026-01-05\n2026-02-30\n2026-01-05\n2031-01-01\n\n2026-01-12\n2026-07-01\n");
  expect(Object.keys(daysOf(read))).toEqual(["2026-01-05", "2026-01-12", "2026-07-01"]);
  expect(read.skipped).toEqual([
    { kind: "impossible-date", where: { line: 3 } },
    { kind: "future-date", where: { line: 5 } },
  ]);
  expect(read.odd).toEqual([
    { kind: "doubled-day-same", where: { line: 4 } },
    { kind: "short-gap", where: { line: 7 }, days: 7 },
    { kind: "long-gap", where: { line: 8 }, days: 170 },
  ]);
});

test("a first line that is a date with a slip is told, not taken for a name", () => {
  expect(readText("2026-02-30\n2026-03-02\n2026-03-30\n").skipped).toEqual([
    { kind: "impossible-date", where: { line: 1 } },
  ]);
});

test("gaps of 10 and of 90 days are not odd", () => {
  expect(readText("start\n2026-01-01\n2026-01-11\n2026-04-11\n").odd).toEqual([]);
});

test("a list without a real day says why", () => {
  expect(reasonOf("start\n2026-02-30\n")).toEqual({
    kind: "no-days",
    skipped: [{ kind: "impossible-date", where: { line: 2 } }],
  });
  expect(reasonOf("start\n")).toEqual({ kind: "no-days", skipped: [] });
});

test("dates with slashes are read only when they have one reading", () => {
  expect(starts("start\n05/01/2026\n31/01/2026\n")).toEqual(["2026-01-05", "2026-01-31"]);
  expect(reasonOf("start\n2026-01-05\n05/02/2026\n")).toEqual({
    kind: "ambiguous-dates",
    where: { line: 3 },
  });
});
