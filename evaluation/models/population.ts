import type { CohortPerson } from "../cohort.ts";
import { mean, median, roundHalfUp } from "../rules/arithmetic.ts";
import { discretised, pointForecast } from "./length-forecast.ts";
import type { LengthForecast, LengthModel } from "./length-model.ts";
import { smoothed } from "./smoothed.ts";
import { targetsOf } from "./targets.ts";

/** What can be said of a person's next length without having listened to her: what others have. */

const lengthsIn = (people: readonly CohortPerson[]): readonly number[] =>
  targetsOf(people).map(({ length }) => length);

/** How the lengths of these people are distributed, smoothed. */
export const populationForecast = (people: readonly CohortPerson[]): LengthForecast =>
  discretised(smoothed(lengthsIn(people)));

const sameForAll = (
  name: string,
  forecastFrom: (people: readonly CohortPerson[]) => LengthForecast,
): LengthModel => ({
  name,
  source: "common practice",
  fit: (training) => {
    const forecast = forecastFrom(training);
    return () => forecast;
  },
});

/** The length that a rule for everybody takes where there is nobody to learn from, days. */
const textbookLength = 28;

const pointOf = (statistic: (lengths: readonly number[]) => number) => (people: readonly CohortPerson[]) => {
  const lengths = lengthsIn(people);
  return pointForecast(lengths.length === 0 ? textbookLength : roundHalfUp(statistic(lengths)));
};

export const constant28 = sameForAll("constant 28", () => pointForecast(textbookLength));
export const populationMean = sameForAll("population mean", pointOf(mean));
export const populationMedian = sameForAll("population median", pointOf(median));
export const populationDistribution = sameForAll("population distribution", populationForecast);
