import type { CurrentPeriod, Observation, OpenCycle, Regime, Sign } from "@tidetable/forecast";
import { addDays, type CalendarDate, daysBetween } from "./calendar-date.ts";
import type { Diary } from "./diary.ts";
import { type LifeEvent, type Pattern, patternsWithForecast } from "./life-event.ts";
import { mucusPeak } from "./mucus-peak.ts";
import { type EntryByDate, type Period, periodsFromEntries, shortestCycleDays } from "./period.ts";
import { cycleDay, temperatureShift } from "./temperature-shift.ts";

/** A cycle between two recorded starts, and whether and as what the forecast learns from it. */
export interface CompletedCycle {
  readonly start: CalendarDate;
  /** Days to the next recorded start. */
  readonly length: number;
  readonly periodLength: number | null;
  readonly use:
    | { readonly kind: "learned"; readonly trueCycles?: 1 | 2 | 3; readonly signs: readonly Sign[] }
    /** Left out by its owner, or too short for a cycle. */
    | { readonly kind: "excluded" }
    /** A pause, or a pattern without forecasts, fell into it. */
    | { readonly kind: "pause" };
}

/** A diary as the forecast sees it: whole days, oldest first. */
export interface DiaryHistory {
  readonly completed: readonly CompletedCycle[];
  readonly observations: readonly Observation[];
  readonly open: OpenCycle & { readonly start: CalendarDate };
  readonly period: CurrentPeriod;
  readonly lastPattern: Pattern;
}

/** Recorded in a row, this many days leave no room for a period that nobody noticed. Our choice: no period is one day long. */
const hiddenDaysLeast = 2;

/** A start of the last days is not taken for unlogged: it is often written down a day or two afterwards. Our choice. */
const loggingDelayDays = 3;

/** Null when no start is recorded up to `today`. Entries and events after `today` must not be in the diary. */
export function historyFromDiary(diary: Diary, today: CalendarDate): DiaryHistory | null {
  const periods = periodsFromEntries(diary.entryByDate);
  const last = periods.at(-1);
  if (!last) return null;
  const completed = periods
    .slice(0, -1)
    .map((period, i) => completedCycle(diary, period, periods[i + 1]!.start));
  return {
    completed,
    observations: observationsFrom(diary, periods, completed),
    open: openCycle(diary, last.start, today),
    period: currentPeriod(diary.entryByDate, last, today),
    lastPattern: patternOn(diary.events, today),
  };
}

/** The pattern that holds on a day: that of the latest such event, or the usual one. */
export function patternOn(events: readonly LifeEvent[], date: CalendarDate): Pattern {
  let pattern: Pattern = "usual";
  for (const event of events) if (event.kind === "pattern" && event.date <= date) pattern = event.pattern;
  return pattern;
}

/** The prior that a pattern has, or null for one without forecasts. */
export function regimeOf(pattern: Pattern): Regime | null {
  return patternsWithForecast.find((one) => one === pattern) ?? null;
}

/** The diary as it was known on a day: nothing dated after it. */
export function diaryAsOf(diary: Diary, today: CalendarDate): Diary {
  return {
    ...diary,
    entryByDate: new Map([...diary.entryByDate].filter(([date]) => date <= today)),
    events: diary.events.filter(({ date }) => date <= today),
  };
}

function completedCycle(diary: Diary, period: Period, next: CalendarDate): CompletedCycle {
  const { start } = period;
  const length = daysBetween(start, next);
  const isExcluded = diary.events.some((event) => event.kind === "cycle-excluded" && event.date === start);
  const cycle = { start, length, periodLength: period.length };
  if (isExcluded || length < shortestCycleDays) return { ...cycle, use: { kind: "excluded" } };
  if (isInterrupted(diary.events, start, next)) return { ...cycle, use: { kind: "pause" } };
  const trueCycles = knownTrueCycles(diary, start, length);
  const signs = signsIn(diary.entryByDate, start, addDays(next, -1));
  return {
    ...cycle,
    use: trueCycles === null ? { kind: "learned", signs } : { kind: "learned", trueCycles, signs },
  };
}

/** Whether a pause, or a pattern without forecasts, touches the days after `start` and before `next`. */
function isInterrupted(events: readonly LifeEvent[], start: CalendarDate, next: CalendarDate): boolean {
  const isPaused = events.some(
    (event) => event.kind === "pause" && event.date < next && (event.last === null || event.last > start),
  );
  const isWithoutForecast = (date: CalendarDate): boolean => regimeOf(patternOn(events, date)) === null;
  return (
    isPaused ||
    isWithoutForecast(start) ||
    events.some(
      (event) =>
        event.kind === "pattern" &&
        event.date > start &&
        event.date < next &&
        regimeOf(event.pattern) === null,
    )
  );
}

