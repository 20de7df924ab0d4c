/**
 * What a window of days holds, worked out by walking: every start that can come next, every one that can follow it, until
 * the window is behind. Slow, plain, and without a line of `src`: no renewal density, no survival, nothing taken off 1.
 */
export interface SlowPerson {
  readonly weight: number;
  /** Chance of the next start on each coming day, day 0 first. */
  readonly next: readonly number[];
  /** Chance of each cycle length, indexed by days. */
  readonly lengths: readonly number[];
}

export interface SlowWindow {
  readonly first: number;
  readonly last: number;
  readonly of: "bleeding" | "start";
}

/**
 * @param periods chance of each period length, indexed by days
 * @param lasts chance that the current period's last day is coming day k − 1, so that k = 0 is "over"; sums to 1
 */
export function slowChance(
  people: readonly SlowPerson[],
  periods: readonly number[],
  lasts: readonly number[],
  { first, last, of }: SlowWindow,
): number {
  let chance = 0;
  for (const { weight, next, lengths } of people) {
    // hit[day]: chance that the window is met by this start on `day`, its period, or whatever follows it.
    const hit = new Array<number>(last + 2).fill(0);
    for (let day = last; day >= 0; day--) {
      if (day >= first) {
        hit[day] = 1;
        continue;
      }
      for (const [length, ofLength] of lengths.entries()) {
        if (ofLength === 0) continue;
        const following = day + length <= last ? hit[day + length]! : 0;
        if (of === "start") hit[day]! += ofLength * following;
        else {
          for (const [days, ofPeriod] of periods.entries()) {
            // A period is over at the latest when the next one starts.
            const bleedsInto = day + Math.min(days, length) > first;
            hit[day]! += ofLength * ofPeriod * (bleedsInto ? 1 : following);
          }
        }
      }
    }
    const later = (from: number): number =>
      next.reduce((sum, p, day) => sum + (day >= from && day <= last ? p * hit[day]! : 0), 0);
    if (of === "start") chance += weight * later(0);
    else {
      for (const [k, ofEnd] of lasts.entries()) {
        if (ofEnd === 0) continue;
        // If it still bleeds on the first day of the window unless a start ends that, the window is met either way:
        // by this period, or by the next start, which then lies in the window or before it.
        const isLong = k > first;
        const startsBefore = next.reduce((sum, p, day) => sum + (day < first ? p : 0), 0);
        chance += weight * ofEnd * (isLong ? 1 - startsBefore + laterBefore(next, hit, first) : later(0));
      }
    }
  }
  return chance;
}

const laterBefore = (next: readonly number[], hit: readonly number[], first: number): number =>
  next.reduce((sum, p, day) => sum + (day < first ? p * hit[day]! : 0), 0);
