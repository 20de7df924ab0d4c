import { type CalendarDate, dateFromDayNumber, dayNumberFromDate } from "./calendar-date.ts";
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
  return startDays(entryByDate, bleedingDays(entryByDate)).map(dateFromDayNumber);
}

/** Every period, oldest first. */
export function periodsFromEntries(entryByDate: EntryByDate): readonly Period[] {
  const bleeding = bleedingDays(entryByDate);
  const starts = startDays(entryByDate, bleeding);
  const lookedAt = new Set<number>();
  for (const [date, entry] of entryByDate) {
    if (entry.bleeding !== undefined) lookedAt.add(dayNumberFromDate(date));
  }
  return starts.map((start, i) => {
    const last = lastDay(start, starts[i + 1], bleeding);
    // Many record only that a period came: one day alone says when it began, not how long it was.
    const isOnlyItsStart = last === start && !lookedAt.has(start + 1);
    return {
      start: dateFromDayNumber(start),
      last: dateFromDayNumber(last),
      length: isOnlyItsStart ? null : last - start + 1,
    };
  });
}

// Day numbers from here on: looking a day back or ahead must not leave the calendar at its ends.

/** Days with bleeding above spotting that count. */
function bleedingDays(entryByDate: EntryByDate): ReadonlySet<number> {
  const days = new Set<number>();
  for (const [date, entry] of entryByDate) {
    if (isAboveSpotting(entry.bleeding) && entry.bleedingExcluded !== true) days.add(dayNumberFromDate(date));
  }
  return days;
}

function startDays(entryByDate: EntryByDate, bleeding: ReadonlySet<number>): readonly number[] {
  const said = new Map<number, boolean>();
  for (const [date, { periodStart }] of entryByDate) {
    if (periodStart !== undefined) said.set(dayNumberFromDate(date), periodStart);
  }
  const starts: number[] = [];
  for (const day of [...new Set([...bleeding, ...said.keys()])].sort((a, b) => a - b)) {
    if (said.get(day) === false) continue;
    const last = starts.at(-1);
    const isRuleStart =
      bleeding.has(day) &&
      !bleeding.has(day - 1) &&
      !bleeding.has(day - 2) &&
      (last === undefined || day - last >= shortestCycleDays);
    if (said.get(day) === true || isRuleStart) starts.push(day);
  }
  return starts;
}

function lastDay(start: number, next: number | undefined, bleeding: ReadonlySet<number>): number {
  let last = start;
  for (let day = start + 1; day < start + longestPeriodDays; day++) {
    if (day === next || day - last > bridgedDays + 1) break;
    if (bleeding.has(day)) last = day;
  }
  return last;
}
