import { addDays, calendarDoses, dayNumberFromDate } from "@tidetable/diary";
import {
  type CalendarEntry,
  type CalendarMemory,
  type CalendarTitles,
  calendarEntries,
  type TitleStyle,
  writeCalendar,
} from "@tidetable/diary/calendar/out";
import { base64urlFromBytes, feedTextLength, type Suite } from "@tidetable/sync";
import type { Shareable } from "../sharing/letters.ts";
import type { FeedContent } from "./stored-feed.ts";

/** What a calendar and its entries are called, in the owner's language. */
export interface CalendarWords {
  readonly name: string;
  readonly titles: CalendarTitles;
}

export type SayCalendar = (style: TitleStyle) => Promise<CalendarWords>;

export interface FeedText {
  readonly text: string;
  readonly memory: CalendarMemory;
}

const secondsPerDay = 86_400;
/** Letters of an entry's id: 16 bytes as base64url. */
const uidLength = 22;

/**
 * A feed's text as of today, by the rules of RFC 5545, and what to remember of it.
 *
 * An entry's id follows from the feed's secret and what the entry is about, so that a second device that knows nothing of
 * the first one's still gives it the same. Times are days: the hour at which a person was at her diary is nobody's business.
 */
export async function feedText(
  suite: Suite,
  say: SayCalendar,
  { diary, forecast, today }: Pick<Shareable, "diary" | "forecast" | "today">,
  { what, titles, horizonDays }: FeedContent,
  secret: string,
  memory: CalendarMemory | null,
): Promise<FeedText> {
  const words = await say(titles);
  const range = { first: today, last: addDays(today, horizonDays) };
  const isIn = (part: FeedContent["what"][number]): boolean => what.includes(part);
  const entriesWith = (newUid: (key: string) => string) =>
    calendarEntries({
      answer: isIn("forecast") ? forecast : null,
      plans: isIn("plans") ? (diary.plans ?? []) : [],
      doses: isIn("schedules") ? calendarDoses(diary, forecast, range) : [],
      today,
      titles: words.titles,
      horizonDays,
      memory,
      now: dayNumberFromDate(today) * secondsPerDay,
      newUid,
    });
  // Asked twice: hashing takes a promise, and which entries are new is known only when they were asked for.
  const keys: string[] = [];
  entriesWith((key) => {
    keys.push(key);
    return key;
  });
  const uids = new Map(
    await Promise.all(keys.map(async (key) => [key, await uidOf(suite, secret, key)] as const)),
  );
  const { entries, memory: next } = entriesWith((key) => uids.get(key) ?? key);
  return { text: longestThatFits(words.name, entries), memory: next };
}

async function uidOf(suite: Suite, secret: string, key: string): Promise<string> {
  const hash = await suite.hash(new TextEncoder().encode(`tidetable/v1 calendar entry\n${secret}\n${key}`));
  return base64urlFromBytes(hash).slice(0, uidLength);
}

/** The calendar with as many of its first entries as a feed holds. */
function longestThatFits(name: string, entries: readonly CalendarEntry[]): string {
  const textOf = (count: number): string => writeCalendar({ name, entries: entries.slice(0, count) });
  const fits = (text: string): boolean => new TextEncoder().encode(text).length <= feedTextLength;
  const whole = textOf(entries.length);
  if (fits(whole)) return whole;
  let [least, most] = [0, entries.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(textOf(middle))) least = middle;
    else most = middle - 1;
  }
  return textOf(least);
}
