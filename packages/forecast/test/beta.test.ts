import { expect, test } from "vitest";
import { betaWeights } from "../src/distributions/beta.ts";
import { lossChances } from "../src/grid.ts";
import { drawBeta, seededRandom } from "../src/random.ts";

test.each([
  [0.6, 14],
  [1, 12],
  [1, 9],
  [2, 6],
])(
  "the weights of Beta(%f, %f) on the nodes keep its mean, but for what lies above the last node",
  (a, b) => {
    const weights = betaWeights(a, b, lossChances);
    const random = seededRandom(7);
    const last: number = lossChances.at(-1)!;
    const draws = Array.from({ length: 200_000 }, () => Math.min(last, drawBeta(random, a, b)));
    const mean = draws.reduce((sum, p) => sum + p, 0) / draws.length;
    const weighted = lossChances.reduce<number>((sum, node, i) => sum + node * weights[i]!, 0);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(Math.abs(weighted - mean)).toBeLessThan(0.001);
  },
);
