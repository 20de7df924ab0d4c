import { coreScaleOf, cycleConstants } from "./constants.ts";
import { logScalePmf } from "./distributions/noise.ts";

/**
 * The people the model can imagine, and what each would record.
 *
 * A *cell* is a centre (ln days) and a spread index; a *state* is a cell and a chance that a start goes
 * unlogged. State number = cell × lossChances + loss index; cell number = centre index × spreads + spread index.
 * One set of tables serves every prior with the same spread factor. See [Note: grid size].
 */

/** Shortest and longest true cycle, days. Source: docs/forecasting.md, "Constants". */
export const shortestCycle = 10;
export const longestCycle = 200;

// [Note: grid size] 83 centres keep the spacing of 61 between 19 and 60 days while reaching the 90 of the late
// transition, so that one grid serves all. Against a grid of 161 × 31 × 12 the forecast differs by a mean total
// variation below 0.003 (test/reference.test.ts).
const centreCount = 83;
const spreadCount = 13;
const shortestCentre = Math.log(19);
const longestCentre = Math.log(90);
const widestIndex = 2.8;

export const centres = Float64Array.from(
  { length: centreCount },
  (_, i) => shortestCentre + ((longestCentre - shortestCentre) * i) / (centreCount - 1),
);
export const spreadIndices = Float64Array.from(
  { length: spreadCount },
  (_, i) => widestIndex * ((2 * i) / (spreadCount - 1) - 1),
);
/** Chances that one start goes unlogged. */
export const lossChances = [0, 0.01, 0.03, 0.08, 0.2, 0.4] as const;
export const cellCount = centreCount * spreadCount;
const lossCount = lossChances.length;
export const stateCount = cellCount * lossCount;

/** The most true cycles that one logged gap is taken to hold. */
export const mostMerged = 3;

/** What every cell would record, for one spread factor. */
export interface Tables {
  /** Chance of each true cycle length in a cell; indexed by day, 0 … longestCycle. */
  cycleLength(cell: number): Float64Array;
  /** First and last day of `cycleLength` with a chance worth a sum (1e-10 of the largest); inclusive. */
  shortest(cell: number): number;
  longest(cell: number): number;
  /** Chance that a gap of `days` holds exactly `count` true cycles that fill it; count 1 to mostMerged. */
  merged(cell: number, count: number, days: number): number;
  /** For every state the logarithm of the chance to log this gap; `trueCycles` when their number is known. */
  logGap(days: number, trueCycles?: number): Float64Array;
}

/** Smallest probability whose logarithm is taken; keeps impossible states finite. Our choice, near the least double. */
const leastChance = 1e-300;
const negligible = 1e-10;
/** Chances below it are not convolved further: they are far below `negligible` of any cell. */
const leastTerm = 1e-18;
/** Days to which merged cycles are first worked out: two typical cycles. */
const firstUpTo = 64;

export function createTables(spreadFactor: number, constants = cycleConstants): Tables {
  const single = Array.from({ length: cellCount }, (_, cell) => {
    const centre = centres[Math.floor(cell / spreadCount)]!;
    const index = spreadIndices[cell % spreadCount]!;
    const scale = coreScaleOf(constants, centre, index, spreadFactor);
    return logScalePmf(constants.noise, centre, scale, shortestCycle, longestCycle);
  });
  const support = single.map(supportOf);
  // merged[k]: chances of k + 1 cycles together, known up to day `upTo`; most gaps never need the long end.
  let merged: Float64Array[][] = [single];
  let upTo = 0;
  const gaps = new Map<string, Float64Array>();

  const table = (count: number, days: number): Float64Array[] => {
    if (count > 1 && days > upTo) {
      upTo = Math.min(longestCycle, Math.max(firstUpTo, 2 * days));
      merged = [single];
    }
    while (merged.length < count) {
      const last = merged.at(-1)!;
      merged.push(last.map((chance, cell) => convolve(chance, single[cell]!, support[cell]!, upTo)));
    }
    return merged[count - 1]!;
  };

  const logGap = (days: number, trueCycles: number | undefined): Float64Array => {
    const first = trueCycles ?? 1;
    const last = trueCycles ?? Math.min(mostMerged, Math.floor(days / shortestCycle));
    const logChance = new Float64Array(stateCount);
    const tables = Array.from({ length: last - first + 1 }, (_, i) => table(first + i, days));
    for (let cell = 0; cell < cellCount; cell++) {
      for (let index = 0; index < lossCount; index++) {
        const loss = lossChances[index]!;
        let chance = 0;
        let share = (1 - loss) * loss ** (first - 1);
        for (let i = 0; i < tables.length; i++) {
          chance += share * tables[i]![cell]![days]!;
          share *= loss;
        }
        logChance[cell * lossCount + index] = Math.log(Math.max(leastChance, chance));
      }
    }
    return logChance;
  };

  return {
    cycleLength: (cell) => single[cell]!,
    shortest: (cell) => support[cell]!.first,
    longest: (cell) => support[cell]!.last,
    merged: (cell, count, days) => table(count, days)[cell]![days]!,
    logGap(days, trueCycles) {
      const key = `${days}/${trueCycles ?? ""}`;
      const known = gaps.get(key) ?? logGap(days, trueCycles);
      gaps.set(key, known);
      return known;
    },
  };
}

interface Support {
  readonly first: number;
  readonly last: number;
}

function supportOf(chance: Float64Array): Support {
  const least = negligible * Math.max(...chance);
  return { first: chance.findIndex((p) => p > least), last: chance.findLastIndex((p) => p > least) };
}

/** Chances of the sum of two independent lengths, up to day `upTo`; `b` counts on its support only. */
function convolve(a: Float64Array, b: Float64Array, { first, last }: Support, upTo: number): Float64Array {
  const sum = new Float64Array(upTo + 1);
  for (let i = 0; i <= upTo - first && i < a.length; i++) {
    const chance = a[i]!;
    if (chance < leastTerm) continue;
    const end = Math.min(last, upTo - i);
    for (let j = first; j <= end; j++) sum[i + j]! += chance * b[j]!;
  }
  return sum;
}
