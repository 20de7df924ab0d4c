import { factorAfterPeriod } from "./after-period.ts";
import { beginBelief, observe } from "./belief.ts";
import { daysAhead } from "./days-ahead.ts";
import { disturbedLength, requireDisturbance } from "./disturbed.ts";
import { type FirstStart, firstStart } from "./first-start.ts";
import { longestCycle, mostMerged } from "./grid.ts";
import {
  type CurrentPeriod,
  type Observation,
  type OpenCycle,
  requireDays,
  requireSigns,
  type Sign,
} from "./history.ts";
import { type Belief, createModel, type Model, type ModelSettings, posterior } from "./model.ts";
import { type Ovulation, ovulationFrom } from "./ovulation.ts";
import type { Person } from "./person.ts";
import { type Portrait, portraitOf } from "./portrait.ts";
import { unloggedIn } from "./unlogged.ts";
import { windowChances } from "./window-chances.ts";
import { falseSignChance, withSigns } from "./with-signs.ts";

/**
 * Chance that the next period starts on each coming day: the posterior predictive.
 *
 * `probability[k]` is the chance of a start on day `firstDay` + k, days counted from the last logged start, which
 * is day 0; with `beyondHorizon` it sums to 1.
 */
export interface StartForecast {
  readonly firstDay: number;
  readonly probability: Float64Array;
  readonly beyondHorizon: number;
  /** Chance that at least one start since the last logged one went unlogged, and around which days. */
  readonly unlogged: { readonly probability: number; readonly days: readonly number[] };
  /** The sign that was used; null when there was none, or when two of them disagree. */
  readonly sign: Sign | null;
  readonly signsDisagree: boolean;
  /**
   * Expected starts, and the chance of bleeding, for each of the next `horizon` days from `firstDay` on, this and all
   * later cycles together. The width grows with what is shared between a person's cycles, not with √k.
   *
   * @throws RangeError when `horizon` is not a whole number of days from 1 to 3660
   */
  ahead(horizon: number): { readonly starts: Float64Array; readonly bleeding: Float64Array };
  /**
   * Chance that at least one of a question's days has bleeding, or a start, over this and all later cycles together; in
   * the order of the questions. Asked of more days the chance is never less; bleeding is never less than a start.
   *
   * @throws RangeError when a day is not whole, before `firstDay`, 3660 days or more after it, or the last before the first
   */
  chances(questions: readonly DaysQuestion[]): Float64Array;
}

/** Some coming days asked about together: counted like `firstDay`, inclusive. */
interface DaysQuestion {
  readonly firstDay: number;
  readonly lastDay: number;
  readonly of: "bleeding" | "start";
}

/** The forecaster: a model with its tables. Keep one; the tables are built when first needed. */
export interface Forecaster {
  begin(person: Person): Belief;
  observe(belief: Belief, observation: Observation): Belief;
  /** `begin` and then `observe` each, oldest first. */
  learn(person: Person, observations: readonly Observation[]): Belief;
  /** The belief at another age; nothing learned is lost. */
  atAge(belief: Belief, age: number | undefined): Belief;
  /**
   * The next start, given the cycle that is open. Null when it has lasted longer than the model can hold (200 days
   * in which somebody looked every day). @throws RangeError when `open` is not whole days ≥ 0
   */
  nextStart(belief: Belief, open: OpenCycle, period?: CurrentPeriod): StartForecast | null;
  /** Chance of each length of a whole new cycle; indexed by days, sums to 1. */
  cycleLength(belief: Belief): Float64Array;
  /** As `cycleLength`, once signs of ovulation have been seen in that cycle. */
  cycleLengthAfter(belief: Belief, signs: readonly Sign[]): Float64Array;
  /** Chance that a logged gap was 1, 2 or 3 true cycles, in that order. */
  cyclesInGap(belief: Belief, days: number): readonly number[];
  /** Chance of each period length; indexed by days, sums to 1. */
  periodLength(belief: Belief): Float64Array;
  /** Her usual length and spread, what is common among people, and how much of it is hers: for explanations. */
  portrait(belief: Belief): Portrait;
  /** Ovulation of the open cycle, as far as lengths and luteal phases tell. Not a contraceptive. */
  ovulation(belief: Belief, open: OpenCycle): Ovulation | null;
}

/** Furthest day that is told: ten years, where no day differs from another. Our choice. */
const longestHorizonDays = 3660;
/** Days of the returned distribution: as long as a cycle can be. */
const horizonDays = longestCycle;

