import type { CalendarDate } from "../calendar-date.ts";
import type { Diary } from "../diary.ts";
import type { DayEntry } from "../entry.ts";

/** A diary's days in the order in which every export has them. */
export function daysOldestFirst(diary: Diary): readonly (readonly [CalendarDate, DayEntry])[] {
  return [...diary.entryByDate].sort(([one], [other]) => (one < other ? -1 : 1));
}
