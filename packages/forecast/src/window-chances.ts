import { type BleedingDays, bleedingDays } from "./bleeding-days.ts";
import type { FirstStart } from "./first-start.ts";
import { shortestCycle } from "./grid.ts";
import type { CurrentPeriod } from "./history.ts";
import type { Belief, Model } from "./model.ts";
import { type CellRenewal, eachRenewal } from "./renewals.ts";

/** Some coming days asked about together; day 0 is the first that is told; both inclusive. */
interface Window {
  readonly first: number;
  readonly last: number;
  readonly of: "bleeding" | "start";
}

/**
 * Chance that at least one day of each window has bleeding, or a start; in their order.
 *
 * A window [a, b] stays free when no start falls into it and the period before it is over by then. In each cell that is
 * a sum over the day s of the last start before a: u(s) · P(cycle > b − s) · P(period ≤ a − s), u(s) being the chance
 * of a start on s by whichever cycle; to it comes the chance that no further start at all comes up to b. A period lasts
 * at most until the next start. Only then are cells mixed: what a person's cycles share stays shared, so far days are
 * told apart no better than what is known of her allows.
 *
 * @param signed as in `eachRenewal`
 */
export function windowChances(
  model: Model,
  belief: Belief,
  start: FirstStart,
  signed: Float64Array | null,
  period: CurrentPeriod,
  windows: readonly Window[],
): Float64Array {
  const days = bleedingDays(model, belief, period);
  const free = new Float64Array(windows.length);
  const horizon = windows.reduce(
    (most, { first, last }) => Math.max(most, isShort(first, last) ? last + 1 : first),
    0,
  );
  eachRenewal(start, signed, horizon, (renewal) => {
    for (let i = 0; i < windows.length; i++) free[i]! += freeOf(windows[i]!, days, renewal);
  });
  return free.map((chance) => Math.min(1, Math.max(0, 1 - chance)));
}

/** Whether it can hold one start at most, so that the chance of one is the sum of its days'. Most that is asked for is. */
const isShort = (first: number, last: number): boolean => last - first < shortestCycle;

/** Chance of this cell, and that the window stays free in it. */
function freeOf(
  { first, last, of }: Window,
  { after, now }: BleedingDays,
  { starts, none, longer, longest }: CellRenewal,
): number {
  const noneYet = none[Math.min(last + 1, none.length - 1)]!;
  let free = 0;
  if (isShort(first, last)) {
    free = none[0]!;
    for (let day = first; day <= last; day++) free -= starts[day]!;
  } else {
    free = noneYet;
    for (let day = Math.max(0, last - longest + 1); day < first; day++) {
      free += starts[day]! * longer[last - day]!;
    }
  }
  if (of === "start") return free;
  free -= noneYet * now(first);
  for (let ago = 1; ago < after.length && ago <= first && last - first + ago < longest; ago++) {
    free -= starts[first - ago]! * longer[last - first + ago]! * after[ago]!;
  }
  return free;
}
