import { expect, test } from "vitest";
import { createForecaster } from "../src/index.ts";
import { cyclesOf, gapsOf } from "./reference/histories.ts";
import { createSlowModel, totalVariation } from "./reference/slow-model.ts";

const forecaster = createForecaster();
const slow = createSlowModel();

test("against a grid of 161 × 31 × 12, 120 histories of 0 to 30 cycles differ by less than 0.003 on average, none by 0.03", () => {
  const differences = Array.from({ length: 120 }, (_, history) => {
    const gaps = gapsOf(20_000 + history, Math.round((history * 30) / 119));
    const belief = forecaster.learn({}, cyclesOf(gaps));
    return totalVariation(forecaster.cycleLength(belief), slow.predict(gaps));
  });
  expect(differences).toHaveLength(120);
  expect(differences.reduce((sum, one) => sum + one, 0) / differences.length).toBeLessThan(0.003);
  expect(Math.max(...differences)).toBeLessThan(0.03);
});

test("without a history it is the prior predictive", () => {
  expect(totalVariation(forecaster.cycleLength(forecaster.begin({})), slow.predict([]))).toBeLessThan(0.001);
});

test.each([
  { seed: 1, count: 0, elapsed: 33, unrecorded: [10, 33] },
  { seed: 2, count: 4, elapsed: 41, unrecorded: [6, 38] },
  { seed: 3, count: 9, elapsed: 58, unrecorded: [20, 45] },
  { seed: 4, count: 2, elapsed: 75, unrecorded: [5, 75] },
] as const)(
  "an open cycle of $elapsed days after $count known, with starts possibly unlogged, equals the plain sum over all of them",
  ({ seed, count, elapsed, unrecorded: [first, last] }) => {
    const gaps = gapsOf(seed, count);
    const mayHide = Array.from({ length: elapsed + 1 }, (_, day) => day >= first && day <= last);
    const truth = slow.predictOpen(gaps, elapsed, mayHide);
    const start = forecaster.nextStart(forecaster.learn({}, cyclesOf(gaps)), { elapsed, mayHide })!;
    const daily = truth.probability.slice(elapsed + 1, elapsed + 1 + start.probability.length);
    expect(totalVariation(start.probability, daily)).toBeLessThan(0.02);
    expect(Math.abs(start.unlogged.probability - truth.unlogged)).toBeLessThan(0.02);
  },
);
