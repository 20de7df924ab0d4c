import type { Brand } from "./brand.ts";

/**
 * A day in the Gregorian calendar, `YYYY-MM-DD`, without a time and without a zone.
 *
 * Strings compare in order of time. Deliberately absent: any conversion from an instant, which would need
 * a zone; whoever has a clock decides what day it is there.
 */
export type CalendarDate = string & Brand<"CalendarDate">;

const shape = /^(\d{4})-(\d{2})-(\d{2})$/;
const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** The date, or null when the text is not a real day of the years 1900 to 2199 (our choice of range). */
export function parseCalendarDate(text: unknown): CalendarDate | null {
  if (typeof text !== "string") return null;
  const match = shape.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return null;
  return day <= daysInMonth(year, month) ? (text as CalendarDate) : null;
}

/** As `parseCalendarDate`, for text that our own code wrote. @throws RangeError if it is not a date. */
export function calendarDate(text: string): CalendarDate {
  const date = parseCalendarDate(text);
  if (date === null) throw new RangeError("calendarDate expects a real day as YYYY-MM-DD");
  return date;
}

/** Days in a month of the Gregorian calendar; `month` is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Whole days since 1970-01-01, which is day 0; negative before it. */
export function dayNumberFromDate(date: CalendarDate): number {
  const year = 100 * twoDigits(date, 0) + twoDigits(date, 2);
  const [month, day] = [twoDigits(date, 5), twoDigits(date, 8)];
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 477;
  const leapThisYear = month > 2 && isLeapYear(year) ? 1 : 0;
  return (year - 1970) * 365 + leapDays + daysBeforeMonth[month - 1]! + leapThisYear + day - 1;
}

const twoDigits = (text: string, at: number): number =>
  10 * text.charCodeAt(at) + text.charCodeAt(at + 1) - 11 * zero;
const zero = "0".charCodeAt(0);

/** Dates by their day number, once asked for: a diary of ten years asks for the same ones thousands of times over. */
const dates = new Map<number, CalendarDate>();

/** The date `dayNumber` whole days after 1970-01-01. @throws RangeError outside the years 1900 to 2199. */
export function dateFromDayNumber(dayNumber: number): CalendarDate {
  const known = dates.get(dayNumber);
  if (known !== undefined) return known;
  if (!Number.isInteger(dayNumber)) {
    throw new RangeError(`dateFromDayNumber expects a whole dayNumber, got ${dayNumber}`);
  }
  const date = calendarDate(new Date(dayNumber * 86_400_000).toISOString().slice(0, 10));
  dates.set(dayNumber, date);
  return date;
}

/** The date `days` after `date`; negative goes back. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return dateFromDayNumber(dayNumberFromDate(date) + days);
}

/** Days from `first` to `last`; 0 for the same day, negative when `last` is earlier. */
export function daysBetween(first: CalendarDate, last: CalendarDate): number {
  return dayNumberFromDate(last) - dayNumberFromDate(first);
}

/** Day of the week by ISO 8601: 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: CalendarDate): number {
  return ((((dayNumberFromDate(date) + 3) % 7) + 7) % 7) + 1;
}
