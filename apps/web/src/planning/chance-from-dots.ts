import { addDays, type CalendarDate } from "@tidetable/diary";

/** Days of somebody else's period, of which nothing more is known. Our choice: what most last (docs/forecasting.md). */
const usualPeriod = 5;
/** Days from a start within which no other one comes. Our choice: the shortest cycles that are counted as such. */
const shortestCycle = 21;

/**
 * The chance that somebody bleeds on a day, who shares when her next period may start as twenty dates, each as likely as any
 * other, oldest first.
 *
 * Null from the day on which the start after the next could come, of which nothing is shared, and where there are no dates.
 */
export function chanceFromDots(dots: readonly CalendarDate[], date: CalendarDate): number | null {
  const [earliest] = dots;
  if (earliest === undefined || date >= addDays(earliest, shortestCycle)) return null;
  const bleeding = dots.filter((dot) => dot <= date && date < addDays(dot, usualPeriod));
  return bleeding.length / dots.length;
}
