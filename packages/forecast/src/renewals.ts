import type { FirstStart } from "./first-start.ts";
import { longestCycle } from "./grid.ts";

/** What one cell expects of the coming days; day 0 is the first that is told. Every chance is joint with the cell's own. */
export interface CellRenewal {
  /** Chance of a start on each day, by whichever cycle. */
  readonly starts: Float64Array;
  /** Chance that none has come before day k, k = 0 … longestCycle; none[0] is the weight of the cell. */
  readonly none: Float64Array;
  /** Chance, within the cell, that a cycle lasts longer than d days; 0 from `longest` on. */
  readonly longer: Float64Array;
  readonly longest: number;
}

/** Days whose renewals are added at once, which halves the time; fewer than the shortest cycle has. */
const together = 4;

/**
 * Shows what every cell expects of the next `horizon` days: the next start, then cycles of the cell's own, independent of
 * one another. The visitor must not keep it: the arrays are used again for the next cell.
 *
 * @param signed when a sign of ovulation gave the next start, its chances, which then hold for every cell.
 */
export function eachRenewal(
  start: FirstStart,
  signed: Float64Array | null,
  horizon: number,
  visit: (renewal: CellRenewal) => void,
): void {
  const starts = new Float64Array(horizon);
  const none = new Float64Array(longestCycle + 1);
  const longer = new Float64Array(longestCycle + 1);
  // Chance of each length; 0 outside what the cell holds for possible, and far enough beyond it.
  const lengths = new Float64Array(longestCycle + together);
  start.eachCell(({ cell, chance, weight }) => {
    const [shortest, longest] = [start.tables.shortest(cell), start.tables.longest(cell)];
    const length = start.tables.cycleLength(cell);
    const [next, factor] = signed ? [signed, weight] : [chance, 1];
    lengths.fill(0);
    for (let days = shortest; days <= longest; days++) lengths[days] = length[days]!;
    for (let days = longestCycle - 1; days >= 0; days--)
      longer[days] = longer[days + 1]! + lengths[days + 1]!;
    none[0] = weight;
    for (let day = 0; day < longestCycle; day++) {
      const now = factor * next[day]!;
      none[day + 1] = Math.max(0, none[day]! - now);
      if (day < horizon) starts[day] = now;
    }
    starts.fill(0, longestCycle);
    renew(starts, lengths, shortest, longest);
    visit({ starts, none, longer, longest });
  });
}

/** Adds to `starts`, which holds the next start alone, all that follow it. */
function renew(starts: Float64Array, lengths: Float64Array, shortest: number, longest: number): void {
  for (let day = 0; day + shortest < starts.length; day += together) {
    // These four are complete: what is still to be added lies a shortest cycle, ten days or more, ahead.
    const [a, b, c, d] = [starts[day]!, starts[day + 1]!, starts[day + 2]!, starts[day + 3]!];
    if (a + b + c + d === 0) continue;
    const last = Math.min(longest + together - 1, starts.length - 1 - day);
    for (let ago = shortest; ago <= last; ago++) {
      starts[day + ago]! +=
        lengths[ago]! * a + lengths[ago - 1]! * b + lengths[ago - 2]! * c + lengths[ago - 3]! * d;
    }
  }
}
