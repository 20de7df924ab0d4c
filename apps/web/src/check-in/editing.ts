import { type CalendarDate, type CheckIn, parseCheckIn } from "@tidetable/diary";

/** The check-in in a vault's record; null where there is none, or none that this version can read. */
export function checkInFrom(stored: unknown): CheckIn | null {
  const parsed = parseCheckIn(stored);
  return parsed.ok ? parsed.value : null;
}

/** Without one day, which was answered or is not wanted: null where no day is left from `today` on, as nothing waits then. */
export function withoutDay(checkIn: CheckIn, day: CalendarDate, today: CalendarDate): CheckIn | null {
  const dates = checkIn.dates.filter((date) => date !== day && date >= today);
  return dates.length === 0 ? null : { ...checkIn, dates };
}
