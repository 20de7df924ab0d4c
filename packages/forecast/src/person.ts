import type { NoiseShape } from "./distributions/noise.ts";

/**
 * What is known of a person before her history: the prior, by age and by the pattern her body follows.
 *
 * The values are those of docs/forecasting.md, "Constants"; where that table says "our choice" no published
 * likelihood exists, and the simulations of test/calibration.test.ts are what holds them.
 */
export const regimes = [
  "usual",
  "first-years",
  "third-to-fifth-year",
  "pcos",
  "early-transition",
  "late-transition",
  "after-hormones",
  "after-birth",
] as const;
export type Regime = (typeof regimes)[number];

/** Scatter of the logarithm of a cycle length. Source: docs/forecasting.md, table "Noise". */
export const cycleNoise: NoiseShape = { wideShare: 0.22, wideShift: 0.46, wideScale: 2 };

/** Core scale of the logarithm of a cycle length for a person of middling spread whose cycles centre on 29 days. */
export const coreScale = 0.064;
/** How much people differ in spread: one unit of the spread index multiplies the core scale by e^0.40. */
export const spreadPerIndex = 0.4;

/** Growth of the core scale with the person's own centre: 0.27 in the logarithm for each 10 % above 29 days. */
export function scaleByCentre(centre: number): number {
  return Math.exp(Math.min(1.2, Math.max(-1, (0.27 * (centre - Math.log(29))) / 0.1)));
}

interface RegimePrior {
  /** Mean of a person's own centre, days. */
  readonly centreDays: number;
  /** Standard deviation between people of the logarithm of their centres. */
  readonly betweenPeople: number;
  /** Factor on the core scale. */
  readonly spreadFactor: number;
  /** Beta(a, b) for the chance that one start goes unlogged. */
  readonly loss: readonly [number, number];
}

const usual: RegimePrior = { centreDays: 29.1, betweenPeople: 0.095, spreadFactor: 1, loss: [0.6, 14] };
const priorByRegime: Readonly<Record<Regime, RegimePrior>> = {
  usual,
  "first-years": { centreDays: 31, betweenPeople: 0.13, spreadFactor: 2, loss: [1, 9] },
  "third-to-fifth-year": { ...usual, spreadFactor: 1.4 },
  pcos: { centreDays: 33, betweenPeople: 0.2, spreadFactor: 1.7, loss: [1, 9] },
  "early-transition": { ...usual, spreadFactor: 1.5 },
  // Here a doubled gap is as likely a cycle without ovulation as a forgotten log; nobody is asked about it.
  "late-transition": { centreDays: 40, betweenPeople: 0.3, spreadFactor: 2.5, loss: [2, 6] },
  "after-hormones": { ...usual, centreDays: 29.1 * Math.exp(0.04), spreadFactor: 1.4 },
  "after-birth": { ...usual, spreadFactor: 1.6 },
};

/** Cycles until the pattern after stopping hormones is the usual one again. Source: Gnoth 2002, docs/forecasting.md. */
const cyclesAfterHormones = 9;

export interface Person {
  /** Years, at the cycle in question; unknown when absent. */
  readonly age?: number;
  readonly regime?: Regime;
}

/** Prior of one person at one time: the numbers the grid needs. */
export interface Prior {
  readonly centre: number;
  readonly betweenPeople: number;
  readonly spreadFactor: number;
  readonly loss: readonly [number, number];
  /** Weight that a cycle keeps for each cycle that came after it. */
  readonly memory: number;
}

/** Change of the logarithm of the centre for each ten years of age, about 31. Source: docs/forecasting.md. */
const centrePerDecade = -0.046;

/** @param cyclesInRegime completed cycles since the regime began. */
export function priorOf(person: Person, cyclesInRegime: number): Prior {
  const regime = person.regime ?? "usual";
  const prior = priorByRegime[regime];
  const left = regime === "after-hormones" ? Math.max(0, 1 - cyclesInRegime / cyclesAfterHormones) : 1;
  const base = regime === "after-hormones" ? usual : prior;
  const regimeFactor = base.spreadFactor + left * (prior.spreadFactor - base.spreadFactor);
  const age = person.age;
  const byAge = age === undefined ? 0 : (centrePerDecade * (Math.min(45, Math.max(18, age)) - 31)) / 10;
  return {
    centre: Math.log(base.centreDays) + left * Math.log(prior.centreDays / base.centreDays) + byAge,
    betweenPeople: prior.betweenPeople,
    spreadFactor: Math.max(regimeFactor, age === undefined ? 1 : spreadFactorByAge(age)),
    loss: prior.loss,
    memory: isChanging(person) ? 0.93 : 0.97,
  };
}

/** Factor on the core scale by age. Source: within-person spread by age in docs/forecasting.md (AWHS, Flo). */
function spreadFactorByAge(age: number): number {
  if (age < 20) return 1.45;
  if (age <= 25) return 1.12;
  if (age <= 40) return 1;
  if (age <= 44) return 1.1;
  return age <= 49 ? 1.45 : 2.5;
}

/** From about 43 years, and in the transition, what was is a weaker guide (TREMIN change-points, docs/forecasting.md). */
function isChanging({ age, regime }: Person): boolean {
  return (age !== undefined && age >= 43) || regime === "early-transition" || regime === "late-transition";
}
