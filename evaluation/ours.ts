import {
  type Belief,
  createForecaster,
  type Forecaster,
  type ModelSettings,
  type Observation,
  type Person,
  type Regime,
  shortestCycle,
} from "@tidetable/forecast";
import type { CohortCycle, Known } from "./cohort.ts";
import type { LengthForecast, LengthModel } from "./models/length-model.ts";

/** Our forecaster as a model among others. It learns nothing from a training cohort: its constants are published. */
export interface OurModel extends LengthModel {
  readonly forecaster: Forecaster;
  /** What it believes of somebody after these cycles. */
  readonly beliefOf: (known: Known) => Belief;
  /** The forecast of the open cycle once a monitor marked ovulation on `ovulationDay` (1 is the first day). */
  readonly afterSign: (known: Known, ovulationDay: number) => LengthForecast;
}

export interface OurOptions {
  /** How the variant is called in tables. */
  readonly name?: string;
  readonly settings?: ModelSettings;
  /** The pattern that everybody in the cohort is known to follow. */
  readonly regime?: Regime;
}

/** Ours under its own name in every table. */
export const ourName = "Tidetable";
/** Ours where it is not told of something that it could be told. */
export const untoldName = `${ourName}, pattern not told`;

/**
 * Our forecaster with these settings. The forecast is of the next true cycle, by days, 0 to 200.
 *
 * Beliefs of the person asked for last are kept, one for each number of her cycles, so that her targets, oldest first,
 * cost one observation each.
 */
export function createOurModel({ name = ourName, settings = {}, regime }: OurOptions = {}): OurModel {
  const forecaster = createForecaster(settings);
  const begun = forecaster.begin(regime === undefined ? {} : { regime });
  let cycles: CohortCycle[] = [];
  let beliefs: Belief[] = [begun];

  function beliefOf(known: Known): Belief {
    let shared = 0;
    while (
      shared < Math.min(cycles.length, known.cycles.length) &&
      isSameCycle(cycles[shared]!, known.cycles[shared]!)
    ) {
      shared++;
    }
    cycles = cycles.slice(0, shared);
    beliefs = beliefs.slice(0, shared + 1);
    for (const cycle of known.cycles.slice(shared)) {
      cycles.push(cycle);
      beliefs.push(observationsOf(cycle).reduce(forecaster.observe, beliefs.at(-1)!));
    }
    return forecaster.atAge(beliefs.at(-1)!, known.age);
  }

  const predict = (known: Known): LengthForecast => forecaster.cycleLength(beliefOf(known));
  return {
    name,
    source: "packages/forecast, docs/forecasting.md",
    forecaster,
    beliefOf,
    fit: () => predict,
    afterSign: (known, day) => forecaster.cycleLengthAfter(beliefOf(known), [{ kind: "monitor", day }]),
  };
}

/** What a logged cycle teaches. Fewer days than a cycle can have are some other bleeding, and teach nothing. */
function observationsOf({ length, ovulationDay, periodLength, age }: CohortCycle): readonly Observation[] {
  const period: Observation[] = periodLength === undefined ? [] : [{ kind: "period", days: periodLength }];
  if (length < shortestCycle) return period;
  const known: Person = age === undefined ? {} : { age };
  const signs = ovulationDay === undefined ? [] : [{ kind: "monitor", day: ovulationDay } as const];
  return [...period, { kind: "cycle", length, signs, ...known }];
}

const isSameCycle = (a: CohortCycle, b: CohortCycle): boolean =>
  a === b ||
  (a.length === b.length &&
    a.ovulationDay === b.ovulationDay &&
    a.periodLength === b.periodLength &&
    a.age === b.age);
