import type { Estimate } from "./bootstrap.ts";
import type { PlanningResult } from "./planning/evaluate-planning.ts";
import type { VariantResult } from "./variants.ts";

/**
 * What an evaluation found, in sums and means only: no person, no row. It is the file `evaluation.json`, and every
 * table and plot is drawn from it alone.
 */
export interface Results {
  readonly schema: "tidetable.evaluation/1";
  readonly seed: number;
  readonly settings: EvaluationSettings;
  readonly cohorts: readonly CohortResult[];
  /** The constants that the clinical file would have; absent where it was not evaluated in full. */
  readonly fit?: FitResult;
  readonly simulations: readonly SimulationResult[];
  /** Absent in results from before there was a planner. */
  readonly planning?: PlanningResult;
}

/** What a fit to all people of a cohort found, each constant on the scale on which it is published. */
export interface FitResult {
  readonly logLikelihood: number;
  readonly logLikelihoodAsPublished: number;
  readonly constants: readonly {
    readonly name: string;
    readonly published: number;
    readonly fitted: number;
    readonly standardError: number;
  }[];
}

export interface EvaluationSettings {
  readonly isQuick: boolean;
  /** Random halves that every cohort is split into. */
  readonly splits: number;
  /** Seeds with which starts are lost, for each chance of loss. */
  readonly lossSeeds: number;
  /** The same, for the recognition of merged gaps: they are few, and judging them is quick. */
  readonly recognitionSeeds: number;
  readonly resamples: number;
  readonly simulatedPeople: number;
  /** Others of the same kind, from whom rules and models learn. */
  readonly simulatedTraining: number;
  /** People on whom ours alone is judged, so that its coverage is told apart from chance; the others are among them. */
  readonly coveragePeople: number;
  /** Of the simulated, people on whom the exact posterior is worked out. */
  readonly exactPeople: number;
}

/**
 * Ours; ours otherwise set or told less; a model of others that gives probabilities; a rule with the probabilities of
 * its past errors; a rule as it speaks.
 */
export type ModelKind = "ours" | "variant" | "model" | "dressed" | "as told";

/** One model's means on one set of targets. Errors in days; lower is better. */
export interface ModelRow {
  readonly model: string;
  readonly kind: ModelKind;
  /** Whether the rule is that of another tracker. */
  readonly isPeer: boolean;
  readonly absoluteError: number;
  readonly rootSquaredError: number;
  readonly rankedProbability: number;
  readonly logScore: number;
  /** Central intervals, by level; none where a rule is taken at its word. */
  readonly intervals: readonly IntervalRow[];
  /** Ours against this model, on the same targets; absent for ours, and where differences are not shown. */
  readonly against?: {
    readonly rankedProbabilityRatio: Estimate | null;
    readonly rankedProbabilityDifference: Estimate;
    readonly absoluteErrorDifference: Estimate;
    readonly absoluteErrorRatio: Estimate | null;
    readonly logScoreDifference: Estimate;
  };
}

/** An interval's level, the share of lengths inside, the chance announced for it, and its days, both ends counted. */
export type IntervalRow = readonly [level: number, covered: number, announced: number, width: number];

/** A set of targets on which models are compared. */
export interface Stratum {
  readonly id: string;
  readonly label: string;
  readonly people: number;
  readonly targets: number;
  readonly rows: readonly ModelRow[];
}

/** Merged gaps that were seen as such, by what the whole history of a person tells, and as soon as one was logged. */
export interface RecognitionResult {
  readonly lossChance: number;
  /** All of these are sums over the seeds. */
  readonly merged: number;
  readonly recognised: number;
  readonly recognisedAtOnce: number;
  /** Of the merged: longer than 90 days, so taken as a pause that teaches nothing. They are in neither of the above. */
  readonly pauses: number;
  readonly single: number;
  readonly falseAlarms: number;
  readonly falseAlarmsAtOnce: number;
}

/** Histogram of the probability integral transform: shares of equal bins, which sum to 1. */
export interface IntegralHistogram {
  readonly model: string;
  readonly shares: readonly number[];
}

export interface CohortResult {
  readonly name: string;
  /** Whether it is the clinical file that the claims are about. */
  readonly isClinical: boolean;
  readonly people: number;
  readonly cycles: number;
  readonly targets: number;
  /** One or more known cycles. */
  readonly known: Stratum;
  /** Three or more, where every peer answers. */
  readonly answered: Stratum;
  readonly byCyclesKnown: readonly Stratum[];
  readonly byVariability: readonly Stratum[];
  /** One or more known cycles, and then where every peer answers; ids are the day. */
  readonly byOpenDay: readonly Stratum[];
  readonly byOpenDayAnswered: readonly Stratum[];
  /** One or more known cycles, and then where every peer answers; ids are the chance of loss. */
  readonly byLoss: readonly Stratum[];
  readonly byLossAnswered: readonly Stratum[];
  readonly recognition: readonly RecognitionResult[];
  /** Null where no cycle has a sign. */
  readonly afterSign: Stratum | null;
  readonly integrals: readonly IntegralHistogram[];
  /** Ours with one thing otherwise; none in a quick look. */
  readonly variants: readonly VariantResult[];
}

export interface SimulationResult {
  readonly id: string;
  readonly label: string;
  readonly truth: string;
  /** Everybody's forecasts. */
  readonly all: Stratum;
  /** Ours alone, on more people. */
  readonly coverage: Stratum;
  /** Ours beside the exact posterior, on fewer people; null where ours is not of the family that made them. */
  readonly exact: Stratum | null;
  readonly integrals: readonly IntegralHistogram[];
}
