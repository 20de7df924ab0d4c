import { type BulkForecaster, type SavedPerson, type Sign, shortestCycle } from "@tidetable/forecast";
import { ageOf, type CohortRow } from "./cohort-row.ts";

/** Whose row it is that the forecaster is asked about, and what is known of her. */
export interface People {
  /** Makes the forecaster believe what the earlier rows of this row's person tell; how many cycles those were. */
  turnTo(row: CohortRow): number;
  /** Teaches it this row. */
  learn(row: CohortRow): void;
}

/** What the day of a row's ovulation is to the forecaster: the files it is in had a monitor. */
export const signsOf = ({ ovulationDay }: CohortRow): readonly Sign[] =>
  Number.isNaN(ovulationDay) ? noSigns : [{ kind: "monitor", day: ovulationDay }];
const noSigns: readonly Sign[] = [];

/** Fewer days than a cycle can have are some other bleeding, and teach nothing. */
const teaches = ({ length }: CohortRow): boolean => length >= shortestCycle;

/** For a file in which each person's rows stand together: one person is known at a time. */
export function createPeopleTogether(forecaster: BulkForecaster): People {
  let name = new Uint8Array(0);
  let nameLength = -1;
  let known = 0;
  const isSame = ({ person, personStart, personEnd }: CohortRow): boolean => {
    if (personEnd - personStart !== nameLength) return false;
    for (let i = 0; i < nameLength; i++) if (person[personStart + i] !== name[i]) return false;
    return true;
  };
  return {
    turnTo(row) {
      if (isSame(row)) return known;
      const { person, personStart, personEnd } = row;
      nameLength = personEnd - personStart;
      if (name.length < nameLength) name = new Uint8Array(2 * nameLength);
      name.set(person.subarray(personStart, personEnd));
      forecaster.begin();
      known = 0;
      return known;
    },
    learn(row) {
      if (!teaches(row)) return;
      forecaster.observe(row.length, signsOf(row), ageOf(row));
      known++;
    },
  };
}

/** People whose beliefs are kept at hand, 26 kB each. Our choice. */
const mostAtHand = 1024;

interface Mixed {
  /** Length, ovulation day and age of each of her rows that taught. */
  readonly taught: number[];
  /** Null when it was put away; it can be learned anew. */
  saved: SavedPerson | null;
}

/** For a file in which people are mixed: everybody's rows are remembered. */
export function createPeopleMixed(forecaster: BulkForecaster): People {
  const peopleByName = new Map<string, Mixed>();
  /** Those that are saved, the one turned to longest ago first. */
  const atHand = new Set<Mixed>();
  let current: Mixed | null = null;

  const putAside = (person: Mixed): void => {
    person.saved = forecaster.save();
    atHand.add(person);
    if (atHand.size <= mostAtHand) return;
    const [oldest] = atHand;
    oldest!.saved = null;
    atHand.delete(oldest!);
  };
  const takeUp = (person: Mixed): void => {
    if (person.saved) {
      forecaster.restore(person.saved);
      atHand.delete(person);
      return;
    }
    forecaster.begin();
    for (let i = 0; i < person.taught.length; i += 3) {
      const [length, ovulationDay, age] = person.taught.slice(i, i + 3) as [number, number, number];
      const row = { length, ovulationDay, age } as CohortRow;
      forecaster.observe(length, signsOf(row), ageOf(row));
    }
  };
  return {
    turnTo({ person, personStart, personEnd }) {
      const name = new TextDecoder().decode(person.subarray(personStart, personEnd));
      const next = peopleByName.get(name) ?? { taught: [], saved: null };
      if (next !== current) {
        if (current) putAside(current);
        takeUp(next);
        peopleByName.set(name, next);
        current = next;
      }
      return next.taught.length / 3;
    },
    learn(row) {
      if (!teaches(row)) return;
      forecaster.observe(row.length, signsOf(row), ageOf(row));
      current?.taught.push(row.length, row.ovulationDay, row.age);
    },
  };
}
