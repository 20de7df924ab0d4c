import type { CalendarDate } from "../calendar-date.ts";
import type { ForecastAnswer } from "../dated-forecast.ts";
import type { Diary } from "../diary.ts";
import { dueBetween } from "./due.ts";
import type { ScheduleAction } from "./schedule.ts";
import { stockDates } from "./stock.ts";

/** A day for a calendar: something is due, or to be ordered or picked up. */
export interface CalendarDose {
  readonly date: CalendarDate;
  /** The schedule's id, and its owner's name for it, which a calendar shows only where she says so. */
  readonly schedule: string;
  readonly name: string;
  readonly kind: ScheduleAction | "order" | "pick-up";
  /** It hangs on a forecast. */
  readonly isLikely: boolean;
}

/** What is due, to be ordered and to be picked up from `range.first`, which is today, to `range.last`, both inclusive; by date. */
export function calendarDoses(
  diary: Diary,
  answer: ForecastAnswer,
  range: { readonly first: CalendarDate; readonly last: CalendarDate },
): readonly CalendarDose[] {
  const schedules = diary.schedules ?? [];
  const scheduleById = new Map(schedules.map((schedule) => [schedule.id, schedule]));
  const due = dueBetween(diary, answer, range).map(({ date, schedule, isLikely }): CalendarDose => {
    const { name, action } = scheduleById.get(schedule)!;
    return { date, schedule, name, kind: action, isLikely };
  });
  const stock = schedules.flatMap((schedule): readonly CalendarDose[] => {
    const { orderBy, pickUpBy } = stockDates(diary, schedule, answer, range.first);
    const isLikely = ["as-needed", "cycle-days", "before-start"].includes(schedule.rhythm.kind);
    const at = (date: CalendarDate | null, kind: "order" | "pick-up"): readonly CalendarDose[] =>
      date === null || date < range.first || date > range.last
        ? []
        : [{ date, schedule: schedule.id, name: schedule.name, kind, isLikely }];
    return [...at(orderBy, "order"), ...at(pickUpBy, "pick-up")];
  });
  return [...due, ...stock].sort((one, other) =>
    one.date === other.date ? 0 : one.date < other.date ? -1 : 1,
  );
}
