import { type CycleConstants, cycleConstants, requireConstants } from "./constants.ts";
import { createDayLengths, type DayLengths } from "./day-lengths.ts";
import { betaWeights } from "./distributions/beta.ts";
import { softmax } from "./distributions/softmax.ts";
import { type Evidence, type EvidenceSums, sumOf } from "./evidence.ts";
import {
  cellCount,
  centres,
  createTables,
  lossChances,
  spreadIndices,
  stateCount,
  type Tables,
} from "./grid.ts";
import { periodPrior } from "./period.ts";
import { type Person, type Prior, priorOf, type Regime } from "./person.ts";
import { createLutealLengths, type SignKind } from "./signs.ts";

/**
 * What the model has learned of one person: a value, never changed in place.
 *
 * The evidence holds log-likelihoods, without the prior; so a belief can be read at another age, and one more
 * observation costs the same after 3 cycles and after 300.
 */
export interface Belief {
  readonly regime: Regime;
  readonly age: number | undefined;
  readonly cyclesInRegime: number;
  /** Logged gaps it learned from. */
  readonly cyclesUsed: number;
  /** Those gaps, each by the weight it still has: what is left of `cyclesUsed` after forgetting. */
  readonly cyclesWeight: number;
  readonly evidence: Evidence;
  readonly luteal: Readonly<Partial<Record<SignKind, Float64Array>>>;
  readonly period: Float64Array;
}

/** What a researcher may set otherwise than docs/forecasting.md has it. */
export interface ModelSettings {
  /** As `constants.memory`, but at every age and in every regime. */
  readonly memory?: number;
  readonly constants?: CycleConstants;
}

/** The tables of a model, each built when it is first needed and then kept. */
export interface Model {
  readonly constants: CycleConstants;
  /** Where one memory holds for everybody. */
  readonly memory: number | undefined;
  /** What is known of a person before her history. */
  prior(person: Person, cyclesInRegime: number): Prior;
  tables(spreadFactor: number): Tables;
  readonly luteal: Readonly<Record<SignKind, DayLengths>>;
  readonly period: DayLengths;
  /** Logarithm of the prior of each state. */
  logPrior(prior: Prior): Float64Array;
  /** Kept as long as its belief is: most questions are asked of one belief several times. */
  readonly posteriors: WeakMap<Belief, Posterior>;
  readonly sums: EvidenceSums;
}

/** What a belief and its prior say of the present: the weight of each state, and the tables that go with them. */
export interface Posterior {
  readonly weights: Float64Array;
  readonly tables: Tables;
  /** Chance of each length of a whole cycle, once somebody has asked for it. */
  cycleLength?: Float64Array;
}

/** @throws RangeError if `memory` is not in (0, 1], or a constant is out of its range */
export function createModel({ memory, constants = cycleConstants }: ModelSettings = {}): Model {
  requireConstants(constants);
  if (memory !== undefined && !(memory > 0 && memory <= 1)) {
    throw new RangeError(`memory expects a number in (0, 1], got ${memory}`);
  }
  const tablesByFactor = new Map<number, Tables>();
  const lossWeights = new Map<string, Float64Array>();
  const priors = new Map<string, Float64Array>();
  return {
    luteal: createLutealLengths(),
    period: createDayLengths(periodPrior),
    posteriors: new WeakMap(),
    sums: new WeakMap(),
    constants,
    memory,
    prior: (person, cyclesInRegime) => priorOf(person, cyclesInRegime, constants),
    tables(spreadFactor) {
      const tables = tablesByFactor.get(spreadFactor) ?? createTables(spreadFactor, constants);
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
  const logPrior = new Float64Array(stateCount);
  for (let cell = 0; cell < cellCount; cell++) {
    const ofCell = logPriorOfCell(prior, cell);
    for (const [loss, weight] of lossWeights.entries()) {
      logPrior[cell * lossWeights.length + loss] = Math.log(weight) + ofCell;
    }
  }
  return logPrior;
}

/** Logarithm of the prior of a cell, up to a constant; the chance that a start goes unlogged is independent of it. */
export function logPriorOfCell(prior: Prior, cell: number): number {
  const centre = (centres[Math.floor(cell / spreadIndices.length)]! - prior.centre) / prior.betweenPeople;
  const index = spreadIndices[cell % spreadIndices.length]!;
  return -0.5 * (centre * centre + index * index);
}

/** The posterior of every state. */
export function posterior(model: Model, belief: Belief): Posterior {
  const known = model.posteriors.get(belief);
  if (known) return known;
  const prior = model.prior(personOf(belief), belief.cyclesInRegime);
  const logWeights = Float64Array.from(model.logPrior(prior));
  const logLikelihood = sumOf(model.sums, belief.evidence);
  for (let state = 0; state < stateCount; state++) logWeights[state]! += logLikelihood[state]!;
  const made = { weights: softmax(logWeights), tables: model.tables(prior.spreadFactor) };
  model.posteriors.set(belief, made);
  return made;
}

export function personOf(belief: Belief, age = belief.age): Person {
  return age === undefined ? { regime: belief.regime } : { age, regime: belief.regime };
}
