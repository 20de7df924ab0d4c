import type { Result } from "../../result.ts";
import { type Moment, readMoment } from "./moment.ts";
import type { CalendarProblem } from "./problem.ts";
import type { Property } from "./property.ts";

const frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;

/** A weekday of a rule: 1 Monday to 7 Sunday; `nth` of its month or year, from the end where it is below 0; 0: every one. */
interface RuleWeekday {
  readonly weekday: number;
  readonly nth: number;
}

/** How something repeats (RFC 5545, 3.3.10), by days. Empty: that part was not written. */
export interface Rule {
  readonly frequency: (typeof frequencies)[number];
  readonly interval: number;
  /** Infinity: without an end of its own. */
  readonly count: number;
  readonly until: Moment | null;
  readonly weekStart: number;
  readonly months: ReadonlySet<number>;
  readonly weeks: ReadonlySet<number>;
  readonly yearDays: ReadonlySet<number>;
  readonly monthDays: ReadonlySet<number>;
  readonly weekdays: readonly RuleWeekday[];
  readonly positions: ReadonlySet<number>;
  /** Hour, minute and second of the repeats, where the rule has another than the start; null: the start's. */
  readonly hour: number | null;
  readonly minute: number | null;
  readonly second: number | null;
}

const weekdayNames = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const knownParts = new Set(
  `freq interval count until wkst bysecond byminute byhour byday bymonthday byyearday byweekno bymonth bysetpos`.split(
    " ",
  ),
);

type NotARule = Extract<CalendarProblem, "not-a-rule" | "repeats-within-a-day">;

/** The rule, or why it cannot be followed. Our choice: nothing that repeats within a day, which tells days nothing. */
export function readRule({ value, written }: Property): Result<Rule, NotARule> {
  if (typeof value !== "object" || value === null) return notARule;
  const parts: ReadonlyMap<string, unknown> = new Map(Object.entries(value));
  if ([...parts.keys()].some((name) => !knownParts.has(name))) return notARule;
  const freq = parts.get("freq");
  const frequency = frequencies.find((name) => name === freq);
  if (!frequency) {
    const isShorter = freq === "HOURLY" || freq === "MINUTELY" || freq === "SECONDLY";
    return isShorter ? { ok: false, error: "repeats-within-a-day" } : notARule;
  }
  const untilText = /(?:^|;)UNTIL=([^;]*)/i.exec(written)?.[1];
  const until = untilText === undefined ? null : readMoment(untilText, null);
  const [hours, minutes, seconds] = ["byhour", "byminute", "bysecond"].map((name) =>
    numbers(parts.get(name), 0, 60),
  );
  const months = numbers(parts.get("bymonth"), 1, 12);
  const weeks = numbers(parts.get("byweekno"), -53, 53);
  const yearDays = numbers(parts.get("byyearday"), -366, 366);
  const monthDays = numbers(parts.get("bymonthday"), -31, 31);
  const positions = numbers(parts.get("bysetpos"), -366, 366);
  const weekdays = readWeekdays(parts.get("byday"));
  const interval = wholeOr(parts.get("interval"), 1);
  const count = wholeOr(parts.get("count"), Number.POSITIVE_INFINITY);
  const sundayFirst = wholeOr(parts.get("wkst"), 2);
  if (!hours || !minutes || !seconds || !months || !weeks || !yearDays || !monthDays || !positions)
    return notARule;
  if (!weekdays || interval === null || count === null || sundayFirst === null) return notARule;
  if (untilText !== undefined && until === null) return notARule;
  const isOfMonthOrYear = frequency === "MONTHLY" || frequency === "YEARLY";
  if (!isOfMonthOrYear && weekdays.some(({ nth }) => nth !== 0)) return notARule;
  if (frequency !== "YEARLY" && (weeks.size > 0 || yearDays.size > 0)) return notARule;
  if (frequency === "WEEKLY" && monthDays.size > 0) return notARule;
  const isOften = [hours, minutes, seconds].some((times) => times.size > 1);
  if (isOften) return { ok: false, error: "repeats-within-a-day" };
  const [hour = null, minute = null, second = null] = [hours, minutes, seconds].map(
    (times) => [...times][0] ?? null,
  );
  const times = { hour, minute, second };
  // ical.js counts Sunday as 1.
  const weekStart = ((sundayFirst + 5) % 7) + 1;
  const days = { months, weeks, yearDays, monthDays, weekdays, positions };
  return { ok: true, value: { frequency, interval, count, until, weekStart, ...days, ...times } };
}

const notARule = { ok: false, error: "not-a-rule" } as const;

/** Whole and at least 1; `missing` where nothing is written; null where something else is. */
function wholeOr(value: unknown, missing: number): number | null {
  if (value === undefined) return missing;
  return typeof value === "number" && Number.isInteger(value) && value >= 1 ? value : null;
}

/** The numbers of a part; null where one is not between `lowest` and `highest`, or 0 where that has no meaning. */
function numbers(part: unknown, lowest: number, highest: number): ReadonlySet<number> | null {
  const set = new Set<number>();
  for (const number of listOf(part)) {
    const isWhole = typeof number === "number" && Number.isInteger(number);
    if (!isWhole || number < lowest || number > highest || (lowest < 0 && number === 0)) return null;
    set.add(number);
  }
  return set;
}

function readWeekdays(part: unknown): readonly RuleWeekday[] | null {
  const weekdays: RuleWeekday[] = [];
  for (const text of listOf(part)) {
    const match = typeof text === "string" ? /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text) : null;
    if (!match) return null;
    const nth = match[1] === undefined ? 0 : Number(match[1]);
    if (match[1] !== undefined && (nth === 0 || Math.abs(nth) > 53)) return null;
    weekdays.push({ weekday: weekdayNames.indexOf(match[2]!) + 1, nth });
  }
  return weekdays;
}

const listOf = (part: unknown): readonly unknown[] =>
  part === undefined ? [] : Array.isArray(part) ? part : [part];
