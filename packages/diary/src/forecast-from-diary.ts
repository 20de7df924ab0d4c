import {
  type Belief,
  centralInterval,
  type Forecaster,
  longestGap,
  mostLikelyDay,
  type StartForecast,
} from "@tidetable/forecast";
import { addDays, type CalendarDate, daysBetween } from "./calendar-date.ts";
import type { DatedForecast, ForecastAnswer } from "./dated-forecast.ts";
import type { Diary } from "./diary.ts";
import { doubledGap, mayBeUnlogged, unloggedChance } from "./doubled-gap.ts";
import { type DiaryHistory, diaryAsOf, historyFromDiary } from "./history.ts";
import { learnFromHistory } from "./learn-from-history.ts";
import { patternOn, regimeOf } from "./pattern-on.ts";

/** Level of the interval that every screen and sentence uses: eight in ten. Our choice (one level everywhere). */
const intervalLevel = 0.8;
/** Days for which the chance of bleeding is told: about four cycles. Our choice. */
const bleedingDays = 120;
/** The distribution is cut where less than this is left, but not before `leastDays`. Our choice. */
const leastLeft = 1e-6;
const leastDays = 60;
/** A missing log is mentioned, without a question, above this chance: it widens the interval. Our choice: one in ten. */
const unloggedMention = 0.1;

/**
 * What can be said on `today` about the next start, from everything recorded up to then.
 *
 * Entries and events after `today` are not looked at, so the same call tells what could have been said on an earlier day.
 */
export function forecastFromDiary(diary: Diary, today: CalendarDate, forecaster: Forecaster): ForecastAnswer {
  const known = diaryAsOf(diary, today);
  const pattern = patternOn(known.events, today);
  if (regimeOf(pattern) === null) return { kind: "withheld", reason: pattern };
  const isPaused = known.events.some(
    (event) => event.kind === "pause" && (event.last === null || event.last >= today),
  );
  if (isPaused) return { kind: "withheld", reason: "paused" };
  const history = historyFromDiary(known, today);
  if (!history) return { kind: "no-start" };
  if (pattern === "after-birth" && !hasCycleSince(known, history)) {
    return { kind: "withheld", reason: "after-birth" };
  }
  const { belief } = learnFromHistory(known, history, today, forecaster);
  const start = forecaster.nextStart(belief, history.open, history.period);
  if (!start) return { kind: "withheld", reason: "longer-than-known" };
  return { kind: "forecast", forecast: dated(history, belief, start, today, forecaster, known) };
}

/** After a birth the first period tells too little of the next: wait for one whole cycle. Source: docs/forecasting.md. */
function hasCycleSince(diary: Diary, { completed }: DiaryHistory): boolean {
  const since = diary.events.findLast((event) => event.kind === "pattern")?.date;
  return since !== undefined && completed.some(({ start }) => start >= since);
}

function dated(
  history: DiaryHistory,
  belief: Belief,
  start: StartForecast,
  today: CalendarDate,
  forecaster: Forecaster,
  diary: Diary,
): DatedForecast {
  const { open } = history;
  const first = addDays(open.start, start.firstDay);
  const probability = cut(start.probability);
  const sum = probability.reduce((total, p) => total + p, 0);
  const interval = centralInterval(start.probability, intervalLevel);
  const unrecordedDays =
    open.elapsed > longestGap && (open.mayHide?.includes(true) ?? false) ? open.elapsed : 0;
  return {
    today,
    cyclesUsed: belief.cyclesUsed,
    openCycle: { start: open.start, day: daysBetween(open.start, today) + 1 },
    nextStart: {
      first,
      probability,
      beyondHorizon: Math.max(0, 1 - sum),
      mostLikely: addDays(first, mostLikelyDay(start.probability)),
      interval: {
        level: intervalLevel,
        first: addDays(first, interval?.lower ?? 0),
        last: addDays(first, interval?.upper ?? start.probability.length - 1),
      },
    },
    bleeding: { first, probability: [...start.ahead(bleedingDays).bleeding] },
    possiblyUnlogged: possiblyUnlogged(history, belief, start, forecaster, diary, unrecordedDays > 0),
    basis: {
      sign: start.sign ? addDays(open.start, start.sign.day - 1) : null,
      signsDisagree: start.signsDisagree,
      unlogged: unrecordedDays > 0 ? null : unloggedNow(start, open.start),
      longerThan: chanceOver(forecaster.cycleLength(belief), open.elapsed),
      unrecordedDays,
    },
  };
}

function unloggedNow({ unlogged }: StartForecast, start: CalendarDate): DatedForecast["basis"]["unlogged"] {
  const latest = unlogged.days.at(-1);
  if (latest === undefined || unlogged.probability < unloggedMention) return null;
  return { around: addDays(start, latest), probability: unlogged.probability };
}

function cut(probability: Float64Array): number[] {
  let left = probability.reduce((total, p) => total + p, 0);
  let days = 0;
  while (days < probability.length && (days < leastDays || left > leastLeft)) left -= probability[days++]!;
  return [...probability.slice(0, days)];
}

function chanceOver(length: Float64Array, elapsed: number): number {
  let chance = 0;
  for (let day = 0; day <= Math.min(elapsed, length.length - 1); day++) chance += length[day]!;
  return Math.min(1, chance);
}

function possiblyUnlogged(
  history: DiaryHistory,
  belief: Belief,
  start: StartForecast,
  forecaster: Forecaster,
  diary: Diary,
  isPause: boolean,
): DatedForecast["possiblyUnlogged"] {
  if (!mayBeUnlogged(history.lastPattern)) return [];
  const isAsked = (from: CalendarDate, days: number): boolean =>
    diary.events.some(
      (event) => event.kind === "unlogged" && event.date >= from && event.date <= addDays(from, days),
    );
  const past = history.completed.flatMap((cycle) => {
    if (isAsked(cycle.start, cycle.length)) return [];
    const doubled = doubledGap(cycle, history.lastPattern, belief, forecaster);
    return doubled?.around.map((around) => ({ around, probability: doubled.probability })) ?? [];
  });
  const { open } = history;
  const isOpenDoubtful =
    start.unlogged.probability > unloggedChance && !isPause && !isAsked(open.start, open.elapsed);
  const now = isOpenDoubtful
    ? start.unlogged.days.map((day) => ({
        around: addDays(open.start, day),
        probability: start.unlogged.probability,
      }))
    : [];
  return [...past, ...now];
}
