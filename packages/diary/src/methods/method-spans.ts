import { addDays, type CalendarDate } from "../calendar-date.ts";
import type { LifeEvent, Pattern } from "../life-event.ts";
import { hasPack, isHormonal, type Method } from "./method.ts";
import { type Pack, packDay } from "./pack.ts";

/** The days on which one method holds. */
export interface MethodSpan {
  readonly method: Exclude<Method, "none">;
  /** Its first day; with a pack, the first active day of the first pack. */
  readonly first: CalendarDate;
  /** Null where the method has none, or it was not told. */
  readonly pack: Pack | null;
  /** The first day on which it no longer holds, and what ended it; null: still goes on. */
  readonly end: { readonly date: CalendarDate; readonly by: "stopped" | "next-method" | "pattern" } | null;
}

/** Patterns with which whatever was used before is over. */
const endingPatterns: readonly Pattern[] = ["pregnancy", "after-birth", "after-loss"];

/** Every method that held, oldest first, without days in common. Events are oldest first. */
export function methodSpans(events: readonly LifeEvent[]): readonly MethodSpan[] {
  const spans: MethodSpan[] = [];
  const end = (date: CalendarDate, by: NonNullable<MethodSpan["end"]>["by"]): void => {
    const last = spans.at(-1);
    if (last && last.end === null) spans[spans.length - 1] = { ...last, end: { date, by } };
  };
  for (const event of events) {
    if (event.kind === "pattern" && endingPatterns.includes(event.pattern)) end(event.date, "pattern");
    if (event.kind === "method") {
      end(event.date, event.method === "none" ? "stopped" : "next-method");
      if (event.method === "none") continue;
      const pack = (hasPack(event.method) && event.pack) || null;
      spans.push({ method: event.method, first: event.date, pack, end: null });
    }
    // A copper IUD against a pregnancy that may have begun stays; beside hormones it changes nothing here.
    const isCopper = event.kind === "emergency-contraception" && event.drug === "copper-iud";
    if (isCopper && spans.at(-1)?.end !== null) {
      spans.push({ method: "copper-iud", first: event.date, pack: null, end: null });
    }
  }
  return spans;
}

/** The method that holds on a day; null for none. */
export function methodOn(events: readonly LifeEvent[], date: CalendarDate): MethodSpan | null {
  const last = methodSpans(events).findLast(({ first }) => first <= date);
  return last && (last.end === null || last.end.date > date) ? last : null;
}

/** The last day with hormone by which a pack that has ended was taken, if it was taken as the pack says. @throws RangeError for a span without a pack, or one that goes on */
export function lastActiveDay({ first, pack, end }: MethodSpan): CalendarDate {
  if (!pack || !end) throw new RangeError("span expects one with a pack that has ended");
  const last = addDays(end.date, -1);
  if (last < first) return last;
  const { isActive, day } = packDay(pack, first, last);
  return isActive ? last : addDays(last, pack.activeDays - day);
}

/** The first day from which her own body sets the timing again; null while a hormonal method goes on. */
export function freeFrom(span: MethodSpan): CalendarDate | null {
  if (!span.end) return null;
  return span.pack && span.end.by !== "pattern" ? addDays(lastActiveDay(span), 1) : span.end.date;
}

/** The latest hormonal method, where her own body set the timing again by a day; null where it was none, or a pregnancy ended it. */
export function stoppedBy(events: readonly LifeEvent[], date: CalendarDate): MethodSpan | null {
  const last = methodSpans(events).findLast(({ method, first }) => isHormonal(method) && first <= date);
  const free = last && freeFrom(last);
  return free && last.end?.by !== "pattern" && free <= date ? last : null;
}
