import { generalisedPoissonNodes } from "./grid-nodes.ts";
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

/** What a cohort shares: how its people's rates λ, dispersions ξ = 2 × Beta − 1 and chances to skip a log are spread. */
export interface GeneralisedPoissonHyper {
  readonly rate: Gamma;
  readonly dispersion: Beta;
  readonly skip: Beta;
}

/** The settings that the authors' code comes with, and those of their simulations. */
export const shippedGeneralisedPoisson: GeneralisedPoissonHyper = {
  rate: { shape: 30, rate: 1 },
  dispersion: { a: 1, b: 1 },
  skip: { a: 2, b: 20 },
};
const simulated: GeneralisedPoissonHyper = {
  rate: { shape: 160, rate: 4 },
  dispersion: { a: 2, b: 20 },
  skip: { a: 2, b: 20 },
};

/** Its prior on a grid; people whose mean lies off the grid are left out of it. */
export function generalisedPoissonPrior(
  { nodes, cells }: SkipGrid,
  { rate, dispersion, skip }: GeneralisedPoissonHyper,
): GridPrior {
  const ofDispersion = betaWeights(
    dispersion.a,
    dispersion.b,
    nodes.dispersions.map((xi) => (1 + xi) / 2),
  );
  const perDispersion = nodes.means.length;
  return {
    cells: rateWeights(cells, rate, (cell) => ofDispersion[Math.floor(cell / perDispersion)]!),
    skips: betaWeights(skip.a, skip.b, nodes.skipChances),
  };
}

let grid: SkipGrid | null = null;
/** Made when first used, and once: it is the same for every fit. */
function sharedGrid(): SkipGrid {
  grid ??= createSkipGrid(generalisedPoissonNodes());
  return grid;
}

const search = ({ rate, dispersion, skip }: GeneralisedPoissonHyper): readonly number[] => [
  ...searchGamma(rate),
  ...searchBeta(dispersion),
  ...searchBeta(skip),
];

const family: Family = {
  name: "Generalised Poisson with skips",
  source: "Urteaga, Li, Shea, Vitzthum, Wiggins and Elhadad, PMLR 149 (2021) 535–566, refitted",
  grid: sharedGrid,
  priorAt: ([logMean, logShape, dispersionOdds, dispersionTotal, skipOdds, skipTotal]) =>
    generalisedPoissonPrior(sharedGrid(), {
      rate: gammaAt(logMean!, logShape!),
      dispersion: betaAt(dispersionOdds!, dispersionTotal!),
      skip: betaAt(skipOdds!, skipTotal!),
    }),
  starts: [search(shippedGeneralisedPoisson), search(simulated)],
  step: [0.05, 0.5, 0.7, 0.7, 0.7, 0.7],
  bounds: [...gammaBounds, ...betaBounds, ...betaBounds],
};

/** As the Poisson model, with a scatter of each person's own: `next` says which start is forecast. */
export const generalisedPoisson = (next: Next = "true"): LengthModel => skipModel(family, next);
