import { poissonNodes } from "./grid-nodes.ts";
import {
  type Beta,
  betaAt,
  betaBounds,
  type Gamma,
  gammaAt,
  gammaBounds,
  searchBeta,
  searchGamma,
} from "./hyper-parameters.ts";
import type { LengthModel } from "./length-model.ts";
import { betaWeights, rateWeights } from "./prior-weights.ts";
import type { GridPrior } from "./skip-evidence.ts";
import { createSkipGrid, type SkipGrid } from "./skip-grid.ts";
import { type Family, type Next, skipModel } from "./skip-model.ts";

/** What a cohort shares: how its people's rates λ, days a cycle, and chances to skip a log are spread. */
export interface PoissonHyper {
  readonly rate: Gamma;
  readonly skip: Beta;
}

/** u0 of the publication. */
export const publishedPoisson: PoissonHyper = { rate: { shape: 180, rate: 6 }, skip: { a: 2, b: 20 } };

/** Its prior on a grid, whose dispersion is 0; people whose mean lies off the grid are left out of it. */
export const poissonPrior = ({ nodes, cells }: SkipGrid, { rate, skip }: PoissonHyper): GridPrior => ({
  cells: rateWeights(cells, rate),
  skips: betaWeights(skip.a, skip.b, nodes.skipChances),
});

let grid: SkipGrid | null = null;
/** Made when first used, and once: it is the same for every fit. */
function sharedGrid(): SkipGrid {
  grid ??= createSkipGrid(poissonNodes());
  return grid;
}

const family: Family = {
  name: "Poisson with skips",
  source: "Li, Urteaga, Shea, Vitzthum, Wiggins and Elhadad, JAMIA 29 (2022) 3–11, refitted",
  grid: sharedGrid,
  priorAt: ([logMean, logShape, logOdds, logTotal]) =>
    poissonPrior(sharedGrid(), {
      rate: gammaAt(logMean!, logShape!),
      skip: betaAt(logOdds!, logTotal!),
    }),
  starts: [[...searchGamma(publishedPoisson.rate), ...searchBeta(publishedPoisson.skip)]],
  step: [0.05, 0.5, 0.7, 0.7],
  bounds: [...gammaBounds, ...betaBounds],
};

/** Cycles are Poisson about each person's rate, and a logged gap may hold several: `next` says which is forecast. */
export const poisson = (next: Next = "true"): LengthModel => skipModel(family, next);
