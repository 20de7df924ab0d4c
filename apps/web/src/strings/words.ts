import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import {
  type CalendarDate,
  type DateStyle,
  dayNumberFromDate,
  formatDate,
  type Sentence,
} from "@tidetable/diary";
import { type Part, partsFromIsolated } from "./isolates.ts";

const millisecondsPerDay = 86_400_000;

export type Values = Readonly<Record<string, FluentVariable>>;

/** Everything the app says, in one language. */
export interface Words {
  /** BCP 47 tag of the words, and the writing direction that goes with it. */
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  /** BCP 47 tag for dates and numbers among the words: their language, the reader's region. */
  readonly locale: string;
  has(id: string): boolean;
  /** The message as plain text, for names and announcements. @throws RangeError if there is none of this id */
  say(id: string, values?: Values): string;
  /** The message for the screen, what was put into it kept apart. */
  parts(id: string, values?: Values): readonly Part[];
  saySentence(sentence: Sentence): string;
  sentenceParts(sentence: Sentence): readonly Part[];
  date(date: CalendarDate, style: DateStyle): string;
  /** The short name of a date's month. */
  month(date: CalendarDate): string;
  weekday(date: CalendarDate): { readonly long: string; readonly short: string; readonly narrow: string };
  number(value: number): string;
  /** More words, for a part of the app that is loaded later. */
  add(source: string): void;
}

/** Words from the texts of Fluent files; ids must not repeat. @throws RangeError if one does */
export function createWords(language: string, locale: string, sources: readonly string[]): Words {
  const bundle = new FluentBundle([locale, language]);
  const weekdayIn = (weekday: "long" | "short" | "narrow") =>
    new Intl.DateTimeFormat(locale, { weekday, timeZone: "UTC" });
  const weekdays = { long: weekdayIn("long"), short: weekdayIn("short"), narrow: weekdayIn("narrow") };
  const months = new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" });
  const numbers = new Intl.NumberFormat(locale);

  const add = (source: string) => {
    const [error] = bundle.addResource(new FluentResource(source));
    if (error) throw new RangeError(`createWords expects ids that differ: ${error.message}`);
  };
  for (const source of sources) add(source);

  const writeDate = (date: CalendarDate, style: DateStyle): string => formatDate(date, locale, style);

  const parts: Words["parts"] = (id, values = {}) => {
    const pattern = bundle.getMessage(id)?.value;
    if (!pattern) throw new RangeError(`words expect the id of a message, got ${id}`);
    const errors: Error[] = [];
    const text = bundle.formatPattern(pattern, values, errors);
    if (errors[0]) throw new RangeError(`words expect every value of ${id}: ${errors[0].message}`);
    return partsFromIsolated(text);
  };

  const sentenceParts: Words["sentenceParts"] = ({ id, dates, values }) => {
    const written = Object.entries(dates).map(([name, { date, style, through }]) => [
      name,
      formatDate(date, locale, style, through),
    ]);
    return parts(id, { ...values, ...Object.fromEntries(written) });
  };

  // Plain text goes to names and announcements, which are spoken and not laid out: direction marks do nothing there.
  const plain = (found: readonly Part[]): string => found.map(({ text }) => text).join("");

  return {
    language,
    direction: rightToLeft.has(new Intl.Locale(language).language) ? "rtl" : "ltr",
    locale,
    has: (id) => bundle.hasMessage(id),
    say: (id, values) => plain(parts(id, values)),
    parts,
    saySentence: (sentence) => plain(sentenceParts(sentence)),
    sentenceParts,
    date: writeDate,
    month: (date) => months.format(midnightOf(date)),
    weekday(date) {
      const day = midnightOf(date);
      return {
        long: weekdays.long.format(day),
        short: weekdays.short.format(day),
        narrow: weekdays.narrow.format(day),
      };
    },
    number: (value) => numbers.format(value),
    add,
  };
}

/** Languages written from right to left that the app may speak. `Intl` has no direction in every browser. */
const rightToLeft = new Set(["ar", "fa", "he", "ur"]);

/** A date's midnight in UTC, for formatters that run there: a zone must not come near a civil date. */
const midnightOf = (date: CalendarDate): number => dayNumberFromDate(date) * millisecondsPerDay;
