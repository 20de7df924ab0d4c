import { type CalendarDate, parseCalendarDate } from "@tidetable/diary";
import type { Fields } from "@tidetable/sync";

/** What can go into a calendar feed, by the names that its record has. */
export const feedParts = ["forecast", "plans", "schedules"] as const;

/** One calendar feed as a backup has it; its secret address and its write key stay where they are. */
export interface Feed {
  /** What its owner calls whoever reads it. */
  readonly name: string;
  readonly what: readonly (typeof feedParts)[number][];
  readonly titles: "neutral" | "plain";
  /** The last day on which it is read. */
  readonly last: CalendarDate;
  /** Of several that are true the first: `ended` where she has ended it, `over` after its last day. */
  readonly state: "ended" | "over" | "read";
}

const feedPrefix = "feed/";
const endPrefix = "feed-end/";

/** Every feed of a vault as it stands on `today`, by name; where two devices wrote at once, the earlier last day counts. */
export function readFeeds(
  { fieldsByRecord }: { readonly fieldsByRecord: ReadonlyMap<string, Fields> },
  today: CalendarDate,
): readonly Feed[] {
  const valuesOf = (record: string): readonly unknown[] =>
    (fieldsByRecord.get(record)?.get("") ?? []).map(({ value }) => value);
  const feeds = [...fieldsByRecord.keys()].flatMap((record) => {
    if (!record.startsWith(feedPrefix)) return [];
    const isEnded = valuesOf(endPrefix + record.slice(feedPrefix.length)).length > 0;
    const known = valuesOf(record).flatMap((value) => feedFrom(value) ?? []);
    const [feed] = known.toSorted((one, other) => (one.last < other.last ? -1 : 1));
    if (!feed) return [];
    return [{ ...feed, state: isEnded ? "ended" : feed.last < today ? "over" : "read" } as const];
  });
  return feeds.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function feedFrom(value: unknown): Omit<Feed, "state"> | null {
  if (typeof value !== "object" || value === null) return null;
  const { form, name, what, titles, last }: Readonly<Record<string, unknown>> = { ...value };
  const date = typeof last === "string" ? parseCalendarDate(last) : null;
  if (form !== 1 || typeof name !== "string" || date === null) return null;
  return {
    name,
    what: feedParts.filter((part) => Array.isArray(what) && what.includes(part)),
    titles: titles === "plain" ? "plain" : "neutral",
    last: date,
  };
}
