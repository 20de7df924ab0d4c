import {
  addDays,
  type CalendarDate,
  calendarDate,
  dateFromDayNumber,
  dayNumberFromDate,
  daysInMonth,
  weekdayOf,
} from "@tidetable/diary";

/** Seven days in the reader's order; null where the day belongs to another month. */
export type Week = readonly (CalendarDate | null)[];

/** The first day of the month that holds `date`. */
export const firstOfMonth = (date: CalendarDate): CalendarDate => calendarDate(`${date.slice(0, 8)}01`);

/** The same day `months` later, or that month's last day where it has no such day; negative goes back. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(count / 12), (count % 12) + 1];
  const day = Math.min(Number(date.slice(8)), daysInMonth(year, month));
  return calendarDate([year, twoDigits(month), twoDigits(day)].join("-"));
}

/** The first day of the week that holds `date`, where weeks start on `weekStart` (1 Monday to 7 Sunday). */
export function firstOfWeek(date: CalendarDate, weekStart: number): CalendarDate {
  return addDays(date, -((weekdayOf(date) - weekStart + 7) % 7));
}

/** The weeks of the month that holds `date`, oldest first. */
export function weeksOfMonth(date: CalendarDate, weekStart: number): readonly Week[] {
  const first = firstOfMonth(date);
  const last = addDays(addMonths(first, 1), -1);
  return weeksBetween(first, last, weekStart);
}

/** The weeks from `first` to `last`, days outside them null. */
export function weeksBetween(first: CalendarDate, last: CalendarDate, weekStart: number): readonly Week[] {
  const weeks: Week[] = [];
  for (let start = firstOfWeek(first, weekStart); start <= last; start = addDays(start, 7)) {
    weeks.push(
      Array.from({ length: 7 }, (_, index) => {
        const date = dateFromDayNumber(dayNumberFromDate(start) + index);
        return date < first || date > last ? null : date;
      }),
    );
  }
  return weeks;
}

const twoDigits = (value: number): string => String(value).padStart(2, "0");
