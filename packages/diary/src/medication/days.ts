import { type CalendarDate, calendarDate, dateFromDayNumber, dayNumberFromDate } from "../calendar-date.ts";

/** How far ahead the next due day, or the end of a stock, is looked for, in days. Our choice: ten years, as long as any IUD stays. */
export const longestAhead = 3_660;

/** The ends of our calendar. */
const firstNumber = dayNumberFromDate(calendarDate("1900-01-01"));
const lastNumber = dayNumberFromDate(calendarDate("2199-12-31"));

/** The days from `first` to `last`, both inclusive. */
export function* daysFrom(first: CalendarDate, last: CalendarDate): Generator<CalendarDate> {
  const end = dayNumberFromDate(last);
  for (let day = dayNumberFromDate(first); day <= end; day++) yield dateFromDayNumber(day);
}

/** So many days later, negative for earlier, or the end of the calendar where that is nearer. */
export function daysLater(date: CalendarDate, days: number): CalendarDate {
  const day = dayNumberFromDate(date) + days;
  return dateFromDayNumber(Math.max(firstNumber, Math.min(lastNumber, day)));
}
