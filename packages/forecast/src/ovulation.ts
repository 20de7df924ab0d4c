import { longestCycle } from "./grid.ts";
import type { OpenCycle } from "./history.ts";
import type { Belief, Model } from "./model.ts";

/**
 * When ovulation is likely in the open cycle: its length minus the luteal phase, as distributions, never "minus 14".
 *
 * Not a contraceptive and not an aid to conception. `fertile` is wide on purpose: the six days that end with ovulation
 * (source: docs/forecasting.md, "Ovulation").
 */
export interface Ovulation {
  /** Chance of ovulation on each cycle day, index 0 for cycle day 1; sums to 1. */
  readonly probability: Float64Array;
  /** Chance that each cycle day lies in the six days ending with ovulation; same index. */
  readonly fertile: Float64Array;
}

const daysBeforeOvulation = 5;

/** Null when no whole cycle fits what has been seen. @param calendar chance of each cycle length; indexed by days. */
export function ovulationFrom(
  model: Model,
  belief: Belief,
  open: OpenCycle,
  calendar: Float64Array,
): Ovulation | null {
  const luteal = model.luteal.marked.predict(belief.luteal.marked ?? model.luteal.marked.unknown);
  const probability = new Float64Array(longestCycle);
  let total = 0;
  for (let length = open.elapsed + 1; length <= longestCycle; length++) {
    for (let days = 1; days < luteal.length && days < length; days++) {
      const joint = calendar[length]! * luteal[days]!;
      // A sign on cycle day o and a luteal phase of u days make a cycle of o + u days.
      probability[length - days - 1]! += joint;
      total += joint;
    }
  }
  if (!(total > 0)) return null;
  for (let day = 0; day < probability.length; day++) probability[day]! /= total;
  const fertile = new Float64Array(longestCycle);
  for (let day = 0; day < longestCycle; day++) {
    for (let later = 0; later <= daysBeforeOvulation && day + later < longestCycle; later++) {
      fertile[day]! += probability[day + later]!;
    }
  }
  return { probability, fertile };
}
