import type { Scatter } from "./generalised-poisson-law.ts";
import type { Gamma } from "./hyper-parameters.ts";
import { betaBelow, logGamma } from "./special-functions.ts";

/**
 * Weights that put a Beta(a, b) distribution on a few nodes: each is the integral of the node's hat function.
 *
 * Whatever is straight between nodes keeps its mean exactly, also where the density is infinite at an end; what lies
 * above the last node is counted there.
 *
 * @param nodes increasing, the first 0, none above 1.
 * @returns one weight a node, summing to 1.
 */
export function betaWeights(a: number, b: number, nodes: readonly number[]): Float64Array {
  const weights = new Float64Array(nodes.length);
  const mean = a / (a + b);
  // Below each node: the share of the distribution, and its part of the mean.
  const share = nodes.map((node) => betaBelow(node, a, b));
  const moment = nodes.map((node) => mean * betaBelow(node, a + 1, b));
  for (let i = 0; i + 1 < nodes.length; i++) {
    const mass = share[i + 1]! - share[i]!;
    const towardsRight = moment[i + 1]! - moment[i]! - nodes[i]! * mass;
    // Rounding may leave a trace below 0 or above the mass.
    const right = Math.min(mass, Math.max(0, towardsRight / (nodes[i + 1]! - nodes[i]!)));
    weights[i + 1]! += right;
    weights[i]! += mass - right;
  }
  weights[nodes.length - 1]! += 1 - share.at(-1)!;
  return weights;
}

/**
 * Weights that put Gamma-distributed rates λ = mean × (1 − ξ) on cells whose means are evenly spaced in their logarithm:
 * the density at each, times what else the cell weighs. They sum to 1; rates whose mean is off the grid are left out.
 *
 * The density is a smooth bell of at least a step's width, of which evenly spaced sums are all but exact.
 */
export function rateWeights(
  cells: readonly Scatter[],
  { shape, rate }: Gamma,
  otherwise: (cell: number) => number = () => 1,
): Float64Array {
  const constant = shape * Math.log(rate) - logGamma(shape);
  const weights = Float64Array.from(cells, ({ mean, dispersion }, cell) => {
    const x = mean * (1 - dispersion);
    return otherwise(cell) * Math.exp(constant + shape * Math.log(x) - rate * x);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  // Far from every cell all densities vanish: no cell is then better than another.
  return total > 0 ? weights.map((weight) => weight / total) : weights.fill(1 / cells.length);
}
