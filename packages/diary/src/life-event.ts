import { regimes } from "@tidetable/forecast";
import * as v from "valibot";
import { whole } from "./at-the-edge.ts";
import { type CalendarDate, parseCalendarDate } from "./calendar-date.ts";
import { expectedOf } from "./entry.ts";
import { emergencyDrugs, hasPack, methods } from "./methods/method.ts";
import { activeDaysRange, breakDaysRange } from "./methods/pack.ts";
import type { Result } from "./result.ts";

/**
 * What changes the pattern of a body for longer than a day. The first group changes the forecast's prior,
 * the second switches forecasts off, because no honest timing is known (docs/forecasting.md, "Regimes").
 */
export const patternsWithForecast = [...regimes, "after-loss"] as const;
export const patternsWithoutForecast = [
  /** As diaries have it that were written before methods were told one from another; an event `method` outranks it. */
  "hormonal-method",
  "pregnancy",
  "breastfeeding",
  "suppression",
  "menopause",
] as const;
export const patterns = [...patternsWithForecast, ...patternsWithoutForecast] as const;
export type Pattern = (typeof patterns)[number];

const date = v.custom<CalendarDate>((value) => parseCalendarDate(value) !== null, "a day as YYYY-MM-DD");

const lifeEventSchema = v.variant("kind", [
  /** From this day on the body follows another pattern, until the next such event. */
  v.looseObject({ kind: v.literal("pattern"), date, pattern: v.picklist(patterns) }),
  /** Nothing between these days, both inclusive, says anything about her cycle; `last` null: still going on. */
  v.looseObject({ kind: v.literal("pause"), date, last: v.nullable(date) }),
  /** The cycle that starts on this day is kept and shown, but not learned from. */
  v.looseObject({
    kind: v.literal("cycle-excluded"),
    date,
    reason: v.picklist(["stress", "illness", "travel", "emergency-contraception", "not-my-pattern", "other"]),
  }),
  /** The answer to "was a period around this day not logged?". */
  v.looseObject({
    kind: v.literal("unlogged"),
    date,
    answer: v.picklist(["missed", "not-missed", "unsure"]),
  }),
  /**
   * From this day on this method, until the next such event; "none": stopped, this is the first day without. With a pack the
   * day is the first active one of the first pack, and the packs follow one another from there.
   */
  v.looseObject({
    kind: v.literal("method"),
    date,
    method: v.picklist(methods),
    pack: v.optional(
      v.object({ activeDays: whole(...activeDaysRange), breakDays: whole(...breakDaysRange) }),
    ),
  }),
  /** Taken, or put in, on this day. */
  v.looseObject({ kind: v.literal("emergency-contraception"), date, drug: v.picklist(emergencyDrugs) }),
]);

export type LifeEvent = Readonly<v.InferOutput<typeof lifeEventSchema>>;
/** Why its owner left a cycle out. */
export type ExclusionReason = Extract<LifeEvent, { kind: "cycle-excluded" }>["reason"];

export interface NotAnEvent {
  readonly kind: "not-an-event";
  readonly field: string;
  readonly expected: string;
}

/** The event, or the first field that does not fit. A pause that ends before it begins does not fit. */
export function parseLifeEvent(value: unknown): Result<LifeEvent, NotAnEvent> {
  const parsed = v.safeParse(lifeEventSchema, value, { abortEarly: true });
  if (!parsed.success) {
    const issue = parsed.issues[0];
    const field = v.getDotPath(issue) ?? "event";
    return { ok: false, error: { kind: "not-an-event", field, expected: expectedOf(issue) } };
  }
  const event = parsed.output;
  if (event.kind === "pause" && event.last !== null && event.last < event.date) {
    return {
      ok: false,
      error: { kind: "not-an-event", field: "last", expected: "a day not before the first" },
    };
  }
  if (event.kind === "method" && event.pack && !hasPack(event.method)) {
    return { ok: false, error: { kind: "not-an-event", field: "pack", expected: "none with this method" } };
  }
  return { ok: true, value: event };
}
