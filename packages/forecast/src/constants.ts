import type { NoiseShape } from "./distributions/noise.ts";

/**
 * The numbers that say how cycles are in people at large. The defaults are those of docs/forecasting.md,
 * "Constants", with their sources; a researcher may give others, fitted to another population.
 */
export interface CycleConstants {
  /** Mean of people's own centres, days, at 31 years. */
  readonly centreDays: number;
  /** Standard deviation between people of the logarithm of their centres. */
  readonly betweenPeople: number;
  /** Core scale of the logarithm of a cycle length for a person of middling spread whose cycles centre on 29 days. */
  readonly coreScale: number;
  /** How much people differ in spread: one unit of the spread index multiplies the core scale by e to this. */
  readonly spreadPerIndex: number;
  /** Growth of the logarithm of the core scale for each 10 % that the person's own centre is above 29 days. */
  readonly scalePerTenth: number;
  /** Scatter of the logarithm of a cycle length about the centre, in core scales. */
  readonly noise: NoiseShape;
  /** Change of the logarithm of the centre for each ten years of age, about 31. */
  readonly centrePerDecade: number;
  /** Beta(a, b) for the chance that one start goes unlogged. */
  readonly loss: readonly [number, number];
  /** Weight that a cycle keeps for each cycle that came after it, in (0, 1]; at 1 nothing is forgotten. */
  readonly memory: number;
  /** After a sign of ovulation: power to which the calendar's chances still count, from 0 (not at all) to 1. */
  readonly calendarShare: number;
  /** For each day that this cycle's period was longer than usual, length L is weighed by L to this. */
  readonly lengthPerPeriodDay: number;
}

export const cycleConstants: CycleConstants = {
  centreDays: 29.1,
  betweenPeople: 0.088,
  coreScale: 0.063,
  spreadPerIndex: 0.35,
  scalePerTenth: 0.27,
  noise: { wideShare: 0.22, wideShift: 0.46, wideScale: 2 },
  centrePerDecade: -0.046,
  loss: [1, 12],
  memory: 0.97,
  calendarShare: 0.3,
  lengthPerPeriodDay: 1,
};

/** Core scale of a person with this centre (ln days) and spread index; `spreadFactor` is that of her age and regime. */
export function coreScaleOf(
  constants: CycleConstants,
  centre: number,
  spreadIndex: number,
  spreadFactor: number,
): number {
  const byCentre = (constants.scalePerTenth * (centre - Math.log(29))) / 0.1;
  const growth = Math.exp(Math.min(1.2, Math.max(-1, byCentre)));
  return constants.coreScale * spreadFactor * Math.exp(constants.spreadPerIndex * spreadIndex) * growth;
}

/** @throws RangeError naming the constant that cannot be */
export function requireConstants(constants: CycleConstants): void {
  const { noise, loss, memory } = constants;
  const positive = {
    centreDays: constants.centreDays,
    betweenPeople: constants.betweenPeople,
    coreScale: constants.coreScale,
    "noise.wideScale": noise.wideScale,
    "loss[0]": loss[0],
    "loss[1]": loss[1],
  };
  for (const [name, value] of Object.entries(positive)) {
    if (!(value > 0 && Number.isFinite(value))) {
      throw new RangeError(`constants.${name} expects a number above 0, got ${value}`);
    }
  }
  const free = {
    spreadPerIndex: constants.spreadPerIndex,
    scalePerTenth: constants.scalePerTenth,
    centrePerDecade: constants.centrePerDecade,
    "noise.wideShift": noise.wideShift,
    lengthPerPeriodDay: constants.lengthPerPeriodDay,
  };
  for (const [name, value] of Object.entries(free)) {
    if (!Number.isFinite(value)) throw new RangeError(`constants.${name} expects a number, got ${value}`);
  }
  const shares = { "noise.wideShare": noise.wideShare, calendarShare: constants.calendarShare };
  for (const [name, value] of Object.entries(shares)) {
    if (!(value >= 0 && value <= 1)) {
      throw new RangeError(`constants.${name} expects a share from 0 to 1, got ${value}`);
    }
  }
  if (!(memory > 0 && memory <= 1)) {
    throw new RangeError(`constants.memory expects a number in (0, 1], got ${memory}`);
  }
}
