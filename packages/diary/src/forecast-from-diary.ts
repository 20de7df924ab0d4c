import {
  type Belief,
  centralInterval,
  cyclesAfterHormones,
  type Forecaster,
  longestGap,
  mostLikelyDay,
  quantile,
  type StartForecast,
} from "@tidetable/forecast";
import { addDays, type CalendarDate, daysBetween } from "./calendar-date.ts";
import type { DatedForecast, ForecastAnswer } from "./dated-forecast.ts";
import { type DayChances, dayChances } from "./day-chances.ts";
import type { Diary } from "./diary.ts";
import { doubledGap, mayBeUnlogged, unloggedChance } from "./doubled-gap.ts";
import { type DiaryHistory, diaryAsOf, historyFromDiary } from "./history.ts";
import { learnFromHistory } from "./learn-from-history.ts";
import type { Pattern } from "./life-event.ts";
import { freeFrom, type MethodSpan, stoppedBy } from "./methods/method-spans.ts";
import { scheduledBleeds } from "./methods/scheduled-bleed.ts";
import { timingOn } from "./methods/timing-on.ts";
import { firstDayAfterLoss } from "./pattern-on.ts";

/** Level of the interval that every screen and sentence uses: eight in ten. Our choice (one level everywhere). */
const intervalLevel = 0.8;
/** Days for which the chance of bleeding is told: about four cycles. Our choice. */
const bleedingDays = 120;
/** The distribution is cut where less than this is left, but not before `leastDays`. Our choice. */
const leastLeft = 1e-6;
const leastDays = 60;
/** A missing log is mentioned, without a question, above this chance: it widens the interval. Our choice: one in ten. */
const unloggedMention = 0.1;

/** What can be said, and the chances of the days to come; none without a forecast. */
interface Foretold {
  readonly answer: ForecastAnswer;
  readonly chances: DayChances | null;
  readonly usualLength: number | null;
}

/**
 * What can be said on `today` about the next start, from everything recorded up to then.
 *
 * Entries and events after `today` are not looked at, so the same call tells what could have been said on an earlier day.
 */
export function forecastFromDiary(diary: Diary, today: CalendarDate, forecaster: Forecaster): ForecastAnswer {
  return foretell(diary, today, forecaster).answer;
}

/** As `forecastFromDiary`, with what a plan needs besides; everybody else calls `lookAhead`. */
export function foretell(diary: Diary, today: CalendarDate, forecaster: Forecaster): Foretold {
  const known = diaryAsOf(diary, today);
  const timing = timingOn(known.events, today);
  if (timing.kind === "withheld") return silent(timing);
  const isPaused = known.events.some(
    (event) => event.kind === "pause" && (event.last === null || event.last >= today),
  );
  if (isPaused) return silent({ kind: "withheld", reason: "paused" });
  if (timing.kind === "pack") return scheduled(known, timing.spans, today, forecaster);
  const history = historyFromDiary(known, today);
  if (timing.kind === "stopped" && !(history && history.open.start >= timing.freeFrom)) {
    return scheduled(known, timing.spans, today, forecaster);
  }
  if (!history) return silent({ kind: "no-start" });
  const waiting = isWaiting(known, history);
  if (waiting) return silent({ kind: "withheld", reason: waiting });
  const { belief } = learnFromHistory(known, history, today, forecaster);
  const start = forecaster.nextStart(belief, history.open, history.period);
  if (!start) return silent({ kind: "withheld", reason: "longer-than-known" });
  return {
    answer: { kind: "forecast", forecast: dated(history, belief, start, today, forecaster, known) },
    chances: dayChances(start, history, known, today),
    usualLength: quantile(forecaster.cycleLength(belief), 0.5),
  };
}

const silent = (answer: ForecastAnswer): Foretold => ({ answer, chances: null, usualLength: null });

/** The bleeds of a pack; once the last of its breaks is over, what comes next is not known before a bleed came. */
function scheduled(
  known: Diary,
  spans: readonly MethodSpan[],
  today: CalendarDate,
  forecaster: Forecaster,
): Foretold {
  const span = spans.at(-1);
  const bleeds = span?.pack ? scheduledBleeds(known, spans, today, forecaster) : null;
  if (span?.pack && bleeds) {
    const { forecast, chances } = bleeds;
    const usualLength = span.pack.activeDays + span.pack.breakDays;
    return { answer: { kind: "forecast", forecast }, chances, usualLength };
  }
  return silent({ kind: "withheld", reason: "after-hormones", ...(span && { method: span.method }) });
}

/**
 * After a birth the first period tells too little of the next: wait for one whole cycle. After a loss, for the first period.
 * Source: docs/forecasting.md, "Regimes".
 */
function isWaiting({ events }: Diary, { completed, open, lastPattern }: DiaryHistory): Pattern | null {
  if (lastPattern !== "after-birth" && lastPattern !== "after-loss") return null;
  const since = events.findLast((event) => event.kind === "pattern")?.date;
  if (since === undefined) return null;
  if (lastPattern === "after-loss") return open.start >= firstDayAfterLoss(since) ? null : lastPattern;
  return completed.some(({ start }) => start >= since) ? null : lastPattern;
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
      longerThan: longerThan(history, belief, forecaster),
      unrecordedDays,
      pack: null,
      afterHormones: afterHormones(belief, diary, today),
      emergency: open.disturbance ? addDays(open.start, open.disturbance.day) : null,
    },
  };
}

function afterHormones(belief: Belief, { events }: Diary, today: CalendarDate): CalendarDate | null {
  if (belief.regime !== "after-hormones" || belief.cyclesInRegime >= cyclesAfterHormones) return null;
  const stopped = stoppedBy(events, today);
  // A bare pattern of an old diary has no method that could have been stopped.
  const said = events.findLast(
    (event) =>
      (event.kind === "pattern" && event.pattern === "after-hormones") ||
      (event.kind === "method" && event.method === "none"),
  );
  return (stopped && freeFrom(stopped)) ?? said?.date ?? null;
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

/** Of a disturbed cycle, as it was known on the day of the disturbance. */
function longerThan({ open }: DiaryHistory, belief: Belief, forecaster: Forecaster): number {
  const { disturbance, elapsed } = open;
  if (!disturbance) return chanceBefore(forecaster.cycleLength(belief), elapsed + 1);
  const { day } = disturbance;
  const then = forecaster.nextStart(belief, { elapsed: day, disturbance });
  return then ? chanceBefore(then.probability, elapsed - day) : 1;
}

const chanceBefore = (chance: Float64Array, end: number): number =>
  Math.min(
    1,
    chance.subarray(0, end).reduce((sum, p) => sum + p, 0),
  );

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
