/**
 * What can be read off a distribution over days: `probability[k]` belongs to day `firstDay` + k.
 *
 * Days come back on the same count, so `firstDay` 0 gives indices.
 */

/** Rounding that may separate a sum of probabilities from the level it equals. */
const rounding = 1e-12;

/** The first day by which the cumulative probability reaches `level`; null when that lies beyond the last day. */
export function quantile(probability: ArrayLike<number>, level: number, firstDay = 0): number | null {
  if (!(level > 0 && level < 1)) throw new RangeError(`level expects a number in (0, 1), got ${level}`);
  let cumulative = 0;
  for (let k = 0; k < probability.length; k++) {
    cumulative += probability[k]!;
    if (cumulative >= level - rounding) return firstDay + k;
  }
  return null;
}

/** The likeliest day, the earliest of equals. @throws RangeError on an empty distribution */
export function mostLikelyDay(probability: ArrayLike<number>, firstDay = 0): number {
  if (probability.length === 0) throw new RangeError("probability expects at least one day, got none");
  let best = 0;
  for (let k = 1; k < probability.length; k++) if (probability[k]! > probability[best]!) best = k;
  return firstDay + best;
}

/** The central interval: at most (1 - level) / 2 lies before `lower`, and as much after `upper`; both inclusive. */
export interface Interval {
  readonly level: number;
  readonly lower: number;
  readonly upper: number;
}

/** Null when its upper end lies beyond the last day. */
export function centralInterval(
  probability: ArrayLike<number>,
  level: number,
  firstDay = 0,
): Interval | null {
  const lower = quantile(probability, (1 - level) / 2, firstDay);
  const upper = quantile(probability, (1 + level) / 2, firstDay);
  return lower === null || upper === null ? null : { level, lower, upper };
}
