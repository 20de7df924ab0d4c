import { expect, test } from "vitest";
import { formatDripCsv } from "../../src/exchange/index.ts";
import { daysOf, readText } from "./import-text.ts";

/** One row with these columns, and nothing in the others. */
const row = (cells: Readonly<Record<string, string | number | boolean>>) =>
  readText(`date,${Object.keys(cells).join(",")}\n2026-03-02,${Object.values(cells).join(",")}\n`);
const day = (cells: Readonly<Record<string, string | number | boolean>>) => daysOf(row(cells))["2026-03-02"];

test("bleeding goes from 0, spotting, to 3, heavy, and may be excluded", () => {
  expect([0, 1, 2, 3].map((value) => day({ "bleeding.value": value, "bleeding.exclude": false }))).toEqual([
    { bleeding: "spotting" },
    { bleeding: "light" },
    { bleeding: "medium" },
    { bleeding: "heavy" },
  ]);
  expect(day({ "bleeding.value": 2, "bleeding.exclude": true })).toEqual({
    bleeding: "medium",
    bleedingExcluded: true,
  });
});

test("mucus goes from 0, dry, to 4, eggwhite", () => {
  expect([0, 1, 2, 3, 4].map((value) => day({ "mucus.value": value })?.mucus)).toEqual([
    "dry",
    "nothing",
    "damp",
    "creamy",
    "eggwhite",
  ]);
});

test.each([
  [0, 0, "dry"],
  [1, 0, "nothing"],
  [2, 0, "damp"],
  [3, 0, "eggwhite"],
  [0, 1, "creamy"],
  [2, 1, "creamy"],
  [3, 1, "eggwhite"],
  [0, 2, "eggwhite"],
  [1, "", "nothing"],
  ["", 1, "creamy"],
])("without its value, mucus with feeling %s and texture %s is %s", (feeling, texture, mucus) => {
  expect(day({ "mucus.feeling": feeling, "mucus.texture": texture, "mucus.value": "" })).toEqual({ mucus });
});

test("mucus and cervix marked as not to be used are left out, and told", () => {
  const read = row({
    "mucus.value": 4,
    "mucus.exclude": true,
    "cervix.opening": 1,
    "cervix.exclude": true,
    "note.value": "x",
  });
  expect(daysOf(read)).toEqual({ "2026-03-02": { note: "x" } });
  expect(read.skipped).toEqual([
    { kind: "excluded-value", where: { line: 2 }, field: "mucus.value" },
    { kind: "excluded-value", where: { line: 2 }, field: "cervix.opening" },
  ]);
});

test("a temperature keeps its time and whether it is used", () => {
  expect(
    day({ "temperature.value": 36.45, "temperature.exclude": true, "temperature.time": "6:30" }),
  ).toEqual({
    temperature: { celsius: 36.45, time: "06:30", excluded: true },
  });
});

test("ticks are symptoms of moderate strength, and texts are lines of the note", () => {
  expect(
    day({
      "note.value": "day",
      "pain.tenderBreasts": true,
      "pain.other": true,
      "pain.cramps": false,
      "mood.sad": true,
      "mood.other": true,
      "pain.note": "left",
      "mood.note": "rain",
      "temperature.note": "slept badly",
      "sex.note": "y",
    }),
  ).toEqual({
    symptoms: { "tender breasts": 2, "other pain": 2, sad: 2, "other mood": 2 },
    note: "day\ntemperature: slept badly\nsex: y\npain: left\nmood: rain",
  });
});

test.each([
  [{ "sex.partner": true, "sex.condom": true }, "protected"],
  [{ "sex.partner": true, "sex.none": true }, "unprotected"],
  [{ "sex.partner": true }, "other"],
  [{ "sex.solo": true }, "other"],
  [{ "sex.solo": false, "sex.partner": false }, undefined],
])("of sex, %j means %s", (cells, sex) => {
  expect(day({ ...cells, "desire.value": 0 })).toEqual(
    sex === undefined ? { desire: 1 } : { sex, desire: 1 },
  );
});

test("columns that drip does not have are named", () => {
  expect(row({ "bleeding.value": 1, "moon.phase": "full" }).unknown).toEqual(["moon.phase"]);
});

test("a value out of its range is told and the rest of the day is taken", () => {
  const read = row({ "bleeding.value": 4, "temperature.value": 20, "desire.value": 2 });
  expect(daysOf(read)).toEqual({ "2026-03-02": { desire: 3 } });
  expect(read.skipped).toEqual([
    { kind: "not-a-value", where: { line: 2 }, field: "bleeding.value", expected: "0 – 3" },
    { kind: "not-a-value", where: { line: 2 }, field: "temperature.value", expected: "34 – 42 °C" },
  ]);
});

test("an export has drip's 49 columns and no row for a day of which drip can hold nothing", () => {
  const { diary } = readText("date,bleeding,energy\n2026-03-02,light,\n2026-03-03,none,3\n");
  const lines = formatDripCsv(diary).trimEnd().split("\n");
  expect(lines.map((line) => line.slice(0, 10))).toEqual(["date,tempe", "2026-03-02"]);
  expect(lines.map((line) => line.split(",").length)).toEqual([49, 49]);
});
