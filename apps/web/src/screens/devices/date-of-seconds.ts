import { type CalendarDate, calendarDate } from "@tidetable/diary";

/** The day a moment fell on, where this device is now. `seconds` since 1970. */
export function dateOfSeconds(seconds: number): CalendarDate {
  const there = new Date(seconds * 1000);
  const two = (number: number) => String(number).padStart(2, "0");
  return calendarDate(`${there.getFullYear()}-${two(there.getMonth() + 1)}-${two(there.getDate())}`);
}
