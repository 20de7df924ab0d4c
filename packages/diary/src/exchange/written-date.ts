import { type CalendarDate, parseCalendarDate } from "../calendar-date.ts";

/** What the numbers of a date with slashes mean, from left to right. */
type SlashOrder = "day-month" | "month-day";

/** Reads one written date; null when it is not a real day. */
export type DateReading = (text: string) => CalendarDate | null;

/** The reading that fits all of a file's dates, or the index of the first that could be read in two ways. */
export type DateReadingOfFile =
  | { readonly kind: "one-reading"; readonly read: DateReading }
  | { readonly kind: "ambiguous"; readonly index: number };

/**
 * How a file writes its dates: `YYYY-MM-DD`, `YYYY/MM/DD`, `D.M.YYYY`, or with slashes in one of two orders, when
 * only one of them makes real days of all.
 *
 * A date that is real in neither order does not count: it is a slip, not a sign. A time of day after the date is left
 * out, unless it has a zone: then it is an instant, and which day it was is not in the file.
 */
export function dateReadingFrom(texts: readonly string[]): DateReadingOfFile {
  const slashed = texts
    .map((text, index) => ({
      index,
      dayMonth: slashDate(text, "day-month"),
      monthDay: slashDate(text, "month-day"),
    }))
    .filter(({ dayMonth, monthDay }) => dayMonth !== null || monthDay !== null);
  const isDayMonth = slashed.every(({ dayMonth }) => dayMonth !== null);
  const isMonthDay = slashed.every(({ monthDay }) => monthDay !== null);
  const differing = slashed.find(({ dayMonth, monthDay }) => dayMonth !== monthDay);
  if (differing !== undefined && isDayMonth === isMonthDay)
    return { kind: "ambiguous", index: differing.index };
  return { kind: "one-reading", read: readerOf(isDayMonth ? "day-month" : "month-day") };
}

const readerOf =
  (order: SlashOrder): DateReading =>
  (text) =>
    plainDate(text) ?? slashDate(text, order);

/** Whether the text is a real day in any form. */
export const isWrittenDate = (text: string): boolean =>
  plainDate(text) !== null || slashDate(text, "day-month") !== null || slashDate(text, "month-day") !== null;

const yearFirst = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?$/;
const dotted = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})$/;
const slashes = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

function plainDate(text: string): CalendarDate | null {
  const written = text.trim();
  const first = yearFirst.exec(written);
  if (first) return dateOf(first[1], first[3], first[4]);
  const last = dotted.exec(written);
  return last ? dateOf(last[3], last[2], last[1]) : null;
}

function slashDate(text: string, order: SlashOrder): CalendarDate | null {
  const match = slashes.exec(text.trim());
  if (!match) return null;
  return order === "day-month" ? dateOf(match[3], match[2], match[1]) : dateOf(match[3], match[1], match[2]);
}

const dateOf = (year = "", month = "", day = ""): CalendarDate | null =>
  parseCalendarDate(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
