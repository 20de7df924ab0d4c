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

/** What keeps a gap from saying anything about cycles. */
export type Interruption =
  | { readonly kind: "pause" }
  | { readonly kind: "pattern"; readonly pattern: Pattern };

/** The first pause, or pattern without forecasts, that touches the days after `start` and before `next`; null for none. */
export function interruptionOf(
  events: readonly LifeEvent[],
  start: CalendarDate,
  next: CalendarDate,
): Interruption | null {
  const isPaused = events.some(
    (event) => event.kind === "pause" && event.date < next && (event.last === null || event.last > start),
  );
  if (isPaused) return { kind: "pause" };
  const within = events.flatMap((event) =>
    event.kind === "pattern" && event.date > start && event.date < next ? [event.pattern] : [],
  );
  const pattern = [patternOn(events, start), ...within].find((one) => regimeOf(one) === null);
  return pattern === undefined ? null : { kind: "pattern", pattern };
}
