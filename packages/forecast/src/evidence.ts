import { stateCount } from "./grid.ts";

/**
 * What cycle lengths have said: a log-likelihood for each state, written down as what came last and what was there before
 * it, and added up only when somebody asks: in one place then, without an array for every cycle of ten years.
 */
export interface Evidence {
  /** Log-likelihoods of every state, never changed; null for something that taught nothing. */
  readonly latest: Float64Array | null;
  readonly before: Evidence | null;
  /** What `before` still counts. */
  readonly kept: number;
}

export const noEvidence: Evidence = { latest: null, before: null, kept: 1 };

/** What is added up already; kept as long as its evidence is. */
export type EvidenceSums = WeakMap<Evidence, Float64Array>;

/** All of it counts `share` of what it did. */
export const weakened = (evidence: Evidence, share: number): Evidence => ({
  latest: null,
  before: evidence,
  kept: share,
});

/** The evidence, counting `memory` of what it did, and one more length. */
export function withLength(
  sums: EvidenceSums,
  evidence: Evidence,
  memory: number,
  latest: Float64Array,
): Evidence {
  // What was added up is taken as it is, so that nothing older is held on to.
  const sum = sums.get(evidence);
  return { latest, before: sum ? { ...noEvidence, latest: sum } : evidence, kept: memory };
}

/** The log-likelihood of every state; it must not be changed. The same to the last bit, whenever it was asked for before. */
export function sumOf(sums: EvidenceSums, evidence: Evidence): Float64Array {
  const steps: Evidence[] = [];
  let known: Float64Array | undefined;
  for (let one: Evidence | null = evidence; one; one = one.before) {
    known = sums.get(one);
    if (known) break;
    steps.push(one);
  }
  if (known && steps.length === 0) return known;
  const sum = known ? known.slice() : new Float64Array(stateCount);
  for (const { latest, kept } of steps.reverse()) {
    if (latest === null) for (let state = 0; state < stateCount; state++) sum[state] = kept * sum[state]!;
    else for (let state = 0; state < stateCount; state++) sum[state] = latest[state]! + kept * sum[state]!;
  }
  sums.set(evidence, sum);
  return sum;
}
