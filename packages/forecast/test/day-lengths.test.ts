import { expect, test } from "vitest";
import { createDayLengths } from "../src/day-lengths.ts";
import { periodPrior } from "../src/period.ts";
import { drawNormal, seededRandom } from "../src/random.ts";
import { lutealPriorOf, signKinds } from "../src/signs.ts";
import { totalVariation } from "./reference/slow-model.ts";

const priors = [
  ["period", periodPrior] as const,
  ...signKinds.map((kind) => [kind, lutealPriorOf(kind)] as const),
];

test.each(priors)(
  "the grid for %s differs from one of five times the points on each axis by less than 0.005",
  (_, prior) => {
    const [grid, fine] = [createDayLengths(prior), createDayLengths(prior, 205, 65)];
    const random = seededRandom(17);
    let [belief, fineBelief] = [grid.unknown, fine.unknown];
    for (let seen = 0; seen <= 12; seen++) {
      expect(totalVariation(grid.predict(belief), fine.predict(fineBelief))).toBeLessThan(0.005);
      const days = Math.round(prior.meanDays + 0.8 + 0.9 * drawNormal(random));
      const kept = Math.min(prior.longest, Math.max(prior.shortest, days));
      [belief, fineBelief] = [grid.learn(belief, kept), fine.learn(fineBelief, kept)];
    }
  },
);

test.each(priors)("the forecast for %s sums to 1 and follows what was seen", (_, prior) => {
  const lengths = createDayLengths(prior);
  const usual = Math.round(prior.meanDays);
  const learned = [usual + 2, usual + 2, usual + 2].reduce(lengths.learn, lengths.unknown);
  const mean = (chance: Float64Array): number => chance.reduce((sum, p, day) => sum + p * day, 0);
  const chance = lengths.predict(learned);
  expect(chance.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  expect(mean(chance)).toBeGreaterThan(mean(lengths.predict(lengths.unknown)) + 0.8);
  expect(mean(chance)).toBeLessThan(usual + 2.5);
});
