import { type CalendarDate, dayNumberFromDate, parseCalendarDate } from "@tidetable/diary";

/** The setting that says what this device has left at the relay. On this device alone: in the vault, each round would make another. */
export const sentSetting = "share-sent";

/** What this device left for one reader. */
export interface SentToReader {
  /** The highest number of a letter, and of a queue, known to have been written. */
  readonly letter: number;
  readonly queue: number;
  /** When a letter was last left. */
  readonly date: CalendarDate | null;
  /** Days and hours since 1970 of the heads-ups that were left and may still be coming. */
  readonly headsUps: readonly { readonly date: CalendarDate; readonly due: number }[];
  /** The day of the last heads-up that has come due. */
  readonly told: CalendarDate | null;
  /** Why the notices could not be left the last time; `gone` where nobody takes them any more. Null where they were. */
  readonly trouble: string | null;
  /** The day of the heads-up that could not be left then; null where none was among them. */
  readonly missed: CalendarDate | null;
}

/** How far this device had come when it last left its letters. */
export interface Sent {
  /** How many entries it had written into the log; more of them mean that a round has sent something (rule 97). */
  readonly entries: number;
  readonly date: CalendarDate | null;
  readonly relay: string | null;
  readonly readers: Readonly<Record<string, SentToReader>>;
  readonly feeds: Readonly<Record<string, SentFeed>>;
}

/** What this device left in one calendar feed. */
export interface SentFeed {
  /** The highest number known to have been written. */
  readonly number: number;
  /** When it was last left. */
  readonly date: CalendarDate | null;
  /** The relay had no such feed when this device last came. */
  readonly isMissing: boolean;
  /** Why it could not be left the last time; null where it was. */
  readonly trouble: string | null;
}

const nothingSent: Sent = { entries: -1, date: null, relay: null, readers: {}, feeds: {} };
export const nothingToReader: SentToReader = {
  letter: 0,
  queue: 0,
  date: null,
  headsUps: [],
  told: null,
  trouble: null,
  missed: null,
};

/** The setting as it is stored. It was written by this app on this device; what is not of its form counts as never written. */
export function sentFrom(value: unknown): Sent {
  if (typeof value !== "object" || value === null) return nothingSent;
  const { entries, date, relay, readers, feeds }: Partial<Record<keyof Sent, unknown>> = value;
  if (typeof entries !== "number" || typeof readers !== "object" || readers === null) return nothingSent;
  const known = Object.entries(readers).map(([id, one]) => [id, readerFrom(one)] as const);
  return {
    entries,
    date: dateFrom(date),
    relay: typeof relay === "string" ? relay : null,
    readers: Object.fromEntries(known),
    feeds: typeof feeds === "object" && feeds !== null ? feedsFrom(feeds) : {},
  };
}

const feedsFrom = (feeds: object): Sent["feeds"] =>
  Object.fromEntries(
    Object.entries(feeds).map(([id, value]: [string, unknown]): [string, SentFeed] => {
      const { number, date, isMissing, trouble }: Partial<Record<keyof SentFeed, unknown>> =
        typeof value === "object" && value !== null ? value : {};
      return [
        id,
        {
          number: typeof number === "number" ? number : 0,
          date: dateFrom(date),
          isMissing: isMissing === true,
          trouble: typeof trouble === "string" ? trouble : null,
        },
      ];
    }),
  );

function readerFrom(value: unknown): SentToReader {
  if (typeof value !== "object" || value === null) return nothingToReader;
  const {
    letter,
    queue,
    date,
    headsUps,
    told,
    trouble,
    missed,
  }: Partial<Record<keyof SentToReader, unknown>> = value;
  return {
    letter: typeof letter === "number" ? letter : 0,
    queue: typeof queue === "number" ? queue : 0,
    date: dateFrom(date),
    headsUps: Array.isArray(headsUps) ? headsUps.flatMap(headsUpFrom) : [],
    told: dateFrom(told),
    trouble: typeof trouble === "string" ? trouble : null,
    missed: dateFrom(missed),
  };
}

function headsUpFrom(value: unknown): SentToReader["headsUps"] {
  if (typeof value !== "object" || value === null || !("date" in value) || !("due" in value)) return [];
  const date = dateFrom(value.date);
  return date !== null && typeof value.due === "number" ? [{ date, due: value.due }] : [];
}

const dateFrom = (value: unknown): CalendarDate | null =>
  typeof value === "string" ? parseCalendarDate(value) : null;

/** Letters of one day, at most. Our choice: a round every half minute of a day, and more. */
const lettersOfOneDay = 4_096;

/**
 * The number below which no letter of a day begins. A device that another one has overtaken, or whose relay has lost
 * everything, stands above all of the day before, so that readers take what it writes (rule 98).
 */
export const numberBefore = (today: CalendarDate): number => dayNumberFromDate(today) * lettersOfOneDay;
