import { civilDay, secondsOfDay, startOfMonth } from "./civil-day.ts";
import type { RawComponent } from "./components.ts";
import { maxListedDates } from "./limits.ts";
import { localSecond, type Moment, readMoments } from "./moment.ts";
import { linesNamed, type Property, readProperty } from "./property.ts";
import { type Rule, readRule } from "./rule.ts";
import { type Budget, repeatDays } from "./rule-days.ts";

/** A zone that a file describes itself: the instant of a local time in it. Null once the budget is spent. */
export type FileZone = (day: number, second: number, budget: Budget) => number | null;

/** From when on, and again when, a zone is so many seconds ahead of UTC. */
interface Observance {
  readonly start: Moment;
  readonly before: number;
  readonly after: number;
  readonly rules: readonly Rule[];
  readonly dates: readonly Moment[];
}

interface Onset {
  /** In the local time before it. */
  readonly local: number;
  readonly offset: number;
}

/** A `VTIMEZONE`, for names that the language does not know. Null when one of its parts cannot be read. */
export function fileZone({ parts }: RawComponent): FileZone | null {
  const observances: Observance[] = [];
  for (const part of parts) {
    const observance = readObservance(part);
    if (!observance) return null;
    observances.push(observance);
  }
  if (observances.length === 0 || observances.length > 100) return null;
  const first = observances.reduce((one, other) =>
    localSecond(other.start) < localSecond(one.start) ? other : one,
  );
  const onsetsByYear = new Map<number, readonly Onset[]>();
  return (day, second, budget) => {
    const { year } = civilDay(day);
    const onsets = onsetsByYear.get(year) ?? onsetsUpTo(year, observances, budget);
    if (!onsets) return null;
    if (onsetsByYear.size < 1_000) onsetsByYear.set(year, onsets);
    const local = day * secondsOfDay + second;
    const latest = onsets.findLast((onset) => onset.local <= local);
    return local - (latest?.offset ?? first.before);
  };
}

/** The last onset before a year of each observance, and those in it, in order. */
function onsetsUpTo(
  year: number,
  observances: readonly Observance[],
  budget: Budget,
): readonly Onset[] | null {
  const onsets: Onset[] = [];
  const last = startOfMonth(year + 1, 1) - 1;
  for (const { start, before, after, rules, dates } of observances) {
    const listed = [start, ...dates].filter(({ day }) => day <= last);
    for (const moment of listed) onsets.push({ local: localSecond(moment), offset: after });
    for (const rule of rules) {
      const end = rule.until ? Math.floor((localSecond(rule.until) + before) / secondsOfDay) : last;
      const range = {
        first: startOfMonth(Math.min(year, civilDay(end).year) - 1, 1),
        last: Math.min(last, end),
      };
      const days = repeatDays(rule, start.day, range, budget);
      if (!days) return null;
      for (const day of days) onsets.push({ local: localSecond({ ...start, day }), offset: after });
    }
  }
  return onsets.sort((one, other) => one.local - other.local);
}

function readObservance(part: RawComponent): Observance | null {
  const only = (name: string): Property | null => {
    const [line] = linesNamed(part, name);
    return line ? readProperty(line) : null;
  };
  const all = (name: string): readonly (Property | null)[] => linesNamed(part, name).map(readProperty);
  const dtstart = only("DTSTART");
  const start = dtstart && readMoments(dtstart)?.[0];
  const before = offsetFrom(only("TZOFFSETFROM"));
  const after = offsetFrom(only("TZOFFSETTO"));
  if (!start || before === null || after === null) return null;
  const rules: Rule[] = [];
  for (const property of all("RRULE")) {
    const rule = property && readRule(property);
    // Each costs a look at two years, and a zone has one.
    if (!rule?.ok || rules.length > 3) return null;
    rules.push(rule.value);
  }
  const dates: Moment[] = [];
  for (const property of all("RDATE")) {
    const moments = property && readMoments(property);
    if (!moments || dates.length > maxListedDates) return null;
    dates.push(...moments);
  }
  return { start, before, after, rules, dates };
}

/** RFC 5545, 3.3.14, in seconds. */
function offsetFrom(property: Property | null): number | null {
  const match = /^([+-])(\d{2})(\d{2})(\d{2})?$/.exec(property?.written ?? "");
  if (!match) return null;
  const [hours, minutes, seconds] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  return (match[1] === "-" ? -1 : 1) * ((hours * 60 + minutes) * 60 + seconds);
}
