import { type CalendarDate, daysBetween } from "../calendar-date.ts";
import type { ForecastAnswer } from "../dated-forecast.ts";
import type { Diary } from "../diary.ts";
import { cyclesOf } from "./cycles.ts";
import { daysFrom, daysLater, longestAhead } from "./days.ts";
import { isTaken } from "./due.ts";
import { dueDay } from "./due-day.ts";
import type { Schedule } from "./schedule.ts";

/** What follows from what is left of something. All null where nobody counts it. */
export interface StockDates {
  readonly schedule: string;
  /** Pieces at the end of today, by what was due or recorded since they were counted. */
  readonly left: number | null;
  /** The day before the first one for which there is not enough, which may be over; null where that cannot be known. */
  readonly lastsThrough: CalendarDate | null;
  /** Both null, too, where it is enough until the schedule's last day. */
  readonly orderBy: CalendarDate | null;
  readonly pickUpBy: CalendarDate | null;
}

/** What is taken as needed is taken on as it was over so many days. Our choice: three months, so that a monthly habit is among them. */
const usualDays = 90;
/** With fewer days than a cycle has, no habit shows. Our choice. */
const leastUsualDays = 28;

/**
 * When what is left runs out, and by when to order and to pick up.
 *
 * Since the pieces were counted a dose went on each day on which it was due, recorded or not, and on each day on which it
 * is recorded. From today on one goes on each due day, likely ones included; what is taken as needed goes on as often as
 * it did. Null where that cannot be known: as needed without a habit, by the cycle for longer than one ahead, or beyond
 * ten years. Weekends and holidays are not known here.
 */
export function stockDates(
  diary: Diary,
  schedule: Schedule,
  answer: ForecastAnswer,
  today: CalendarDate,
): StockDates {
  const { id, stock, dose, until } = schedule;
  const none = { schedule: id, left: null, lastsThrough: null, orderBy: null, pickUpBy: null };
  if (stock === null) return none;
  const cycles = cyclesOf(diary, answer);
  const goes = (date: CalendarDate): boolean => {
    if (date <= today && isTaken(diary, schedule, date)) return true;
    const day = dueDay(schedule, cycles, date);
    return day !== null && (date > today || !day.isLikely);
  };
  const isAsNeeded = schedule.rhythm.kind === "as-needed";
  const end = isAsNeeded ? today : daysLater(today > stock.on ? today : stock.on, longestAhead);
  const last = until !== null && until < end ? until : end;
  let left = stock.pieces;
  let leftToday = left;
  for (const date of daysFrom(daysLater(stock.on, 1), last)) {
    if (goes(date)) {
      if (left < dose) return { ...none, ...datesBefore(schedule, date), left: leftToday };
      left -= dose;
    }
    if (date <= today) leftToday = left;
  }
  if (isAsNeeded && (until === null || until > today)) {
    const runsOut = asNeededRunsOut(diary, schedule, Math.floor(left / dose), today);
    return { ...none, ...(runsOut && datesBefore(schedule, runsOut)), left };
  }
  return { ...none, left: leftToday, lastsThrough: until !== null && last === until ? until : null };
}

function datesBefore({ stock }: Schedule, runsOut: CalendarDate) {
  const lastsThrough = daysLater(runsOut, -1);
  return {
    lastsThrough,
    orderBy: daysLater(lastsThrough, -(stock?.orderDays ?? 0)),
    pickUpBy: daysLater(lastsThrough, -(stock?.pickUpDays ?? 0)),
  };
}

/** The day on which one more is wanted than there are, if they are taken as often as lately; null without a habit. */
function asNeededRunsOut(
  diary: Diary,
  schedule: Schedule,
  doses: number,
  today: CalendarDate,
): CalendarDate | null {
  const days = Math.min(usualDays, daysBetween(schedule.from, today) + 1);
  if (days < leastUsualDays) return null;
  let taken = 0;
  for (const date of daysFrom(daysLater(today, 1 - days), today)) {
    if (isTaken(diary, schedule, date)) taken++;
  }
  // In k days k × taken ÷ days of them go; the first k for which that is more than there are.
  const ahead = taken === 0 ? Number.POSITIVE_INFINITY : Math.ceil(((doses + 1) * days) / taken);
  const runsOut = ahead > longestAhead ? null : daysLater(today, ahead);
  return schedule.until !== null && runsOut !== null && runsOut > schedule.until ? null : runsOut;
}
