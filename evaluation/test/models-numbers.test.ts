import fc from "fast-check";
import { expect, test } from "vitest";
import { logNormaliser, logUnnormalised } from "../models/generalised-poisson-law.ts";
import { betaWeights } from "../models/prior-weights.ts";
import { betaBelow, logGamma, normalBelow } from "../models/special-functions.ts";

const seed = 20261122;

/** Integral by the midpoint rule, plain and slow. */
function integral(f: (x: number) => number, from: number, to: number, slices = 200_000): number {
  let sum = 0;
  for (let i = 0; i < slices; i++) sum += f(from + ((to - from) * (i + 0.5)) / slices);
  return (sum * (to - from)) / slices;
}

test("the logarithm of Γ is that of the factorials, and of √π at a half", () => {
  let factorial = 0;
  for (let n = 1; n <= 300; n++) {
    expect(logGamma(n) - factorial).toBeCloseTo(0, 10);
    factorial += Math.log(n);
  }
  expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 12);
  expect(logGamma(0.1)).toBeCloseTo(Math.log(9.513507698668732), 12);
});

test("the share of a Beta below a point is the integral of its density", () => {
  for (const [a, b] of [
    [2, 20],
    [1, 1],
    [1.2, 9.5],
    [300, 700],
  ] as const) {
    const density = (x: number): number =>
      Math.exp(
        logGamma(a + b) - logGamma(a) - logGamma(b) + (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x),
      );
    for (const x of [0.01, 0.1, 0.3, 0.5, 0.9]) {
      expect(betaBelow(x, a, b)).toBeCloseTo(integral(density, 0, x), 6);
    }
  }
  // Below one parameter of 1 the density is infinite at the end; Beta(a, 1) has x^a below x.
  expect(betaBelow(0.2, 0.01, 1)).toBeCloseTo(0.2 ** 0.01, 12);
  expect(betaBelow(0, 2, 3)).toBe(0);
  expect(betaBelow(1, 2, 3)).toBe(1);
});

test("the share of a normal below a point is the integral of its density", () => {
  const density = (x: number): number => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  for (const x of [-3, -1, 0, 0.7, 2.5]) expect(normalBelow(x)).toBeCloseTo(integral(density, -12, x), 8);
  expect(normalBelow(-9)).toBe(0);
  expect(normalBelow(9)).toBe(1);
});

test("Beta weights sum to 1, are never negative, and keep the mean where nothing lies above the last node", () => {
  const shape = fc.double({ min: 0.002, max: 500, noNaN: true });
  fc.assert(
    fc.property(shape, shape, (a, b) => {
      const nodes = [0, 0.01, 0.05, 0.2, 0.5, 1];
      const weights = betaWeights(a, b, nodes);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 10);
      expect(weights.reduce((sum, weight, i) => sum + weight * nodes[i]!, 0)).toBeCloseTo(a / (a + b), 8);
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
    }),
    { seed },
  );
});

test("the Generalised Poisson sums to 1 and has the mean and the variance that its definition says", () => {
  for (const [mean, dispersion, merged] of [
    [29, -0.9, 1],
    [29, -0.5, 2],
    [40, 0, 1],
    [30, 0.4, 1],
  ] as const) {
    const scatter = { mean, dispersion };
    let [total, first, second] = [0, 0, 0];
    for (let days = 0; days < 1000; days++) {
      const chance = Math.exp(logUnnormalised(scatter, merged, days) - logNormaliser(scatter, merged));
      total += chance;
      first += chance * days;
      second += chance * days * days;
    }
    const variance = (merged * mean) / (1 - dispersion) ** 2;
    expect(total).toBeCloseTo(1, 9);
    // Where the distribution ends it is cut off, which moves both by a trace.
    expect(first / (merged * mean)).toBeCloseTo(1, 3);
    expect((second - first ** 2) / variance).toBeCloseTo(1, 2);
  }
});

test("without dispersion the Generalised Poisson is the Poisson distribution", () => {
  let poisson = Math.exp(-30);
  for (let days = 0; days <= 90; days++) {
    expect(Math.exp(logUnnormalised({ mean: 30, dispersion: 0 }, 1, days)) / poisson).toBeCloseTo(1, 9);
    poisson *= 30 / (days + 1);
  }
});

test("below a dispersion of 0 no length is possible where the rate has run out", () => {
  // λ = 20 × 1.5 = 30, and 30 − 0.5 x is above 0 up to 59.
  const scatter = { mean: 20, dispersion: -0.5 };
  expect(logUnnormalised(scatter, 1, 59)).toBeGreaterThan(Number.NEGATIVE_INFINITY);
  expect(logUnnormalised(scatter, 1, 60)).toBe(Number.NEGATIVE_INFINITY);
});
