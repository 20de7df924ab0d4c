import { addDays, type CalendarDate } from "../calendar-date.ts";
import type { ForecastAnswer } from "../dated-forecast.ts";
import type { Diary } from "../diary.ts";
import { cyclesOf } from "./cycles.ts";
import { daysFrom, daysLater, longestAhead } from "./days.ts";
import { dueDay } from "./due-day.ts";
import type { Schedule } from "./schedule.ts";

/** Something that is due on a day. */
export interface Due {
  readonly date: CalendarDate;
  /** The schedule's id. */
  readonly schedule: string;
  readonly isPlacebo: boolean;
  /** The schedule's name is among what was taken on that day. Where it is not, that is all that is known. */
  readonly isTaken: boolean;
  /** It hangs on a forecast. */
  readonly isLikely: boolean;
}

/** What is due on the days from `first` to `last`, both inclusive, by date and then by the schedule's id. */
export function dueBetween(
  diary: Diary,
  answer: ForecastAnswer,
  { first, last }: { readonly first: CalendarDate; readonly last: CalendarDate },
): readonly Due[] {
  const schedules = diary.schedules ?? [];
  if (schedules.length === 0) return [];
  const cycles = cyclesOf(diary, answer);
  const due: Due[] = [];
  for (const date of daysFrom(first, last)) {
    for (const schedule of schedules) {
      const day = dueDay(schedule, cycles, date);
      if (day) due.push({ date, schedule: schedule.id, ...day, isTaken: isTaken(diary, schedule, date) });
    }
  }
  return due;
}

/** Whether the schedule's name is recorded on a day. */
export const isTaken = (diary: Diary, { name }: Pick<Schedule, "name">, date: CalendarDate): boolean =>
  diary.entryByDate.get(date)?.medication?.includes(name) ?? false;

/** The first due day from `today` on that is not recorded yet; null where none is known within ten years. */
export function nextDue(
  diary: Diary,
  schedule: Schedule,
  answer: ForecastAnswer,
  today: CalendarDate,
): Due | null {
  const cycles = cyclesOf(diary, answer);
  for (const date of daysFrom(today, daysLater(today, longestAhead))) {
    const day = dueDay(schedule, cycles, date);
    if (day && !isTaken(diary, schedule, date))
      return { date, schedule: schedule.id, ...day, isTaken: false };
  }
  return null;
}

/**
 * The due day of something that is changed, injected, replaced or taken out, once it is over with nothing recorded from it
 * to yesterday; null where there is none. `isTaken` is whether it is recorded today. What is taken has no such day, nor
 * has the first day, on which it began, nor a day on which it is due again.
 */
export function standingDue(
  diary: Diary,
  schedule: Schedule,
  answer: ForecastAnswer,
  today: CalendarDate,
): Due | null {
  const cycles = cyclesOf(diary, answer);
  if (schedule.action === "take" || dueDay(schedule, cycles, today)) return null;
  const earliest = daysLater(today, -longestAhead);
  for (let date = addDays(today, -1); date > schedule.from && date > earliest; date = addDays(date, -1)) {
    if (isTaken(diary, schedule, date)) return null;
    const day = dueDay(schedule, cycles, date);
    if (day && !day.isLikely)
      return { date, schedule: schedule.id, ...day, isTaken: isTaken(diary, schedule, today) };
  }
  return null;
}
