import { readdirSync, readFileSync } from "node:fs";
import { calendarDate, createForecaster, forecastFromDiary } from "@tidetable/diary";
import { importDiary } from "@tidetable/diary/exchange";
import { describe, expect, test } from "vitest";
import { exampleTexts } from "../scripts/make-examples.ts";

const texts = exampleTexts();
const forecaster = createForecaster();

test("the files in examples/ are what the generator writes, byte for byte", () => {
  expect(readdirSync("examples").sort()).toEqual([...texts.keys()].sort());
  for (const [name, text] of texts) expect(readFileSync(`examples/${name}`, "utf8")).toBe(text);
});

describe.each(["regular", "irregular", "beginner"])("the %s example", (person) => {
  const files = [...texts.keys()].filter((name) => name.startsWith(`${person}.`));
  const answers = (today: string) =>
    files.map((name) => {
      const latest = calendarDate("2027-12-31");
      const read = importDiary(new TextEncoder().encode(texts.get(name)!), { latest });
      if (!read.ok) throw new Error(read.error.kind);
      expect(read.value.skipped).toEqual([]);
      return forecastFromDiary(read.value.diary, calendarDate(today), forecaster);
    });

  test("is there in three formats that give one and the same forecast", () => {
    expect(files).toHaveLength(3);
    for (const today of ["2026-10-05", "2026-11-22", "2027-03-04"]) {
      const [first, ...others] = answers(today);
      expect(first?.kind).toBe("forecast");
      for (const other of others) expect(other).toEqual(first);
    }
  });
});

test("the irregular example holds forgotten starts that are recognised, and a pause that teaches nothing", () => {
  const read = importDiary(new TextEncoder().encode(texts.get("irregular.json")!), {
    latest: calendarDate("2026-11-22"),
  });
  if (!read.ok) throw new Error(read.error.kind);
  expect(read.value.diary.events.map(({ kind }) => kind)).toEqual(["pause"]);
  const answer = forecastFromDiary(read.value.diary, calendarDate("2026-11-22"), forecaster);
  expect(answer.kind === "forecast" && answer.forecast.possiblyUnlogged.length).toBeGreaterThanOrEqual(1);
});
