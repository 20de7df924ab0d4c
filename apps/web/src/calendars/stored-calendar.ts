import { addDays, type CalendarDate, daysBetween, parseCalendarDate } from "@tidetable/diary";
import type { Values } from "../vault/stored-names.ts";
import type { ReadFile } from "./calendar-question.ts";

/** One entry of a kept file: its days, both inclusive, and what it is called, cut at `longestTitle`. */
export interface KeptEvent {
  readonly first: CalendarDate;
  readonly last: CalendarDate;
  readonly title: string;
}

/** What this device keeps of a calendar file: `setting/calendar-file/<id>`, sealed, never in the vault. */
export interface KeptCalendar {
  readonly id: string;
  /** What it calls itself, or the name of its file. */
  readonly name: string;
  /** By their first day. Places, guests, descriptions and times of day were never kept. */
  readonly events: readonly KeptEvent[];
  /** Repeats are in it up to this day. */
  readonly until: CalendarDate;
  /** The day it was read. */
  readonly read: CalendarDate;
}

/** Settings that hold a calendar file begin with this; a random id follows. */
export const calendarPrefix = "calendar-file/";
/** Calendar files kept at a time. Our choice: work, home and one more person's twice over. */
export const mostCalendars = 6;
/** Entries kept of one file. Our choice: seven a day for two years; more than that is no plan of anybody's. */
export const mostKeptEvents = 5_000;
/** Letters of a title that are kept: enough to know it again. Our choice. */
const longestTitle = 60;
/** Letters of a file's name. Our choice: the same as of a plan's. */
const longestName = 60;

/** The first letters of a text, whole characters, without the ends of lines. */
const cut = (text: string, letters: number): string =>
  [...text.replace(/\s+/g, " ").trim()].slice(0, letters).join("");

/** What would be kept of a file: entries that take up their days, and, where that is wanted, those marked as free. */
export function calendarToKeep(
  file: Pick<ReadFile, "name" | "events" | "until">,
  from: {
    readonly id: string;
    readonly fileName: string;
    readonly today: CalendarDate;
    readonly withFree: boolean;
  },
): KeptCalendar {
  const taken = file.events.filter(({ isFree }) => from.withFree || !isFree);
  return {
    id: from.id,
    name: cut(file.name ?? "", longestName) || cut(from.fileName.replace(/\.ics$/i, ""), longestName) || "…",
    events: taken
      .slice(0, mostKeptEvents)
      .map(({ first, last, title }) => ({ first, last, title: cut(title, longestTitle) })),
    until: file.until,
    read: from.today,
  };
}

/** The calendar files that the settings hold, by name; what another version wrote and this one cannot read is left out. */
export function calendarsIn(settings: Values): readonly KeptCalendar[] {
  return [...settings]
    .filter(([name]) => name.startsWith(calendarPrefix))
    .flatMap(([name, value]) => parseKept(name.slice(calendarPrefix.length), value) ?? [])
    .sort((one, other) => one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1));
}

/** As it is stored: dates and titles in rows, because a file may have thousands. */
export const storedFrom = ({ name, events, until, read }: KeptCalendar): unknown => ({
  v: 1,
  name,
  until,
  read,
  events: events.map(({ first, last, title }) => [first, last, title]),
});

function parseKept(id: string, value: unknown): KeptCalendar | null {
  if (!isObject(value) || value.v !== 1 || typeof value.name !== "string") return null;
  const [until, read] = [parseCalendarDate(value.until), parseCalendarDate(value.read)];
  if (until === null || read === null || !Array.isArray(value.events)) return null;
  const events = value.events.flatMap((row: unknown): readonly KeptEvent[] => {
    if (!Array.isArray(row)) return [];
    const [first, last, title] = [parseCalendarDate(row[0]), parseCalendarDate(row[1]), row[2]];
    return first && last && last >= first && typeof title === "string" ? [{ first, last, title }] : [];
  });
  return { id, name: value.name, events, until, read };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** Days that kept files take up between two dates, both inclusive: joined where they touch, in order. */
export function takenDays(
  calendars: readonly KeptCalendar[],
  from: CalendarDate,
  to: CalendarDate,
): readonly { readonly first: CalendarDate; readonly last: CalendarDate }[] {
  const events = calendars
    .flatMap((calendar) => calendar.events)
    .filter(({ first, last }) => first <= to && last >= from)
    .sort((one, other) => (one.first < other.first ? -1 : 1));
  const joined: { first: CalendarDate; last: CalendarDate }[] = [];
  for (const { first, last } of events) {
    const before = joined.at(-1);
    if (before && first <= addDays(before.last, 1)) before.last = last > before.last ? last : before.last;
    else joined.push({ first, last });
  }
  return joined;
}

/** Entries still to come within so many days, soonest first, one of each title: what a question may be about. */
export function eventsAhead(
  calendars: readonly KeptCalendar[],
  today: CalendarDate,
  days: number,
  most: number,
): readonly KeptEvent[] {
  const titles = new Set<string>();
  return calendars
    .flatMap(({ events }) => events)
    .filter(({ first, title }) => first >= today && daysBetween(today, first) <= days && title !== "")
    .sort((one, other) => (one.first < other.first ? -1 : 1))
    .filter(({ title }) => !titles.has(title) && titles.add(title))
    .slice(0, most);
}
