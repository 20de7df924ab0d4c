import {
  type CalendarDate,
  calendarDate,
  dateFromDayNumber,
  dayNumberFromDate,
} from "../../calendar-date.ts";
import { secondsOfDay } from "./civil-day.ts";
import { localSecond, type Moment } from "./moment.ts";
import type { CalendarEvent, ListedMoment } from "./read-event.ts";
import type { Rule } from "./rule.ts";
import { type Budget, repeatDays } from "./rule-days.ts";
import type { ZoneReader } from "./zone-reader.ts";

/** What somebody has on some days. */
export interface BusyEvent {
  /** Inclusive; civil days where the reader is. An event that ends at midnight has nothing of the day that begins then. */
  readonly first: CalendarDate;
  readonly last: CalendarDate;
  /** One line of at most 200 characters; empty where the file has none. */
  readonly title: string;
  readonly isAllDay: boolean;
  /** Whether its owner says that it does not keep her from anything. */
  readonly isFree: boolean;
}

/** Day numbers, inclusive. */
export interface DayWindow {
  readonly first: number;
  readonly last: number;
}

/**
 * When an event is, of all that touches the days of the window. Null once the budget is spent.
 *
 * `replaced` are its repeats for which other events stand.
 */
export function occurrencesOf(
  event: CalendarEvent,
  replaced: readonly ListedMoment[],
  window: DayWindow,
  reader: ZoneReader,
  budget: Budget,
): readonly BusyEvent[] | null {
  const starts = startsOf(event, window, budget);
  if (!starts) return null;
  const isLeftOut = leftOutBy([...event.notOn, ...replaced]);
  const busy: BusyEvent[] = [];
  for (const start of starts) {
    budget.left -= 1;
    const instant = event.startZone ? event.startZone(start.day, start.second) : null;
    if (budget.left < 0 || (event.startZone && instant === null)) return null;
    if (isAfterUntil(event.rules, start, instant) || isLeftOut(start, instant)) continue;
    const days = daysHere(event, start, instant, reader);
    if (!days) return null;
    if (days.last < window.first || days.first > window.last) continue;
    busy.push({
      first: dateFromDayNumber(Math.max(days.first, firstDate)),
      last: dateFromDayNumber(Math.min(days.last, lastDate)),
      title: event.title,
      isAllDay: event.start.isDate,
      isFree: event.isFree,
    });
  }
  return busy;
}

/** The days that a `CalendarDate` can be. */
const firstDate = dayNumberFromDate(calendarDate("1900-01-01"));
const lastDate = dayNumberFromDate(calendarDate("2199-12-31"));

type Start = Pick<Moment, "day" | "second">;

/** The local times at which an event may start, each once; more than the window has, because zones differ by a day. */
function startsOf(event: CalendarEvent, window: DayWindow, budget: Budget): readonly Start[] | null {
  const { start, rules, alsoOn, length } = event;
  const first = window.first - Math.ceil(length.seconds / secondsOfDay) - 2;
  const last = window.last + 2;
  const starts = new Map<number, Start>();
  const add = (one: Start): void => {
    if (one.day >= first && one.day <= last) starts.set(localSecond(one), one);
  };
  add(start);
  for (const rule of rules) {
    const end = rule.until === null ? last : Math.min(last, rule.until.day + 1);
    const days = repeatDays(rule, start.day, { first, last: end }, budget);
    if (!days) return null;
    for (const day of days) if (day > start.day) add({ day, second: secondOf(rule, start) });
  }
  // A date without a time, beside an event with one, is that day at the event's time.
  for (const { moment } of alsoOn) add(moment.isDate ? { day: moment.day, second: start.second } : moment);
  return [...starts.values()];
}

function secondOf({ hour, minute, second }: Rule, start: Moment): number {
  if (start.isDate) return 0;
  const [ownHour, ownMinute] = [Math.floor(start.second / 3600), Math.floor(start.second / 60) % 60];
  return (hour ?? ownHour) * 3600 + (minute ?? ownMinute) * 60 + Math.min(second ?? start.second % 60, 59);
}

/** `UNTIL` is a day, a local time or an instant; what is on it still is. */
function isAfterUntil(rules: readonly Rule[], start: Start, instant: number | null): boolean {
  const until = rules[0]?.until;
  if (!until) return false;
  if (until.isDate) return start.day > until.day;
  return (until.zone === null || instant === null ? localSecond(start) : instant) > localSecond(until);
}

function leftOutBy(listed: readonly ListedMoment[]): (start: Start, instant: number | null) => boolean {
  const days = new Set(listed.filter(({ moment }) => moment.isDate).map(({ moment }) => moment.day));
  const instants = new Set(listed.flatMap(({ instant }) => instant ?? []));
  const locals = new Set(
    listed.flatMap(({ moment, instant }) => (instant === null ? localSecond(moment) : [])),
  );
  return (start, instant) =>
    days.has(start.day) || locals.has(localSecond(start)) || (instant !== null && instants.has(instant));
}

/** The days here on which one occurrence is; the last is that of its last second. */
function daysHere(
  { length, startZone }: CalendarEvent,
  start: Start,
  instant: number | null,
  reader: ZoneReader,
): DayWindow | null {
  const localEnd = localSecond(start) + length.seconds;
  if (startZone === null || instant === null) {
    const end = length.seconds === 0 ? localEnd : localEnd - 1;
    return { first: start.day, last: Math.floor(end / secondsOfDay) };
  }
  const endDay = Math.floor(localEnd / secondsOfDay);
  const end =
    length.by === "time" ? instant + length.seconds : startZone(endDay, localEnd - endDay * secondsOfDay);
  if (end === null) return null;
  return { first: reader.dayAt(instant), last: reader.dayAt(end > instant ? end - 1 : instant) };
}
