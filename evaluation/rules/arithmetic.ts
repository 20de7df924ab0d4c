import type { Known } from "../cohort.ts";

/** The small sums that rules are made of. Every list is oldest first; an empty one is the caller's to catch. */

export const lengthsOf = ({ cycles }: Known): readonly number[] => cycles.map(({ length }) => length);

/** The newest `count` of a list, or all of it. */
export const newest = <T>(list: readonly T[], count: number): readonly T[] => list.slice(-count);

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The middle value; of an even number the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Sample variance, with n − 1; 0 for a single value. */
export function sampleVariance(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}

export const clamp = (value: number, lower: number, upper: number): number =>
  Math.min(upper, Math.max(lower, value));

/** To the nearest whole number; a half goes up. */
export const roundHalfUp = (value: number): number => Math.floor(value + 0.5);

/** To the nearest whole number; a half goes to the even neighbour, as Python rounds. */
export function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return roundHalfUp(value);
  return below % 2 === 0 ? below : below + 1;
}

export const toTwoDecimals = (value: number): number => roundHalfUp(value * 100) / 100;
