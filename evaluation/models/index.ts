import { empiricalBayesNormal } from "./empirical-bayes-normal.ts";
import { generalisedPoisson } from "./generalised-poisson.ts";
import type { LengthModel } from "./length-model.ts";
import { poisson } from "./poisson.ts";
import { constant28, populationDistribution, populationMean, populationMedian } from "./population.ts";

export { asSaid } from "./as-said.ts";
export { dressed, dressedSign, dressedToRange } from "./dressed.ts";

/** The models that our forecast is compared with; a rule becomes one by `dressed` or `asSaid`. */
export const publishedModels: readonly LengthModel[] = [
  constant28,
  populationMean,
  populationMedian,
  populationDistribution,
  empiricalBayesNormal,
  poisson(),
  generalisedPoisson(),
];
