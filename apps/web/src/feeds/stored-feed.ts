import { type CalendarDate, parseCalendarDate } from "@tidetable/diary";
import { type CalendarMemory, parseCalendarMemory, type TitleStyle } from "@tidetable/diary/calendar/out";
import type { FeedKeys, Vault } from "@tidetable/sync";
import { feedIdFrom, feedNames } from "../sharing/names.ts";
import { valuesOf } from "../sharing/stored.ts";

/** What can go into a feed. */
export const feedParts = ["forecast", "plans", "schedules"] as const;
export type FeedPart = (typeof feedParts)[number];

/** What a feed or a file tells: what of the diary, in which titles, and how many days ahead (1 to 90). */
export interface FeedContent {
  readonly what: readonly FeedPart[];
  readonly titles: TitleStyle;
  readonly horizonDays: number;
}

/** Days that a feed tells ahead at most, and days for which it is read at most, today included. Source: security.md 6. */
const mostDaysAhead = 90;
export const longestFeedDays = 90;

/** A feed as its owner's vault has it: the record `feed/ID`. */
export interface Feed extends FeedContent {
  readonly id: string;
  readonly keys: FeedKeys;
  /** Her name for who reads it; nobody else sees it. */
  readonly name: string;
  /** The relay that its address names. */
  readonly relay: string;
  readonly made: CalendarDate;
  /** The last day on which anybody reads it. */
  readonly last: CalendarDate;
  /** She has ended it; nothing is left there any more, whatever else is written. */
  readonly isEnded: boolean;
}

/** What a feed said last, as the record `feed-memory/ID` keeps it: by it entries keep their ids wherever they move. */
export interface FeedMemory {
  /** Bytes that the sealed feed had at most: it does not become shorter again. */
  readonly size: number;
  readonly calendar: CalendarMemory;
}

/** Every feed of a vault, by name. Where two devices wrote at the same time, the end and the earlier last day count. */
export function feedsIn(vault: Pick<Vault, "records" | "fields">): readonly Feed[] {
  const ids = [...vault.records()].flatMap((name) => feedIdFrom(name) ?? []);
  const feeds = ids.flatMap((id) => {
    const names = feedNames(id);
    const isEnded = valuesOf(vault, names.end).length > 0;
    const known = valuesOf(vault, names.feed).flatMap((value) => feedFrom(id, value, isEnded) ?? []);
    const [first, ...others] = known;
    return first ? [others.reduce((one, other) => (other.last < one.last ? other : one), first)] : [];
  });
  return feeds.sort((one, other) => one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1));
}

/** What is kept of a feed under its own name. */
export const valueFromFeed = ({
  keys,
  name,
  relay,
  made,
  last,
  what,
  titles,
  horizonDays,
}: Feed): unknown => ({
  form: 1,
  token: keys.token,
  seed: keys.seed,
  name,
  relay,
  made,
  last,
  what,
  titles,
  horizonDays,
});

/** Null for nothing, and for what is of another form: then the calendar begins anew. */
export function feedMemoryIn(vault: Pick<Vault, "fields">, id: string): FeedMemory | null {
  for (const value of valuesOf(vault, feedNames(id).memory)) {
    if (!isObject(value) || !isWholeFrom(value.size, 0, 65_536)) continue;
    const calendar = parseCalendarMemory(value.calendar);
    if (calendar.ok) return { size: value.size, calendar: calendar.value };
  }
  return null;
}

function feedFrom(id: string, value: unknown, isEnded: boolean): Feed | null {
  if (!isObject(value) || value.form !== 1) return null;
  const { token, seed, name, relay, what, titles, horizonDays } = value;
  const [made, last] = [dateFrom(value.made), dateFrom(value.last)];
  if (!isSecret(token) || !isSecret(seed) || typeof name !== "string" || typeof relay !== "string")
    return null;
  if (made === null || last === null || !isWholeFrom(horizonDays, 1, mostDaysAhead)) return null;
  return {
    id,
    keys: { token, seed },
    name,
    relay,
    made,
    last,
    isEnded,
    // What a later version adds is not told by this one, and titles it does not know say nothing.
    what: feedParts.filter((part) => Array.isArray(what) && what.includes(part)),
    titles: titles === "plain" ? "plain" : "neutral",
    horizonDays,
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
/** 32 bytes as base64url. */
const isSecret = (value: unknown): value is string => typeof value === "string" && /^[\w-]{43}$/.test(value);
const isWholeFrom = (value: unknown, least: number, most: number): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
const dateFrom = (value: unknown): CalendarDate | null =>
  typeof value === "string" ? parseCalendarDate(value) : null;
