import { longestGap } from "@tidetable/forecast";
import type { Known } from "./cohort.ts";
import { type LoggedPerson, loggedGaps } from "./logged.ts";

/** One cycle to be forecast from what was logged before it. */
export interface Target {
  /** Index of the person in her cohort. */
  readonly person: number;
  /** True cycles before this one; what was logged of them may be fewer, longer gaps. */
  readonly cyclesBefore: number;
  readonly known: Known;
  /** True length, days. */
  readonly length: number;
  /** Cycle day on which a monitor marked ovulation in the cycle itself. */
  readonly ovulationDay?: number;
  /** Days that the cycle's own period lasted. */
  readonly periodLength?: number;
}

/**
 * Every cycle of everybody as a target, oldest first. Its own start is always taken as logged, so that lost starts
 * change what is known and never what is asked. A length above `longest` days is a pause, and no target.
 */
export function targetsOf(people: readonly LoggedPerson[], longest = longestGap): readonly Target[] {
  return people.flatMap((person, index) =>
    person.cycles.flatMap((cycle, cyclesBefore): readonly Target[] => {
      if (cycle.length > longest) return [];
      const { age, ovulationDay, periodLength, length } = cycle;
      const known = {
        cycles: loggedGaps(person, cyclesBefore).map(({ gap }) => gap),
        ...(age === undefined ? {} : { age }),
      };
      const within = {
        ...(ovulationDay === undefined ? {} : { ovulationDay }),
        ...(periodLength === undefined ? {} : { periodLength }),
      };
      return [{ person: index, cyclesBefore, known, length, ...within }];
    }),
  );
}
