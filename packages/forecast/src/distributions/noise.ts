import { normalBetween } from "./normal.ts";

/**
 * How single values scatter about a person's own centre: mostly a narrow normal, sometimes a wide one that
 * leans to the long side. In units of the person's own core scale.
 */
export interface NoiseShape {
  /** Share of the wide component. */
  readonly wideShare: number;
  /** Centre of the wide component. */
  readonly wideShift: number;
  /** Standard deviation of the wide component; the core's is 1. */
  readonly wideScale: number;
}

/** Chance that the scatter lies between two bounds, both in units of the core scale. */
function noiseBetween(shape: NoiseShape, lower: number, upper: number): number {
  const { wideShare, wideShift, wideScale } = shape;
  return (
    (1 - wideShare) * normalBetween(lower, upper) +
    wideShare * normalBetween((lower - wideShift) / wideScale, (upper - wideShift) / wideScale)
  );
}

/**
 * Chances of the whole days `shortest` … `longest` when the logarithm of the length scatters about `centre`
 * (ln days) with core scale `scale`; a length d takes what lies between d − ½ and d + ½. Sums to 1.
 *
 * @returns a new array indexed by the day itself, zero below `shortest`.
 */
export function logScalePmf(
  shape: NoiseShape,
  centre: number,
  scale: number,
  shortest: number,
  longest: number,
): Float64Array {
  return pmf((day) => (Math.log(day) - centre) / scale, shape, shortest, longest);
}

/** As `logScalePmf`, with centre and scale in days. */
export function dayScalePmf(
  shape: NoiseShape,
  centre: number,
  scale: number,
  shortest: number,
  longest: number,
): Float64Array {
  return pmf((day) => (day - centre) / scale, shape, shortest, longest);
}

function pmf(
  standardised: (day: number) => number,
  shape: NoiseShape,
  shortest: number,
  longest: number,
): Float64Array {
  const chance = new Float64Array(longest + 1);
  let total = 0;
  let lower = standardised(shortest - 0.5);
  for (let day = shortest; day <= longest; day++) {
    const upper = standardised(day + 0.5);
    const mass = noiseBetween(shape, lower, upper);
    chance[day] = mass;
    total += mass;
    lower = upper;
  }
  for (let day = shortest; day <= longest; day++) chance[day]! /= total;
  return chance;
}
