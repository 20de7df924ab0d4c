import { beginBelief } from "./belief.ts";
import { cellCount, centres, lossChances, spreadIndices, type Tables } from "./grid.ts";
import { centralInterval, type Interval } from "./interval.ts";
import { type Belief, type Model, personOf, posterior } from "./model.ts";

/** Something nobody knows exactly: its median, and the central interval of `level` around it. Days, not whole ones. */
export interface Estimate {
  readonly median: number;
  readonly level: number;
  readonly lower: number;
  readonly upper: number;
}

/** How somebody's true cycles are. */
export interface CycleTraits {
  /** The length that half of her cycles stay below. */
  readonly usual: Estimate;
  /** Standard deviation of single cycles. */
  readonly spread: Estimate;
  /** Where one whole cycle ends: whole days, both inclusive. It holds the doubt about both of the above. */
  readonly oneCycle: Interval;
}

/** What a belief says of one person, in numbers that can be told to her. */
export interface Portrait {
  readonly own: CycleTraits;
  /** The same of somebody of her age and regime of whom no cycle is known: the prior. */
  readonly common: CycleTraits;
  /**
   * How much of what is known of her centre comes from her own cycles, 0 … 1: 1 − posterior / prior variance of the
   * logarithm of the centre. 0 too where her cycles contradict the prior so much that they have left more doubt than
   * there was.
   */
  readonly shareHers: number;
  /** Her cycles, each by the weight it still has after forgetting; at most `belief.cyclesUsed`. */
  readonly effectiveCycles: number;
  /** Mean chance that a start of hers goes unlogged. */
  readonly chanceUnlogged: number;
}

/** Level of every interval of a portrait. Our choice: that of the app, one level everywhere. */
const portraitLevel = 0.8;

/** @param lengthOf chance of each length of a whole new cycle for a belief of this model; indexed by days, sums to 1. */
export function portraitOf(
  model: Model,
  belief: Belief,
  lengthOf: (belief: Belief) => Float64Array,
): Portrait {
  const unknown = {
    ...beginBelief(model, personOf(belief)),
    // A regime that fades with its cycles has faded for anybody.
    cyclesInRegime: belief.cyclesInRegime,
  };
  const [own, common] = [peopleIn(model, belief), peopleIn(model, unknown)];
  return {
    own: traitsOf(own, lengthOf(belief)),
    common: traitsOf(common, lengthOf(unknown)),
    shareHers: Math.max(0, 1 - varianceOfCentre(own) / varianceOfCentre(common)),
    effectiveCycles: belief.cyclesWeight,
    chanceUnlogged: own.chanceUnlogged,
  };
}

/** The people a belief can imagine, one a cell, without those who weigh nothing. */
interface People {
  readonly cells: readonly {
    readonly weight: number;
    readonly centre: number;
    readonly median: number;
    readonly deviation: number;
  }[];
  readonly chanceUnlogged: number;
}

/** Weight below which a cell is left out: what is left out sums to less than 1e-6. Our choice. */
const leastWeight = 1e-9;

function peopleIn(model: Model, belief: Belief): People {
  const { weights, tables } = posterior(model, belief);
  const cells = [];
  let chanceUnlogged = 0;
  for (let cell = 0; cell < cellCount; cell++) {
    let weight = 0;
    for (const [index, loss] of lossChances.entries()) {
      const state = weights[cell * lossChances.length + index]!;
      weight += state;
      chanceUnlogged += state * loss;
    }
    if (weight < leastWeight) continue;
    const centre = centres[Math.floor(cell / spreadIndices.length)]!;
    cells.push({ weight, centre, ...lengthsIn(tables, cell) });
  }
  return { cells, chanceUnlogged };
}

/** Median and standard deviation of a cell's cycles. A day counts as the time from half a day before it to half a day after. */
function lengthsIn(tables: Tables, cell: number): { median: number; deviation: number } {
  const chance = tables.cycleLength(cell);
  let [total, mean, square, median] = [0, 0, 0, 0];
  for (let day = tables.shortest(cell); day <= tables.longest(cell); day++) {
    const p = chance[day]!;
    if (total < 0.5 && total + p >= 0.5) median = day - 0.5 + (0.5 - total) / p;
    total += p;
    mean += p * day;
    square += p * day * day;
  }
  mean /= total;
  return { median, deviation: Math.sqrt(square / total - mean * mean) };
}

function traitsOf({ cells }: People, length: Float64Array): CycleTraits {
  const oneCycle = centralInterval(length, portraitLevel);
  if (!oneCycle) throw new Error("every whole cycle ends on a day of the table");
  return {
    usual: estimate(mediansByCentre(cells)),
    spread: estimate(cells.map(({ weight, deviation }) => ({ weight, value: deviation }))),
    oneCycle,
  };
}

interface Weighted {
  readonly weight: number;
  readonly value: number;
}

/**
 * One value for each centre, over its spreads: so the values lie evenly, and a straight line between two of them says
 * what a finer grid would.
 */
function mediansByCentre(cells: People["cells"]): readonly Weighted[] {
  const sums = new Map<number, { weight: number; value: number }>();
  for (const { centre, weight, median } of cells) {
    const sum = sums.get(centre) ?? { weight: 0, value: 0 };
    sums.set(centre, { weight: sum.weight + weight, value: sum.value + weight * median });
  }
  return [...sums.values()].map(({ weight, value }) => ({ weight, value: value / weight }));
}

function estimate(values: readonly Weighted[]): Estimate {
  const sorted = [...values].sort((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  const at = (level: number): number => quantileOf(sorted, level * total);
  const outside = (1 - portraitLevel) / 2;
  return { median: at(0.5), level: portraitLevel, lower: at(outside), upper: at(1 - outside) };
}

/** Each value stands in the middle of its weight, and between two of them the line is straight. */
function quantileOf(sorted: readonly Weighted[], mass: number): number {
  let before: { readonly middle: number; readonly value: number } | null = null;
  let sum = 0;
  for (const { weight, value } of sorted) {
    const middle = sum + weight / 2;
    if (middle >= mass) {
      if (before === null) return value;
      return before.value + ((value - before.value) * (mass - before.middle)) / (middle - before.middle);
    }
    before = { middle, value };
    sum += weight;
  }
  if (before === null) throw new Error("a belief imagines at least one person");
  return before.value;
}

function varianceOfCentre({ cells }: People): number {
  let [total, mean, square] = [0, 0, 0];
  for (const { weight, centre } of cells) {
    total += weight;
    mean += weight * centre;
    square += weight * centre * centre;
  }
  mean /= total;
  return square / total - mean * mean;
}
