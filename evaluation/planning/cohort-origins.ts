import type { CohortPerson } from "../cohort.ts";
import { horizons } from "./cases.ts";
import { type Origin, originDays, periodBy } from "./origin.ts";

/** Cycles that must be on record beyond the horizon, so that hardly any window reaches past its end. */
const cyclesBeyond = 3;

/**
 * Everybody after each number of known cycles from 1 on, on each of the days while the cycle was open.
 *
 * How far ahead she is asked hangs on how many cycles are on record, never on how long they were: a record that ends
 * with a start would else count the windows before that start, and not those after it.
 */
export function cohortOrigins(people: readonly CohortPerson[]): readonly Origin[] {
  return people.flatMap(({ cycles }, person) =>
    cycles.flatMap((open, known): readonly Origin[] => {
      const furthest = Math.min(horizons, cycles.length - known - cyclesBeyond);
      if (known === 0 || furthest < 1) return [];
      const rest = cycles.slice(known);
      const starts = rest.map((_, i) => rest.slice(0, i).reduce((sum, { length }) => sum + length, 0));
      const end = starts.at(-1)! + rest.at(-1)!.length;
      const periods = rest.map(({ periodLength }) => periodLength ?? null);
      const { age } = open;
      return originDays
        .filter((day) => day < open.length)
        .map((day) => ({
          person,
          known: { cycles: cycles.slice(0, known), ...(age === undefined ? {} : { age }) },
          open: { elapsed: day },
          period: periodBy(day, periods[0]!),
          lived: { starts, periods, end },
          furthest,
        }));
    }),
  );
}
