import { type CalendarDate, calendarDate } from "@tidetable/diary";

/** The one place where an instant becomes a day: in the zone of this process. */
export function civilDate(instant: Date): CalendarDate {
  const [year, month, day] = [instant.getFullYear(), instant.getMonth() + 1, instant.getDate()];
  return calendarDate([year, String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-"));
}

/** The zone of this process, by its IANA name. */
export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
