import { type CalendarDate, calendarDate } from "../calendar-date.ts";
import { type Diary, eventKey } from "../diary.ts";
import { type DayEntry, isEmptyEntry } from "../entry.ts";
import type { LifeEvent } from "../life-event.ts";
import type { Schedule } from "../medication/schedule.ts";
import type { Plan } from "../planning/plan.ts";
import type { IssuedForecast } from "../record-issued.ts";
import type { Result } from "../result.ts";
import type { FormatName } from "./format-name.ts";
import { maxDays, maxProblems, maxUnknownNames } from "./limits.ts";
import type { NotReadable } from "./not-readable.ts";
import { type Problem, shownName, type Where } from "./problem.ts";
import { sameValue } from "./same-value.ts";
import { oddGaps } from "./start-gaps.ts";

/** What a file holds, and what of it was not taken, looks odd, or is unknown to us. */
export interface ImportedDiary {
  readonly format: FormatName;
  readonly diary: Diary;
  /** Not taken, or not whole. In the order of the file. */
  readonly skipped: readonly Problem[];
  /** Taken, but worth a look. */
  readonly odd: readonly Problem[];
  /** Names of columns or fields that have no place in an entry; never their content. */
  readonly unknown: readonly string[];
}

/** A diary while its file is being read. */
export interface DiaryDraft {
  skip(problem: Problem): void;
  odd(problem: Problem): void;
  unknown(name: string): void;
  /** The date, when a day of it may be taken; else its problem is noted. A blank text is a missing date. */
  checkedDate(
    written: string,
    read: (text: string) => CalendarDate | null,
    where: Where,
  ): CalendarDate | null;
  /** Adds a day; the first of two with the same date counts. A day without a field is none. */
  addDay(date: CalendarDate, entry: DayEntry, where: Where): void;
  /** As for days: the first of two of a kind on one date counts. */
  addEvent(event: LifeEvent, where: Where): void;
  /** As for days: the first of two issued on one date counts, and none issued after `latest`. */
  addIssued(forecast: IssuedForecast, where: Where): void;
  /** The first of two with the same id counts. */
  addPlan(plan: Plan, where: Where): void;
  addSchedule(schedule: Schedule, where: Where): void;
  setBirthYear(birthYear: number): void;
  finish(format: FormatName): Result<ImportedDiary, NotReadable>;
}

/** No day before it is taken. Our choice: nobody alive has recorded one, so it is a typing error. */
const earliest = calendarDate("1901-01-01");

/** A draft that takes no day after `latest`. */
export function createDiaryDraft(latest: CalendarDate): DiaryDraft {
  const dayByDate = new Map<CalendarDate, { readonly entry: DayEntry; readonly where: Where }>();
  const eventByKey = new Map<string, LifeEvent>();
  const issuedByDate = new Map<CalendarDate, IssuedForecast>();
  const planById = new Map<string, Plan>();
  const scheduleById = new Map<string, Schedule>();
  const unknown = new Set<string>();
  const [skipped, odd]: [Problem[], Problem[]] = [[], []];
  let problems = 0;
  let birthYear: number | undefined;

  /** Keeps no more problems than are ever told, and counts the rest. */
  const noteIn = (list: Problem[]) => (problem: Problem) => {
    problems += 1;
    if (problems <= maxProblems) list.push(problem);
  };
  const skip = noteIn(skipped);
  const noteOdd = noteIn(odd);
  const addById =
    <Value extends { readonly id: string }>(byId: Map<string, Value>) =>
    (value: Value, where: Where): void => {
      const first = byId.get(value.id);
      if (first === undefined) byId.set(value.id, value);
      else if (sameValue(first, value)) noteOdd({ kind: "doubled-record-same", where });
      else skip({ kind: "doubled-record-differs", where });
    };

  return {
    skip,
    odd: noteOdd,
    unknown: (name) => {
      if (unknown.size < maxUnknownNames) unknown.add(shownName(name));
      else if (!unknown.has(shownName(name))) unknown.add("…");
    },

    checkedDate: (written, read, where) => {
      const date = read(written);
      if (date !== null && date >= earliest && date <= latest) return date;
      if (written.trim() === "") skip({ kind: "missing-date", where });
      else skip({ kind: date !== null && date > latest ? "future-date" : "impossible-date", where });
      return null;
    },

    addDay: (date, entry, where) => {
      if (isEmptyEntry(entry)) return;
      const first = dayByDate.get(date);
      if (first === undefined) dayByDate.set(date, { entry, where });
      else if (sameValue(first.entry, entry)) noteOdd({ kind: "doubled-day-same", where });
      else skip({ kind: "doubled-day-differs", where });
    },

    addEvent: (event, where) => {
      const first = eventByKey.get(eventKey(event));
      if (first === undefined) eventByKey.set(eventKey(event), event);
      else if (sameValue(first, event)) noteOdd({ kind: "doubled-event-same", where });
      else skip({ kind: "doubled-event-differs", where });
    },

    addIssued: (forecast, where) => {
      const first = issuedByDate.get(forecast.issued);
      if (forecast.issued > latest) skip({ kind: "future-date", where });
      else if (first === undefined) issuedByDate.set(forecast.issued, forecast);
      else if (sameValue(first, forecast)) noteOdd({ kind: "doubled-day-same", where });
      else skip({ kind: "doubled-day-differs", where });
    },

    addPlan: addById(planById),
    addSchedule: addById(scheduleById),

    setBirthYear: (year) => {
      birthYear = year;
    },

    finish: (format) => {
      if (problems > maxProblems) return notReadable({ kind: "too-many-problems", limit: maxProblems });
      if (dayByDate.size > maxDays || eventByKey.size > maxDays) {
        return notReadable({ kind: "too-large", limit: maxDays, unit: "days" });
      }
      const records = dayByDate.size + eventByKey.size + planById.size + scheduleById.size;
      if (records === 0 && birthYear === undefined) {
        return notReadable({ kind: "no-days", skipped });
      }
      const days = [...dayByDate].sort(([one], [other]) => (one < other ? -1 : 1));
      const entryByDate = new Map(days.map(([date, { entry }]) => [date, entry]));
      const events = [...eventByKey]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([, event]) => event);
      const issued = [...issuedByDate.values()].sort((one, other) => (one.issued < other.issued ? -1 : 1));
      const diary = {
        entryByDate,
        events,
        ...(birthYear !== undefined && { birthYear }),
        ...(issued.length > 0 && { issued }),
        ...(planById.size > 0 && { plans: inOrderOfId(planById) }),
        ...(scheduleById.size > 0 && { schedules: inOrderOfId(scheduleById) }),
      };
      const gaps = oddGaps(entryByDate, events, (date) => dayByDate.get(date)?.where);
      return { ok: true, value: { format, diary, skipped, odd: [...odd, ...gaps], unknown: [...unknown] } };
    },
  };
}

const notReadable = (error: NotReadable): Result<ImportedDiary, NotReadable> => ({ ok: false, error });

const inOrderOfId = <Value>(byId: ReadonlyMap<string, Value>): readonly Value[] =>
  [...byId].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value);
