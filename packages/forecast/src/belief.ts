import type { DayLengths } from "./day-lengths.ts";
import { betaWeights } from "./distributions/beta.ts";
import { softmax } from "./distributions/softmax.ts";
import {
  cellCount,
  centres,
  createTables,
  lossChances,
  spreadIndices,
  stateCount,
  type Tables,
} from "./grid.ts";
import { type Observation, requireDays, requirePerson, requireSigns } from "./history.ts";
import { createPeriodLengths, longestPeriod } from "./period.ts";
import { type Person, type Prior, priorOf, type Regime } from "./person.ts";
import { createLutealLengths, isPlausibleLuteal, type SignKind } from "./signs.ts";

/**
 * What the model has learned of one person: a value, never changed in place.
 *
 * The arrays hold log-likelihoods, without the prior; so a belief can be read at another age, and one more
 * observation costs the same after 3 cycles and after 300.
 */
export interface Belief {
  readonly regime: Regime;
  readonly age: number | undefined;
  readonly cyclesInRegime: number;
  /** Logged gaps it learned from. */
  readonly cyclesUsed: number;
  readonly logLikelihood: Float64Array;
  readonly luteal: Readonly<Partial<Record<SignKind, Float64Array>>>;
  readonly period: Float64Array;
}

/** The tables of a model, each built when it is first needed and then kept. */
export interface Model {
  tables(spreadFactor: number): Tables;
  readonly luteal: Readonly<Record<SignKind, DayLengths>>;
  readonly period: DayLengths;
  /** Logarithm of the prior of each state. */
  logPrior(prior: Prior): Float64Array;
  /** Kept as long as its belief is: most questions are asked of one belief several times. */
  readonly posteriors: WeakMap<Belief, Posterior>;
}

/** What a belief and its prior say of the present: the weight of each state, and the tables that go with them. */
export interface Posterior {
  readonly weights: Float64Array;
  readonly tables: Tables;
  /** Chance of each length of a whole cycle, once somebody has asked for it. */
  cycleLength?: Float64Array;
}

/** Longest gap between two logged starts that is taken as evidence, days. Source: docs/forecasting.md, "Gaps". */
export const longestGap = 90;
/** In these patterns true cycles of that length are common, so longer gaps still teach. */
const longestGapIn = (regime: Regime): number =>
  regime === "pcos" || regime === "late-transition" ? 180 : longestGap;

/** Time after which a pause has taken a belief back to 1/e of its strength: three years. Our choice, docs/forecasting.md. */
const forgettingDays = 1095;
/** What a change of pattern leaves of the belief. Our choice, docs/forecasting.md. */
const keptAtChange = 0.5;

export function createModel(): Model {
  const tablesByFactor = new Map<number, Tables>();
  const lossWeights = new Map<string, Float64Array>();
  const priors = new Map<string, Float64Array>();
  return {
    luteal: createLutealLengths(),
    period: createPeriodLengths(),
    posteriors: new WeakMap(),
    tables(spreadFactor) {
      const tables = tablesByFactor.get(spreadFactor) ?? createTables(spreadFactor);
      tablesByFactor.set(spreadFactor, tables);
      return tables;
    },
    logPrior(prior) {
      const key = `${prior.centre}/${prior.betweenPeople}/${prior.loss}`;
      const known = priors.get(key);
      if (known) return known;
      const weights = lossWeights.get(`${prior.loss}`) ?? betaWeights(...prior.loss, lossChances);
      lossWeights.set(`${prior.loss}`, weights);
      const made = logPriorOf(prior, weights);
      priors.set(key, made);
      return made;
    },
  };
}

function logPriorOf(prior: Prior, lossWeights: Float64Array): Float64Array {
  const spreadCount = spreadIndices.length;
  const logPrior = new Float64Array(stateCount);
  for (let cell = 0; cell < cellCount; cell++) {
    const centre = (centres[Math.floor(cell / spreadCount)]! - prior.centre) / prior.betweenPeople;
    const index = spreadIndices[cell % spreadCount]!;
    for (const [loss, weight] of lossWeights.entries()) {
      logPrior[cell * lossWeights.length + loss] = Math.log(weight) - 0.5 * (centre * centre + index * index);
    }
  }
  return logPrior;
}

