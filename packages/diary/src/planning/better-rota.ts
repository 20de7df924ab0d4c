import type { CalendarDate } from "../calendar-date.ts";
import type { Duty, Rota } from "./rota.ts";
import { sameWithin } from "./same-chance.ts";

/** Two duties whose people take each other's day. */
export interface RotaSwap {
  readonly give: Duty;
  readonly take: Duty;
}

/** The highest chance that anybody has on a duty, and the first duty with it. */
export interface WorstDuty {
  readonly duty: Duty;
  readonly chance: number;
}

export type RotaAnswer =
  /** `after` is the highest chance that is left, lower than before by 0.1 or more. */
  | { readonly kind: "swap"; readonly worst: WorstDuty; readonly swap: RotaSwap; readonly after: number }
  | {
      readonly kind: "no-better";
      readonly worst: WorstDuty;
      /** The best swap lowers the highest chance, but by less than 0.1. */
      readonly isAboutSame: boolean;
      /** A swap that leaves the highest chance, but lowers the sum of all by 0.1 or more; null where none does. */
      readonly eases: RotaSwap | null;
    }
  /** All duties are one person's. */
  | { readonly kind: "alone"; readonly worst: WorstDuty }
  /** No duty lies on a day for which a chance is known. */
  | { readonly kind: "nothing-known" };

/**
 * The one swap of two duties that lowers the worst case: the highest chance that anybody whose chances are known has on any
 * of her duties; of swaps that lower it equally, the one with the lowest sum of chances, then the earliest.
 *
 * A swap is between two people, and every date of the rota stays covered; nobody is moved to a date that the rota does not
 * have, because then nobody would be there. Who has no chances, null on every date, may be swapped with and counts for
 * nothing. A date for which a known person's chance is null, as one that is over, is not swapped. Nobody gets a second duty
 * on one day by it.
 *
 * @param chanceOn 0 to 1; asked once for each person and each date of the rota
 */
export function betterRota(
  { duties }: Rota,
  chanceOn: (person: string, date: CalendarDate) => number | null,
): RotaAnswer {
  const table = chanceTable(duties, chanceOn);
  const told = duties.flatMap((duty, i): WorstDuty[] => {
    const chance = table.rows[i]?.[table.columns[i]!] ?? untold;
    return chance === untold ? [] : [{ duty, chance }];
  });
  if (told.length === 0) return { kind: "nothing-known" };
  const worst = told.reduce((high, one) => (isAbove(one, high) ? one : high));
  if (new Set(duties.map(({ person }) => person)).size < 2) return { kind: "alone", worst };

  const { best, easiest } = bestSwaps(
    duties,
    table,
    told.map(({ chance }) => chance),
  );
  const gain = best === null ? 0 : worst.chance - best.worst;
  // As for groups of the same windows: what differs by 0.1 is told apart.
  if (best !== null && gain >= sameWithin) {
    return { kind: "swap", worst, swap: swapOf(best, duties), after: best.worst };
  }
  return {
    kind: "no-better",
    worst,
    isAboutSame: gain > 0,
    eases: easiest !== null && easiest.change <= -sameWithin ? swapOf(easiest, duties) : null,
  };
}

const isAbove = (one: WorstDuty, other: WorstDuty): boolean =>
  one.chance > other.chance || (one.chance === other.chance && one.duty.date < other.duty.date);

/** Chances by the indices of duties. */
interface ChanceTable {
  /** For each duty, what its person's chance is on each date; null where nothing is known of that person. */
  readonly rows: readonly (Float64Array | null)[];
  /** Which of those dates each duty has, and which of the people. */
  readonly columns: Int32Array;
  readonly people: Int32Array;
  /** Whether somebody has a duty on a date. */
  isOnDuty(person: number, column: number): boolean;
}

/** A date of which nothing is known, of somebody of whom something is. */
const untold = -1;

