import fc from "fast-check";
import { expect, test } from "vitest";
import { createScoreTable } from "../score-table.ts";
import { levels, type Measure, measureIndex, measures, scoreOf, stillOpenOn } from "../scores.ts";
import { forecastOf } from "./made-up.ts";

const read = (score: Float64Array, measure: Measure): number => score[measureIndex[measure]]!;
const anyForecast = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 60 })
  .filter((weights) => weights.some((weight) => weight > 1e-3))
  .map((weights) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return Float64Array.from(weights, (weight) => weight / total);
  });

test("every measure of a forecast of three days, worked out by hand", () => {
  const score = scoreOf(forecastOf({ 27: 0.25, 28: 0.5, 29: 0.25 }), 29, 0.4);
  expect(read(score, "absoluteError")).toBe(1);
  expect(read(score, "squaredError")).toBeCloseTo(1, 12);
  expect(read(score, "rankedProbability")).toBeCloseTo(0.25 ** 2 + 0.75 ** 2, 12);
  expect(read(score, "logScore")).toBeCloseTo(Math.log(4), 12);
  expect(read(score, "integral")).toBeCloseTo(0.75 + 0.4 * 0.25, 12);
  // A quarter lies before day 28, and as much after it: half lies on that day alone.
  expect([read(score, "covered 0.5"), read(score, "announced 0.5"), read(score, "width 0.5")]).toEqual([
    0, 0.75, 2,
  ]);
  expect([read(score, "covered 0.8"), read(score, "announced 0.8"), read(score, "width 0.8")]).toEqual([
    1, 1, 3,
  ]);
});

test("a day thought impossible costs the floor and no more", () => {
  expect(read(scoreOf(forecastOf({ 28: 1 }), 40, 0), "logScore")).toBeCloseTo(-Math.log(1e-6), 12);
});

test("what lies beyond the last day widens an interval to it, and never makes a number infinite", () => {
  const score = scoreOf(forecastOf({ 20: 0.5, 50: 0.1 }), 45, 0.5);
  expect(score.every(Number.isFinite)).toBe(true);
  expect(read(score, "width 0.95")).toBe(31);
  expect(read(score, "squaredError")).toBeCloseTo((10 + 5 + 0.4 * 51 - 45) ** 2, 9);
});

test("law: every score is a finite number, and an interval announces at least its level", () => {
  fc.assert(
    fc.property(anyForecast, fc.integer({ min: 1, max: 80 }), (forecast, length) => {
      const score = scoreOf(forecast, length, 0.5);
      expect(score.every(Number.isFinite)).toBe(true);
      for (const level of levels) {
        expect(read(score, `announced ${level}`)).toBeGreaterThan(level - 1e-9);
        expect(read(score, `width ${level}`)).toBeGreaterThanOrEqual(1);
      }
    }),
    { numRuns: 200, seed: 1 },
  );
});

test("law: waiting day by day is waiting once", () => {
  fc.assert(
    fc.property(anyForecast, fc.integer({ min: 0, max: 18 }), (forecast, day) => {
      let step = forecast;
      for (let one = 0; one <= day; one++) step = stillOpenOn(step, one) as Float64Array<ArrayBuffer>;
      const once = stillOpenOn(forecast, day);
      for (let t = 0; t < 60; t++) expect(step[t] ?? 0).toBeCloseTo(once[t] ?? 0, 9);
    }),
    { numRuns: 50, seed: 2 },
  );
});

test("no bleeding by a day leaves the later days in proportion, and none before", () => {
  expect(stillOpenOn(forecastOf({ 27: 0.5, 28: 0.3, 29: 0.2 }), 27)).toEqual(
    forecastOf({ 28: 0.3 / 0.5, 29: 0.2 / 0.5 }),
  );
});

test("when all that was said is past, the next start is tomorrow", () => {
  expect(stillOpenOn(forecastOf({ 28: 1 }), 28)).toEqual(forecastOf({ 29: 1 }));
  expect(stillOpenOn(forecastOf({ 28: 1 }), 35)).toEqual(forecastOf({ 36: 1 }));
});

test("a table averages what was added twice, and keeps the first integral", () => {
  const table = createScoreTable(["a", "b"], 2);
  const forecast = forecastOf({ 27: 0.5, 28: 0.5 });
  table.add("a", 1, scoreOf(forecast, 27, 0.2));
  table.add("a", 1, scoreOf(forecast, 30, 0.9));
  expect(table.read("a", 1, "absoluteError")).toBe((0 + 3) / 2);
  expect(table.read("a", 1, "integral")).toBeCloseTo(0.1, 6);
  expect(table.read("a", 0, "absoluteError")).toBeNull();
  expect(table.read("b", 1, "absoluteError")).toBeNull();
  expect(() => table.read("c", 1, "absoluteError")).toThrow(/^model expects/);
  expect(new Set(measures).size).toBe(measures.length);
});
