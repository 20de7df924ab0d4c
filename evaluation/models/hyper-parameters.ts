import type { Bounds } from "./minimise.ts";

/** Distributions of the two published models' priors, and the scales on which they are searched. */

/** Gamma with this shape and rate. */
export interface Gamma {
  readonly shape: number;
  readonly rate: number;
}

/** Beta(a, b). */
export interface Beta {
  readonly a: number;
  readonly b: number;
}

/** A Gamma as the logarithms of its mean and of its shape. */
export const searchGamma = ({ shape, rate }: Gamma): readonly number[] => [
  Math.log(shape / rate),
  Math.log(shape),
];

export function gammaAt(logMean: number, logShape: number): Gamma {
  const shape = Math.exp(logShape);
  return { shape, rate: shape / Math.exp(logMean) };
}

/** A Beta as the log odds of its mean and the logarithm of a + b. */
export const searchBeta = ({ a, b }: Beta): readonly number[] => [Math.log(a / b), Math.log(a + b)];

export function betaAt(logOdds: number, logTotal: number): Beta {
  const total = Math.exp(logTotal);
  const mean = 1 / (1 + Math.exp(-logOdds));
  return { a: mean * total, b: (1 - mean) * total };
}

/**
 * Bounds of the search, all our choice. Mean rates of 10 to 200 days are wide of any cohort. A shape of 400 lets rates
 * differ by 5 %: from a few dozen people the likelihood is flat beyond it, and forecasts get worse.
 */
export const gammaBounds: readonly Bounds[] = [
  { lower: Math.log(10), upper: Math.log(200) },
  { lower: 0, upper: Math.log(400) },
];
/** Means from 0.1 to 99.9 %, and known no worse than from 4 and no better than from 1,000 observations. */
export const betaBounds: readonly Bounds[] = [
  { lower: -7, upper: 7 },
  { lower: Math.log(4), upper: Math.log(1000) },
];
