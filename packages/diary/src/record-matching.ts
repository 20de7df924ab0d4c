import { type CalendarDate, daysBetween } from "./calendar-date.ts";
import { shortestCycleDays } from "./period.ts";
import type { IssuedForecast } from "./record-issued.ts";

/**
 * The start that an issued forecast counted from, as the diary has it now; undefined when it was taken out.
 *
 * A start that was moved by less than a cycle can be is the same start, corrected.
 */
export function startOfIssued(
  { start }: Pick<IssuedForecast, "start">,
  starts: readonly CalendarDate[],
): CalendarDate | undefined {
  const distance = (one: CalendarDate): number => Math.abs(daysBetween(one, start));
  const nearest = starts.reduce<CalendarDate | undefined>(
    (best, one) => (best === undefined || distance(one) < distance(best) ? one : best),
    undefined,
  );
  return nearest !== undefined && distance(nearest) < shortestCycleDays ? nearest : undefined;
}

/** Of forecasts, oldest first, the one that stood on a day: the last that was issued by then. */
export const stoodOn = (
  forecasts: readonly IssuedForecast[],
  day: CalendarDate,
): IssuedForecast | undefined => forecasts.findLast(({ issued }) => issued <= day);

/** A forecast is looked at twice: when its cycle began, and this many days before the start that came. Our choice: a week is what plans are made in. */
export const daysBefore = 7;
