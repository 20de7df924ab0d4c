import { type CalendarDate, calendarDate } from "@tidetable/diary";

/** A time of day in this device's zone: a date and an hour, 0 to 23. */
export interface LocalHour {
  readonly date: CalendarDate;
  readonly hour: number;
}

/** The date and hour here at a moment, in seconds since 1970. */
export function localHourAt(seconds: number): LocalHour {
  const here = new Date(seconds * 1000);
  const two = (value: number): string => String(value).padStart(2, "0");
  return {
    date: calendarDate(`${here.getFullYear()}-${two(here.getMonth() + 1)}-${two(here.getDate())}`),
    hour: here.getHours(),
  };
}

/**
 * The hour since 1970 that begins with a local one (rule 101 counts such hours). Where a zone is off by minutes, the next
 * whole hour: nothing comes before its time.
 */
export function hourSince1970({ date, hour }: LocalHour): number {
  const [year, month, day] = date.split("-").map(Number);
  return Math.ceil(new Date(year!, month! - 1, day!, hour).getTime() / 3_600_000);
}
