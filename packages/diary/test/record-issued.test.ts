import { rankedProbabilityScore } from "@tidetable/forecast";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  calendarDate,
  createForecaster,
  type DatedForecast,
  daysBetween,
  diaryFromValues,
  forecastFromDiary,
  parseIssuedForecast,
  valuesFromDiary,
  withIssued,
} from "../src/index.ts";
import { chancesOf, issuedFromForecast } from "../src/record-issued.ts";
import { diaryOfCycles } from "./notation.ts";

const forecaster = createForecaster();
const lengths = fc.array(fc.integer({ min: 20, max: 45 }), { maxLength: 6 });

function forecastAfter(cycles: readonly number[], days: number): DatedForecast {
  const first = calendarDate("2026-01-01");
  const today = addDays(
    first,
    cycles.reduce((sum, one) => sum + one, days),
  );
  const answer = forecastFromDiary(diaryOfCycles(first, cycles), today, forecaster);
  if (answer.kind !== "forecast") throw new Error(answer.kind);
  return answer.forecast;
}

describe("a forecast as it is kept", () => {
  test("says what was shown: the day, the cycle, the dates, and each chance to a millionth", () => {
    fc.assert(
      fc.property(lengths, fc.integer({ min: 5, max: 60 }), (cycles, days) => {
        const forecast = forecastAfter(cycles, days);
        const kept = issuedFromForecast(forecast);
        expect(kept).toMatchObject({
          issued: forecast.today,
          start: forecast.openCycle.start,
          first: forecast.nextStart.first,
          interval: forecast.nextStart.interval,
        });
        const chances = chancesOf(kept);
        let [shown, told] = [0, 0];
        for (const [day, chance] of forecast.nextStart.probability.entries()) {
          shown += chance;
          told += chances[day] ?? 0;
          expect(Math.abs(shown - told)).toBeLessThan(0.6e-6);
        }
        expect(told).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { numRuns: 40, seed: 31 },
    );
  });

  test("is scored as the one that was shown, to a thousandth of a day", () => {
    fc.assert(
      fc.property(lengths, fc.integer({ min: 0, max: 50 }), (cycles, came) => {
        const forecast = forecastAfter(cycles, 5);
        const shown = rankedProbabilityScore(forecast.nextStart.probability, came);
        const kept = rankedProbabilityScore(chancesOf(issuedFromForecast(forecast)), came);
        expect(Math.abs(shown - kept)).toBeLessThan(1e-3);
      }),
      { numRuns: 40, seed: 32 },
    );
  });

  test("is read back as it was written, in a store and out of it", () => {
    const forecast = forecastAfter([28, 30, 27], 12);
    const diary = withIssued(diaryOfCycles("2026-01-01", [28, 30, 27]), forecast);
    const stored = JSON.parse(JSON.stringify([...valuesFromDiary(diary)]));
    const read = diaryFromValues(new Map(stored));
    expect(read.unreadableKeys).toEqual([]);
    expect(read.diary.issued).toEqual(diary.issued);
    expect(diary.issued).toEqual([issuedFromForecast(forecast)]);
  });

  test("is not there in a diary that was stored without any", () => {
    const stored = valuesFromDiary(diaryOfCycles("2026-01-01", [28]));
    expect(diaryFromValues(stored).diary).not.toHaveProperty("issued");
  });
});

describe("what is no issued forecast", () => {
  const good = issuedFromForecast(forecastAfter([28], 3));

  test.each([
    ["a day that is none", { issued: "2026-02-30" }, "issued"],
    ["a cycle that begins after it was shown", { start: addDays(good.issued, 1) }, "start"],
    ["a first day on the start itself", { first: good.start }, "first"],
    ["a first day two days on", { first: addDays(good.issued, 2) }, "first"],
    ["no chances", { chances: "" }, "chances"],
    ["chances with a fraction", { chances: "0.5" }, "chances"],
    ["chances above one in sum", { chances: "600000 600000" }, "chances"],
    ["401 days of chances", { chances: Array(401).fill("1").join(" ") }, "chances"],
    ["a level of one", { interval: { ...good.interval, level: 1 } }, "interval.level"],
    [
      "dates the wrong way round",
      { interval: { ...good.interval, last: addDays(good.interval.first, -1) } },
      "interval.last",
    ],
    ["no dates", { interval: null }, "interval"],
  ])("%s is named by its field", (_, change, field) => {
    expect(parseIssuedForecast(good).ok).toBe(true);
    const read = parseIssuedForecast({ ...good, ...change });
    expect(read.ok ? null : read.error).toMatchObject({ kind: "not-an-issued-forecast", field });
  });

  test("stays in the store untouched, and in nobody's record", () => {
    const values = new Map<string, unknown>([["issued/2026-02-01", { ...good, chances: "soon" }]]);
    const read = diaryFromValues(values);
    expect(read.unreadableKeys).toEqual(["issued/2026-02-01"]);
    expect(read.diary.issued).toBeUndefined();
    expect(daysBetween(good.start, good.issued)).toBe(3);
  });
});
