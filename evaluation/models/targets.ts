import type { CohortPerson, Known } from "../cohort.ts";

/** One cycle to be forecast, and what was known when it began. */
export interface Target {
  readonly known: Known;
  readonly length: number;
  /** Cycle day of its sign of ovulation, where it had one. */
  readonly signDay?: number;
}

/** Cycles of one person that are learned from, so that the longest diary is not learned for ever. Our choice. */
const mostOfOnePerson = 200;

/** Every cycle of these people as a target, oldest first; of one person the first 200. */
export function targetsOf(people: readonly CohortPerson[]): readonly Target[] {
  return people.flatMap(({ cycles }) =>
    cycles.slice(0, mostOfOnePerson).map(({ length, age, ovulationDay }, i) => ({
      known: { cycles: cycles.slice(0, i), ...(age === undefined ? {} : { age }) },
      length,
      ...(ovulationDay === undefined ? {} : { signDay: ovulationDay }),
    })),
  );
}
