import {
  type CycleConstants,
  cycleConstants,
  rankedProbabilityScore,
  seededRandom,
} from "@tidetable/forecast";
import { isPlausibleLuteal } from "../packages/forecast/src/signs.ts";
import { type Bootstrap, compare, type Estimate, type Pair } from "./bootstrap.ts";
import type { Known } from "./cohort.ts";
import { type LoggedPerson, loseStarts } from "./logged.ts";
import type { LengthForecast } from "./models/length-model.ts";
import { createOurModel, type OurModel, type OurOptions } from "./ours.ts";
import { sumOfPhases } from "./phases.ts";
import { type Target, targetsOf } from "./targets.ts";

/** Days after the period's last until it counts as over; packages/forecast/src/after-period.ts. */
const quietDays = 3;

/** On what a variant is judged. */
export const grounds = ["next length", "with 8 % lost", "after the period", "after a sign"] as const;
export type Ground = (typeof grounds)[number];

/** Ours with one thing otherwise, and what that does. */
export interface VariantResult {
  readonly label: string;
  /** The one that is shipped is the one without the change. */
  readonly ground: Ground;
  /** CRPS of the variant minus that of ours, days: above 0, ours is better. Its interval is over people. */
  readonly difference: Estimate;
}

interface Variant {
  readonly label: string;
  readonly grounds: readonly Ground[];
  readonly options: OurOptions;
  /** Whether ages are kept from it. */
  readonly isAgeless?: true;
  /** Weight of the forecast that adds up the two phases, beside that of whole lengths. */
  readonly shareOfPhases?: number;
}

const having = (constants: Partial<CycleConstants>): OurOptions => ({
  settings: { constants: { ...cycleConstants, ...constants } },
});

/** What was tried; evaluation/fit tries all constants at once. */
const variants: readonly Variant[] = [
  { label: "nothing forgotten (φ = 1)", grounds: ["next length"], options: { settings: { memory: 1 } } },
  { label: "more forgotten (φ = 0.90)", grounds: ["next length"], options: { settings: { memory: 0.9 } } },
  { label: "age not told", grounds: ["next length"], options: {}, isAgeless: true },
  {
    label: "a fifth of the weight to the sum of both phases, where past signs are known",
    grounds: ["next length"],
    options: {},
    shareOfPhases: 0.2,
  },
  {
    label: "everybody the same spread (ω near 0)",
    grounds: ["next length"],
    options: having({ spreadPerIndex: 0.02, coreScale: 0.075 }),
  },
  {
    label: "no wide component (ε = 0)",
    grounds: ["next length"],
    options: having({ noise: { wideShare: 0, wideShift: 0, wideScale: 1 }, coreScale: 0.08 }),
  },
  {
    label: "starts hardly ever lost, Beta(0.1, 100)",
    grounds: ["next length", "with 8 % lost"],
    options: having({ loss: [0.1, 100] }),
  },
  {
    label: "lost starts rarer, Beta(0.6, 14)",
    grounds: ["next length", "with 8 % lost"],
    options: having({ loss: [0.6, 14] }),
  },
  {
    label: "forgetting that differs more between people, Beta(0.3, 4)",
    grounds: ["next length", "with 8 % lost"],
    options: having({ loss: [0.3, 4] }),
  },
  {
    label: "the period's length no evidence (κ = 0)",
    grounds: ["after the period"],
    options: having({ lengthPerPeriodDay: 0 }),
  },
  {
    label: "the period's length counted twice as much (κ = 2)",
    grounds: ["after the period"],
    options: having({ lengthPerPeriodDay: 2 }),
  },
  { label: "the sign alone (w = 0)", grounds: ["after a sign"], options: having({ calendarShare: 0 }) },
  {
    label: "sign and calendar as if independent (w = 1)",
    grounds: ["after a sign"],
    options: having({ calendarShare: 1 }),
  },
];

type Change = Pick<Variant, "isAgeless" | "shareOfPhases">;

export interface VariantMeans {
  readonly seed: number;
  readonly bootstrap: Bootstrap;
}

/** Each variant beside ours on the same targets, those with one or more cycles before them. */
export function evaluateVariants(
  people: readonly LoggedPerson[],
  { seed, bootstrap }: VariantMeans,
): readonly VariantResult[] {
  const chosen = createOurModel();
  const lossy = loseStarts(people, 0.08, seededRandom(seed));
  const targetsOn: Readonly<Record<Ground, readonly Target[]>> = {
    "next length": targetsOf(people),
    "with 8 % lost": targetsOf(lossy),
    "after the period": targetsOf(people).filter(
      ({ periodLength, length }) => periodLength !== undefined && length > periodLength + quietDays,
    ),
    "after a sign": targetsOf(people).filter(
      ({ ovulationDay, length }) => ovulationDay !== undefined && isPlausibleLuteal(length - ovulationDay),
    ),
  };
  const crpsOn = (ground: Ground, model: OurModel, change: Change = {}): readonly Pair[] =>
    targetsOn[ground]
      .filter(({ cyclesBefore }) => cyclesBefore >= 1)
      .map((target) => {
        const asked = change.isAgeless ? withoutAges(target) : target;
        const forecast = blended(forecastOn(ground, model, asked), asked.known, change.shareOfPhases ?? 0);
        return { person: target.person, ours: rankedProbabilityScore(forecast, target.length), theirs: 0 };
      });
  const ofOurs = new Map(grounds.map((ground) => [ground, crpsOn(ground, chosen)] as const));
  return variants.flatMap(({ label, grounds: on, options, ...change }) => {
    const model = createOurModel(options);
    return on.flatMap((ground) => {
      const pairs = crpsOn(ground, model, change).map((pair, i) => ({
        ...pair,
        theirs: ofOurs.get(ground)![i]!.ours,
      }));
      const difference = compare(pairs, "difference", bootstrap);
      return difference ? [{ label, ground, difference }] : [];
    });
  });
}

function forecastOn(ground: Ground, model: OurModel, target: Target): LengthForecast {
  const { known, ovulationDay, periodLength } = target;
  if (ground === "after a sign") return model.afterSign(known, ovulationDay!);
  if (ground !== "after the period") return model.fit([])(known);
  return afterPeriod(model, known, periodLength!);
}

/** The forecast as soon as the period counts as over; lengths below that day have no chance. */
function afterPeriod({ forecaster, beliefOf }: OurModel, known: Known, days: number): LengthForecast {
  const start = forecaster.nextStart(
    beliefOf(known),
    { elapsed: days + quietDays - 1 },
    { days, isOver: true },
  )!;
  const forecast = new Float64Array(start.firstDay + start.probability.length);
  forecast.set(start.probability, start.firstDay);
  return forecast;
}

function blended(forecast: LengthForecast, known: Known, share: number): LengthForecast {
  const phases = share > 0 ? sumOfPhases(known) : null;
  return phases ? forecast.map((p, day) => (1 - share) * p + share * (phases[day] ?? 0)) : forecast;
}

function withoutAges(target: Target): Target {
  const cycles = target.known.cycles.map(({ age: _, ...cycle }) => cycle);
  return { ...target, known: { cycles } };
}
