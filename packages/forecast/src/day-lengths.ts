import { dayScalePmf, type NoiseShape } from "./distributions/noise.ts";
import { softmax } from "./distributions/softmax.ts";

/**
 * A length in days that each person has an own centre and an own spread of: a luteal phase, a period.
 *
 * The same idea as for cycles, on days instead of log days, and without unlogged ends: a grid of centres and
 * spread indices with a normal prior on both, whose posterior predictive is a mixture of the states' chances.
 */
export interface DayLengths {
  /** With nothing observed yet: the log-likelihood of each state. */
  readonly unknown: Float64Array;
  /** The log-likelihoods after one more length of `days`, from `shortest` to `longest`. */
  learn(belief: Float64Array, days: number): Float64Array;
  /** Chance of each length; indexed by days, sums to 1. */
  predict(belief: Float64Array): Float64Array;
}

export interface DayLengthsPrior {
  readonly meanDays: number;
  /** Standard deviation of people's own centres, days. */
  readonly betweenPeople: number;
  /** Scale of one person's lengths at spread index 0, days. */
  readonly coreScale: number;
  /** One unit of the spread index, itself standard normal between people, multiplies the scale by e to this. */
  readonly spreadPerIndex: number;
  readonly noise: NoiseShape;
  /** Weight that a length keeps for each one that came after it; at 1 nothing is forgotten. */
  readonly memory: number;
  readonly shortest: number;
  readonly longest: number;
}

// Centres within 4 standard deviations and spread indices within 2.4, as for cycles: test/day-lengths.test.ts
// holds the grid against one of five times the points.
const centreReach = 4;
const spreadReach = 2.4;
const leastChance = 1e-300;

export function createDayLengths(prior: DayLengthsPrior, centreCount = 41, spreadCount = 13): DayLengths {
  const { shortest, longest, noise } = prior;
  const stateCount = centreCount * spreadCount;
  const at = (i: number, count: number, reach: number): number => reach * ((2 * i) / (count - 1) - 1);
  let states: Float64Array[] | undefined;
  const logChances = new Map<number, Float64Array>();
  let logPrior: Float64Array | undefined;
  const chances = (): Float64Array[] => {
    states ??= Array.from({ length: stateCount }, (_, state) => {
      const centre =
        prior.meanDays + prior.betweenPeople * at(Math.floor(state / spreadCount), centreCount, centreReach);
      const index = at(state % spreadCount, spreadCount, spreadReach);
      return dayScalePmf(
        noise,
        centre,
        prior.coreScale * Math.exp(prior.spreadPerIndex * index),
        shortest,
        longest,
      );
    });
    return states;
  };
  const priorOfStates = (): Float64Array => {
    logPrior ??= Float64Array.from({ length: stateCount }, (_, state) => {
      const centre = at(Math.floor(state / spreadCount), centreCount, centreReach);
      const index = at(state % spreadCount, spreadCount, spreadReach);
      return -0.5 * (centre * centre + index * index);
    });
    return logPrior;
  };
  return {
    unknown: new Float64Array(stateCount),
    learn(belief, days) {
      const known = logChances.get(days);
      const learned =
        known ?? Float64Array.from(chances(), (chance) => Math.log(Math.max(leastChance, chance[days]!)));
      if (!known) logChances.set(days, learned);
      const sum = new Float64Array(stateCount);
      for (let state = 0; state < stateCount; state++) {
        sum[state] = prior.memory * belief[state]! + learned[state]!;
      }
      return sum;
    },
    predict(belief) {
      const weights = softmax(belief.map((sum, state) => sum + priorOfStates()[state]!));
      const chance = new Float64Array(longest + 1);
      for (let state = 0; state < stateCount; state++) {
        const weight = weights[state]!;
        if (weight < 1e-10) continue;
        const pmf = chances()[state]!;
        for (let day = shortest; day <= longest; day++) chance[day]! += weight * pmf[day]!;
      }
      const total = chance.reduce((sum, p) => sum + p, 0);
      return chance.map((p) => p / total);
    },
  };
}
