import type { Forecaster, Portrait, Sign, SignKind } from "@tidetable/forecast";
import { addDays, type CalendarDate } from "./calendar-date.ts";
import type { ForecastAnswer } from "./dated-forecast.ts";
import type { Diary } from "./diary.ts";
import { type DoubledGap, doubledGap } from "./doubled-gap.ts";
import { forecastFromDiary } from "./forecast-from-diary.ts";
import { ageOn, type CompletedCycle, type DiaryHistory, diaryAsOf, historyFromDiary } from "./history.ts";
import { type Learned, type Lesson, learnFromHistory } from "./learn-from-history.ts";
import type { ExclusionReason, Pattern } from "./life-event.ts";
import type { Method } from "./methods/method.ts";
import { patternOn, regimeOf } from "./pattern-on.ts";
import type { KnownCycles } from "./unlogged.ts";

/** Why nothing was learned from a gap between two recorded starts. */
export type LeftOut =
  | { readonly kind: "excluded"; readonly because: ExclusionReason }
  /** Fewer days than a cycle has. */
  | { readonly kind: "too-short" }
  /** So many days that it says how long nobody logged, not how long a cycle was. It counts as a pause. */
  | { readonly kind: "too-long" }
  | { readonly kind: "pause" }
  | { readonly kind: "pattern"; readonly pattern: Pattern }
  /** A hormonal method set the timing. */
  | { readonly kind: "method"; readonly method: Method }
  /** Emergency contraception fell into it. */
  | { readonly kind: "emergency" };

/** A gap between two recorded starts, and what became of it. */
export interface ExplainedCycle {
  readonly start: CalendarDate;
  /** Days to the next recorded start. */
  readonly length: number;
  readonly use:
    | (Lesson & {
        readonly kind: "used";
        /** How many cycles it was, where the diary tells. */
        readonly known: KnownCycles | null;
        /** Where the diary does not, and it was probably more than one. */
        readonly doubled: DoubledGap | null;
      })
    | { readonly kind: "left-out"; readonly reason: LeftOut };
}

/** A sign of ovulation in the open cycle, and whether the forecast uses it. */
export interface ExplainedSign {
  readonly kind: SignKind;
  readonly date: CalendarDate;
  readonly use: "used" | "another-tells-more" | "signs-disagree" | "too-long-ago";
}

/** What a forecast rests on. */
export interface Explanation {
  readonly today: CalendarDate;
  /** What is explained. */
  readonly answer: ForecastAnswer;
  /** Every gap between two recorded starts, oldest first. */
  readonly cycles: readonly ExplainedCycle[];
  readonly cyclesUsed: number;
  readonly portrait: Portrait;
  readonly pattern: Pattern;
  /** Years; null where they are not known. */
  readonly age: number | null;
  /** Those of the open cycle; none where there is no forecast. */
  readonly signs: readonly ExplainedSign[];
}

/**
 * Why the forecast of `today` is what it is.
 *
 * Nothing here knows a rule of its own: what was used is read off what the forecaster took in, step by step.
 */
export function explainForecast(diary: Diary, today: CalendarDate, forecaster: Forecaster): Explanation {
  const known = diaryAsOf(diary, today);
  const answer = forecastFromDiary(known, today, forecaster);
  const history = historyFromDiary(known, today);
  const pattern = patternOn(known.events, today);
  const age = known.birthYear === undefined ? undefined : ageOn(known.birthYear, today);
  const learned = history && learnFromHistory(known, history, today, forecaster);
  const belief =
    learned?.belief ?? forecaster.atAge(forecaster.begin({ regime: regimeOf(pattern) ?? "usual" }), age);
  return {
    today,
    answer,
    cycles: history && learned ? explainCycles(history, learned, forecaster) : [],
    cyclesUsed: belief.cyclesUsed,
    portrait: forecaster.portrait(belief),
    pattern,
    age: age ?? null,
    signs:
      history && learned && answer.kind === "forecast" && !answer.forecast.basis.pack
        ? explainSigns(history, learned, forecaster)
        : [],
  };
}

function explainCycles(
  history: DiaryHistory,
  { belief, lessons }: Learned,
  forecaster: Forecaster,
): readonly ExplainedCycle[] {
  return history.completed.map((cycle, i) => {
    const { start, length, use } = cycle;
    const lesson = lessons[i];
    if (!lesson || use.kind !== "learned") {
      return { start, length, use: { kind: "left-out", reason: leftOutBy(use) } };
    }
    const doubled = doubledGap(cycle, history.lastPattern, belief, forecaster);
    return { start, length, use: { kind: "used", ...lesson, known: use.known, doubled } };
  });
}

function leftOutBy(use: CompletedCycle["use"]): LeftOut {
  switch (use.kind) {
    case "excluded":
    case "too-short":
      return use;
    case "interrupted":
      return use.by;
    // It was given to the forecaster, which took it for a pause.
    case "learned":
      return { kind: "too-long" };
  }
}

function explainSigns(
  { open, period }: DiaryHistory,
  { belief }: Learned,
  forecaster: Forecaster,
): readonly ExplainedSign[] {
  const start = forecaster.nextStart(belief, open, period);
  const useOf = ({ kind }: Sign): ExplainedSign["use"] => {
    if (start?.signsDisagree) return "signs-disagree";
    if (!start?.sign) return "too-long-ago";
    return start.sign.kind === kind ? "used" : "another-tells-more";
  };
  return (open.signs ?? []).map((sign) => ({
    kind: sign.kind,
    date: addDays(open.start, sign.day - 1),
    use: useOf(sign),
  }));
}
