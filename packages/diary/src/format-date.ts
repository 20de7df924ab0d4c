import { type CalendarDate, dayNumberFromDate } from "./calendar-date.ts";

/** How a date is written: "Fri 5", "Mon 1 March", "Friday 5 March 2027", "March 2027", "5". */
export type DateStyle = "weekday-day" | "weekday-day-month" | "full" | "month-year" | "day";

const partsByStyle: Readonly<Record<DateStyle, Intl.DateTimeFormatOptions>> = {
  "weekday-day": { weekday: "short", day: "numeric" },
  "weekday-day-month": { weekday: "short", day: "numeric", month: "long" },
  full: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  "month-year": { month: "long", year: "numeric" },
  day: { day: "numeric" },
};

/**
 * A date in the words of a language.
 *
 * The formatter runs on UTC and is given that date's midnight in UTC: a zone must not come near a civil date.
 */
export function formatDate(date: CalendarDate, locale: string, style: DateStyle): string {
  const midnight = dayNumberFromDate(date) * 86_400_000;
  return new Intl.DateTimeFormat(locale, { ...partsByStyle[style], timeZone: "UTC" }).format(midnight);
}
