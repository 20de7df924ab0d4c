import type { GridNodes } from "./skip-grid.ts";

/**
 * Where the grids of the two published models have their nodes; models-skip-grid.test.ts compares each with one of
 * half the spacing.
 *
 * Means run from 15 to 90 days in steps of 1.5 %: after n cycles a Poisson mean is known to √(29 / n) days, which is
 * 1.5 % at 150 cycles. Dispersions run evenly from −1, their least, to 0.9, where the standard deviation of 29 days is
 * 54. Their prior comes with the rate: from one to the next the mean of a given rate moves by 2.5 % at −1, where most
 * people are and a mean is known best, and by more only where scatter blurs it. Skip chances crowd towards 0, where
 * they are.
 */
const shortestMean = 15;
const longestMean = 90;
const meanSteps = 120;
const dispersionSteps = 38;
const leastDispersion = -1;
const mostDispersion = 0.9;
const skipChances = [0, 0.01, 0.03, 0.06, 0.1, 0.17, 0.28, 0.45, 0.75] as const;

const evenly = (from: number, to: number, steps: number): readonly number[] =>
  Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps);

/** Each gap between nodes cut into as many parts. */
const refined = (nodes: readonly number[], parts: number): readonly number[] => [
  nodes[0]!,
  ...nodes.slice(1).flatMap((node, i) => evenly(nodes[i]!, node, parts).slice(1)),
];

/** @param parts into how many parts each gap between nodes is cut; 1 is the grid in use. */
export const poissonNodes = (parts = 1): GridNodes => ({
  means: evenly(Math.log(shortestMean), Math.log(longestMean), meanSteps * parts).map(Math.exp),
  dispersions: [0],
  skipChances: refined(skipChances, parts),
});

/** As `poissonNodes`. */
export const generalisedPoissonNodes = (parts = 1): GridNodes => ({
  ...poissonNodes(parts),
  dispersions: evenly(leastDispersion, mostDispersion, dispersionSteps * parts),
});
