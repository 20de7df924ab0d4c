import type { CohortCycle, CohortPerson } from "../cohort.ts";
import type { SkipGrid } from "./skip-grid.ts";
import { sumOf } from "./sum.ts";

/** How the people of a grid are believed to be spread: the weight of each cell and of each skip chance; sums 1. */
export interface GridPrior {
  readonly cells: Float64Array;
  readonly skips: Float64Array;
}

/** Longer gaps were left out of the published cohort, days. Source: Li et al., JAMIA 29 (2022), data preparation. */
const longestUsed = 90;

/** The lengths that count and how often each came, shortest first: the same whatever order they came in. */
function counted(cycles: readonly CohortCycle[]): readonly (readonly [number, number])[] {
  const counts = new Map<number, number>();
  for (const { length } of cycles) {
    if (length <= longestUsed) counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  return [...counts].toSorted(([a], [b]) => a - b);
}

/** Adds to each state the logarithm of the chance that she would have logged these cycles. */
export function addEvidence(logWeights: Float64Array, grid: SkipGrid, cycles: readonly CohortCycle[]): void {
  for (const [days, count] of counted(cycles)) {
    const seen = grid.logSeen(days);
    for (let state = 0; state < logWeights.length; state++) logWeights[state]! += count * seen[state]!;
  }
}

export const largest = (values: Float64Array): number => {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) if (values[i]! > most) most = values[i]!;
  return most;
};

/** States less likely than the likeliest by this factor are left out: e^−35 is 6e-16. Our choice. */
export const farBelow = -35;

/** People that are learned from at most; of more, every so-many-th by their lengths. Our choice, for a fit in seconds. */
const mostPeople = 200;

/** Keeps the logarithm finite for somebody whom the prior rules out. Our choice, near the least double. */
const leastEvidence = 1e-300;

/** One person's likelihood: her best state's logarithm, and the cells that come near it, relative to it. */
interface Likelihood {
  readonly most: number;
  readonly cells: Int32Array;
  /** For each of the cells, for each skip chance. */
  readonly relative: Float32Array;
}

/** Logarithm of the probability of all training people's lengths, for any prior. */
export function evidenceOf(grid: SkipGrid, training: readonly CohortPerson[]): (prior: GridPrior) => number {
  const people = sample(training.filter(({ cycles }) => counted(cycles).length > 0)).map(({ cycles }) =>
    likelihoodOf(grid, cycles),
  );
  return ({ cells, skips }) => sumOf(people.map((person) => logEvidenceOf(person, cells, skips)));
}

function likelihoodOf(grid: SkipGrid, cycles: readonly CohortCycle[]): Likelihood {
  const log = new Float64Array(grid.stateCount);
  addEvidence(log, grid, cycles);
  const most = largest(log);
  const chances = grid.nodes.skipChances.length;
  const near = grid.cells.flatMap((_, cell) =>
    largest(log.subarray(cell * chances, (cell + 1) * chances)) - most < farBelow ? [] : [cell],
  );
  const relative = Float32Array.from({ length: near.length * chances }, (_, i) =>
    Math.exp(log[near[Math.floor(i / chances)]! * chances + (i % chances)]! - most),
  );
  return { most, cells: Int32Array.from(near), relative };
}

function logEvidenceOf(
  { most, cells, relative }: Likelihood,
  prior: Float64Array,
  skips: Float64Array,
): number {
  let total = 0;
  for (let i = 0; i < cells.length; i++) {
    let chance = 0;
    for (let k = 0; k < skips.length; k++) chance += skips[k]! * relative[i * skips.length + k]!;
    total += prior[cells[i]!]! * chance;
  }
  return most + Math.log(Math.max(leastEvidence, total));
}

/** At most `mostPeople` of them, evenly through the list as sorted by their lengths: the order given plays no part. */
function sample(people: readonly CohortPerson[]): readonly CohortPerson[] {
  if (people.length <= mostPeople) return people;
  const keyed = people.map((person) => ({
    person,
    key: counted(person.cycles)
      .map(([days, count]) => `${days}x${count}`)
      .join(),
  }));
  const sorted = keyed.toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  return Array.from(
    { length: mostPeople },
    (_, i) => sorted[Math.floor(((i + 0.5) * sorted.length) / mostPeople)]!.person,
  );
}
