import { addDays, type CalendarDate, daysBetween } from "../calendar-date.ts";
import type { DatedForecast, ForecastAnswer } from "../dated-forecast.ts";
import { bandOf } from "./band.ts";
import { headsUpDay } from "./heads-up-day.ts";
import { daysOf, type Rhythm } from "./rhythm.ts";
import type { Scope } from "./scope.ts";

/** What a notice says. */
export type NoticeWhat =
  | {
      readonly kind: "heads-up";
      readonly called: string;
      /** Her words; empty for ours. */
      readonly words: string;
    }
  | { readonly kind: "nothing" }
  /** Her prepared message, because a check-in was not answered. */
  | { readonly kind: "check-in"; readonly words: string }
  | { readonly kind: "reminder"; readonly which: "log" | "medication" | "check-in" };

/** A notice before it is sealed: its day, and the hour at whose beginning it is due. */
export interface PlannedNotice {
  readonly date: CalendarDate;
  readonly hour: number;
  readonly what: NoticeWhat;
}

/** What a queue is planned from. */
export interface ToPlan {
  /** Null for a grant that says nothing: paused or ended. */
  readonly scope: Scope | null;
  readonly forecast: ForecastAnswer;
  /** Now, where the rhythm's hours are meant: only notices due after this hour of this day are planned. */
  readonly today: CalendarDate;
  readonly hour: number;
  readonly rhythm: Rhythm;
  readonly count: number;
  /** The day for which the last heads-up was left that is due by now; null where there was none. */
  readonly told: CalendarDate | null;
  /** From `dueCheckIns`. */
  readonly checkIns?: readonly PlannedNotice[];
}

/** A heads-up that moved by less has been given already, days. Our choice: one step of the slowest rhythm. */
const sameHeadsUp = 7;

/**
 * The notices that wait for a reader, earliest first: exactly `count` of them, weekly or daily, whatever there is to say.
 *
 * A heads-up is on the last day of the rhythm up to `headsUpDay`, or, where that is past, on the first there is; once for
 * a start, and only for the next one, which is the one a forecast tells of. All others say nothing. The rhythm
 * `day-itself` gives a heads-up on its day and nothing else.
 *
 * A check-in takes the place of one that says nothing, at an hour of its own; where there are more than `count` notices
 * that say something, the later ones wait for the next planning.
 *
 * @throws RangeError if `count` is not 1 to 100
 */
export function planNotices(input: ToPlan): readonly PlannedNotice[] {
  const { rhythm, today, hour, count, checkIns = [] } = input;
  if (!Number.isInteger(count) || count < 1 || count > 100) {
    throw new RangeError(`count expects 1 – 100, got ${count}`);
  }
  const headsUp = headsUpNotice(input);
  const speaking = [...(headsUp ? [headsUp] : []), ...checkIns].sort(byTime).slice(0, count);
  if (rhythm.kind === "day-itself") return speaking;
  const isTaken = (date: CalendarDate): boolean =>
    speaking.some((one) => one.date === date && one.hour === rhythm.hour);
  const silent = daysOf(rhythm, today, hour, 2 * count)
    .filter((date) => !isTaken(date))
    .slice(0, count - speaking.length)
    .map((date): PlannedNotice => ({ date, hour: rhythm.hour, what: { kind: "nothing" } }));
  return [...speaking, ...silent].sort(byTime);
}

const byTime = (a: PlannedNotice, b: PlannedNotice): number =>
  a.date === b.date ? a.hour - b.hour : a.date < b.date ? -1 : 1;

/** The heads-up, on its day of the rhythm; null for none. */
function headsUpNotice({
  scope,
  forecast: answer,
  today,
  hour,
  rhythm,
  count,
  told,
}: ToPlan): PlannedNotice | null {
  if (!scope?.headsUp || answer.kind !== "forecast") return null;
  const { forecast } = answer;
  const day = headsUpDay(forecast, scope.headsUp.days);
  if (day === null || isTold(forecast, day, told)) return null;
  const wait = rhythm.kind === "weekly" ? 6 : 0;
  const date = daysOf(rhythm, today, hour, count).find((slot) => addDays(slot, wait) >= day);
  const end = bandOf(forecast)?.lastShown;
  if (!date || date < scope.first || date > scope.last || (end && date > end)) return null;
  const { words } = scope.headsUp;
  return { date, hour: rhythm.hour, what: { kind: "heads-up", called: scope.called, words } };
}

/** Whether it was told in this cycle, and what it was told of has not moved away since. */
const isTold = (forecast: DatedForecast, day: CalendarDate, told: CalendarDate | null): boolean =>
  told !== null &&
  told >= forecast.openCycle.start &&
  (day <= forecast.today || daysBetween(told, day) < sameHeadsUp);
