import { longestGap } from "./belief.ts";
import { type CellStart, fillCell, fillCellAfterYears, lossMoments, rescale } from "./cell-start.ts";
import { cellCount, longestCycle, shortestCycle, type Tables } from "./grid.ts";
import type { OpenCycle } from "./history.ts";
import { type Belief, type Model, posterior } from "./model.ts";

/**
 * The next start, cell by cell: a renewal process whose events may have gone unlogged.
 *
 * In each cell the next start is day t after the last logged one, either as the end of the same cycle, or after
 * one or more starts that nobody logged on days where that was possible. Cells are weighed by how well they
 * explain that nothing was logged up to now. After a longer silence than the model takes for one gap the cells
 * keep the weights they had: the silence is then a pause, no evidence, and the place in the cycle is counted on; after a
 * still longer one it is lost.
 */
export interface FirstStart {
  /** Chance of a next start on day `elapsed` + 1 + index; sums to 1 with what lies beyond. */
  readonly chance: Float64Array;
  readonly tables: Tables;
  /** Chance that the next start follows n unlogged ones, n = 0, 1, … */
  readonly unlogged: readonly number[];
  /** Mean day, since the last logged start, of the latest unlogged start, given that there were n; index n. */
  readonly latestUnlogged: readonly number[];
  /** Shows every cell in turn; its chances sum, over all cells and days, to 1. */
  eachCell(visit: (start: CellStart) => void): void;
}

/** Weight below which a cell is left out: what is left out sums to less than 1e-4. Our choice. */
export const leastWeight = 1e-7;
/** After a pause of more days the place in the cycle is taken as lost, not counted on. Our choice: the longest cycle. */
const phaseMemoryDays = longestCycle;

/**
 * Null when no cycle of the model can have lasted that long.
 *
 * @param factorOfLength what is known of this cycle alone: a factor on the chance of each of its lengths, by days.
 */
export function firstStart(
  model: Model,
  belief: Belief,
  open: OpenCycle,
  factorOfLength: Float64Array | null = null,
): FirstStart | null {
  const { weights, tables } = posterior(model, belief);
  const chance = new Float64Array(longestCycle);
  const unlogged: number[] = [];
  const latest: number[] = [];
  let total = 0;
  const visitAll = (visit: (start: CellStart) => void): void => {
    eachCell(weights, tables, open, factorOfLength, visit);
  };
  visitAll((start) => {
    for (let day = start.from; day < start.to; day++) chance[day]! += start.chance[day]!;
    total += start.weight;
    for (let n = 0; n < start.mass.length; n++) {
      unlogged[n] = (unlogged[n] ?? 0) + start.mass[n]!;
      latest[n] = (latest[n] ?? 0) + start.latest[n]!;
    }
  });
  if (!(total > 1e-200)) return null;
  for (let day = 0; day < chance.length; day++) chance[day]! /= total;
  return {
    chance,
    tables,
    unlogged: unlogged.map((mass) => mass / total),
    latestUnlogged: latest.map((sum, n) => (unlogged[n]! > 0 ? sum / unlogged[n]! : 0)),
    eachCell: (visit) =>
      visitAll((start) => {
        rescale(start, 1 / total);
        visit(start);
      }),
  };
}

function eachCell(
  weights: Float64Array,
  tables: Tables,
  open: OpenCycle,
  factorOfLength: Float64Array | null,
  visit: (start: CellStart) => void,
): void {
  const isPause = open.elapsed > longestGap && (open.mayHide?.includes(true) ?? false);
  const watched = watchedAtTheEnd(open);
  const moments = new Float64Array(Math.floor(open.elapsed / shortestCycle) + 1);
  const start: CellStart = {
    cell: 0,
    chance: new Float64Array(longestCycle),
    from: 0,
    to: 0,
    weight: 0,
    mass: [],
    latest: [],
  };
  for (let cell = 0; cell < cellCount; cell++) {
    const weight = lossMoments(weights, cell, isPause, moments);
    if (weight < leastWeight) continue;
    start.cell = cell;
    if (isPause && open.elapsed > phaseMemoryDays) fillCellAfterYears(start, tables, watched);
    else fillCell(start, tables, open, moments, factorOfLength);
    if (!(start.weight > 0)) continue;
    if (isPause) rescale(start, weight / start.weight);
    visit(start);
  }
}

/** Days up to now, in a row, on which a start could not have gone unlogged. */
function watchedAtTheEnd({ elapsed, mayHide = [] }: OpenCycle): number {
  let days = 0;
  while (days < elapsed && !mayHide[elapsed - days]) days++;
  return days;
}