/** What is believed of a person before any observation. @throws RangeError for an age or regime that is none. */
export function beginBelief(model: Model, person: Person): Belief {
  requirePerson(person);
  return {
    regime: person.regime ?? "usual",
    age: person.age,
    cyclesInRegime: 0,
    cyclesUsed: 0,
    logLikelihood: new Float64Array(stateCount),
    luteal: {},
    period: model.period.unknown,
  };
}

/**
 * The belief after one more observation.
 *
 * A gap longer than `longestGap` days is a pause: it makes the past count less and says nothing else.
 * @throws RangeError naming the argument, when a length is not a whole number of days ≥ 1
 */
export function observe(model: Model, belief: Belief, observation: Observation): Belief {
  switch (observation.kind) {
    case "regime":
      requirePerson(observation);
      return {
        ...belief,
        regime: observation.regime,
        cyclesInRegime: 0,
        logLikelihood: belief.logLikelihood.map((sum) => sum * keptAtChange),
      };
    case "pause":
      requireDays("pause.days", observation.days, 1);
      return forget(belief, observation.days);
    case "period":
      requireDays("period.days", observation.days, 1);
      return {
        ...belief,
        period: model.period.learn(belief.period, Math.min(observation.days, longestPeriod)),
      };
    case "cycle":
      return observeCycle(model, belief, observation);
  }
}

function observeCycle(
  model: Model,
  belief: Belief,
  { length, trueCycles, signs = [], age = belief.age }: Observation & { kind: "cycle" },
): Belief {
  requireDays("cycle.length", length, 10);
  requirePerson(age === undefined ? {} : { age });
  requireSigns(signs);
  if (length > longestGapIn(belief.regime)) return forget(belief, length);
  const prior = priorOf(personOf(belief, age), belief.cyclesInRegime);
  const logGap = model.tables(prior.spreadFactor).logGap(length, trueCycles);
  return {
    ...belief,
    age,
    cyclesInRegime: belief.cyclesInRegime + 1,
    cyclesUsed: belief.cyclesUsed + 1,
    logLikelihood: weighted(belief.logLikelihood, prior.memory, logGap),
    luteal: learnLuteal(model, belief, length, signs),
  };
}

function weighted(past: Float64Array, memory: number, latest: Float64Array): Float64Array {
  const sum = Float64Array.from(latest);
  for (let state = 0; state < sum.length; state++) sum[state]! += memory * past[state]!;
  return sum;
}

function learnLuteal(
  model: Model,
  { luteal }: Belief,
  length: number,
  signs: readonly { readonly kind: SignKind; readonly day: number }[],
): Belief["luteal"] {
  const learned = { ...luteal };
  for (const { kind, day } of signs) {
    if (!isPlausibleLuteal(length - day)) continue;
    learned[kind] = model.luteal[kind].learn(learned[kind] ?? model.luteal[kind].unknown, length - day);
  }
  return learned;
}

function forget(belief: Belief, days: number): Belief {
  const kept = Math.exp(-days / forgettingDays);
  return { ...belief, logLikelihood: belief.logLikelihood.map((sum) => sum * kept) };
}

/** The posterior of every state. */
export function posterior(model: Model, belief: Belief): Posterior {
  const known = model.posteriors.get(belief);
  if (known) return known;
  const prior = priorOf(personOf(belief), belief.cyclesInRegime);
  const logWeights = Float64Array.from(model.logPrior(prior));
  const { logLikelihood } = belief;
  for (let state = 0; state < stateCount; state++) logWeights[state]! += logLikelihood[state]!;
  const made = { weights: softmax(logWeights), tables: model.tables(prior.spreadFactor) };
  model.posteriors.set(belief, made);
  return made;
}

function personOf(belief: Belief, age = belief.age): Person {
  return age === undefined ? { regime: belief.regime } : { age, regime: belief.regime };
}
