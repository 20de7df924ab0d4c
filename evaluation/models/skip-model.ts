import type { CohortCycle } from "../cohort.ts";
import type { LengthForecast, LengthModel } from "./length-model.ts";
import { type Bounds, heldWithin, minimise, nearestInside } from "./minimise.ts";
import { addEvidence, evidenceOf, farBelow, type GridPrior, largest } from "./skip-evidence.ts";
import type { SkipGrid } from "./skip-grid.ts";

/** What one of the published models adds to the grid: its name and its prior. */
export interface Family {
  readonly name: string;
  readonly source: string;
  readonly grid: () => SkipGrid;
  /** The prior at some hyper-parameters, on the scale that is searched; any numbers make one. */
  readonly priorAt: (hyper: readonly number[]) => GridPrior;
  /** Where the search begins: the published settings. */
  readonly starts: readonly (readonly number[])[];
  readonly step: readonly number[];
  readonly bounds: readonly Bounds[];
}

/** Which next start is forecast: the true one (our targets), or the next that is logged. */
export type Next = "true" | "logged";

/** A published model, refitted: hyper-parameters by the marginal likelihood of the training people. */
export const skipModel = (family: Family, next: Next = "true"): LengthModel => ({
  name: family.name,
  source: family.source,
  fit: (training) => {
    const logEvidence = evidenceOf(family.grid(), training);
    const badness = heldWithin((hyper) => -logEvidence(family.priorAt(hyper)), family.bounds);
    const found = family.starts.map((start) => minimise(badness, start, family.step, { evaluations: 500 }));
    const best = found.reduce((lowest, other) => (other.value < lowest.value ? other : lowest));
    const prior = family.priorAt(nearestInside(best.at, family.bounds));
    const forecast = forecastFrom(family.grid(), prior, next);
    return ({ cycles }) => forecast(cycles);
  },
});

/** The forecaster of a grid with one prior. */
export function forecastFrom(
  grid: SkipGrid,
  prior: GridPrior,
  next: Next = "true",
): (cycles: readonly CohortCycle[]) => LengthForecast {
  const logPrior = logPriorOf(prior);
  return (cycles) => {
    const weights = posterior(logPrior, grid, cycles);
    return next === "true" ? grid.nextTrue(weights) : grid.nextLogged(weights);
  };
}

/** Smallest prior weight whose logarithm is taken: no state is wholly ruled out. Our choice, near the least double. */
const leastWeight = 1e-300;

function logPriorOf({ cells, skips }: GridPrior): Float64Array {
  const logPrior = new Float64Array(cells.length * skips.length);
  for (let state = 0; state < logPrior.length; state++) {
    const weight = cells[Math.floor(state / skips.length)]! * skips[state % skips.length]!;
    logPrior[state] = Math.log(Math.max(leastWeight, weight));
  }
  return logPrior;
}

function posterior(logPrior: Float64Array, grid: SkipGrid, cycles: readonly CohortCycle[]): Float64Array {
  const weights = logPrior.slice();
  addEvidence(weights, grid, cycles);
  const most = largest(weights);
  let total = 0;
  for (let state = 0; state < weights.length; state++) {
    const log = weights[state]! - most;
    const weight = log < farBelow ? 0 : Math.exp(log);
    weights[state] = weight;
    total += weight;
  }
  for (let state = 0; state < weights.length; state++) weights[state]! /= total;
  return weights;
}
