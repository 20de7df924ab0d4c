import { type CycleConstants, cycleConstants } from "@tidetable/forecast";

/**
 * The constants that a fit may move, as numbers without bounds, and how far from the published ones each is expected.
 *
 * The widths are a weak prior, our choice: about four times the differences between halves of the Marquette cohort
 * (docs/forecasting.md, "Constants"), so that 40 people already outweigh it where they say something at all.
 */
export interface FreeConstant {
  readonly name: string;
  /** The value at so many widths from the published one, as it is printed. */
  readonly printed: (units: number) => number;
  readonly set: (constants: CycleConstants, units: number) => CycleConstants;
  readonly unitsOf: (constants: CycleConstants) => number;
}

/** A scale without bounds on which a constant is moved. */
interface Scale {
  readonly to: (value: number) => number;
  readonly from: (free: number) => number;
}
const linear: Scale = { to: (value) => value, from: (free) => free };
const logarithmic: Scale = { to: Math.log, from: Math.exp };
const logistic: Scale = { to: (p) => Math.log(p / (1 - p)), from: (x) => 1 / (1 + Math.exp(-x)) };

function free(
  name: string,
  width: number,
  { to, from }: Scale,
  get: (constants: CycleConstants) => number,
  put: (constants: CycleConstants, value: number) => CycleConstants,
): FreeConstant {
  const published = to(get(cycleConstants));
  const printed = (units: number): number => from(published + width * units);
  return {
    name,
    printed,
    set: (constants, units) => put(constants, printed(units)),
    unitsOf: (constants) => (to(get(constants)) - published) / width,
  };
}

const of = (key: Exclude<keyof CycleConstants, "noise" | "loss">, width: number, scale: Scale) =>
  free(
    key,
    width,
    scale,
    (constants) => constants[key],
    (constants, value) => ({ ...constants, [key]: value }),
  );
const ofNoise = (key: keyof CycleConstants["noise"], width: number, scale: Scale) =>
  free(
    `noise.${key}`,
    width,
    scale,
    ({ noise }) => noise[key],
    (constants, value) => ({ ...constants, noise: { ...constants.noise, [key]: value } }),
  );

const always: readonly FreeConstant[] = [
  of("centreDays", 0.05, logarithmic),
  of("betweenPeople", 0.4, logarithmic),
  of("coreScale", 0.3, logarithmic),
  of("spreadPerIndex", 0.4, logarithmic),
  of("scalePerTenth", 0.2, linear),
  ofNoise("wideShare", 0.8, logistic),
  ofNoise("wideShift", 0.4, linear),
  ofNoise("wideScale", 0.3, logarithmic),
  of("centrePerDecade", 0.04, linear),
];

/** Only a cohort in which starts may be missing says anything of these. */
const ofLoss: readonly FreeConstant[] = [
  free(
    "loss[0]",
    0.7,
    logarithmic,
    ({ loss }) => loss[0],
    (constants, value) => ({ ...constants, loss: [value, constants.loss[1]] }),
  ),
  free(
    "loss[1]",
    0.7,
    logarithmic,
    ({ loss }) => loss[1],
    (constants, value) => ({ ...constants, loss: [constants.loss[0], value] }),
  ),
];

export const freeConstants = ({ complete }: { readonly complete: boolean }): readonly FreeConstant[] =>
  complete ? always : [...always, ...ofLoss];

/** The free constants in units of their widths, 0 where they are as published. */
export const toUnits = (constants: CycleConstants, all: readonly FreeConstant[]): readonly number[] =>
  all.map(({ unitsOf }) => unitsOf(constants));

export const fromUnits = (units: readonly number[], all: readonly FreeConstant[]): CycleConstants =>
  all.reduce((constants, { set }, i) => set(constants, units[i]!), cycleConstants);
