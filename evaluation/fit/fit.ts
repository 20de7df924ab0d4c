import { type CycleConstants, cycleConstants, drawNormal, type Random } from "@tidetable/forecast";
import type { CohortPerson } from "../cohort.ts";
import type { LengthModel } from "../models/length-model.ts";
import { minimise } from "../models/minimise.ts";
import { createOurModel } from "../ours.ts";
import { type LikelihoodOptions, logLikelihoodOf } from "./cohort-likelihood.ts";
import { type FreeConstant, freeConstants, fromUnits, toUnits } from "./free-constants.ts";
import { standardErrorsAt } from "./standard-errors.ts";

/** Constants learned from a cohort: those under which it is likeliest, and which are not far from the published ones. */
export interface Fit {
  readonly constants: CycleConstants;
  /** Sum of the logarithms of the chances given to each gap, nats. */
  readonly logLikelihood: number;
  /** The same under the published constants. */
  readonly logLikelihoodAsPublished: number;
  /** Highest log-likelihood + log-prior found from each start, in order. */
  readonly reached: readonly number[];
  /** Standard error of each constant that was free, by name, on the scale it is printed in; from the curvature. */
  readonly standardErrors: Readonly<Record<string, number>>;
}

export interface FitOptions extends LikelihoodOptions {
  /** Searches from this many places: the published constants, and others drawn about them. */
  readonly starts: number;
  /** How often each search may ask for the likelihood. */
  readonly evaluations: number;
}

/** How far from the published constants the other searches begin, in prior widths. Our choice. */
const startReach = 0.5;
const firstStep = 0.7;

/** @param random draws the places from which the second and later searches begin. */
export function fitConstants(people: readonly CohortPerson[], options: FitOptions, random: Random): Fit {
  const free = freeConstants(options);
  const cost = costOf(people, free, options);
  const minima = Array.from({ length: options.starts }, (_, start) => {
    const from = free.map(() => (start === 0 ? 0 : startReach * drawNormal(random)));
    return minimise(
      cost,
      from,
      free.map(() => firstStep),
      { evaluations: options.evaluations },
    );
  });
  const best = minima.reduce((a, b) => (b.value < a.value ? b : a));
  const constants = fromUnits(best.at, free);
  return {
    constants,
    logLikelihood: logLikelihoodOf(people, constants, options),
    logLikelihoodAsPublished: logLikelihoodOf(people, cycleConstants, options),
    reached: minima.map(({ value }) => -value),
    standardErrors: standardErrorsAt(cost, best.at, free),
  };
}

/** Minus the log-likelihood and the log-prior, which is standard normal in units of the widths. */
function costOf(
  people: readonly CohortPerson[],
  free: readonly FreeConstant[],
  options: LikelihoodOptions,
): (units: readonly number[]) => number {
  return (units) =>
    0.5 * units.reduce((sum, unit) => sum + unit * unit, 0) -
    logLikelihoodOf(people, fromUnits(units, free), options);
}

/** Ours with its constants learned from the training half, as a model among others. */
export function refittedModel(name: string, options: LikelihoodOptions): LengthModel {
  const free = freeConstants(options);
  return {
    name,
    source: "packages/forecast, evaluation/fit",
    fit(training) {
      const { at } = minimise(
        costOf(training, free, options),
        toUnits(cycleConstants, free),
        free.map(() => firstStep),
        { evaluations: evaluationsOfAFold },
      );
      return createOurModel({ settings: { constants: fromUnits(at, free) } }).fit(training);
    },
  };
}

/** Enough for nine constants: twice as many change no score by a thousandth. Our choice. */
const evaluationsOfAFold = 250;
