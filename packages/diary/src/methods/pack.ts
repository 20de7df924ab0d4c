import { type CalendarDate, daysBetween } from "../calendar-date.ts";

/** So many days with hormone, then so many without; `breakDays` 0 is taken without a break. */
export interface Pack {
  readonly activeDays: number;
  readonly breakDays: number;
}

/** Fewest and most active days of a pack that is read: two weeks, so that breaks lie further apart than bleeds do, and a year. Our choice. */
export const activeDaysRange = [14, 371] as const;
/** Most days of a break that is read: two weeks. Our choice: the labels' longest is seven days. */
export const breakDaysRange = [0, 14] as const;

/** Where a day lies. */
export interface PackDay {
  readonly isActive: boolean;
  /** 1 on the first active day, up to active and break days together. */
  readonly day: number;
  /** 1 for the first pack. */
  readonly pack: number;
}

/**
 * The place of a day in packs that follow one another from `first`, the first active day of the first of them.
 *
 * @throws RangeError when `date` is before `first`, or the pack has no days
 */
export function packDay(pack: Pack, first: CalendarDate, date: CalendarDate): PackDay {
  const days = pack.activeDays + pack.breakDays;
  if (!(days > 0)) throw new RangeError(`pack expects at least one day, got ${days}`);
  const since = daysBetween(first, date);
  if (since < 0) throw new RangeError("date expects a day not before the first");
  const index = since % days;
  return { isActive: index < pack.activeDays, day: index + 1, pack: Math.floor(since / days) + 1 };
}
