import type { Random } from "@tidetable/forecast";
import type { CohortCycle, CohortPerson } from "./cohort.ts";

/** A person's true cycles, oldest first, and which of their starts she wrote down. */
export interface LoggedPerson {
  readonly id: string;
  readonly cycles: readonly CohortCycle[];
  /** Whether the start of each cycle was logged. The first always was, and so was the end of the last cycle. */
  readonly isLogged: readonly boolean[];
}

/** Days between two logged starts, and how many true cycles they hold. */
export interface LoggedGap {
  readonly gap: CohortCycle;
  readonly trueCycles: number;
}

/** Everybody with every start logged. */
export const fullyLogged = (people: readonly CohortPerson[]): readonly LoggedPerson[] =>
  people.map(({ id, cycles }) => ({ id, cycles, isLogged: cycles.map(() => true) }));

/** Everybody with each start except the first lost with this chance, independently of every other. */
export function loseStarts(
  people: readonly CohortPerson[],
  chance: number,
  random: Random,
): readonly LoggedPerson[] {
  if (!(chance >= 0 && chance < 1)) throw new RangeError(`chance expects a number in [0, 1), got ${chance}`);
  return people.map(({ id, cycles }) => ({
    id,
    cycles,
    isLogged: cycles.map((_, index) => index === 0 || random() >= chance),
  }));
}

/** The logged gaps of the first `count` true cycles, when the end of the last of them was logged. */
export function loggedGaps(person: LoggedPerson, count = person.cycles.length): readonly LoggedGap[] {
  const gaps: LoggedGap[] = [];
  for (const [index, cycle] of person.cycles.slice(0, count).entries()) {
    const open = gaps.at(-1);
    if (person.isLogged[index] || !open) gaps.push({ gap: cycle, trueCycles: 1 });
    // Signs, bleeding and age of a merged gap are those of its first cycle: it began there as far as the log knows.
    else {
      const gap = { ...open.gap, length: open.gap.length + cycle.length };
      gaps[gaps.length - 1] = { gap, trueCycles: open.trueCycles + 1 };
    }
  }
  return gaps;
}

/** The cohort as a research file would have it: merged gaps look like any other cycle. */
export const asLogged = (people: readonly LoggedPerson[]): readonly CohortPerson[] =>
  people.map((person) => ({ id: person.id, cycles: loggedGaps(person).map(({ gap }) => gap) }));
