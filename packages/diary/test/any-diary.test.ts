import fc from "fast-check";
import { expect, test } from "vitest";
import {
  basisFromForecast,
  createForecaster,
  dotsFromForecast,
  forecastFromDiary,
  headlineFromForecast,
  spokenForecast,
  whatChanged,
} from "../src/index.ts";
import { anyDiary, day } from "./arbitrary-diary.ts";

const forecaster = createForecaster();
test("any diary on any day gets an answer that can be said, and a forecast in it sums to 1", () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(anyDiary, day, (written, today) => {
      const answer = forecastFromDiary(written, today, forecaster);
      kinds.add(answer.kind);
      expect(headlineFromForecast(answer).id).toMatch(/^forecast-/);
      expect(spokenForecast(answer).length).toBeGreaterThan(0);
      const change = whatChanged(written, today, forecaster, answer);
      expect(change === null || /^changed-/.test(change.id)).toBe(true);
      if (answer.kind !== "forecast") return;
      const { nextStart, bleeding, possiblyUnlogged } = answer.forecast;
      const sum = nextStart.probability.reduce((total, p) => total + p, nextStart.beyondHorizon);
      expect(Math.abs(sum - 1)).toBeLessThan(1e-9);
      expect([...nextStart.probability, ...bleeding.probability].every((p) => p >= 0 && p <= 1)).toBe(true);
      expect(nextStart.interval.first <= nextStart.interval.last).toBe(true);
      expect(nextStart.first >= today).toBe(true);
      expect(dotsFromForecast(answer.forecast)).toHaveLength(20);
      expect(possiblyUnlogged.every(({ around }) => around <= today)).toBe(true);
      expect(basisFromForecast(answer).length).toBeGreaterThan(1);
    }),
    { numRuns: 120, seed: 20_261_122 },
  );
  expect([...kinds].sort()).toEqual(["forecast", "no-start", "withheld"]);
});
