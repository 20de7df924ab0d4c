import { cycleConstants } from "./constants.ts";

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

/** Everything but the usual pattern says how it differs from that one. */
const priorByRegime: Readonly<Record<Regime, Partial<RegimePrior>>> = {
  usual: {},
  "first-years": { centreDays: 31, betweenPeople: 0.13, spreadFactor: 2, loss: [1, 9] },
  "third-to-fifth-year": { spreadFactor: 1.4 },
  pcos: { centreDays: 33, betweenPeople: 0.2, spreadFactor: 1.3, loss: [1, 9] },
  "early-transition": { spreadFactor: 1.8 },
  // Here a doubled gap is as likely a cycle without ovulation as a forgotten log; nobody is asked about it.
  "late-transition": { centreDays: 40, betweenPeople: 0.3, spreadFactor: 1.3, loss: [2, 6] },
  // Its centre is later than the usual one by `laterAfterHormones`.
  "after-hormones": { spreadFactor: 1.6 },
  "after-birth": { spreadFactor: 1.6 },
};

/** Cycles until the pattern after stopping hormones is the usual one again. Source: Gnoth 2002, docs/forecasting.md. */
export const cyclesAfterHormones = 9;

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

/** What the logarithm of the centre is above the usual one in the first cycle after hormones. Source: docs/forecasting.md. */
const laterAfterHormones = 0.08;
/** Memory where the body is changing. Source: docs/forecasting.md, table "Noise". */
const memoryOfChange = 0.93;

/** @param cyclesInRegime completed cycles since the regime began. */
export function priorOf(person: Person, cyclesInRegime: number, constants = cycleConstants): Prior {
  const regime = person.regime ?? "usual";
  const usual: RegimePrior = { ...constants, spreadFactor: 1 };
  const prior: RegimePrior = { ...usual, ...priorByRegime[regime] };
  // What is left of the disturbance after hormones; every other pattern lasts.
  const left = regime === "after-hormones" ? Math.max(0, 1 - cyclesInRegime / cyclesAfterHormones) : 1;
  const later = regime === "after-hormones" ? left * laterAfterHormones : 0;
  const regimeFactor = 1 + left * (prior.spreadFactor - 1);
  const { age } = person;
  const decades = age === undefined ? 0 : (Math.min(45, Math.max(18, age)) - 31) / 10;
  return {
    centre: Math.log(prior.centreDays) + later + constants.centrePerDecade * decades,
    betweenPeople: prior.betweenPeople,
    spreadFactor: isTransition(regime) ? regimeFactor : Math.max(regimeFactor, spreadFactorByAge(age)),
    loss: prior.loss,
    memory: isChanging(person) ? Math.min(memoryOfChange, constants.memory) : constants.memory,
  };
}

/** Factor on the core scale by age. Source: within-person spread by age in docs/forecasting.md (AWHS, Flo). */
function spreadFactorByAge(age: number | undefined): number {
  if (age === undefined) return 1;
  if (age < 20) return 1.45;
  if (age <= 25) return 1.12;
  if (age <= 40) return 1;
  if (age <= 44) return 1.1;
  return age <= 49 ? 1.45 : 2.5;
}

/** In the transition its own factor says what age would say of others. */
const isTransition = (regime: Regime): boolean =>
  regime === "early-transition" || regime === "late-transition";

/** From about 43 years, and in the transition, what was is a weaker guide (TREMIN change-points, docs/forecasting.md). */
const isChanging = ({ age, regime = "usual" }: Person): boolean =>
  (age !== undefined && age >= 43) || isTransition(regime);
