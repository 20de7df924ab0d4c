import {
  addDays,
  type CalendarDate,
  type Diary,
  dueBetween,
  type ForecastAnswer,
  stockDates,
} from "@tidetable/diary";
import type { LocalHour } from "../check-in/local-hours.ts";

/** Days looked ahead: an injection's quarter and more. A queue that nobody writes for 190 days is deleted (rule 104). */
const daysAhead = 184;

/**
 * When schedules that have an hour want a notice, from `today` on: on their due days, and on the days by which to order and
 * to pick up. What hangs on a forecast goes by this one. Whether it is recorded already makes no difference: a notice
 * that goes missing would tell the relay of it.
 */
export function doseHours(diary: Diary, answer: ForecastAnswer, today: CalendarDate): readonly LocalHour[] {
  const last = addDays(today, daysAhead);
  const timed = (diary.schedules ?? []).filter(({ hour }) => hour !== null);
  const hourById = new Map(timed.map(({ id, hour }) => [id, hour ?? 0]));
  const due = dueBetween({ ...diary, schedules: timed }, answer, { first: today, last });
  const stock = timed.flatMap((schedule) => {
    const { orderBy, pickUpBy } = stockDates(diary, schedule, answer, today);
    return [orderBy, pickUpBy].flatMap((date) =>
      date === null || date < today || date > last ? [] : [{ date, schedule: schedule.id }],
    );
  });
  return [...due, ...stock].map(({ date, schedule }) => ({ date, hour: hourById.get(schedule)! }));
}
