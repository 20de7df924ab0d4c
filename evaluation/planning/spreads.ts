import { drawNormal, seededRandom, shortestCycle } from "@tidetable/forecast";
import { createOurModel } from "../ours.ts";

/** For people of one spread: how much better the best days of each coming cycle are than the worst. */
export interface SpreadRow {
  /** Standard deviation of her cycle lengths, days. */
  readonly spread: number;
  /** Days of the window that is asked about. */
  readonly days: number;
  /** Highest chance minus lowest, for the 1st, 2nd, … cycle ahead; a mean over people. */
  readonly ranges: readonly number[];
}

/** Those of the table in the design notes that the rule came from. */
const spreads = [1.5, 2.5, 3.5, 5, 7] as const;
const windowDays = [1, 4] as const;
const cyclesAhead = 12;
/** People of each spread, whose means have standard errors of about 0.01. Our choice. */
const people = 40;
/** What is known of each: a year of cycles of 29 days on average, with periods of five, on day 6. */
const [knownCycles, usualLength, period, elapsed] = [12, 29, 5, 5] as const;

/** Below this best and worst days are the same. Source: packages/diary/src/planning, the difference that is never ranked. */
export const sameBelow = 0.1;

export function spreadRows(seed: number): readonly SpreadRow[] {
  const ours = createOurModel();
  return spreads.flatMap((spread) => {
    const sums = windowDays.map(() => new Array<number>(cyclesAhead).fill(0));
    for (let person = 0; person < people; person++) {
      const random = seededRandom(seed * 1_009 + person);
      const cycles = Array.from({ length: knownCycles }, () => ({
        length: Math.max(shortestCycle, Math.round(usualLength + spread * drawNormal(random))),
        periodLength: period,
      }));
      const belief = ours.beliefOf({ cycles });
      const start = ours.forecaster.nextStart(belief, { elapsed }, { days: period, isOver: true })!;
      const expected = ours.forecaster.cycleLength(belief).reduce((mean, p, days) => mean + p * days, 0);
      for (const [i, days] of windowDays.entries()) {
        for (let cycle = 1; cycle <= cyclesAhead; cycle++) {
          const first = Math.round((cycle - 0.5) * expected);
          const chances = start.chances(
            Array.from({ length: Math.round(expected) }, (_, day) => ({
              firstDay: first + day,
              lastDay: first + day + days - 1,
              of: "bleeding",
            })),
          );
          sums[i]![cycle - 1]! += Math.max(...chances) - Math.min(...chances);
        }
      }
    }
    return windowDays.map((days, i) => ({ spread, days, ranges: sums[i]!.map((sum) => sum / people) }));
  });
}
