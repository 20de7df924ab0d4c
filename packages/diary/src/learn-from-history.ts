import type { Belief, Forecaster, Observation } from "@tidetable/forecast";
import type { CalendarDate } from "./calendar-date.ts";
import type { Diary } from "./diary.ts";
import { ageOn, type CompletedCycle, type DiaryHistory } from "./history.ts";
import { regimeOf } from "./pattern-on.ts";

/** How much one cycle still counts. */
export interface Lesson {
  /** 1 for a cycle that has just ended; what later cycles, pauses and changes of pattern have left of it. */
  readonly weight: number;
  /** Whether the body has followed another pattern since. */
  readonly isBeforeChange: boolean;
}

/** What the forecaster knows by a day, and what each completed cycle, oldest first, has given to it; null for nothing. */
export interface Learned {
  readonly belief: Belief;
  readonly lessons: readonly (Lesson | null)[];
}

/** The one way from a history to a belief: what is forecast and what is explained come from it alike. */
export function learnFromHistory(
  diary: Diary,
  history: DiaryHistory,
  today: CalendarDate,
  forecaster: Forecaster,
): Learned {
  let belief = forecaster.begin({});
  const steps: Step[] = [];
  const observe = (observation: Observation): void => {
    const before = belief;
    belief = forecaster.observe(before, observation);
    steps.push(stepBetween(before, belief, observation));
  };
  for (const observation of history.observations) observe(observation);
  const regime = regimeOf(history.lastPattern);
  if (regime !== null && regime !== belief.regime) observe({ kind: "regime", regime });
  const age = diary.birthYear === undefined ? undefined : ageOn(diary.birthYear, today);
  return { belief: forecaster.atAge(belief, age), lessons: lessonsFrom(history.completed, steps) };
}

/** What one observation did to a belief, told by the belief alone. */
interface Step {
  readonly kind: Observation["kind"];
  readonly isLearned: boolean;
  /** What it left of the weight of all cycles before it. */
  readonly kept: number;
}

function stepBetween(before: Belief, after: Belief, { kind }: Observation): Step {
  const isLearned = after.cyclesUsed > before.cyclesUsed;
  const left = after.cyclesWeight - (isLearned ? 1 : 0);
  return { kind, isLearned, kept: before.cyclesWeight > 0 ? left / before.cyclesWeight : 1 };
}

function lessonsFrom(
  completed: readonly CompletedCycle[],
  steps: readonly Step[],
): readonly (Lesson | null)[] {
  const newestFirst: (Lesson | null)[] = [];
  let [weight, isBeforeChange] = [1, false];
  for (const { kind, isLearned, kept } of steps.toReversed()) {
    if (kind === "cycle") newestFirst.push(isLearned ? { weight, isBeforeChange } : null);
    if (kind === "regime") isBeforeChange = true;
    weight *= kept;
  }
  return completed.map(({ use }) => (use.kind === "learned" ? (newestFirst.pop() ?? null) : null));
}
