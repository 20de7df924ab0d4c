import { addDays, type CalendarDate, daysBetween } from "./calendar-date.ts";
import type { Bleeding, DayEntry } from "./entry.ts";

/** The run of bleeding days that opens a cycle. */
export interface Period {
  readonly start: CalendarDate;
  /** Its last recorded day of bleeding above spotting. */
  readonly last: CalendarDate;
  /** Days from `start` to `last`, both inclusive; null when only its first day was ever recorded. */
  readonly length: number | null;
}

export type EntryByDate = ReadonlyMap<CalendarDate, DayEntry>;

/** Bleeding that can start a period: above spotting. Source: docs/glossary.md, spotting. */
export function isAboveSpotting(level: Bleeding | undefined): boolean {
  return level === "light" || level === "medium" || level === "heavy";
}

/** Two bleeds closer than this are one episode, or a bleed between periods; days. Source: docs/glossary.md, cycle. */
export const shortestCycleDays = 10;
/** A period's days are looked for this far from its start, days. Source: docs/glossary.md, period. */
const longestPeriodDays = 10;
/** Days without bleeding above spotting that a period bridges. Source: docs/glossary.md, period. */
const bridgedDays = 1;

/**
 * Where periods start, oldest first: the one rule for it.
 *
 * A period starts on a day of bleeding above spotting, with no such bleeding on the two days before, ten or more
 * days after the last start. Spotting starts nothing, whatever follows it: this is the WHO reading; FIGO counts a
 * day of spotting that leads into heavier bleeding. The owner's word on a day (`periodStart`) outranks the rule.
 */
export function periodStarts(entryByDate: EntryByDate): readonly CalendarDate[] {
  const isBleeding = (date: CalendarDate): boolean => bleedsOn(entryByDate, date);
  const starts: CalendarDate[] = [];
  for (const date of [...entryByDate.keys()].sort()) {
    const said = entryByDate.get(date)?.periodStart;
    if (said === false) continue;
    const last = starts.at(-1);
    const isRuleStart =
      isBleeding(date) &&
      !isBleeding(addDays(date, -1)) &&
      !isBleeding(addDays(date, -2)) &&
      (last === undefined || daysBetween(last, date) >= shortestCycleDays);
    if (said === true || isRuleStart) starts.push(date);
  }
  return starts;
}

/** Every period, oldest first. */
export function periodsFromEntries(entryByDate: EntryByDate): readonly Period[] {
  const starts = periodStarts(entryByDate);
  return starts.map((start, i) => {
    const next = starts[i + 1];
    let last = start;
    for (let day = 1; day < longestPeriodDays; day++) {
      const date = addDays(start, day);
      if (date === next || daysBetween(last, date) > bridgedDays + 1) break;
      if (bleedsOn(entryByDate, date)) last = date;
    }
    const dayAfter = entryByDate.get(addDays(start, 1));
    // Many record only that a period came: one day alone says when it began, not how long it was.
    const isOnlyItsStart = last === start && dayAfter?.bleeding === undefined;
    return { start, last, length: isOnlyItsStart ? null : daysBetween(start, last) + 1 };
  });
}

function bleedsOn(entryByDate: EntryByDate, date: CalendarDate): boolean {
  const entry = entryByDate.get(date);
  return entry !== undefined && isAboveSpotting(entry.bleeding) && entry.bleedingExcluded !== true;
}
