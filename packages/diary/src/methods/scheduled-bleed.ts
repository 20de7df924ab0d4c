import { centralInterval, type Forecaster, mostLikelyDay } from "@tidetable/forecast";
import { addDays, type CalendarDate, daysBetween } from "../calendar-date.ts";
import type { DatedForecast } from "../dated-forecast.ts";
import type { DayChances } from "../day-chances.ts";
import type { Diary } from "../diary.ts";
import { isAboveSpotting, type Period, periodsFromEntries } from "../period.ts";
import { type BreakOnset, breakOnset } from "./break-onset.ts";
import { bleedOf, lastActiveDays, onsetDays } from "./breaks.ts";
import type { MethodSpan } from "./method-spans.ts";
import { type Bleeds, chanceOfAny, chanceOn, type DueBreak } from "./scheduled-chances.ts";

/** Level of the interval, as everywhere. */
const intervalLevel = 0.8;
/** Days for which the chance of bleeding is told, as everywhere. */
const bleedingDays = 120;
/** The next start is told for at least so many breaks; what is left beyond them is the chance that none of them brings one. Our choice. */
const toldBreaks = 6;
/** … and as many days as plans may ask about: breaks are laid out so far. */
const laidOutDays = 760;

export interface Scheduled {
  readonly forecast: DatedForecast;
  readonly chances: DayChances;
}

/**
 * The bleeds that a pack brings about: the forecast of somebody whose timing is her pack's, not her body's.
 *
 * Each break brings a bleed that starts 1 to 6 days after the last active day, or none; breaks know nothing of each other. The
 * interval is that of the next break's start, given that it brings one. Null where no break is left: the method has
 * ended, and its last break is over or has had its bleed. Source: docs/forecasting.md, "Scheduled bleeds".
 *
 * @param spans the methods that had packs, oldest first; the last is the one that holds or was stopped
 */
export function scheduledBleeds(
  diary: Diary,
  spans: readonly MethodSpan[],
  today: CalendarDate,
  forecaster: Forecaster,
): Scheduled | null {
  const span = spans.at(-1);
  if (!span) throw new RangeError("spans expects at least one");
  const { entryByDate } = diary;
  const onset = onsetFrom(diary, spans, today);
  const periods = periodsFromEntries(entryByDate);
  const open = openBleed(span, periods.at(-1), today);
  // An empty today is still to come; but the day that opens a cycle is not the one that ends it.
  const first = entryByDate.has(today) || open === today ? addDays(today, 1) : today;
  const due = dueBreaks(diary, span, first, today, onset);
  const [next] = due;
  if (!next) return null;
  const starts = nextStartFrom(due, first);
  const bleeds = bleedsFrom(diary, periods, span, first, forecaster);
  const given = next.chance.map((chance) => chance / next.some);
  const interval = centralInterval(given, intervalLevel);
  const daysFrom = (index: number): CalendarDate => addDays(next.lastActive, index + 1);
  const isNow = (date: CalendarDate): boolean => {
    const entry = entryByDate.get(today);
    return date === today && isAboveSpotting(entry?.bleeding) && entry?.bleedingExcluded !== true;
  };
  return {
    forecast: {
      today,
      cyclesUsed: onset.used,
      openCycle: { start: open, day: daysBetween(open, today) + 1 },
      nextStart: {
        first,
        probability: starts,
        beyondHorizon: Math.max(0, 1 - starts.reduce((sum, p) => sum + p, 0)),
        mostLikely: daysFrom(mostLikelyDay(given)),
        interval: {
          level: intervalLevel,
          first: daysFrom(interval?.lower ?? 0),
          last: daysFrom(interval?.upper ?? onsetDays - 1),
        },
      },
      bleeding: {
        first,
        probability: Array.from({ length: bleedingDays }, (_, day) =>
          chanceOn(due, bleeds, addDays(first, day)),
        ),
      },
      possiblyUnlogged: [],
      basis: {
        sign: null,
        signsDisagree: false,
        unlogged: null,
        longerThan: 1 - notYet(span, open, first, onset),
        unrecordedDays: 0,
        pack: { lastActive: next.lastActive, none: onset.none },
        afterHormones: null,
        emergency: null,
      },
    },
    chances: (questions) =>
      questions.map((question) => {
        const from = question.first < first ? first : question.first;
        const isToday =
          question.of === "bleeding" ? isNow(question.first) : periods.at(-1)?.start === question.first;
        if (question.first < first && isToday) return 1;
        return from > question.last ? 0 : chanceOfAny(due, bleeds, { ...question, first: from });
      }),
  };
}

