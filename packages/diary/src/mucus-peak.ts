import { addDays, type CalendarDate } from "./calendar-date.ts";
import { mucusQualities } from "./entry.ts";
import type { EntryByDate } from "./period.ts";

/** Observed days of lower quality that must follow the peak. Source: docs/glossary.md, cervical mucus. */
const lowerDays = 3;
/** The least quality that can be a peak: damp. */
const leastPeak = mucusQualities.indexOf("damp");

/**
 * The last day of the best mucus quality of a cycle, once three observed days of lower quality have followed it in a row.
 *
 * Null while there is none. `dates` are the cycle's, oldest first. The best is the best so far: when the best
 * quality comes back, the peak is looked for again.
 */
export function mucusPeak(entryByDate: EntryByDate, dates: readonly CalendarDate[]): CalendarDate | null {
  const quality = (date: CalendarDate): number | null => {
    const mucus = entryByDate.get(date)?.mucus;
    return mucus === undefined ? null : mucusQualities.indexOf(mucus);
  };
  const best = Math.max(-1, ...dates.map((date) => quality(date) ?? -1));
  if (best < leastPeak) return null;
  const peak = dates.findLast((date) => quality(date) === best);
  if (peak === undefined) return null;
  const after = Array.from({ length: lowerDays }, (_, i) => quality(addDays(peak, i + 1)));
  const last = dates.at(-1);
  const isSeen = last !== undefined && addDays(peak, lowerDays) <= last;
  return isSeen && after.every((value) => value !== null && value < best) ? peak : null;
}
