import { clamp, sampleVariance } from "../rules/arithmetic.ts";
import { normalBelow } from "./special-functions.ts";

/** The share of a distribution that lies below a point. */
export type Below = (point: number) => number;

/**
 * Narrowest and widest smoothing, days; both our choice. Half a day is that of rounding to whole days and half as much
 * again; what lies more than some days apart is not one heap.
 */
const narrowest = 0.5;
const widest = 5;
/** Furthest that a value counts from 0, days; one further off counts there. */
const furthest = 200;
/** How many values the one stands for that may be anything: enough to rule nothing out, too few to move a mean. */
const anything = 0.1;
/** Points a day at which the distribution is tabulated, and how far; between them it is taken as straight. */
const pointsPerDay = 10;
const reach = furthest + 8 * widest;

/**
 * The distribution that some values came from, in days: each value is spread a little.
 *
 * Spread normally, as wide as Silverman's rule says (Density Estimation, 1986, equation 3.31: 0.9 × the smaller of
 * standard deviation and quartile distance / 1.34 × n^(−1/5)), within bounds. A tenth of a value more, which may be
 * anything from −200 to 200, keeps every day possible. Without values there is only that one.
 */
export function smoothed(values: readonly number[]): Below {
  const sorted = values.map((value) => clamp(value, -furthest, furthest)).toSorted((a, b) => a - b);
  const width = clamp(silverman(sorted), narrowest, widest);
  const table = Float64Array.from({ length: 2 * reach * pointsPerDay + 1 }, (_, i) =>
    clamp(anything * (0.5 + pointAt(i) / (2 * furthest)), 0, anything),
  );
  // Above its own neighbourhood a value counts whole: noted once, where that begins, and summed up at the end.
  const whole = new Float64Array(table.length + 1);
  for (const value of sorted) {
    const first = indexAbove(value - 8 * width);
    const last = indexAbove(value + 8 * width);
    for (let i = first; i < last; i++) table[i]! += normalBelow((pointAt(i) - value) / width);
    whole[last]! += 1;
  }
  let passed = 0;
  for (let i = 0; i < table.length; i++) {
    passed += whole[i]!;
    table[i] = (table[i]! + passed) / (sorted.length + anything);
  }
  return (point) => {
    const place = clamp((point + reach) * pointsPerDay, 0, table.length - 1);
    const left = Math.min(table.length - 2, Math.floor(place));
    return table[left]! + (place - left) * (table[left + 1]! - table[left]!);
  };
}

const pointAt = (index: number): number => index / pointsPerDay - reach;
/** The first index whose point is above a point; one beyond the table when there is none. */
const indexAbove = (point: number): number =>
  Math.min(2 * reach * pointsPerDay + 1, Math.max(0, Math.ceil((point + reach) * pointsPerDay)));

/** Silverman's width; 0 where there is nothing to tell it by. */
function silverman(sorted: readonly number[]): number {
  const count = sorted.length;
  if (count < 2) return 0;
  const quartiles = sorted[Math.floor(0.75 * (count - 1))]! - sorted[Math.floor(0.25 * (count - 1))]!;
  return 0.9 * Math.min(Math.sqrt(sampleVariance(sorted)), quartiles / 1.34) * count ** -0.2;
}
