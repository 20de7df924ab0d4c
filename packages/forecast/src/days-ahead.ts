import type { FirstStart } from "./first-start.ts";
import type { CurrentPeriod } from "./history.ts";
import type { Belief, Model } from "./model.ts";
import { longestPeriod } from "./period.ts";

/**
 * Expected starts and chance of bleeding on each of `horizon` days, the first being the day after `elapsed`.
 *
 * Every cell renews itself with its own lengths; only then are cells mixed. A later period's bleeding is counted
 * once: two periods cannot overlap, the shortest cycle being longer than nearly every period.
 *
 * @param signed when a sign of ovulation gave the next start, its chances, which then hold for every cell.
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
  start.eachCell(({ cell, chance, from, to, weight }) => {
    const renewal = start.tables.renewal(cell, horizon);
    const [own, factor] = signed ? [signed, weight] : [chance, 1];
    const end = Math.min(horizon, signed ? signed.length : to);
    for (let first = signed ? 0 : from; first < end; first++) {
      const p = factor * own[first]!;
      if (p < 1e-12) continue;
      starts[first]! += p;
      for (let day = first + 1; day < horizon; day++) starts[day]! += p * renewal[day - first]!;
    }
  });
  return { starts, bleeding: bleedingFrom(model.period.predict(belief.period), starts, period) };
}

function bleedingFrom(length: Float64Array, starts: Float64Array, period: CurrentPeriod): Float64Array {
  // stillBleeding[j]: chance that a period goes on for more than j days.
  const stillBleeding = new Float64Array(longestPeriod + 1);
  for (let day = longestPeriod - 1; day >= 0; day--) {
    stillBleeding[day] = stillBleeding[day + 1]! + length[day + 1]!;
  }
  const bleeding = new Float64Array(starts.length);
  for (let day = 0; day < starts.length; day++) {
    let chance = 0;
    for (let j = 0; j <= Math.min(day, longestPeriod); j++) chance += starts[day - j]! * stillBleeding[j]!;
    if (!period.isOver && period.days > 0) {
      const lasted = Math.min(period.days, longestPeriod);
      const now = stillBleeding[lasted - 1]!;
      if (now > 0 && lasted + day < longestPeriod) chance += stillBleeding[lasted + day]! / now;
    }
    bleeding[day] = Math.min(1, chance);
  }
  return bleeding;
}
