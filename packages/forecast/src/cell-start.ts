import { longestCycle, lossChances, type Tables } from "./grid.ts";
import type { OpenCycle } from "./history.ts";

/**
 * One cell's share of the next start, worked out in an array that is used again for the next cell: there are a
 * thousand cells in every forecast.
 */

/** The next start in one cell. The visitor must not keep it: the array is used again for the next cell. */
export interface CellStart {
  cell: number;
  /** Joint chance of this cell and a next start; index 0 is day `elapsed` + 1. Zero outside `from` … `to` - 1. */
  readonly chance: Float64Array;
  from: number;
  to: number;
  /** Sum of `chance`: the weight of this cell. */
  weight: number;
  /** Mass with n unlogged starts, and the sum of mass × day of the latest of them. */
  mass: number[];
  latest: number[];
}

/** Joint chance of a cell and of n unlogged starts, on whichever days, below which n is not looked at. Our choice. */
const leastLoss = 1e-8;
/** Joint chance of a cell and of an unlogged start on one day below which it is not followed further. Our choice. */
const leastHidden = 1e-9;
/** Chance, within a cell, of an unlogged start on one day below which no further one is looked for. Our choice. */
const leastStep = 1e-9;

/** Fills `moments[n]` with Σ weight · loss^n over the states of a cell (loss taken as 1 in a pause); gives moments[0]. */
export function lossMoments(
  weights: Float64Array,
  cell: number,
  isPause: boolean,
  moments: Float64Array,
): number {
  const lossCount = lossChances.length;
  for (let n = 0; n < moments.length; n++) moments[n] = 0;
  for (let index = 0; index < lossCount; index++) {
    const loss = isPause ? 1 : lossChances[index]!;
    let weight = weights[cell * lossCount + index]!;
    for (let n = 0; n < moments.length; n++) {
      moments[n]! += weight;
      weight *= loss;
    }
  }
  return moments[0]!;
}

export function rescale(start: CellStart, factor: number): void {
  for (let day = start.from; day < start.to; day++) start.chance[day]! *= factor;
  for (let n = 0; n < start.mass.length; n++) {
    start.mass[n]! *= factor;
    start.latest[n]! *= factor;
  }
  start.weight *= factor;
}

/** @param factorOfLength as in `firstStart` */
export function fillCell(
  start: CellStart,
  tables: Tables,
  open: OpenCycle,
  moments: Float64Array,
  factorOfLength: Float64Array | null,
): void {
  const length = tables.cycleLength(start.cell);
  const [shortest, longest] = [tables.shortest(start.cell), tables.longest(start.cell)];
  const ownLength = factorOfLength ? reweighed(length, factorOfLength, shortest, longest) : length;
  const firstDay = open.elapsed + 1;
  start.chance.fill(0);
  start.from = Math.min(longestCycle, Math.max(0, shortest - firstDay));
  start.to = Math.min(longestCycle, Math.max(start.from, longest - open.elapsed));
  start.mass = [addCycle(start.chance, firstDay, ownLength, 0, shortest, longest, moments[0]!)];
  start.latest = [0];
  let previous = Float64Array.of(1);
  for (let n = 1; n < moments.length && n * shortest <= open.elapsed && open.mayHide; n++) {
    if (moments[n]! < leastLoss) break;
    // Only the cycle that the last logged start began is the one whose length is weighed.
    const hidden = nextHidden(
      previous,
      n === 1 ? ownLength : length,
      shortest,
      longest,
      open.elapsed,
      open.mayHide,
    );
    let [sum, days] = [0, 0];
    for (let day = n * shortest; day <= open.elapsed; day++) {
      if (hidden[day]! * moments[n]! < leastHidden) continue;
      const joint = addCycle(
        start.chance,
        firstDay,
        length,
        day,
        shortest,
        longest,
        hidden[day]! * moments[n]!,
      );
      sum += joint;
      days += joint * day;
    }
    start.from = 0;
    start.to = Math.min(longestCycle, longest);
    start.mass.push(sum);
    start.latest.push(days);
    previous = hidden;
  }
  start.weight = 0;
  for (const mass of start.mass) start.weight += mass;
}

/** The chances times the factors, summing to 1 again. */
function reweighed(
  chance: Float64Array,
  factor: Float64Array,
  shortest: number,
  longest: number,
): Float64Array {
  const product = new Float64Array(chance.length);
  let total = 0;
  for (let days = shortest; days <= longest; days++) {
    product[days] = chance[days]! * factor[days]!;
    total += product[days]!;
  }
  for (let days = shortest; days <= longest; days++) product[days]! /= total;
  return product;
}

/**
 * The next start of a cell when nobody knows where in a cycle she is: every place is as likely as another, so a start
 * k days on has the chance that a cycle lasts longer than k, and than the days just watched (the renewal theorem).
 */
export function fillCellAfterYears(start: CellStart, tables: Tables, watched: number): void {
  const length = tables.cycleLength(start.cell);
  start.chance.fill(0);
  start.from = 0;
  start.to = Math.max(0, longestCycle - watched);
  start.weight = 0;
  let longer = 0;
  for (let day = start.to - 1; day >= 0; day--) {
    longer += length[day + watched + 1]!;
    start.chance[day] = longer;
    start.weight += longer;
  }
  // It follows some start that nobody logged, and nobody can say which.
  start.mass = [0];
  start.latest = [0];
}

/** Adds one cycle that began on day `start`, weighted, to `chance`, whose index 0 is day `firstDay`; gives what it added. */
function addCycle(
  chance: Float64Array,
  firstDay: number,
  length: Float64Array,
  start: number,
  shortest: number,
  longest: number,
  weight: number,
): number {
  let sum = 0;
  const last = Math.min(start + longest, firstDay + chance.length - 1);
  for (let day = Math.max(firstDay, start + shortest); day <= last; day++) {
    const joint = weight * length[day - start]!;
    chance[day - firstDay]! += joint;
    sum += joint;
  }
  return sum;
}

/** Where the start after `previous` fell, if it is one that nobody logged; chances by day, 0 … elapsed. */
function nextHidden(
  previous: Float64Array,
  length: Float64Array,
  shortest: number,
  longest: number,
  elapsed: number,
  mayHide: readonly boolean[],
): Float64Array<ArrayBuffer> {
  const hidden = new Float64Array(elapsed + 1);
  for (let from = 0; from < previous.length; from++) {
    const chance = previous[from]!;
    if (chance < leastStep) continue;
    const last = Math.min(elapsed, from + longest);
    for (let day = from + shortest; day <= last; day++) hidden[day]! += chance * length[day - from]!;
  }
  for (let day = 0; day <= elapsed; day++) if (!mayHide[day]) hidden[day] = 0;
  return hidden;
}
