import { addDays, type CalendarDate, daysBetween } from "./calendar-date.ts";
import type { DatedForecast } from "./dated-forecast.ts";

/** Dots of a forecast: each stands for one in twenty. Source: docs/glossary.md, quantile dot plot. */
export const dotCount = 20;

/** Twenty dates, oldest first, of which each is as likely as any other: the middles of twenty equal shares. */
export function dotsFromForecast(forecast: DatedForecast): readonly CalendarDate[] {
  return Array.from({ length: dotCount }, (_, i) => startQuantile(forecast, (i + 0.5) / dotCount));
}

/** The day by which it is as likely as not to have started. */
export function medianStart(forecast: DatedForecast): CalendarDate {
  return startQuantile(forecast, 0.5);
}

/** The first date by which the chance of a start reaches `level`; the last date told when it never does. */
function startQuantile({ nextStart }: DatedForecast, level: number): CalendarDate {
  let cumulative = 0;
  for (const [day, chance] of nextStart.probability.entries()) {
    cumulative += chance;
    if (cumulative >= level) return addDays(nextStart.first, day);
  }
  return addDays(nextStart.first, nextStart.probability.length - 1);
}

/** Chance that the next period starts on this very day. */
export function chanceStartsOn({ nextStart }: DatedForecast, date: CalendarDate): number {
  return nextStart.probability[daysBetween(nextStart.first, date)] ?? 0;
}

/** Chance that it has started by this day, the day itself included. */
export function chanceStartedBy({ nextStart }: DatedForecast, date: CalendarDate): number {
  const days = daysBetween(nextStart.first, date);
  let chance = 0;
  for (let day = 0; day <= Math.min(days, nextStart.probability.length - 1); day++) {
    chance += nextStart.probability[day]!;
  }
  return Math.min(1, chance);
}
