import { type CalendarDate, daysBetween, daysInMonth, weekdayOf } from "../calendar-date.ts";
import { packDay } from "../methods/pack.ts";
import type { Cycles } from "./cycles.ts";
import type { Schedule, ScheduleRhythm } from "./schedule.ts";

/** What a due day is like. */
export interface DueDay {
  readonly isPlacebo: boolean;
  /** Whether it is due hangs on a forecast. */
  readonly isLikely: boolean;
}

const plain: DueDay = { isPlacebo: false, isLikely: false };
const likely: DueDay = { isPlacebo: false, isLikely: true };

/** Whether, and how, something is due on a day; null where it is not. Its first and last day belong to it. */
export function dueDay(
  { rhythm, from, until }: Pick<Schedule, "rhythm" | "from" | "until">,
  cycles: Cycles,
  date: CalendarDate,
): DueDay | null {
  if (date < from || (until !== null && date > until)) return null;
  switch (rhythm.kind) {
    case "pack": {
      const { isActive } = packDay(rhythm, from, date);
      if (isActive) return plain;
      return rhythm.placebo ? { isPlacebo: true, isLikely: false } : null;
    }
    case "weekdays":
      return rhythm.weekdays.includes(weekdayOf(date)) ? plain : null;
    case "every":
      return isEvery(rhythm, from, date) ? plain : null;
    case "as-needed":
      return null;
    case "cycle-days":
      return onCycleDay(rhythm, cycles, date);
    case "before-start":
      return beforeStart(rhythm, cycles, date);
  }
}

function isEvery(
  { count, unit }: Extract<ScheduleRhythm, { kind: "every" }>,
  from: CalendarDate,
  date: CalendarDate,
): boolean {
  if (unit !== "months") return daysBetween(from, date) % (unit === "weeks" ? 7 * count : count) === 0;
  const months = monthOf(date) - monthOf(from);
  // A month without that day has it on its last one: the 31st is due on 28, 29 or 30 too.
  const day = Math.min(dayOf(from), daysInMonth(Number(date.slice(0, 4)), Number(date.slice(5, 7))));
  return months % count === 0 && dayOf(date) === day;
}

const monthOf = (date: CalendarDate): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
const dayOf = (date: CalendarDate): number => Number(date.slice(8));

/**
 * In recorded cycles, and in the open one until the next start is likely, the days are known. From the likely start on the
 * days of the cycle that then begins are likely ones, and so are those of the open cycle, which may go on.
 */
function onCycleDay(
  { first, last }: Extract<ScheduleRhythm, { kind: "cycle-days" }>,
  { starts, next }: Cycles,
  date: CalendarDate,
): DueDay | null {
  const isIn = (start: CalendarDate | undefined): boolean => {
    const day = start === undefined ? 0 : daysBetween(start, date) + 1;
    return day >= first && day <= last;
  };
  const isToCome = next !== null && date > next.today && date >= next.likely;
  if (isIn(starts.findLast((start) => start <= date))) return isToCome ? likely : plain;
  return isToCome && isIn(next.likely) ? likely : null;
}

/** Of the next start alone: on which days it was due before the ones that came, nobody could know then. */
function beforeStart(
  { days }: Extract<ScheduleRhythm, { kind: "before-start" }>,
  { next }: Cycles,
  date: CalendarDate,
): DueDay | null {
  if (!next) return null;
  const isNear = daysBetween(date, next.likely) <= days && (date < next.likely || date <= next.today);
  return isNear ? likely : null;
}
