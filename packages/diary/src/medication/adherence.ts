import type { CalendarDate } from "../calendar-date.ts";
import type { ForecastAnswer } from "../dated-forecast.ts";
import type { Diary } from "../diary.ts";
import { cyclesOf } from "./cycles.ts";
import { daysFrom, daysLater } from "./days.ts";
import { isTaken } from "./due.ts";
import { dueDay } from "./due-day.ts";
import type { Schedule } from "./schedule.ts";

/** How many of the days on which something was due have it recorded. Deliberately absent: a share, a score, a row of days. */
export interface Adherence {
  readonly due: number;
  readonly taken: number;
  /** Nothing is known of these: whether it was taken and not written down, or not taken. */
  readonly notRecorded: number;
  /** Days looked at. */
  readonly days: number;
}

/**
 * The last `days` days before today.
 *
 * Not counted: days before it was first recorded, as she did not use this then; placebo days, on which nothing can be
 * missed; and days that hang on a forecast, of which nobody could know then. @throws RangeError unless `days` is 1 or more
 */
export function adherenceOf(
  diary: Diary,
  schedule: Schedule,
  answer: ForecastAnswer,
  today: CalendarDate,
  days: number,
): Adherence {
  if (!Number.isInteger(days) || days < 1) throw new RangeError(`days expects 1 or more, got ${days}`);
  const cycles = cyclesOf(diary, answer);
  const first = daysLater(today, -days);
  const isBefore = [...diary.entryByDate.keys()].some(
    (date) => date < first && date >= schedule.from && isTaken(diary, schedule, date),
  );
  let [due, taken, isUsed] = [0, 0, isBefore];
  for (const date of daysFrom(first, daysLater(today, -1))) {
    const day = dueDay(schedule, cycles, date);
    const isRecorded = isTaken(diary, schedule, date);
    isUsed ||= isRecorded;
    if (!isUsed || day === null || day.isPlacebo || day.isLikely) continue;
    due++;
    if (isRecorded) taken++;
  }
  return { due, taken, notRecorded: due - taken, days };
}