/** How many true cycles a gap held, when the owner said so, or when so much was recorded that none could be missed. */
function knownTrueCycles(diary: Diary, start: CalendarDate, length: number): 1 | 2 | 3 | null {
  const next = addDays(start, length);
  // An answer about a period that has since been written down, near its date, is spent.
  const isSpent = (date: CalendarDate): boolean =>
    Math.min(daysBetween(start, date), daysBetween(date, next)) < shortestCycleDays;
  const answers = diary.events.filter(
    (event) => event.kind === "unlogged" && event.date > start && event.date < next && !isSpent(event.date),
  );
  const missed = answers.filter((event) => event.kind === "unlogged" && event.answer === "missed").length;
  if (missed === 1 && length >= 2 * shortestCycleDays) return 2;
  if (missed >= 2 && length >= 3 * shortestCycleDays) return 3;
  if (answers.some((event) => event.kind === "unlogged" && event.answer === "not-missed")) return 1;
  if (length < 2 * shortestCycleDays) return null;
  const hidden = daysThatMayHide(diary.entryByDate, start, length - 1);
  const room = hidden.slice(shortestCycleDays, length - shortestCycleDays + 1);
  return room.includes(true) ? null : 1;
}

/** For each day t after `start`, 0 … last: whether a period could have started there without being recorded. */
function daysThatMayHide(entryByDate: EntryByDate, start: CalendarDate, last: number): boolean[] {
  const isUnrecorded = Array.from({ length: last + 1 }, (_, t) => !entryByDate.has(addDays(start, t)));
  return isUnrecorded.map((unrecorded, t) => {
    if (!unrecorded) return false;
    let run = 1;
    for (let i = t - 1; i >= 0 && isUnrecorded[i]; i--) run++;
    for (let i = t + 1; i <= last && isUnrecorded[i] && run < hiddenDaysLeast; i++) run++;
    return run >= hiddenDaysLeast;
  });
}

function openCycle(
  diary: Diary,
  start: CalendarDate,
  today: CalendarDate,
): OpenCycle & { start: CalendarDate } {
  const day = daysBetween(start, today);
  // A day with a record and without a start is a day on which none came; an empty today is still to come.
  const elapsed = diary.entryByDate.has(today) ? day : Math.max(0, day - 1);
  const mayHide = daysThatMayHide(diary.entryByDate, start, elapsed);
  mayHide.fill(false, Math.max(0, mayHide.length - loggingDelayDays));
  for (const event of diary.events) {
    if (event.kind !== "unlogged" || event.answer !== "not-missed" || event.date <= start) continue;
    // The answer is about the days around its date, up to where the next start could be.
    mayHide.fill(false, 0, Math.min(elapsed + 1, daysBetween(start, event.date) + shortestCycleDays));
  }
  return { start, elapsed, mayHide, signs: signsIn(diary.entryByDate, start, today) };
}

function currentPeriod(
  entryByDate: EntryByDate,
  { start, last, length }: Period,
  today: CalendarDate,
): CurrentPeriod {
  const lastKnown = entryByDate.has(today) ? today : addDays(today, -1);
  const sinceLast = daysBetween(last, lastKnown);
  const isOver = sinceLast > 0;
  return { days: length ?? daysBetween(start, last) + 1, isOver };
}

/** Signs of ovulation recorded from `first` to `last`; the cycle starts on `first`. */
export function signsIn(entryByDate: EntryByDate, first: CalendarDate, last: CalendarDate): readonly Sign[] {
  const dates = [...entryByDate.keys()].filter((date) => date >= first && date <= last).sort();
  const signs: Sign[] = [];
  const add = (kind: Sign["kind"], date: CalendarDate | null | undefined): void => {
    if (date) signs.push({ kind, day: cycleDay(first, date) });
  };
  add(
    "lh",
    dates.find((date) => entryByDate.get(date)?.lhTest === "positive"),
  );
  add(
    "monitor",
    dates.find((date) => entryByDate.get(date)?.ovulation === "monitor"),
  );
  add(
    "marked",
    dates.find((date) => entryByDate.get(date)?.ovulation === "marked"),
  );
  add("temperature", temperatureShift(entryByDate, dates)?.firstHigher);
  add("mucus", mucusPeak(entryByDate, dates));
  return signs;
}

/** Cycles, patterns and periods in the order in which they happened. */
function observationsFrom(
  diary: Diary,
  periods: readonly Period[],
  completed: readonly CompletedCycle[],
): readonly Observation[] {
  const observations: Observation[] = [];
  let regime: Regime = "usual";
  const enter = (date: CalendarDate): void => {
    const next = regimeOf(patternOn(diary.events, date));
    if (next === null || next === regime) return;
    regime = next;
    observations.push({ kind: "regime", regime });
  };
  for (const [i, period] of periods.entries()) {
    enter(period.start);
    const cycle = completed[i];
    // Of the open cycle's period the length is still to come, or is told by the current period.
    if (!cycle) break;
    if (period.length !== null) observations.push({ kind: "period", days: period.length });
    if (cycle.use.kind === "pause") observations.push({ kind: "pause", days: cycle.length });
    if (cycle.use.kind === "learned") {
      const { kind: _, ...use } = cycle.use;
      const age = diary.birthYear === undefined ? undefined : ageOn(diary.birthYear, cycle.start);
      observations.push({
        kind: "cycle",
        length: cycle.length,
        ...use,
        ...(age === undefined ? {} : { age }),
      });
    }
  }
  return observations;
}

/** Whole years by the calendar year alone; undefined where the year of birth cannot be meant. */
export function ageOn(birthYear: number, date: CalendarDate): number | undefined {
  const age = Number(date.slice(0, 4)) - birthYear;
  return age >= 8 && age <= 70 ? age : undefined;
}
