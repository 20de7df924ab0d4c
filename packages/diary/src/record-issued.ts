import * as v from "valibot";
import { addDays, type CalendarDate, daysBetween, parseCalendarDate } from "./calendar-date.ts";
import type { DatedForecast } from "./dated-forecast.ts";
import { expectedOf } from "./entry.ts";
import type { Result } from "./result.ts";

/** A forecast as it was shown on one day: enough of it to compare with what came. Never changed afterwards. */
export type IssuedForecast = Readonly<v.InferOutput<typeof issuedSchema>>;

/** Chances are kept in whole millionths: what is rounded away moves no score by a thousandth of a day. Our choice. */
const parts = 1_000_000;
/** Most days of one forecast. Our choice: about twice the longest cycle that the forecaster knows. */
const mostDays = 400;

const date = v.custom<CalendarDate>((value) => parseCalendarDate(value) !== null, "a day as YYYY-MM-DD");

const issuedSchema = v.looseObject({
  /** The day on which it was shown. */
  issued: date,
  /** The start of the cycle that was open on that day. */
  start: date,
  /** The day of the first chance. */
  first: date,
  /** Chance of a start on each day from `first` on, in millionths, with spaces between; the rest of a million lies beyond. */
  chances: v.custom<string>(isChances, "0 – 1000000 …"),
  /** The dates that were said; inclusive. */
  interval: v.looseObject({
    level: v.pipe(v.number(), v.minValue(0.01), v.maxValue(0.99)),
    first: date,
    last: date,
  }),
});

export interface NotAnIssuedForecast {
  readonly kind: "not-an-issued-forecast";
  readonly field: string;
  readonly expected: string;
}

/** The issued forecast, or the first field that does not fit. Its cycle began by the day of issue, its dates come after. */
export function parseIssuedForecast(value: unknown): Result<IssuedForecast, NotAnIssuedForecast> {
  const parsed = v.safeParse(issuedSchema, value, { abortEarly: true });
  if (!parsed.success) {
    const issue = parsed.issues[0];
    return notIssued(v.getDotPath(issue) ?? "issued", expectedOf(issue));
  }
  const { issued, start, first, interval } = parsed.output;
  if (start > issued) return notIssued("start", "a day not after the day of issue");
  if (first <= start || daysBetween(issued, first) > 1) return notIssued("first", "a day after the start");
  if (interval.last < interval.first) return notIssued("interval.last", "a day not before the first");
  return { ok: true, value: parsed.output };
}

function notIssued(field: string, expected: string): { ok: false; error: NotAnIssuedForecast } {
  return { ok: false, error: { kind: "not-an-issued-forecast", field, expected } };
}

function isChances(value: unknown): value is string {
  if (typeof value !== "string" || value.length > mostDays * 8 || !/^\d{1,7}(?: \d{1,7})*$/.test(value))
    return false;
  const millionths = value.split(" ").map(Number);
  return millionths.length <= mostDays && millionths.reduce((sum, one) => sum + one, 0) <= parts;
}

/** What is kept of a forecast that is shown. */
export function issuedFromForecast({ today, openCycle, nextStart }: DatedForecast): IssuedForecast {
  const { first, interval, probability } = nextStart;
  return {
    issued: today,
    start: openCycle.start,
    first,
    chances: millionths(probability).join(" "),
    interval: { level: interval.level, first: interval.first, last: interval.last },
  };
}

/** Sums are rounded, and a day gets the difference of two: so no sum is off by more than half a millionth. */
function millionths(probability: readonly number[]): number[] {
  const rounded: number[] = [];
  let [sum, told] = [0, 0];
  for (const chance of probability.slice(0, mostDays)) {
    sum += chance;
    const now = Math.min(parts, Math.max(told, Math.round(sum * parts)));
    rounded.push(now - told);
    told = now;
  }
  const last = rounded.findLastIndex((part) => part > 0);
  return rounded.slice(0, Math.max(1, last + 1));
}

/** Chance of a start on each day from `first` on. */
export const chancesOf = ({ chances }: IssuedForecast): readonly number[] =>
  chances.split(" ").map((part) => Number(part) / parts);

/** The key under which a store keeps it: one a day. */
export const issuedKey = ({ issued }: Pick<IssuedForecast, "issued">): string => `${issuedPrefix}${issued}`;
export const issuedPrefix = "issued/";

/** Whether two of them say the same of the same cycle. */
export function saysSame(one: IssuedForecast, other: IssuedForecast): boolean {
  return (
    one.issued === other.issued &&
    one.start === other.start &&
    one.first === other.first &&
    one.chances === other.chances &&
    one.interval.first === other.interval.first &&
    one.interval.last === other.interval.last &&
    one.interval.level === other.interval.level
  );
}

/** The day `days` after the first of its chances. */
export const dayOf = ({ first }: IssuedForecast, days: number): CalendarDate => addDays(first, days);
