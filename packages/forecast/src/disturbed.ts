import { longestCycle } from "./grid.ts";
import { type Disturbance, requireDays } from "./history.ts";

/**
 * Chance of each length of a disturbed cycle that has lasted `elapsed` days; indexed by days, sums to 1. Null where none is left.
 *
 * The length it would have had, given that it was still open on the day of the disturbance, plus the change; then cut
 * at the days that have gone by. Later cycles know nothing of it.
 *
 * @param calendar chance of each length of the undisturbed cycle; indexed by days
 */
export function disturbedLength(
  calendar: Float64Array,
  { day, change }: Disturbance,
  elapsed: number,
): Float64Array | null {
  const chance = new Float64Array(longestCycle + 1);
  let total = 0;
  for (let length = day + 1; length < calendar.length; length++) {
    for (const [k, share] of change.chance.entries()) {
      const changed = length + change.least + k;
      if (changed <= elapsed || changed > longestCycle) continue;
      const joint = calendar[length]! * share;
      chance[changed]! += joint;
      total += joint;
    }
  }
  if (!(total > 1e-12)) return null;
  return chance.map((p) => p / total);
}

/** @throws RangeError naming the field that does not fit */
export function requireDisturbance({ day, change }: Disturbance): void {
  requireDays("disturbance.day", day, 0, 100_000);
  if (!Number.isInteger(change.least)) {
    throw new RangeError(`disturbance.change.least expects whole days, got ${change.least}`);
  }
  const sum = change.chance.reduce((total, share) => total + share, 0);
  if (change.chance.some((share) => !(share >= 0)) || Math.abs(sum - 1) > 1e-9) {
    throw new RangeError(`disturbance.change.chance expects chances that sum to 1, got a sum of ${sum}`);
  }
}
