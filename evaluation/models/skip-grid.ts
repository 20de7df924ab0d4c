import { logNormaliser, logUnnormalised, type Scatter } from "./generalised-poisson-law.ts";
import { emptyForecast, longestForecast, normalised } from "./length-forecast.ts";
import type { LengthForecast } from "./length-model.ts";

/**
 * The people whom the two published models can imagine, and what each would log.
 *
 * A *cell* is a mean and a dispersion, a *state* a cell and a chance to skip a log. State number = cell × skip chances
 * + index of the chance; cell number = index of the dispersion × means + index of the mean. The sums over the grid
 * take the place of the published Monte-Carlo draws: the same posterior, without their noise.
 */
export interface GridNodes {
  /** Mean cycle, days; evenly spaced in their logarithm. */
  readonly means: readonly number[];
  /** ξ, increasing. */
  readonly dispersions: readonly number[];
  /** Chances that a start is not logged, increasing from 0. */
  readonly skipChances: readonly number[];
}

export interface SkipGrid {
  readonly nodes: GridNodes;
  readonly cells: readonly Scatter[];
  readonly stateCount: number;
  /** For every state the logarithm of the chance to log a gap of so many days; remembered. */
  logSeen(days: number): Float64Array;
  /** The next true length, given the weight of each state. */
  nextTrue(weights: Float64Array): LengthForecast;
  /** The next logged gap; what is missing from a sum of 1 is longer than the longest forecast. */
  nextLogged(weights: Float64Array): LengthForecast;
}

/** The most skipped logs in one gap. Source: Li et al., JAMIA 29 (2022), S = 10. */
const mostSkipped = 10;
/** Keeps impossible states finite, near the least double. Our choice. */
const leastChance = 1e-300;
/** Chances and weights below it are not summed. Our choice, a thousandth of what any sum is held to. */
const negligible = 1e-13;

/** Chances of 0 … 10 skipped logs: a geometric distribution cut off there. */
function skipShares(chance: number): Float64Array {
  const shares = Float64Array.from({ length: mostSkipped + 1 }, (_, skipped) => chance ** skipped);
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

export function createSkipGrid(nodes: GridNodes): SkipGrid {
  const cells = nodes.dispersions.flatMap((dispersion) => nodes.means.map((mean) => ({ mean, dispersion })));
  const shares = nodes.skipChances.map(skipShares);
  const chances = shares.length;
  const stateCount = cells.length * chances;
  const normaliser = new Float64Array(cells.length * (mostSkipped + 1)).fill(Number.NaN);
  const seen = new Map<number, Float64Array>();

  const chanceOf = (cell: number, skipped: number, days: number): number => {
    const log = logUnnormalised(cells[cell]!, skipped + 1, days);
    if (log < -700) return 0;
    const at = cell * (mostSkipped + 1) + skipped;
    if (Number.isNaN(normaliser[at]!)) normaliser[at] = logNormaliser(cells[cell]!, skipped + 1);
    return Math.exp(log - normaliser[at]!);
  };

  const logSeen = (days: number): Float64Array => {
    const column = new Float64Array(stateCount);
    for (let cell = 0; cell < cells.length; cell++) {
      for (let skipped = 0; skipped <= mostSkipped; skipped++) {
        const chance = chanceOf(cell, skipped, days);
        if (chance === 0) continue;
        for (let k = 0; k < chances; k++) column[cell * chances + k]! += shares[k]![skipped]! * chance;
      }
    }
    return column.map((chance) => Math.log(Math.max(leastChance, chance)));
  };

  // Chances of each cell's own length, from its first day to its last that count.
  let made: readonly Support[] | null = null;
  const supports = (): readonly Support[] => {
    made ??= cells.map((_, cell) => supportOf((days) => chanceOf(cell, 0, days)));
    return made;
  };

  return {
    nodes,
    cells,
    stateCount,
    logSeen(days) {
      const known = seen.get(days) ?? logSeen(days);
      seen.set(days, known);
      return known;
    },
    nextTrue(weights) {
      const forecast = emptyForecast();
      const lengths = supports();
      for (let cell = 0; cell < cells.length; cell++) {
        let weight = 0;
        for (let k = 0; k < chances; k++) weight += weights[cell * chances + k]!;
        if (weight < negligible) continue;
        const { first, chance } = lengths[cell]!;
        for (let i = 0; i < chance.length; i++) forecast[first + i]! += weight * chance[i]!;
      }
      return normalised(forecast);
    },
    nextLogged(weights) {
      const forecast = emptyForecast();
      for (let cell = 0; cell < cells.length; cell++) {
        for (let skipped = 0; skipped <= mostSkipped; skipped++) {
          let weight = 0;
          for (let k = 0; k < chances; k++) weight += weights[cell * chances + k]! * shares[k]![skipped]!;
          if (weight < negligible) continue;
          for (let days = 1; days <= longestForecast; days++) {
            forecast[days]! += weight * chanceOf(cell, skipped, days);
          }
        }
      }
      return forecast;
    },
  };
}

interface Support {
  readonly first: number;
  readonly chance: Float64Array;
}

function supportOf(chanceOf: (days: number) => number): Support {
  const chance = Float64Array.from({ length: longestForecast + 1 }, (_, days) =>
    days === 0 ? 0 : chanceOf(days),
  );
  const first = chance.findIndex((share) => share > negligible);
  return { first, chance: chance.slice(first, chance.findLastIndex((share) => share > negligible) + 1) };
}
