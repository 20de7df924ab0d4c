import { clamp, lengthsOf, mean, newest, roundHalfUp, sampleVariance } from "./arithmetic.ts";
import type { Rule } from "./rule.ts";

/** Standard deviation of a person's lengths by her age in years: up to and without `before`. Source: as the rule's. */
const spreadByAge = [
  { before: 20, days: 5.33 },
  { before: 25, days: 5.07 },
  { before: 30, days: 4.7 },
  { before: 35, days: 4.28 },
  { before: 40, days: 3.79 },
  { before: 45, days: 3.99 },
  { before: 50, days: 5.42 },
  { before: Number.POSITIVE_INFINITY, days: 11.19 },
] as const;
const spreadOfUndeclaredAge = 4.54;

/**
 * The mean of the last six lengths of 15 to 90 days, and a window of nominally 95 % about it.
 *
 * Its variance is shrunk towards that of the age band, which weighs as much as two lengths, or half a length once
 * neighbours differed by a week twice within ten. No condition is taken to be declared.
 */
export const luteal: Rule = {
  name: "Luteal",
  source: "JoeriKaiser/luteal, CycleEstimateCalculator.kt and AgeBand.kt, 1eba963",
  says: (known) => {
    const plausible = lengthsOf(known).filter((length) => length >= 15 && length <= 90);
    if (plausible.length === 0) return null;
    const recent = newest(plausible, 6);
    const day = roundHalfUp(mean(recent));
    const usual = spreadOf(known.age);
    const weight = swings(newest(plausible, 10)) >= 2 ? 0.5 : 2;
    const count = recent.length;
    const variance = (count * sampleVariance(recent) + weight * usual ** 2) / (count + weight);
    const reach = clamp(Math.ceil(1.96 * Math.sqrt(variance)), 3, 22);
    return { day, range: { first: day - reach, last: day + reach } };
  },
};

function spreadOf(age: number | undefined): number {
  if (age === undefined) return spreadOfUndeclaredAge;
  return spreadByAge.find(({ before }) => age < before)?.days ?? spreadOfUndeclaredAge;
}

/** How often a length differs from the one before it by a week or more. */
function swings(lengths: readonly number[]): number {
  return lengths.filter((length, i) => i > 0 && Math.abs(length - lengths[i - 1]!) >= 7).length;
}
