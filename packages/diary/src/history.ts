import type { CurrentPeriod, Observation, OpenCycle, Regime, Sign } from "@tidetable/forecast";
import { addDays, type CalendarDate, daysBetween } from "./calendar-date.ts";
import type { Diary } from "./diary.ts";
import type { ExclusionReason, Pattern } from "./life-event.ts";
import { type Interruption, interruptionOf, patternOn, regimeOf } from "./pattern-on.ts";
import { type EntryByDate, type Period, periodsFromEntries, shortestCycleDays } from "./period.ts";
import { signsIn } from "./signs.ts";
import { type KnownCycles, knownCycles, openCycle } from "./unlogged.ts";

/** A cycle between two recorded starts, and whether and as what the forecast learns from it. */
export interface CompletedCycle {
  readonly start: CalendarDate;
  /** Days to the next recorded start. */
  readonly length: number;
  readonly periodLength: number | null;
  readonly use: /** Given to the forecaster, which still takes the longest for pauses. */
    | { readonly kind: "learned"; readonly known: KnownCycles | null; readonly signs: readonly Sign[] }
    /** Left out by its owner. */
    | { readonly kind: "excluded"; readonly because: ExclusionReason }
    /** Two starts by the owner's word, nearer than cycles are. */
    | { readonly kind: "too-short" }
    /** A pause, a pattern without forecasts, a hormonal method or an emergency pill fell into it. */
    | { readonly kind: "interrupted"; readonly by: Interruption };
}

/** A diary as the forecast sees it: whole days, oldest first. */
export interface DiaryHistory {
  readonly completed: readonly CompletedCycle[];
  /** Those of the kind `cycle` are the completed cycles of the use `learned`, one for one and in their order. */
  readonly observations: readonly Observation[];
  readonly open: OpenCycle & { readonly start: CalendarDate };
  readonly period: CurrentPeriod;
  readonly lastPattern: Pattern;
}

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

/** The diary as it was known on a day: nothing dated after it. */
export function diaryAsOf(diary: Diary, today: CalendarDate): Diary {
  const { entryByDate } = diary;
  const isFuture = [...entryByDate.keys()].some((date) => date > today);
  return {
    ...diary,
    entryByDate: isFuture ? new Map([...entryByDate].filter(([date]) => date <= today)) : entryByDate,
    events: diary.events.filter(({ date }) => date <= today),
  };
}

function completedCycle(diary: Diary, period: Period, next: CalendarDate): CompletedCycle {
  const { start } = period;
  const length = daysBetween(start, next);
  const use = (): CompletedCycle["use"] => {
    for (const event of diary.events) {
      if (event.kind === "cycle-excluded" && event.date === start) {
        return { kind: "excluded", because: event.reason };
      }
    }
    if (length < shortestCycleDays) return { kind: "too-short" };
    const interruption = interruptionOf(diary.events, start, next);
    if (interruption) return { kind: "interrupted", by: interruption };
    const signs = signsIn(diary.entryByDate, start, addDays(next, -1));
    return { kind: "learned", known: knownCycles(diary, start, length), signs };
  };
  return { start, length, periodLength: period.length, use: use() };
}

function currentPeriod(
  entryByDate: EntryByDate,
  { start, last, length }: Period,
  today: CalendarDate,
): CurrentPeriod {
  const lastKnown = entryByDate.has(today) ? today : addDays(today, -1);
  const sinceLast = daysBetween(last, lastKnown);
  const isOver = sinceLast > 0;
  // Where only the start was ever recorded, how long it lasted is not known.
  return { days: length ?? (isOver ? 0 : daysBetween(start, last) + 1), isOver };
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
    // An emergency pill changes one cycle, and nothing that was known before it.
    if (cycle.use.kind === "interrupted" && cycle.use.by.kind !== "emergency")
      observations.push({ kind: "pause", days: cycle.length });
    if (cycle.use.kind === "learned") {
      const { known, signs } = cycle.use;
      const age = diary.birthYear === undefined ? undefined : ageOn(diary.birthYear, cycle.start);
      observations.push({
        kind: "cycle",
        length: cycle.length,
        signs,
        ...(known ? { trueCycles: known.count } : {}),
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
