import { addDays, type CalendarDate, daysBetween } from "../calendar-date.ts";
import { type EntryByDate, isAboveSpotting } from "../period.ts";
import { lastActiveDay, type MethodSpan } from "./method-spans.ts";
import type { Pack } from "./pack.ts";

/** Days after the last active one on which the bleed of a break may start. Source: docs/forecasting.md, "Scheduled bleeds". */
export const onsetDays = 6;

/** The last active days of a span's packs from `from` on, oldest first; without end where the method goes on. */
export function* lastActiveDays(span: MethodSpan, from: CalendarDate): Generator<CalendarDate, void> {
  const { pack, first, end } = span;
  if (!pack || pack.breakDays === 0) return;
  const last = end && lastActiveDay(span);
  if (last && last < first) return;
  const days = pack.activeDays + pack.breakDays;
  const skipped = Math.max(0, Math.floor((daysBetween(first, from) - pack.activeDays + 1) / days));
  for (let day = addDays(first, skipped * days + pack.activeDays - 1); ; day = addDays(day, days)) {
    if (day >= from && (!last || day <= last)) yield day;
    if (last && day >= last) {
      // Stopped within the active days: that was the last of them, unless another method went on.
      if (day > last && last >= from && end.by === "stopped") yield last;
      return;
    }
  }
}

/** What a break has brought, as far as it was recorded. */
export type BreakBleed =
  /** The start came so many days after the last active one, 1 … onsetDays. */
  | { readonly kind: "came"; readonly after: number }
  | { readonly kind: "none" }
  | { readonly kind: "unknown" };

/**
 * What the break after `lastActive` has brought by `today`.
 *
 * The bleed is the first day of bleeding above spotting that follows one without. "none" where so much was recorded that it
 * could hardly have been missed: no two days in a row without a record.
 */
export function bleedOf(entryByDate: EntryByDate, lastActive: CalendarDate, today: CalendarDate): BreakBleed {
  const isBleeding = (date: CalendarDate): boolean => {
    const entry = entryByDate.get(date);
    return isAboveSpotting(entry?.bleeding) && entry?.bleedingExcluded !== true;
  };
  let unrecorded = 0;
  let most = 0;
  for (let after = 1; after <= onsetDays; after++) {
    const date = addDays(lastActive, after);
    if (date > today) return { kind: "unknown" };
    if (isBleeding(date) && !isBleeding(addDays(date, -1))) return { kind: "came", after };
    unrecorded = entryByDate.has(date) ? 0 : unrecorded + 1;
    most = Math.max(most, unrecorded);
  }
  return { kind: most < 2 ? "none" : "unknown" };
}

/** Whether a pack leaves days for a bleed. */
export const hasBreak = (pack: Pack): boolean => pack.breakDays > 0;
