import type { CohortPerson, Known } from "../cohort.ts";

/** Chance of each length of the next logged gap; indexed by days, sums to 1 (what is missing lies beyond the end). */
export type LengthForecast = Float64Array;

/** A forecaster that gives probabilities, and learns what is common to people from some of them. */
export interface LengthModel {
  readonly name: string;
  /** Where it was published. */
  readonly source: string;
  /** Learns from a training cohort alone; the answer then forecasts for anybody. */
  readonly fit: (training: readonly CohortPerson[]) => (known: Known) => LengthForecast;
}
