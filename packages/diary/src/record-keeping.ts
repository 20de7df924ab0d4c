import { addDays, type CalendarDate } from "./calendar-date.ts";
import type { DatedForecast } from "./dated-forecast.ts";
import type { Diary } from "./diary.ts";
import { periodStarts } from "./period.ts";
import { type IssuedForecast, issuedFromForecast, saysSame } from "./record-issued.ts";
import { daysBefore, startOfIssued, stoodOn } from "./record-matching.ts";

/** Cycles of which every day's forecast stays, the open one among them: the start between them may still be corrected. Our choice. */
const wholeCycles = 2;
/** Most days of one cycle that stay, and its first. Our choice: longer than nearly every cycle, so that the week before is among them. */
const mostOfCycle = 40;

/**
 * The diary with a forecast that is shown on its day: one a day, the last one shown.
 *
 * What was issued on another day never changes. Of a cycle that ended two starts ago two forecasts stay, the first
 * one and the one that stood a week before its end, so that a year of daily use is about a hundred forecasts.
 *
 * The same diary when there is nothing new to keep, and when the diary or its record is already ahead of `today`: then
 * the clock was wrong, and what an earlier day was told is not overwritten.
 */
export function withIssued(diary: Diary, forecast: DatedForecast): Diary {
  const shown = issuedFromForecast(forecast);
  const known = diary.issued ?? [];
  const before = known.find(({ issued }) => issued === shown.issued);
  if (before && (saysSame(before, shown) || known.at(-1) !== before)) return diary;
  for (const date of diary.entryByDate.keys()) if (date > shown.issued) return diary;
  const issued = [...known.filter((one) => one !== before), shown].sort(byIssue);
  return { ...diary, issued: worthKeeping(issued, periodStarts(diary.entryByDate)) };
}

/** Oldest first. */
const byIssue = (one: IssuedForecast, other: IssuedForecast): number => (one.issued < other.issued ? -1 : 1);

function worthKeeping(
  issued: readonly IssuedForecast[],
  starts: readonly CalendarDate[],
): readonly IssuedForecast[] {
  const byStart = new Map<CalendarDate, IssuedForecast[]>();
  for (const one of issued) byStart.set(one.start, [...(byStart.get(one.start) ?? []), one]);
  const cycles = [...byStart].sort(([one], [other]) => (one < other ? -1 : 1));
  return cycles
    .flatMap(([, forecasts], index) => {
      const [first, ...later] = forecasts;
      if (!first) return [];
      if (index >= cycles.length - wholeCycles) return [first, ...later.slice(-mostOfCycle)];
      const start = startOfIssued(first, starts);
      const came = starts.find((one) => start !== undefined && one > start);
      const weekBefore = came && stoodOn(later, addDays(came, -daysBefore));
      return weekBefore ? [first, weekBefore] : [first];
    })
    .sort(byIssue);
}
