/**
 * Arithmetic of days as whole numbers since 1970-01-01, for any year from 100 to 9999.
 *
 * `CalendarDate` has the years 1900 to 2199 only; a file's rules begin in 1601 (Windows' zones) or 1604 (birthdays).
 */
export interface CivilDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

export const secondsOfDay = 86_400;

/** The number of a day; null when there is no such day. */
export function numberOfDay(year: number, month: number, day: number): number | null {
  if (year < 100 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return null;
  const number = startOfMonth(year, month) + day - 1;
  return civilDay(number).month === month ? number : null;
}

export function civilDay(number: number): CivilDay {
  const date = new Date(number * secondsOfDay * 1000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** The first day of a month; month 13 is the next year's first. */
export const startOfMonth = (year: number, month: number): number =>
  Date.UTC(year, month - 1, 1) / 1000 / secondsOfDay;

/** 1 Monday to 7 Sunday. */
export const weekdayOfNumber = (number: number): number => ((((number + 3) % 7) + 7) % 7) + 1;

/** The first day of the week that a day is in, where weeks begin on the weekday `weekStart`. */
export const startOfWeek = (number: number, weekStart: number): number =>
  number - ((weekdayOfNumber(number) - weekStart + 7) % 7);

/** A day's week and how many weeks its week's year has; week 1 has at least four days in it. Source: RFC 5545, 3.3.10. */
export function weekOf(number: number, weekStart: number): { readonly week: number; readonly of: number } {
  const fourth = startOfWeek(number, weekStart) + 3;
  const { year } = civilDay(fourth);
  const first = startOfMonth(year, 1);
  // 28 December is always in the last week, as 4 January is in the first.
  const last = startOfWeek(startOfMonth(year, 12) + 27, weekStart) + 3;
  return { week: Math.floor((fourth - first) / 7) + 1, of: Math.floor((last - first) / 7) + 1 };
}
