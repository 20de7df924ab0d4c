import type { Forecaster } from "@tidetable/forecast";
import { addDays, type CalendarDate } from "./calendar-date.ts";
import type { WithheldReason } from "./dated-forecast.ts";
import type { Diary } from "./diary.ts";
import { doubledGap } from "./doubled-gap.ts";
import { forecastFromDiary } from "./forecast-from-diary.ts";
import { type CompletedCycle, diaryAsOf, historyFromDiary } from "./history.ts";
import { learnFromHistory } from "./learn-from-history.ts";
import type { Interruption } from "./pattern-on.ts";
import { periodStarts } from "./period.ts";
import { type IssuedForecast, issuedFromForecast } from "./record-issued.ts";
import { daysBefore, startOfIssued, stoodOn } from "./record-matching.ts";
import { type ScoredForecast, scoreOf } from "./record-score.ts";

/** Why a cycle's forecasts are not compared with what came. */
export type NotScored =
  /** Its owner left the cycle out, or set two starts nearer than cycles are. */
  | "left-out"
  | "too-short"
  /** Its owner said that a start in between was not logged; or it probably was not, and she has not said otherwise. */
  | "unlogged"
  | "probably-unlogged"
  /** A method set the timing in it, or an emergency pill moved it. */
  | "method"
  | "emergency"
  /** Forecasts were withheld in it. */
  | WithheldReason;

/** A cycle that has ended, and what its forecasts had said. */
export type RecordedCycle =
  | {
      /** As it was shown; or made afterwards, from what the diary says of the days up to then. */
      readonly kind: "issued" | "replayed";
      readonly start: CalendarDate;
      /** The start that ended it. */
      readonly came: CalendarDate;
      /** The first forecast of the cycle; replayed, that of its first day. */
      readonly first: ScoredForecast;
      /** The one that stood a week before the start that came; null where none did. */
      readonly weekBefore: ScoredForecast | null;
    }
  | {
      readonly kind: "not-scored";
      readonly start: CalendarDate;
      readonly came: CalendarDate;
      readonly reason: NotScored;
    };

export type ScoredCycle = Extract<RecordedCycle, { readonly kind: "issued" | "replayed" }>;

/**
 * Every cycle that has ended by `today`, newest first, each worked out when it is asked for.
 *
 * What came is read from the diary as it is now: a start that is moved or taken out moves the outcome, never the words
 * that were said. A cycle depends on nothing after the start that ended it.
 *
 * @param replays how many of the newest cycles may be replayed where nothing was issued; older ones are left out.
 */
export function* recordOf(
  diary: Diary,
  today: CalendarDate,
  forecaster: Forecaster,
  replays = Number.POSITIVE_INFINITY,
): Generator<RecordedCycle, void> {
  const known = diaryAsOf(diary, today);
  const cycles = historyFromDiary(known, today)?.completed.toReversed() ?? [];
  const issuedByStart = shownByStart(known, today);
  for (const [age, cycle] of cycles.entries()) {
    const came = addDays(cycle.start, cycle.length);
    const shown = (issuedByStart.get(cycle.start) ?? []).filter((one) => one.issued < came);
    if (shown.length > 0 || age < replays) yield recordedCycle(known, cycle, came, shown, forecaster);
  }
}

function recordedCycle(
  diary: Diary,
  cycle: CompletedCycle,
  came: CalendarDate,
  shown: readonly IssuedForecast[],
  forecaster: Forecaster,
): RecordedCycle {
  const { start } = cycle;
  const reason = whyNotScored(diary, cycle, came, forecaster);
  if (reason !== null) return { kind: "not-scored", start, came, reason };
  const weekAgo = addDays(came, -daysBefore);
  const [shownFirst] = shown;
  if (shownFirst) {
    const stood = stoodOn(shown, weekAgo);
    const weekBefore = stood ? scoreOf(stood, came) : null;
    return { kind: "issued", start, came, first: scoreOf(shownFirst, came), weekBefore };
  }
  const first = replay(diary, start, forecaster);
  if (typeof first === "string") return { kind: "not-scored", start, came, reason: first };
  const stood = replay(diary, weekAgo, forecaster);
  const weekBefore = typeof stood === "string" ? null : scoreOf(stood, came);
  return { kind: "replayed", start, came, first: scoreOf(first, came), weekBefore };
}

/** What was shown in each cycle, oldest first, by the cycle's start as the diary has it now. */
function shownByStart(diary: Diary, today: CalendarDate): ReadonlyMap<CalendarDate, IssuedForecast[]> {
  const starts = periodStarts(diary.entryByDate);
  const byStart = new Map<CalendarDate, IssuedForecast[]>();
  for (const one of diary.issued ?? []) {
    const start = startOfIssued(one, starts);
    if (start !== undefined && one.issued <= today) byStart.set(start, [...(byStart.get(start) ?? []), one]);
  }
  return byStart;
}

/** The forecast of a day as it would have been, or why there would have been none. */
function replay(diary: Diary, day: CalendarDate, forecaster: Forecaster): IssuedForecast | NotScored {
  const answer = forecastFromDiary(diary, day, forecaster);
  if (answer.kind === "no-start") throw new TypeError("replay expects a day after a start");
  return answer.kind === "forecast" ? issuedFromForecast(answer.forecast) : answer.reason;
}

function whyNotScored(
  diary: Diary,
  { start, use }: CompletedCycle,
  came: CalendarDate,
  forecaster: Forecaster,
): NotScored | null {
  if (use.kind === "excluded") return "left-out";
  if (use.kind === "too-short") return "too-short";
  if (use.kind === "interrupted") return whyInterrupted(use.by);
  if (use.known) return use.known.count === 1 ? null : "unlogged";
  return isProbablyDoubled(diaryAsOf(diary, came), start, came, forecaster) ? "probably-unlogged" : null;
}

function whyInterrupted(by: Interruption): NotScored {
  if (by.kind === "pause") return "paused";
  return by.kind === "pattern" ? by.pattern : by.kind;
}

/**
 * Whether a start between two others was probably not logged, by what was known when the second came.
 *
 * Neither a hit nor a miss, then: the forecast spoke of a start that nobody wrote down. It is told, not dropped, and
 * counts as soon as its owner says that there was none; or forecasts would look better for leaving out long cycles.
 */
function isProbablyDoubled(
  known: Diary,
  start: CalendarDate,
  came: CalendarDate,
  forecaster: Forecaster,
): boolean {
  const history = historyFromDiary(known, came);
  const cycle = history?.completed.at(-1);
  if (!history || cycle?.start !== start) throw new TypeError("isProbablyDoubled expects the last cycle");
  const { belief, lessons } = learnFromHistory(known, history, came, forecaster);
  // So long that the forecaster took it for a pause.
  const isTooLong = lessons.at(-1) === null;
  return isTooLong || doubledGap(cycle, history.lastPattern, belief, forecaster) !== null;
}
