/**
 * Weights that put a Beta(a, b) distribution on a few nodes.
 *
 * Each weight is the integral of the node's hat function, so that every function that is linear between nodes
 * keeps its mean exactly; what lies above the last node is counted there. The density may be infinite at 0
 * (a < 1), so the integral runs over t = p^a, where it is smooth.
 *
 * @param nodes increasing, the first 0, all below 1.
 * @returns one weight a node, summing to 1.
 */
export function betaWeights(a: number, b: number, nodes: readonly number[]): Float64Array {
  const weights = new Float64Array(nodes.length);
  const stepCount = 4000;
  let total = 0;
  for (let step = 0; step < stepCount; step++) {
    const p = ((step + 0.5) / stepCount) ** (1 / a);
    const mass = (1 - p) ** (b - 1);
    total += mass;
    let right = nodes.findIndex((node) => node > p);
    if (right === -1) right = nodes.length;
    const lower = nodes[right - 1]!;
    const share = right === nodes.length ? 0 : (p - lower) / (nodes[right]! - lower);
    weights[right - 1]! += mass * (1 - share);
    if (right < nodes.length) weights[right]! += mass * share;
  }
  return weights.map((weight) => weight / total);
}
