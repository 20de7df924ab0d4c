import { type CalendarDate, dayNumberFromDate } from "./calendar-date.ts";

const partsByStyle = {
  /** "Fri 5" */
  "weekday-day": { weekday: "short", day: "numeric" },
  /** "Fri 5 March" */
  "weekday-day-month": { weekday: "short", day: "numeric", month: "long" },
  /** "Fri 5 March 2027" */
  "weekday-day-month-year": { weekday: "short", day: "numeric", month: "long", year: "numeric" },
  /** "Friday 5 March" */
  long: { weekday: "long", day: "numeric", month: "long" },
  /** "Friday 5 March 2027" */
  full: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  /** "5 March" */
  "day-month": { day: "numeric", month: "long" },
  /** "5 March 2027" */
  "day-month-year": { day: "numeric", month: "long", year: "numeric" },
  /** "5 Mar" */
  brief: { day: "numeric", month: "short" },
  /** "5 Mar 2027" */
  "brief-year": { day: "numeric", month: "short", year: "numeric" },
  /** "March 2027" */
  "month-year": { month: "long", year: "numeric" },
  /** "5" */
  day: { day: "numeric" },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

/** How a date is written. */
export type DateStyle = keyof typeof partsByStyle;

/** One for each language and style: making a formatter takes a hundred times as long as using it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * A date in the words of a language, or the dates from one `through` another: "13 – 15 Mar", "Mar 13 – 15".
 *
 * The formatter runs on UTC and is given that date's midnight in UTC: a zone must not come near a civil date.
 */
export function formatDate(
  date: CalendarDate,
  locale: string,
  style: DateStyle,
  through?: CalendarDate,
): string {
  const key = `${locale} ${style}`;
  const formatter =
    formatters.get(key) ?? new Intl.DateTimeFormat(locale, { ...partsByStyle[style], timeZone: "UTC" });
  formatters.set(key, formatter);
  const midnight = (day: CalendarDate): number => dayNumberFromDate(day) * 86_400_000;
  if (through === undefined) return formatter.format(midnight(date));
  // Locales put thin or no spaces about the dash, and other versions of their data others: here always plain ones.
  return formatter.formatRange(midnight(date), midnight(through)).replace(/[\s\u2009]*–[\s\u2009]*/, " – ");
}
