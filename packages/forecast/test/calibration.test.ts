import { expect, test } from "vitest";
import {
  createForecaster,
  probabilityIntegral,
  seededRandom,
  simulateCycle,
  simulateGaps,
  simulatePerson,
} from "../src/index.ts";
import { cyclesOf } from "./reference/histories.ts";
import { totalVariation } from "./reference/slow-model.ts";

const forecaster = createForecaster();

/** χ² with 19 degrees of freedom is above this in 1 of 1,000 calibrated runs. Source: any table of the distribution. */
const limit = 43.82;

test("2,000 people drawn from the prior: their next true cycle is uniform in its forecast", () => {
  const random = seededRandom(20_261_122);
  const bins = new Array<number>(20).fill(0);
  const drawCount = 2000;
  for (let draw = 0; draw < drawCount; draw++) {
    const person = simulatePerson(random);
    const gaps = simulateGaps(random, person, Math.floor(random() * 13));
    const truth = simulateCycle(random, person);
    const chance = forecaster.cycleLength(forecaster.learn({}, cyclesOf(gaps)));
    const value = probabilityIntegral(chance, truth, random());
    bins[Math.min(19, Math.floor(value * 20))]!++;
  }
  const expected = drawCount / bins.length;
  const chiSquare = bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  expect(bins.reduce((sum, count) => sum + count, 0)).toBe(drawCount);
  expect(chiSquare).toBeLessThan(limit);
});

test("after years without a log the next start is as far off as for 40,000 people met on a random day", () => {
  const random = seededRandom(77);
  const people = 40_000;
  const counted = new Float64Array(200);
  for (let i = 0; i < people; i++) {
    const person = simulatePerson(random);
    // Long before the day on which she is met, so that its place in her cycle is anywhere.
    let day = simulateCycle(random, person);
    while (day <= 1500) day += simulateCycle(random, person);
    if (day - 1501 < 200) counted[day - 1501]! += 1 / people;
  }
  const mayHide = new Array<boolean>(1501).fill(true);
  const start = forecaster.nextStart(forecaster.begin({}), { elapsed: 1500, mayHide })!;
  expect(start.probability.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
  expect(totalVariation(start.probability, counted)).toBeLessThan(0.03);
});

test("days ahead: expected starts of a newcomer agree with 60,000 simulated people, cycle after cycle", () => {
  const random = seededRandom(31);
  const horizon = 100;
  const counted = new Float64Array(horizon);
  const people = 60_000;
  for (let i = 0; i < people; i++) {
    const person = simulatePerson(random);
    for (let day = simulateCycle(random, person); day <= horizon; day += simulateCycle(random, person)) {
      counted[day - 1]! += 1 / people;
    }
  }
  const { starts } = forecaster.nextStart(forecaster.begin({}), { elapsed: 0 })!.ahead(horizon);
  const worst = Math.max(...starts.map((chance, day) => Math.abs(chance - counted[day]!)));
  // Five standard errors of a count with a chance of at most 0.15 a day.
  expect(worst).toBeLessThan(5 * Math.sqrt((0.15 * 0.85) / people));
});
