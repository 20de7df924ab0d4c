import type { Regime } from "@tidetable/forecast";
import type { CalendarDate } from "./calendar-date.ts";
import { type LifeEvent, type Pattern, patternsWithForecast } from "./life-event.ts";

/** The pattern that holds on a day: that of the latest such event, or the usual one. */
export function patternOn(events: readonly LifeEvent[], date: CalendarDate): Pattern {
  let pattern: Pattern = "usual";
  for (const event of events) if (event.kind === "pattern" && event.date <= date) pattern = event.pattern;
  return pattern;
}

/** The prior that a pattern has, or null for one without forecasts. */
export function regimeOf(pattern: Pattern): Regime | null {
  return patternsWithForecast.find((one) => one === pattern) ?? null;
}

/** Whether a pause, or a pattern without forecasts, touches the days after `start` and before `next`. */
export function isInterrupted(
  events: readonly LifeEvent[],
  start: CalendarDate,
  next: CalendarDate,
): boolean {
  const isPaused = events.some(
    (event) => event.kind === "pause" && event.date < next && (event.last === null || event.last > start),
  );
  const isWithoutForecast = (date: CalendarDate): boolean => regimeOf(patternOn(events, date)) === null;
  return (
    isPaused ||
    isWithoutForecast(start) ||
    events.some(
      (event) =>
        event.kind === "pattern" &&
        event.date > start &&
        event.date < next &&
        regimeOf(event.pattern) === null,
    )
  );
}
