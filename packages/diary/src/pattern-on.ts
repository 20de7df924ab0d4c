import type { Regime } from "@tidetable/forecast";
import { addDays, type CalendarDate } from "./calendar-date.ts";
import { type LifeEvent, type Pattern, patternsWithForecast } from "./life-event.ts";
import { isEmergencyPill } from "./methods/emergency.ts";
import { isHormonal, type Method } from "./methods/method.ts";
import { freeFrom, methodSpans, stoppedBy } from "./methods/method-spans.ts";

/**
 * The pattern that holds on a day: that of the latest such event, or the usual one.
 *
 * Once a hormonal method was stopped the usual one is "after-hormones", until another is set; and a bare "hormonal-method"
 * of an old diary ends with the next event that names a method.
 */
export function patternOn(events: readonly LifeEvent[], date: CalendarDate): Pattern {
  const set = events.findLast((event) => event.kind === "pattern" && event.date <= date);
  const pattern = set?.kind === "pattern" ? set.pattern : "usual";
  if (pattern === "hormonal-method") {
    const isOver = events.some(
      (event) => event.kind === "method" && set && event.date >= set.date && event.date <= date,
    );
    return isOver ? "after-hormones" : pattern;
  }
  if (pattern !== "usual") return pattern;
  const stopped = stoppedBy(events, date);
  const since = stopped && freeFrom(stopped);
  return since && (!set || since > set.date) ? "after-hormones" : pattern;
}

/** The prior that a pattern has, or null for one without forecasts. */
export function regimeOf(pattern: Pattern): Regime | null {
  const withForecast = patternsWithForecast.find((one) => one === pattern) ?? null;
  return withForecast === "after-loss" ? "after-birth" : withForecast;
}

/** What keeps a gap from saying anything about cycles. */
export type Interruption =
  | { readonly kind: "pause" }
  | { readonly kind: "pattern"; readonly pattern: Pattern }
  | { readonly kind: "method"; readonly method: Method }
  | { readonly kind: "emergency" };

/** Bleeding that begins within so many days of a loss belongs to it, not to a period. Our choice: cycles come back after four to six weeks. */
const lossDays = 21;

/** … and so many days before it may be its first sign. Our choice: a week. */
const daysBeforeLoss = 7;

/** The first day on which a start is a period again after a loss. */
export const firstDayAfterLoss = (loss: CalendarDate): CalendarDate => addDays(loss, lossDays);

/** The first pause, pattern without forecasts, method or emergency that touches the days from `start` to before `next`; null for none. */
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
  if (pattern !== undefined) return { kind: "pattern", pattern };
  const ended = events.find((event) => event.kind === "pattern" && isEndOfPregnancy(event, start, next));
  if (ended?.kind === "pattern") return { kind: "pattern", pattern: ended.pattern };
  const span = methodSpans(events).find(
    (one) => isHormonal(one.method) && one.first < next && (freeFrom(one) ?? next) > start,
  );
  if (span) return { kind: "method", method: span.method };
  const isDisturbed = events.some(
    (event) => isEmergencyPill(event) && event.date >= start && event.date < next,
  );
  return isDisturbed ? { kind: "emergency" } : null;
}

/** What lies between a start before a pregnancy ended and the first period after it is no cycle. */
function isEndOfPregnancy(
  { date, pattern }: Extract<LifeEvent, { kind: "pattern" }>,
  start: CalendarDate,
  next: CalendarDate,
): boolean {
  if (pattern === "after-loss")
    return next >= addDays(date, -daysBeforeLoss) && start < firstDayAfterLoss(date);
  return pattern === "after-birth" && date > start && date < next;
}
