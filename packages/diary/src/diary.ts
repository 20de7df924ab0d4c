import { type CalendarDate, parseCalendarDate } from "./calendar-date.ts";
import { type DayEntry, isEmptyEntry, parseDayEntry } from "./entry.ts";
import { type LifeEvent, parseLifeEvent } from "./life-event.ts";
import { parseSchedule, type Schedule, scheduleKey, schedulePrefix } from "./medication/schedule.ts";
import { type Plan, parsePlan, planKey, planPrefix } from "./planning/plan.ts";
import { type IssuedForecast, issuedKey, issuedPrefix, parseIssuedForecast } from "./record-issued.ts";
import type { Result } from "./result.ts";

/** All a person has recorded. Entries are by date, events oldest first. */
export interface Diary {
  readonly entryByDate: ReadonlyMap<CalendarDate, DayEntry>;
  readonly events: readonly LifeEvent[];
  /** Year of birth, if she chose to give it; the forecast uses the age, nothing else does. */
  readonly birthYear?: number;
  /** Forecasts as they were shown, oldest first, one a day at most; nothing is forecast from them. */
  readonly issued?: readonly IssuedForecast[];
  /** By id. */
  readonly plans?: readonly Plan[];
  /** By id. */
  readonly schedules?: readonly Schedule[];
}

export const emptyDiary: Diary = { entryByDate: new Map(), events: [] };

/**
 * What the diary needs from whoever keeps it: values by key, written together or not at all.
 *
 * `read` gives every value; `write` with null removes a key. Both reject when the world fails (disk full,
 * storage gone), and then nothing of the call is kept. Values are plain JSON.
 */
export interface DiaryStore {
  read(): Promise<ReadonlyMap<string, unknown>>;
  write(valueByKey: ReadonlyMap<string, unknown>): Promise<void>;
}

const dayPrefix = "day/";
const eventPrefix = "event/";
const birthYearKey = "birth-year";

/** The key under which a store keeps one day. */
export const dayKey = (date: CalendarDate): string => `${dayPrefix}${date}`;
/** The key under which a store keeps one event: one event of a kind a day. */
export const eventKey = (event: Pick<LifeEvent, "kind" | "date">): string =>
  `${eventPrefix}${event.date}/${event.kind}`;

/** A diary, and the keys whose values this version cannot read; those stay in the store untouched. */
export interface ReadDiary {
  readonly diary: Diary;
  readonly unreadableKeys: readonly string[];
}

/** The diary that a store's values hold. */
export function diaryFromValues(valueByKey: ReadonlyMap<string, unknown>): ReadDiary {
  const entryByDate = new Map<CalendarDate, DayEntry>();
  const events: LifeEvent[] = [];
  const issued: IssuedForecast[] = [];
  const plans: Plan[] = [];
  const schedules: Schedule[] = [];
  const unreadableKeys: string[] = [];
  let birthYear: number | undefined;
  const take = <Value>(key: string, parsed: Result<Value, unknown>, into: Value[]): void => {
    if (parsed.ok) into.push(parsed.value);
    else unreadableKeys.push(key);
  };
  for (const [key, value] of [...valueByKey].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (key.startsWith(dayPrefix)) {
      const date = parseCalendarDate(key.slice(dayPrefix.length));
      const entry = parseDayEntry(value);
      if (date !== null && entry.ok) entryByDate.set(date, entry.value);
      else unreadableKeys.push(key);
    } else if (key.startsWith(eventPrefix)) take(key, parseLifeEvent(value), events);
    else if (key.startsWith(issuedPrefix)) take(key, parseIssuedForecast(value), issued);
    else if (key.startsWith(planPrefix)) take(key, parsePlan(value), plans);
    else if (key.startsWith(schedulePrefix)) take(key, parseSchedule(value), schedules);
    else if (key === birthYearKey && isBirthYear(value)) birthYear = value;
    else unreadableKeys.push(key);
  }
  const diary = {
    entryByDate,
    events: inOrder(events),
    ...(birthYear !== undefined && { birthYear }),
    ...(issued.length > 0 && { issued }),
    ...(plans.length > 0 && { plans }),
    ...(schedules.length > 0 && { schedules }),
  };
  return { diary, unreadableKeys };
}

/** The values a store would hold for this diary. */
export function valuesFromDiary(diary: Diary): Map<string, unknown> {
  const valueByKey = new Map<string, unknown>();
  for (const [date, entry] of diary.entryByDate) valueByKey.set(dayKey(date), entry);
  for (const event of diary.events) valueByKey.set(eventKey(event), event);
  for (const forecast of diary.issued ?? []) valueByKey.set(issuedKey(forecast), forecast);
  for (const plan of diary.plans ?? []) valueByKey.set(planKey(plan), plan);
  for (const schedule of diary.schedules ?? []) valueByKey.set(scheduleKey(schedule), schedule);
  if (diary.birthYear !== undefined) valueByKey.set(birthYearKey, diary.birthYear);
  return valueByKey;
}

/** Whether a value can be a year of birth. 1900 to 2199 as for dates. */
export function isBirthYear(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1900 && value <= 2199;
}

/** The diary with one day's entry replaced; null or an entry without a field removes it. */
export function withEntry(diary: Diary, date: CalendarDate, entry: DayEntry | null): Diary {
  const entryByDate = new Map(diary.entryByDate);
  if (entry === null || isEmptyEntry(entry)) entryByDate.delete(date);
  else entryByDate.set(date, entry);
  return { ...diary, entryByDate };
}

/** The diary with an event added; one of the same kind on the same day is replaced. */
export function withEvent(diary: Diary, event: LifeEvent): Diary {
  return { ...diary, events: inOrder([...withoutEvent(diary, event).events, event]) };
}

/** The diary without the event of this kind on this day. */
export function withoutEvent(diary: Diary, event: Pick<LifeEvent, "kind" | "date">): Diary {
  return { ...diary, events: diary.events.filter((other) => eventKey(other) !== eventKey(event)) };
}

/** The diary with a plan kept, in the place of one with its id. */
export function withPlan(diary: Diary, plan: Plan): Diary {
  return { ...diary, plans: [...(withoutPlan(diary, plan).plans ?? []), plan].sort(byId) };
}

export function withoutPlan(diary: Diary, { id }: Pick<Plan, "id">): Diary {
  return { ...diary, plans: (diary.plans ?? []).filter((other) => other.id !== id) };
}

/** The diary with a schedule kept, in the place of one with its id. */
export function withSchedule(diary: Diary, schedule: Schedule): Diary {
  return {
    ...diary,
    schedules: [...(withoutSchedule(diary, schedule).schedules ?? []), schedule].sort(byId),
  };
}

export function withoutSchedule(diary: Diary, { id }: Pick<Schedule, "id">): Diary {
  return { ...diary, schedules: (diary.schedules ?? []).filter((other) => other.id !== id) };
}

const byId = (one: { readonly id: string }, other: { readonly id: string }): number =>
  one.id < other.id ? -1 : 1;

const inOrder = (events: readonly LifeEvent[]): readonly LifeEvent[] =>
  [...events].sort((a, b) => (eventKey(a) < eventKey(b) ? -1 : 1));