function chanceTable(
  duties: readonly Duty[],
  chanceOn: (person: string, date: CalendarDate) => number | null,
): ChanceTable {
  const dates = [...new Set(duties.map(({ date }) => date))];
  const columnOf = new Map(dates.map((date, index) => [date, index]));
  const rowOf = new Map<string, Float64Array | null>();
  for (const { person } of duties) {
    if (rowOf.has(person)) continue;
    const row = Float64Array.from(dates, (date) => chanceOn(person, date) ?? untold);
    rowOf.set(person, row.some((chance) => chance !== untold) ? row : null);
  }
  const names = new Map([...rowOf.keys()].map((person, index) => [person, index]));
  const columns = Int32Array.from(duties, ({ date }) => columnOf.get(date)!);
  const people = Int32Array.from(duties, ({ person }) => names.get(person)!);
  const onDuty = new Uint8Array(names.size * dates.length);
  for (const [i, person] of people.entries()) onDuty[person * dates.length + columns[i]!] = 1;
  return {
    rows: duties.map(({ person }) => rowOf.get(person)!),
    columns,
    people,
    isOnDuty: (person, column) => onDuty[person * dates.length + column] === 1,
  };
}

/** A swap of the duties with these indices, and what it leads to. */
interface Tried {
  readonly i: number;
  readonly j: number;
  /** The highest chance that is left. */
  readonly worst: number;
  /** What the sum of all chances changes by. */
  readonly change: number;
}

const swapOf = ({ i, j }: Tried, duties: readonly Duty[]): RotaSwap => ({
  give: duties[i]!,
  take: duties[j]!,
});

/**
 * Of all swaps that somebody known has a part in: the one that leaves the lowest worst, and of those that do not raise it the
 * one with the lowest sum. Millions of pairs are looked at, so nothing is made for any but the best.
 */
function bestSwaps(
  duties: readonly Duty[],
  { rows, columns, people, isOnDuty }: ChanceTable,
  told: readonly number[],
): { readonly best: Tried | null; readonly easiest: Tried | null } {
  const highest = told.toSorted((one, other) => other - one).slice(0, 3);
  let best: Tried | null = null;
  let easiest: Tried | null = null;
  for (let i = 0; i < duties.length; i++) {
    const person = people[i]!;
    const row = rows[i]!;
    const column = columns[i]!;
    const from = row === null ? 0 : row[column]!;
    for (let j = i + 1; j < duties.length; j++) {
      const otherRow = rows[j]!;
      const otherColumn = columns[j]!;
      if ((row === null && otherRow === null) || column === otherColumn) continue;
      const to = row === null ? 0 : row[otherColumn]!;
      const otherFrom = otherRow === null ? 0 : otherRow[otherColumn]!;
      const otherTo = otherRow === null ? 0 : otherRow[column]!;
      if (from === untold || to === untold || otherFrom === untold || otherTo === untold) continue;
      const rest = restOf(highest, row === null ? untold : from, otherRow === null ? untold : otherFrom);
      const worst = Math.max(rest, to, otherTo);
      const change = to - from + otherTo - otherFrom;
      const isBest = best === null || worst < best.worst || (worst === best.worst && change < best.change);
      const isEasiest = worst <= highest[0]! && (easiest === null || change < easiest.change);
      if (!isBest && !isEasiest) continue;
      const other = people[j]!;
      // Her own duties are on days on which she is on duty: this leaves out swaps with oneself too.
      if (isOnDuty(person, otherColumn) || isOnDuty(other, column)) continue;
      const tried: Tried = { i, j, worst, change };
      if (isBest) best = tried;
      if (isEasiest) easiest = tried;
    }
  }
  return { best, easiest };
}

/** The highest of all chances without two of them; of the highest three one is left. */
function restOf(highest: readonly number[], one: number, other: number): number {
  let hasOne = one !== untold;
  let hasOther = other !== untold;
  for (let k = 0; k < highest.length; k++) {
    const chance = highest[k]!;
    if (hasOne && chance === one) hasOne = false;
    else if (hasOther && chance === other) hasOther = false;
    else return chance;
  }
  return 0;
}
