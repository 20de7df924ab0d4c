import { seededRandom } from "@tidetable/forecast";

/** A number and the range in which it falls for 95 % of resampled cohorts. */
export interface Estimate {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** What one target adds to a comparison: whose it is, and what each of the two models scored. */
export interface Pair {
  readonly person: number;
  readonly ours: number;
  readonly theirs: number;
}

export interface Bootstrap {
  readonly seed: number;
  readonly resamples: number;
}

/** Sums of one person: her targets stay together, because they are alike. */
interface PersonSum {
  ours: number;
  theirs: number;
  count: number;
}

const statistics = {
  /** Mean of ours minus mean of theirs. */
  difference: ({ ours, theirs, count }: PersonSum) => (ours - theirs) / count,
  /** Mean of ours over mean of theirs. */
  ratio: ({ ours, theirs }: PersonSum) => ours / theirs,
} as const;

/**
 * Ours against theirs with a percentile interval of people drawn with replacement (Efron 1979). Null without targets,
 * and for a ratio to somebody who made no error at all in some resample.
 * The same seed draws the same people for every comparison of the same cohort.
 */
export function compare(
  pairs: readonly Pair[],
  statistic: keyof typeof statistics,
  { seed, resamples }: Bootstrap,
): Estimate | null {
  const sumByPerson = new Map<number, PersonSum>();
  for (const { person, ours, theirs } of pairs) {
    const sum = sumByPerson.get(person) ?? { ours: 0, theirs: 0, count: 0 };
    sum.ours += ours;
    sum.theirs += theirs;
    sum.count++;
    sumByPerson.set(person, sum);
  }
  const sums = [...sumByPerson.values()];
  if (sums.length === 0) return null;
  const of = statistics[statistic];
  const random = seededRandom(seed);
  const values = Array.from({ length: resamples }, () => {
    const total = { ours: 0, theirs: 0, count: 0 };
    for (let i = 0; i < sums.length; i++) add(total, sums[Math.floor(random() * sums.length)]!);
    return of(total);
  }).sort((a, b) => a - b);
  const all = { ours: 0, theirs: 0, count: 0 };
  for (const sum of sums) add(all, sum);
  const value = of(all);
  if (![value, ...values].every(Number.isFinite)) return null;
  return { value, lower: at(values, 0.025), upper: at(values, 0.975) };
}

function add(total: PersonSum, one: PersonSum): void {
  total.ours += one.ours;
  total.theirs += one.theirs;
  total.count += one.count;
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(share * (sorted.length - 1))))]!;
