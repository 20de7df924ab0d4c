import { bleedingDays } from "./bleeding-days.ts";
import type { FirstStart } from "./first-start.ts";
import type { CurrentPeriod } from "./history.ts";
import type { Belief, Model } from "./model.ts";
import { eachRenewal } from "./renewals.ts";

/**
 * Expected starts and chance of bleeding on each of `horizon` days, the first being the day after `elapsed`.
 *
 * Every cell renews itself with its own lengths; only then are cells mixed. A later period's bleeding is counted
 * once: two periods cannot overlap, the shortest cycle being longer than nearly every period.
 *
 * @param signed as in `eachRenewal`
 */
export function daysAhead(
  model: Model,
  belief: Belief,
  start: FirstStart,
  signed: Float64Array | null,
  period: CurrentPeriod,
  horizon: number,
): { starts: Float64Array; bleeding: Float64Array } {
  const starts = new Float64Array(horizon);
  eachRenewal(start, signed, horizon, (renewal) => {
    for (let day = 0; day < horizon; day++) starts[day]! += renewal.starts[day]!;
  });
  const { after, now } = bleedingDays(model, belief, period);
  const bleeding = starts.map((_, day) => {
    let chance = now(day);
    for (let j = 0; j <= Math.min(day, after.length - 1); j++) chance += starts[day - j]! * after[j]!;
    return Math.min(1, chance);
  });
  return { starts, bleeding };
}
