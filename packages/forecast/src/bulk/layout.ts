import { centres, longestCycle, lossChances, shortestCycle, spreadIndices } from "../grid.ts";

/**
 * How the states of the grid lie in the memory of the loops: by spread index, then by loss chance, then by centre, because
 * what a history leaves likely is a run of neighbouring centres. A row is the centres of one spread index and, for
 * states, one loss chance.
 */
export const spreadCount = spreadIndices.length;
export const lossCount = lossChances.length;
export const centreCount = centres.length;

/** Numbers that a loop works on at once. */
export const atOnce = 4;
/** Numbers in a row: filled up to whole fours. */
export const rowLength = Math.ceil(centreCount / atOnce) * atOnce;
/**
 * Centres that a person's states are kept for as long as those beyond, 60 days and more, can be shown not to matter: for
 * most people always. Our choice: 7 standard deviations above the mean.
 */
export const usualCentres = 60;
export const rowCount = spreadCount * lossCount;
export const stateLength = rowCount * rowLength;
export const cellLength = spreadCount * rowLength;

/** Days are added up so many at once, the first of them `shortestCycle`. */
export const daysInBlock = 16;
export const blockCount = Math.ceil((longestCycle - shortestCycle + 1) / daysInBlock);

/** Bytes in a number, whole or not. Half the digits of a double are enough: test/bulk.test.ts. */
export const numberBytes = 4;
/** A window by its first centre, the one after the last, and the largest weight, later the address of its reaches. */
export const numbersInWindow = 3;
/** A reach by its first centre and the one after the last. */
export const numbersInReach = 2;

/** Logarithms are to the base 2 here, natural elsewhere: a power of 2 is the exponent of a number. */
export const toBase2 = Math.LOG2E;

/** Number of a cell in `Tables`, and of a state in `Belief.logLikelihood`; see grid.ts. */
export const cellOf = (spread: number, centre: number): number => centre * spreadCount + spread;
export const stateOf = (spread: number, loss: number, centre: number): number =>
  cellOf(spread, centre) * lossCount + loss;
