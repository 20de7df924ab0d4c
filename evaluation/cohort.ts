/** A research cohort as the evaluation sees it: people, each with her cycles, oldest first. */

/** One whole cycle as it was logged. What is not known is absent. */
export interface CohortCycle {
  /** Days from its start to the next logged start. */
  readonly length: number;
  /** Cycle day of ovulation as a monitor marked it; 1 is the first day of the period. */
  readonly ovulationDay?: number;
  /** Days of bleeding at its beginning. */
  readonly periodLength?: number;
  /** Years. */
  readonly age?: number;
}

export interface CohortPerson {
  readonly id: string;
  readonly cycles: readonly CohortCycle[];
}

/** What a rule is told when it is asked for the next length: the cycles before it, and her age now. */
export interface Known {
  readonly cycles: readonly CohortCycle[];
  readonly age?: number;
}
