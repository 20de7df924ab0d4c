import type { CohortPerson, Known } from "../cohort.ts";
import { mean } from "../rules/arithmetic.ts";
import { discretised } from "./length-forecast.ts";
import type { LengthModel } from "./length-model.ts";
import { heldWithin, minimise, nearestInside } from "./minimise.ts";
import { normalBelow } from "./special-functions.ts";
import { sumOf } from "./sum.ts";

/** What people share: how their means are distributed, and how the lengths of each scatter about her mean; days. */
interface Shared {
  readonly centre: number;
  readonly between: number;
  readonly within: number;
}

/** Where the search for them begins: near every published cohort. */
const usual = [29, Math.log(2.5), Math.log(2.7)] as const;
const step = [1, 0.3, 0.3] as const;
/** Bounds of the search, our choice: a deviation below half a day cannot be told in whole days. */
const deviations = { lower: Math.log(0.5), upper: Math.log(60) };
const bounds = [{ lower: 1, upper: 200 }, deviations, deviations] as const;

/** Lengths normal about each person's mean with one variance for all, means normal about the population's. */
export const empiricalBayesNormal: LengthModel = {
  name: "empirical-Bayes normal",
  source: "Efron and Morris, JASA 70 (1975), with the variances by marginal likelihood",
  fit: (training) => {
    const people = training.filter(({ cycles }) => cycles.length > 0).map(summaryOf);
    const badness = (at: readonly number[]): number =>
      -sumOf(people.map((person) => logEvidence(person, sharedAt(at))));
    const { at } = minimise(heldWithin(badness, bounds), usual, step, { evaluations: 600 });
    const shared = sharedAt(nearestInside(at, bounds));
    return (known) => forecast(summaryOf(known), shared);
  },
};

const sharedAt = ([centre, logBetween, logWithin]: readonly number[]): Shared => ({
  centre: centre!,
  between: Math.exp(logBetween!),
  within: Math.exp(logWithin!),
});

/** All that the model needs of a person's lengths. */
interface Summary {
  readonly count: number;
  readonly mean: number;
  /** Sum of the squared distances from the mean. */
  readonly scatter: number;
}

function summaryOf({ cycles }: Pick<CohortPerson, "cycles"> | Known): Summary {
  // In order of size: the sums are then the same to the last digit however the cycles came.
  const lengths = cycles.map(({ length }) => length).toSorted((a, b) => a - b);
  const centre = lengths.length === 0 ? 0 : mean(lengths);
  return {
    count: lengths.length,
    mean: centre,
    scatter: lengths.reduce((sum, length) => sum + (length - centre) ** 2, 0),
  };
}

/** Logarithm of the density of a person's lengths with her own mean integrated out, less a constant. */
function logEvidence({ count, mean, scatter }: Summary, { centre, between, within }: Shared): number {
  const variance = within ** 2;
  const ofMean = between ** 2 + variance / count;
  return (
    -0.5 * (count - 1) * Math.log(variance) -
    (0.5 * scatter) / variance -
    0.5 * Math.log(ofMean) -
    (0.5 * (mean - centre) ** 2) / ofMean
  );
}

function forecast({ count, mean }: Summary, { centre, between, within }: Shared) {
  const trust = count / (count + (within / between) ** 2);
  const expected = centre + trust * (mean - centre);
  const deviation = Math.sqrt(between ** 2 * (1 - trust) + within ** 2);
  return discretised((point) => normalBelow((point - expected) / deviation));
}