/** @throws RangeError for a setting out of its range */
export function createForecaster(settings: ModelSettings = {}): Forecaster {
  const model = createModel(settings);
  return {
    begin: (person) => beginBelief(model, person),
    observe: (belief, observation) => observe(model, belief, observation),
    learn: (person, observations) =>
      observations.reduce(
        (belief, observation) => observe(model, belief, observation),
        beginBelief(model, person),
      ),
    atAge(belief, age) {
      beginBelief(model, age === undefined ? {} : { age });
      return { ...belief, age };
    },
    nextStart: (belief, open, period = { days: 0, isOver: true }) => nextStart(model, belief, open, period),
    cycleLength: (belief) => cycleLength(model, belief).slice(),
    cycleLengthAfter(belief, signs) {
      requireSigns(signs);
      return withSigns(model, belief, cycleLength(model, belief), signs).chance;
    },
    cyclesInGap(belief, days) {
      requireDays("days", days, 1, longestCycle);
      return unloggedIn(model, belief, days, mostMerged);
    },
    periodLength: (belief) => model.period.predict(belief.period),
    portrait: (belief) => portraitOf(model, belief, (one) => cycleLength(model, one)),
    ovulation: (belief, open) => ovulationFrom(model, belief, requireOpen(open), cycleLength(model, belief)),
  };
}

function requireOpen(open: OpenCycle): OpenCycle {
  requireDays("open.elapsed", open.elapsed, 0, 100_000);
  requireSigns(open.signs ?? []);
  if (open.disturbance) requireDisturbance(open.disturbance);
  return open;
}

/** A cycle that has just begun has lasted 0 days, and its forecast is that of a whole cycle. */
function cycleLength(model: Model, belief: Belief): Float64Array {
  const known = posterior(model, belief);
  if (known.cycleLength) return known.cycleLength;
  const start = firstStart(model, belief, { elapsed: 0 });
  if (!start) throw new Error("a cycle of 0 days is always possible");
  const chance = new Float64Array(longestCycle + 1);
  chance.set(start.chance, 1);
  known.cycleLength = chance;
  return chance;
}

function nextStart(
  model: Model,
  belief: Belief,
  open: OpenCycle,
  period: CurrentPeriod,
): StartForecast | null {
  requireDays("period.days", period.days, 0);
  const start = firstStart(model, belief, requireOpen(open), factorAfterPeriod(model, belief, open, period));
  if (!start) return null;
  const signed = signedStart(model, belief, open);
  const probability = signed?.probability ?? start.chance;
  const sum = probability.reduce((total, p) => total + p, 0);
  const firstDay = open.elapsed + 1;
  return {
    firstDay,
    probability,
    beyondHorizon: Math.max(0, 1 - sum),
    unlogged: signed?.probability ? { probability: 0, days: [] } : unloggedDays(start),
    sign: signed?.sign ?? null,
    signsDisagree: signed?.disagree ?? false,
    ahead(horizon) {
      requireDays("horizon", horizon, 1, longestHorizonDays);
      return daysAhead(model, belief, start, signed?.probability ?? null, period, horizon);
    },
    chances(questions) {
      const last = firstDay + longestHorizonDays - 1;
      const windows = questions.map((question) => {
        requireDays("question.firstDay", question.firstDay, firstDay, last);
        requireDays("question.lastDay", question.lastDay, question.firstDay, last);
        return { first: question.firstDay - firstDay, last: question.lastDay - firstDay, of: question.of };
      });
      return windowChances(model, belief, start, signed?.probability ?? null, period, windows);
    },
  };
}

function unloggedDays(start: FirstStart): { probability: number; days: readonly number[] } {
  const probability = 1 - (start.unlogged[0] ?? 1);
  let likeliest = 0;
  for (const [n, mass] of start.unlogged.entries()) {
    if (n > 0 && mass > (likeliest === 0 ? 0 : start.unlogged[likeliest]!)) likeliest = n;
  }
  // Given the latest of n, the earlier ones divide the time before it evenly, on average.
  const latest = start.latestUnlogged[likeliest] ?? 0;
  const days = Array.from({ length: likeliest }, (_, i) => Math.round((latest * (i + 1)) / likeliest));
  return { probability, days };
}

/** With a sign, the next start comes from the luteal phase; in a disturbed cycle, from its changed length. Null when there is neither, or it is too long ago for one. */
function signedStart(
  model: Model,
  belief: Belief,
  open: OpenCycle,
): { probability: Float64Array | null; sign: Sign | null; disagree: boolean } | null {
  const { signs = [], disturbance, elapsed } = open;
  if (signs.length === 0 && !disturbance) return null;
  const { chance, sign, disagree } = withSigns(model, belief, cycleLength(model, belief), signs);
  if (disturbance) {
    const changed = disturbedLength(chance, disturbance, elapsed);
    return changed && { probability: from(changed, elapsed + 1), sign, disagree };
  }
  if (sign === null) return { probability: null, sign, disagree };
  let total = 0;
  for (let day = elapsed + 1; day < chance.length; day++) total += chance[day]!;
  // What remains after that long is the chance that the sign was of no ovulation: then the calendar speaks alone.
  if (total < falseSignChance) return null;
  return { probability: from(chance, elapsed + 1).map((p) => p / total), sign, disagree };
}

/** Chances by days since the start, from `firstDay` on. */
function from(chance: Float64Array, firstDay: number): Float64Array {
  const probability = new Float64Array(horizonDays);
  probability.set(chance.subarray(firstDay));
  return probability;
}
