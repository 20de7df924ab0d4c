import { longestGap } from "../belief.ts";
import { longestCycle, shortestCycle, type Tables } from "../grid.ts";
import {
  blockCount,
  cellLength,
  cellOf,
  centreCount,
  daysInBlock,
  lossCount,
  numbersInReach,
  rowLength,
  spreadCount,
  stateLength,
  stateOf,
  toBase2,
  usualCentres,
} from "./layout.ts";

/** A day's chance, weighted, below which it is not added up. Our choice: test/bulk.test.ts holds what that leaves. */
const leastJoint = 1e-10;
/** Reaches are kept for weights up to 1, up to 0.1, … and up to 1e-7, below which a cell is left out anyway. */
export const levelCount = 8;

const blockRows = blockCount * spreadCount;
const lengthsSize = blockCount * cellLength * daysInBlock;
const reachesSize = blockRows * numbersInReach;
/** Gaps that teach: `shortestCycle` to `longestGap`. */
const gapCount = longestGap - shortestCycle + 1;

/** Where in the laid out tables each part of them begins, in numbers. */
export const lengthsAt = 0;
/** For cells of weights up to 10^-level. */
export const reachesAt = (level: number): number => lengthsSize + level * reachesSize;
export const columnAt = (days: number): number =>
  lengthsSize + levelCount * reachesSize + (days - shortestCycle) * stateLength;
/** The largest number of a column beyond the usual centres. */
export const beyondAt = (days: number): number => columnAt(shortestCycle + gapCount) + days - shortestCycle;
/** Numbers in all tables of one spread factor. */
export const tablesSize = beyondAt(shortestCycle + gapCount);

/** The tables of one spread factor as the loops read them. */
export function layOut(tables: Tables): Float32Array<ArrayBuffer> {
  const numbers = new Float32Array(tablesSize);
  const words = new Int32Array(numbers.buffer);
  const lengths = numbers.subarray(lengthsAt, lengthsSize);
  fillLengths(lengths, tables);
  for (let level = 0; level < levelCount; level++) {
    fillReaches(words.subarray(reachesAt(level), reachesAt(level + 1)), lengths, level);
  }
  for (let days = shortestCycle; days < shortestCycle + gapCount; days++) {
    const column = numbers.subarray(columnAt(days), columnAt(days + 1));
    fillColumn(column, tables.logGap(days));
    numbers[beyondAt(days)] = largestBeyond(column);
  }
  return numbers;
}

/** Chances of cycle lengths as [block][spread][centre][day of the block]: what is added up together lies together. */
function fillLengths(lengths: Float32Array, tables: Tables): void {
  for (let spread = 0; spread < spreadCount; spread++) {
    for (let centre = 0; centre < centreCount; centre++) {
      const cell = cellOf(spread, centre);
      const chance = tables.cycleLength(cell);
      const last = Math.min(longestCycle, tables.longest(cell));
      for (let day = Math.max(shortestCycle, tables.shortest(cell)); day <= last; day++) {
        const block = Math.floor((day - shortestCycle) / daysInBlock);
        const blockRow = block * spreadCount + spread;
        const dayOfBlock = (day - shortestCycle) % daysInBlock;
        lengths[(blockRow * rowLength + centre) * daysInBlock + dayOfBlock] = chance[day]!;
      }
    }
  }
}

/** For each block and spread index, the centres at which some day of the block has a chance worth adding up. */
function fillReaches(reaches: Int32Array, lengths: Float32Array, level: number): void {
  const least = leastJoint * 10 ** level;
  for (let blockRow = 0; blockRow < blockRows; blockRow++) {
    let [from, to] = [rowLength, 0];
    for (let centre = 0; centre < rowLength; centre++) {
      const first = (blockRow * rowLength + centre) * daysInBlock;
      if (!lengths.subarray(first, first + daysInBlock).some((chance) => chance > least)) continue;
      from = Math.min(from, centre);
      to = centre + 1;
    }
    reaches.set([from, to], blockRow * numbersInReach);
  }
}

/**
 * What a gap says of every state: logarithms, less the largest of them. So they are near 0 where a history that holds
 * this gap comes to rest, and there a number of 4 bytes has its finest steps.
 */
function fillColumn(column: Float32Array, logGap: Float64Array): void {
  const largest = logGap.reduce((a, b) => Math.max(a, b));
  for (let spread = 0; spread < spreadCount; spread++) {
    for (let loss = 0; loss < lossCount; loss++) {
      const row = (spread * lossCount + loss) * rowLength;
      for (let centre = 0; centre < centreCount; centre++) {
        column[row + centre] = toBase2 * (logGap[stateOf(spread, loss, centre)]! - largest);
      }
    }
  }
}

function largestBeyond(column: Float32Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < stateLength; row += rowLength) {
    for (const value of column.subarray(row + usualCentres, row + centreCount))
      largest = Math.max(largest, value);
  }
  return largest;
}
