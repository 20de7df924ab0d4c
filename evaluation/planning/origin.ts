import type { CurrentPeriod, OpenCycle } from "@tidetable/forecast";
import type { Known } from "../cohort.ts";

/**
 * Somebody on a day on which she asks about days to come, and how they will be.
 *
 * Days count from the last logged start, which is day 0.
 */
export interface Origin {
  /** Index of the person among all. */
  readonly person: number;
  readonly known: Known;
  readonly open: OpenCycle;
  readonly period: CurrentPeriod;
  readonly lived: LivedDays;
  /** The furthest horizon that may be asked about; see `horizons`. */
  readonly furthest: number;
}

/** What really comes: every start from day 0 on, logged or not, how long each period lasts, and where the record ends. */
export interface LivedDays {
  readonly starts: readonly number[];
  /** One for each start; null where nobody wrote it down. */
  readonly periods: readonly (number | null)[];
  /** The first day of which nothing is known. */
  readonly end: number;
}

/** Days of the open cycle on which people ask: a week apart. Fixed, so that nothing of how the cycle goes on is in them. */
export const originDays = [3, 10, 17, 24] as const;

/** As the diary has it: bleeding on the last day that was seen is not over. */
export function periodBy(day: number, length: number | null): CurrentPeriod {
  if (length === null) return { days: 0, isOver: true };
  return { days: Math.min(length, day + 1), isOver: length <= day };
}

/** Days after a start on which a period of unknown length could still be there. Source: `longestPeriod` of the model. */
const unknownPeriod = 15;

/** Whether she bled on at least one of the days, both inclusive; null where the record does not tell. */
export function bled({ starts, periods, end }: LivedDays, first: number, last: number): boolean | null {
  const latest = starts.findLastIndex((start) => start <= last);
  if (starts[latest]! >= first) return true;
  if (last >= end) return null;
  // No start among the days: the period that could reach them is that of the last one before.
  const period = periods[latest] ?? null;
  if (period === null) return starts[latest]! + unknownPeriod <= first ? false : null;
  return starts[latest]! + period > first;
}
