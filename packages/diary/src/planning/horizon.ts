/** Windows of one length, which begin on each of the days in order: how far apart the best and the worst of one cycle are. */
export interface WindowCurve {
  /** Chance of the window that begins so many days after today. */
  readonly chanceAt: (day: number) => number;
  /** Her usual cycle length, days. */
  readonly cycle: number;
}

/** How much the chances differ within one cycle from a day on; days counted from today, looked at every `step` days. */
export function rangeFrom({ chanceAt, cycle }: WindowCurve, day: number, step = 1): number {
  let [lowest, highest] = [1, 0];
  for (let ahead = day; ahead < day + cycle; ahead += step) {
    const chance = chanceAt(ahead);
    lowest = Math.min(lowest, chance);
    highest = Math.max(highest, chance);
  }
  return Math.max(0, highest - lowest);
}

/**
 * The first day, counted from today in steps, from which on the windows of a cycle no more differ by `least`; looked for up
 * to `last`, where they do not. 0 where they never do.
 */
export function horizonBefore(curve: WindowCurve, last: number, step: number, least: number): number {
  let day = last - (last % step);
  while (day >= 0 && rangeFrom(curve, day, step) < least) day -= step;
  return Math.min(last, day + step);
}