function onsetFrom(diary: Diary, spans: readonly MethodSpan[], today: CalendarDate): BreakOnset {
  const past = spans.flatMap((span) => {
    const days: CalendarDate[] = [];
    for (const day of lastActiveDays(span, span.first)) {
      if (day >= today) break;
      days.push(day);
    }
    return days;
  });
  return breakOnset(past.map((day) => bleedOf(diary.entryByDate, day, today)));
}

/** The breaks that may still bring a bleed, from the present one on. */
function dueBreaks(
  { entryByDate }: Diary,
  span: MethodSpan,
  first: CalendarDate,
  today: CalendarDate,
  onset: BreakOnset,
): readonly DueBreak[] {
  const due: DueBreak[] = [];
  for (const lastActive of lastActiveDays(span, addDays(first, -onsetDays))) {
    if (due.length >= toldBreaks && daysBetween(today, lastActive) > laidOutDays) break;
    if (lastActive < first && bleedOf(entryByDate, lastActive, today).kind === "came") continue;
    const joint = onset.chance.map((chance, day) =>
      addDays(lastActive, day + 1) < first ? 0 : chance * (1 - onset.none),
    );
    const left = joint.reduce((sum, chance) => sum + chance, 0);
    if (left > 0) {
      const all = left + onset.none;
      due.push({ lastActive, chance: joint.map((chance) => chance / all), some: left / all });
    }
  }
  return due;
}

/** The first start among all of them, day by day. */
function nextStartFrom(due: readonly DueBreak[], first: CalendarDate): number[] {
  const told = due.slice(0, toldBreaks);
  const last = told.at(-1);
  if (!last) return [];
  const starts = new Array<number>(daysBetween(first, last.lastActive) + onsetDays + 1).fill(0);
  let none = 1;
  for (const { lastActive, chance, some } of told) {
    const from = daysBetween(first, lastActive) + 1;
    for (const [day, p] of chance.entries()) if (p > 0) starts[from + day]! += none * p;
    none *= 1 - some;
  }
  return starts;
}

/** Chance, before the open bleed began, that no other would have begun by now: what is shared is told as before. */
function notYet(span: MethodSpan, open: CalendarDate, first: CalendarDate, onset: BreakOnset): number {
  let chance = 1;
  for (const lastActive of lastActiveDays(span, open)) {
    if (lastActive >= first) break;
    const gone = onset.chance.reduce(
      (sum, p, day) => (addDays(lastActive, day + 1) < first ? sum + p : sum),
      0,
    );
    chance *= 1 - gone * (1 - onset.none);
  }
  return chance;
}

/** The last recorded start, if it came within one round before the packs or after; else the packs' first day. */
function openBleed({ first, pack }: MethodSpan, last: Period | undefined, today: CalendarDate): CalendarDate {
  const round = (pack?.activeDays ?? 0) + (pack?.breakDays ?? 0);
  const isNear = last && last.start <= today && daysBetween(last.start, first) <= round;
  return isNear ? last.start : first;
}

/** How long a bleed goes on: hers in breaks, and before any was recorded what is common of periods. */
function bleedsFrom(
  diary: Diary,
  periods: readonly Period[],
  { first }: MethodSpan,
  from: CalendarDate,
  forecaster: Forecaster,
): Bleeds {
  const past = periods.slice(0, -1).filter(({ start }) => start > first);
  const belief = forecaster.learn(
    {},
    past.flatMap(({ length }) => (length === null ? [] : [{ kind: "period", days: length } as const])),
  );
  const length = forecaster.periodLength(belief);
  const after = Array.from(length, (_, day) => length.slice(day + 1).reduce((sum, p) => sum + p, 0));
  const last = periods.at(-1);
  const since = last ? daysBetween(last.last, addDays(from, -1)) : 1;
  // A bleed whose last day was yesterday, or today, may go on.
  const isGoing = last !== undefined && since === 0 && diary.entryByDate.has(last.last);
  const lasted = isGoing ? daysBetween(last.start, last.last) + 1 : 0;
  return { after, going: isGoing ? { from, lasted: Math.min(lasted, after.length - 1) } : null };
}
