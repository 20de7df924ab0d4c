import type { Interval } from "./interval.ts";

/**
 * How good a forecast was, once the day is known. `probability[k]` belongs to day k; lower scores are better.
 *
 * Source: Gneiting and Raftery, "Strictly proper scoring rules, prediction, and estimation", JASA 102 (2007).
 */

/** Minus the logarithm of the probability given to the day that came; infinite if that was 0. */
export function logScore(probability: ArrayLike<number>, day: number): number {
  return -Math.log(probability[day] ?? 0);
}

/**
 * Ranked probability score, in days: Σ (cumulative probability − whether it had come)². What is missing from a sum of 1
 * counts as coming after the last day.
 */
export function rankedProbabilityScore(probability: ArrayLike<number>, day: number): number {
  let [cumulative, score] = [0, 0];
  for (let k = 0; k < Math.max(probability.length, day); k++) {
    cumulative += probability[k] ?? 0;
    score += (cumulative - (k >= day ? 1 : 0)) ** 2;
  }
  return score;
}

/**
 * Probability integral transform, randomised within the day (Czado, Gneiting and Held, Biometrics 65, 2009):
 * uniform on [0, 1] when forecasts are calibrated.
 *
 * @param uniform a uniform draw in [0, 1).
 */
export function probabilityIntegral(probability: ArrayLike<number>, day: number, uniform: number): number {
  let below = 0;
  for (let k = 0; k < Math.min(day, probability.length); k++) below += probability[k]!;
  return below + uniform * (probability[day] ?? 0);
}

/** Whether the day lies in the interval. */
export const covers = ({ lower, upper }: Interval, day: number): boolean => day >= lower && day <= upper;

/** Probability that the forecast gave to the days of an interval; on whole days more than its level. */
export function announcedMass(probability: ArrayLike<number>, { lower, upper }: Interval): number {
  let mass = 0;
  for (let k = lower; k <= upper; k++) mass += probability[k] ?? 0;
  return mass;
}
