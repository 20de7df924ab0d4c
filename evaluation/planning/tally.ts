import { horizons, type PlannedCase } from "./cases.ts";

/** Sums over the cases of one horizon in one tenth of the stated chances, which add up over people. */
interface TallyCell {
  cases: number;
  people: number;
  stated: number;
  bled: number;
  /** By person: bled minus stated, squared; the same times cases; cases squared. */
  squared: number;
  cross: number;
  squaredCases: number;
}

export interface Tally {
  /** By horizon, 0 for all together; then by tenth. */
  readonly cells: readonly (readonly TallyCell[])[];
  /** Cases of which the record does not tell how they went. */
  readonly untold: number;
}

/** One tenth of the stated chances: what was stated and what came, on average, and how much chance alone moves the latter. */
export interface CalibrationRow {
  /** 0 for all horizons together. */
  readonly horizon: number;
  /** From tenth / 10 up to, not including, the next; the last includes 1. */
  readonly tenth: number;
  readonly cases: number;
  readonly people: number;
  readonly stated: number;
  readonly observed: number;
  /** Of observed − stated, the cases of one person taken together. */
  readonly standardError: number;
}

const tenths = 10;
const noCell = (): TallyCell => ({
  cases: 0,
  people: 0,
  stated: 0,
  bled: 0,
  squared: 0,
  cross: 0,
  squaredCases: 0,
});
const noTally = (): TallyCell[][] =>
  Array.from({ length: horizons + 1 }, () => Array.from({ length: tenths }, noCell));

/** Cases of one person must follow one another. */
export function tallyOf(cases: Iterable<PlannedCase>): Tally {
  const cells = noTally();
  let own = noTally();
  let [person, untold] = [-1, 0];
  const close = (): void => {
    for (const [horizon, row] of own.entries()) {
      for (const [tenth, { cases: count, stated, bled }] of row.entries()) {
        if (count === 0) continue;
        const difference = bled - stated;
        add(cells[horizon]![tenth]!, {
          cases: count,
          people: 1,
          stated,
          bled,
          squared: difference ** 2,
          cross: difference * count,
          squaredCases: count ** 2,
        });
      }
    }
    own = noTally();
  };
  for (const one of cases) {
    if (one.person !== person) close();
    person = one.person;
    if (one.bled === null) {
      untold++;
      continue;
    }
    const tenth = Math.min(tenths - 1, Math.floor(one.stated * tenths));
    const counted = { ...noCell(), cases: 1, stated: one.stated, bled: one.bled ? 1 : 0 };
    for (const horizon of [0, one.horizon]) add(own[horizon]![tenth]!, counted);
  }
  close();
  return { cells, untold };
}

/** Of people who are not in two of them. */
export function addTallies(tallies: readonly Tally[]): Tally {
  const cells = noTally();
  for (const tally of tallies) {
    for (const [horizon, row] of tally.cells.entries()) {
      for (const [tenth, cell] of row.entries()) add(cells[horizon]![tenth]!, cell);
    }
  }
  return { cells, untold: tallies.reduce((sum, { untold }) => sum + untold, 0) };
}

function add(total: TallyCell, one: TallyCell): void {
  total.cases += one.cases;
  total.people += one.people;
  total.stated += one.stated;
  total.bled += one.bled;
  total.squared += one.squared;
  total.cross += one.cross;
  total.squaredCases += one.squaredCases;
}

/** Means by horizon and tenth; tenths without a case are left out. */
export function calibrationRows({ cells }: Tally): readonly CalibrationRow[] {
  return cells.flatMap((row, horizon) =>
    row.flatMap((cell, tenth): readonly CalibrationRow[] => {
      const { cases, people, stated, bled, squared, cross, squaredCases } = cell;
      if (cases === 0) return [];
      const difference = (bled - stated) / cases;
      // Variance of a ratio of sums over people (linearised; Cochran, Sampling Techniques, 1977, 6.4).
      const variance = squared - 2 * difference * cross + difference ** 2 * squaredCases;
      const standardError = Math.sqrt(Math.max(0, variance)) / cases;
      return [
        { horizon, tenth, cases, people, stated: stated / cases, observed: bled / cases, standardError },
      ];
    }),
  );
}
