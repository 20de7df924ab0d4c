import { longestGap } from "../../packages/forecast/src/belief.ts";
import { type CycleConstants, coreScaleOf } from "../../packages/forecast/src/constants.ts";
import { betaWeights } from "../../packages/forecast/src/distributions/beta.ts";
import { logScalePmf } from "../../packages/forecast/src/distributions/noise.ts";
import { longestCycle, shortestCycle } from "../../packages/forecast/src/grid.ts";
import { priorOf } from "../../packages/forecast/src/person.ts";
import type { CohortPerson } from "../cohort.ts";

/**
 * How well a set of constants foresaw a cohort: the logarithm of the chance given to each logged gap from that person's
 * earlier ones, summed.
 *
 * With a memory of 1 that is the logarithm of the marginal likelihood. The equations are those of the forecaster, on a
 * grid of fewer cells and written for one pass over a cohort, because a fit asks for it hundreds of times;
 * evaluation/test/fit.test.ts holds it against the forecaster itself.
 */

/** Points of the grid: a quarter of the forecaster's. Our choice, held by evaluation/test/fit.test.ts. */
const centreCount = 51;
const spreadCount = 9;
const [shortestCentre, longestCentre, widestIndex] = [Math.log(19), Math.log(60), 2.8];
const cellCount = centreCount * spreadCount;
const lossChances = [0, 0.01, 0.03, 0.08, 0.2, 0.4];
/** As in the forecaster: the most cycles one gap is taken to hold. */
const mostMerged = 3;
const leastChance = 1e-300;

export interface LikelihoodOptions {
  /** Whether every start of the cohort was logged, as in a clinical study; then no gap can be two cycles. */
  readonly complete: boolean;
}

/** @returns the sum, in nats; longer gaps than the forecaster learns from are passed over. */
export function logLikelihoodOf(
  people: readonly CohortPerson[],
  constants: CycleConstants,
  options: LikelihoodOptions,
): number {
  const longest = Math.max(0, ...people.flatMap(({ cycles }) => cycles.map(({ length }) => length)));
  const losses = options.complete ? [0] : lossChances;
  const gaps = gapTables(constants, losses, Math.min(longest, longestGap));
  const lossWeights = options.complete ? [1] : [...betaWeights(...constants.loss, losses)];
  let total = 0;
  for (const person of people) total += logLikelihoodOfOne(person, constants, gaps, lossWeights);
  return total;
}

type GapTables = (spreadFactor: number, days: number) => Float64Array;

function logLikelihoodOfOne(
  { cycles }: CohortPerson,
  constants: CycleConstants,
  gaps: GapTables,
  lossWeights: readonly number[],
): number {
  const learned = new Float64Array(cellCount * lossWeights.length);
  let [total, used] = [0, 0];
  for (const { length, age } of cycles) {
    if (length < shortestCycle || length > longestGap) continue;
    const prior = priorOf(age === undefined ? {} : { age }, used, constants);
    const latest = gaps(prior.spreadFactor, length);
    const logPrior = logPriorOf(prior.centre, prior.betweenPeople, lossWeights);
    total += logSumOf(logPrior, learned, latest) - logSumOf(logPrior, learned);
    for (let state = 0; state < learned.length; state++) {
      learned[state] = prior.memory * learned[state]! + latest[state]!;
    }
    used += 1;
  }
  return total;
}

/** Logarithm of the sum of e^(a + b + c) over the states. */
function logSumOf(a: Float64Array, b: Float64Array, c?: Float64Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, a[i]! + b[i]! + (c?.[i] ?? 0));
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.exp(a[i]! + b[i]! + (c?.[i] ?? 0) - largest);
  return largest + Math.log(sum);
}

const centreOf = (cell: number): number =>
  shortestCentre + ((longestCentre - shortestCentre) * Math.floor(cell / spreadCount)) / (centreCount - 1);
const spreadIndexOf = (cell: number): number =>
  widestIndex * ((2 * (cell % spreadCount)) / (spreadCount - 1) - 1);

function logPriorOf(centre: number, betweenPeople: number, lossWeights: readonly number[]): Float64Array {
  const logPrior = new Float64Array(cellCount * lossWeights.length);
  for (let cell = 0; cell < cellCount; cell++) {
    const [z, index] = [(centreOf(cell) - centre) / betweenPeople, spreadIndexOf(cell)];
    for (const [loss, weight] of lossWeights.entries()) {
      logPrior[cell * lossWeights.length + loss] = Math.log(weight) - 0.5 * (z * z + index * index);
    }
  }
  return logPrior;
}

/** Logarithm of the chance of each gap in every state, worked out once for a spread factor. */
function gapTables(constants: CycleConstants, losses: readonly number[], longest: number): GapTables {
  const byFactor = new Map<number, Float64Array[]>();
  return (spreadFactor, days) => {
    const columns = byFactor.get(spreadFactor) ?? columnsOf(constants, spreadFactor, losses, longest);
    byFactor.set(spreadFactor, columns);
    return columns[days]!;
  };
}

function columnsOf(
  constants: CycleConstants,
  spreadFactor: number,
  losses: readonly number[],
  longest: number,
): Float64Array[] {
  const columns = Array.from({ length: longest + 1 }, () => new Float64Array(cellCount * losses.length));
  const most = losses.length === 1 ? 1 : mostMerged;
  for (let cell = 0; cell < cellCount; cell++) {
    const centre = centreOf(cell);
    const scale = coreScaleOf(constants, centre, spreadIndexOf(cell), spreadFactor);
    const single = logScalePmf(constants.noise, centre, scale, shortestCycle, longestCycle);
    const together = [single];
    while (together.length < most) together.push(sumOf(together.at(-1)!, single, longest));
    for (let days = shortestCycle; days <= longest; days++) {
      for (const [index, loss] of losses.entries()) {
        let [chance, share] = [0, 1 - loss];
        for (const chances of together) {
          chance += share * chances[days]!;
          share *= loss;
        }
        columns[days]![cell * losses.length + index] = Math.log(Math.max(leastChance, chance));
      }
    }
  }
  return columns;
}

/** Chances of the sum of two independent lengths, up to `longest` days. */
function sumOf(a: Float64Array, b: Float64Array, longest: number): Float64Array {
  const sum = new Float64Array(longest + 1);
  for (let i = shortestCycle; i <= longest; i++) {
    if (a[i]! < 1e-18) continue;
    for (let j = shortestCycle; i + j <= longest; j++) sum[i + j]! += a[i]! * b[j]!;
  }
  return sum;
}
