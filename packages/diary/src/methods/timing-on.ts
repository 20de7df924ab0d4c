import type { CalendarDate } from "../calendar-date.ts";
import type { ForecastAnswer } from "../dated-forecast.ts";
import type { LifeEvent } from "../life-event.ts";
import { patternOn, regimeOf } from "../pattern-on.ts";
import { hasBreak } from "./breaks.ts";
import { hasPack, isHormonal } from "./method.ts";
import { freeFrom, type MethodSpan, methodOn, methodSpans, stoppedBy } from "./method-spans.ts";

/** What sets the time of the next bleed on a day. */
export type Timing =
  /** Her own body. */
  | { readonly kind: "own" }
  /** The pack of the last of these spans; those before it had packs too. */
  | { readonly kind: "pack"; readonly spans: readonly MethodSpan[] }
  /** Her own body again, from the first start on or after this day; before it, the last break of a pack. */
  | { readonly kind: "stopped"; readonly spans: readonly MethodSpan[]; readonly freeFrom: CalendarDate }
  /** Nobody knows. */
  | Extract<ForecastAnswer, { readonly kind: "withheld" }>;

/** Of a method and a pattern without forecasts the one that was told later holds. Events after `today` must not be among them. */
export function timingOn(events: readonly LifeEvent[], today: CalendarDate): Timing {
  const pattern = patternOn(events, today);
  const patternSince = events.findLast((event) => event.kind === "pattern")?.date ?? null;
  const span = methodOn(events, today);
  const isOff = regimeOf(pattern) === null;
  if (!span || !isHormonal(span.method) || (isOff && patternSince !== null && patternSince >= span.first)) {
    if (isOff) return { kind: "withheld", reason: pattern };
    const unnamed = endOfUnnamed(events, today);
    if (unnamed) return { kind: "stopped", spans: [], freeFrom: unnamed };
    const stopped = stoppedBy(events, today);
    const free = stopped && freeFrom(stopped);
    // A birth or a loss since then has its own waiting.
    if (
      !stopped ||
      !free ||
      (patternSince !== null && patternSince >= stopped.first && isNewBeginning(events))
    )
      return { kind: "own" };
    return { kind: "stopped", spans: spansOfPacks(events, stopped), freeFrom: free };
  }
  const { method, pack } = span;
  if (!hasPack(method)) return { kind: "withheld", reason: "hormonal-method", method };
  if (!pack) return { kind: "withheld", reason: "no-pack", method };
  if (!hasBreak(pack)) return { kind: "withheld", reason: "no-break", method };
  return { kind: "pack", spans: spansOfPacks(events, span) };
}

/** The day on which the bare "hormonal-method" of an old diary ended with an event that names a method; null where it is not so. */
function endOfUnnamed(events: readonly LifeEvent[], today: CalendarDate): CalendarDate | null {
  const set = events.findLast((event) => event.kind === "pattern");
  if (set?.kind !== "pattern" || set.pattern !== "hormonal-method" || stoppedBy(events, today)) return null;
  return events.find((event) => event.kind === "method" && event.date >= set.date)?.date ?? null;
}

const isNewBeginning = (events: readonly LifeEvent[]): boolean => {
  const last = events.findLast((event) => event.kind === "pattern");
  return last?.kind === "pattern" && (last.pattern === "after-birth" || last.pattern === "after-loss");
};

/** This one, and those before it whose breaks tell something of its own. */
function spansOfPacks(events: readonly LifeEvent[], span: MethodSpan): readonly MethodSpan[] {
  const before = methodSpans(events).filter(
    ({ pack, first }) => pack && hasBreak(pack) && first < span.first,
  );
  return [...before, span];
}
