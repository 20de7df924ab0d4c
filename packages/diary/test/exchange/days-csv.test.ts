import { expect, test } from "vitest";
import { daysOf, readText } from "./import-text.ts";

const bleeding = (word: string): unknown => {
  const read = readText(`date,flow,mood\n2026-03-02,${word},3\n2026-03-20,heavy,3\n`);
  return read.skipped.length > 0 ? read.skipped[0]?.kind : daysOf(read)["2026-03-02"]?.bleeding;
};

test.each([
  [["none", "no", "0", "false", " None "], "none"],
  [["spotting", "1", "SPOTTING"], "spotting"],
  [["light", "2"], "light"],
  [["medium", "3", "yes", "Yes", "true"], "medium"],
  [["heavy", "4"], "heavy"],
  [["", "  "], undefined],
  [["5", "lots", "-1", "1.5"], "not-a-value"],
])("of bleeding, %j means %s", (words, level) => {
  expect(words.map(bleeding)).toEqual(words.map(() => level));
});

test("a bleeding column of nothing but 0 and 1 is one of ticks: a 1 says yes, not how much", () => {
  const ticked = readText("date,flow\n2026-03-02,1\n2026-03-03,1\n2026-03-04,0\n2026-03-05,\n");
  expect(daysOf(ticked)["2026-03-02"]?.bleeding).toBe("medium");
  expect(daysOf(ticked)["2026-03-04"]?.bleeding).toBe("none");
  const scaled = readText("date,flow\n2026-03-02,1\n2026-03-03,2\n2026-03-04,0\n");
  expect(daysOf(scaled)["2026-03-02"]?.bleeding).toBe("spotting");
});

test("columns are known by their names, wherever they stand and however they are written", () => {
  const read = readText(
    "Notes;BBT;Datum;CERVICAL_MUCUS;Weather;flow level;LH test;Symptoms;Medication\r\n" +
      '"two\r\nlines";36,45;2.3.2026;Eggwhite;sun;light;yes;"cramps: 3, headache";iron\r\n',
  );
  expect(read.format).toBe("days-csv");
  expect(daysOf(read)).toEqual({
    "2026-03-02": {
      bleeding: "light",
      temperature: { celsius: 36.45 },
      mucus: "eggwhite",
      lhTest: "positive",
      symptoms: { cramps: 3, headache: 2 },
      medication: ["iron"],
      note: "two\nlines",
    },
  });
  expect(read.unknown).toEqual(["Weather"]);
});

test("a temperature in Fahrenheit is converted, and 0 is none", () => {
  const read = readText("date,temperature\n2026-03-02,97.7\n2026-03-03,0\n2026-03-04,50\n");
  expect(daysOf(read)).toEqual({ "2026-03-02": { temperature: { celsius: 36.5 } } });
  expect(read.skipped).toEqual([
    { kind: "not-a-value", where: { line: 4 }, field: "temperature", expected: "34 – 42 °C" },
  ]);
});

test("problems are told with the line on which a row begins, after line ends in quotes too", () => {
  const read = readText(
    'date,flow,note\n2026-03-02,light,"a\nb\nc"\n,light,\n2026-03-32,light,\n2026-03-02,heavy,\n2026-03-04,lots,x\n',
  );
  expect(read.skipped).toEqual([
    { kind: "missing-date", where: { line: 5 } },
    { kind: "impossible-date", where: { line: 6 } },
    { kind: "doubled-day-differs", where: { line: 7 } },
    {
      kind: "not-a-value",
      where: { line: 8 },
      field: "flow",
      expected: "none, spotting, light, medium, heavy",
    },
  ]);
  expect(daysOf(read)).toEqual({
    "2026-03-02": { bleeding: "light", note: "a\nb\nc" },
    "2026-03-04": { note: "x" },
  });
});

test("a row with a cell too many is not taken; one with too few is", () => {
  const read = readText(
    "date,flow,mood,note\n2026-03-02,light,3,one, two\n2026-03-03,light\n2026-03-04,light,3,,,\n",
  );
  expect(read.skipped).toEqual([{ kind: "too-many-columns", where: { line: 2 }, expected: 4, found: 5 }]);
  expect(read.odd).toEqual([{ kind: "too-few-columns", where: { line: 3 }, expected: 4, found: 2 }]);
  expect(Object.keys(daysOf(read))).toEqual(["2026-03-03", "2026-03-04"]);
});

test("a row with a quote inside a cell is not taken", () => {
  const read = readText(
    'date,flow,note\n2026-03-02,light,"so "big" it was"\n2026-03-03,light,"a"b"\n2026-03-04,light,c\n',
  );
  expect(Object.keys(daysOf(read))).toEqual(["2026-03-04"]);
  expect(read.skipped.map(({ kind }) => kind)).toEqual(["bad-quotes", "bad-quotes"]);
});

test("a day on which nothing is recorded is no day", () => {
  expect(
    Object.keys(daysOf(readText("date,flow\n2026-03-02,\n2026-03-03,light\n2026-03-02,heavy\n"))),
  ).toEqual(["2026-03-02", "2026-03-03"]);
});

test("long text is cut to what an entry holds, between characters", () => {
  const read = readText(`date,flow,note\n2026-03-02,light,${"a".repeat(9_999)}😀\n`);
  expect(daysOf(read)["2026-03-02"]?.note).toBe("a".repeat(9_999));
  expect(read.skipped).toEqual([{ kind: "too-long", where: { line: 2 }, field: "note", longest: 10_000 }]);
});

test("the guard against formulas is taken away, and only that", () => {
  const read = readText("date,flow,note\n2026-03-02,light,'=SUM(A1)\n2026-03-03,light,'tis\n");
  expect(Object.values(daysOf(read)).map(({ note }) => note)).toEqual(["=SUM(A1)", "'tis"]);
});

test("a file that was taken apart by the clock of nobody: days are never moved", () => {
  const read = readText(
    "date,flow\n2026-03-29 00:00:00,light\n2026-10-25T00:00,light\n2026-10-26T00:00:00Z,light\n",
  );
  expect(Object.keys(daysOf(read))).toEqual(["2026-03-29", "2026-10-25"]);
  expect(read.skipped).toEqual([{ kind: "impossible-date", where: { line: 4 } }]);
});
