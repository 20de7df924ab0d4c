import { coreScaleOf, cycleConstants } from "./constants.ts";
import { longestCycle, shortestCycle } from "./grid.ts";
import { type Person, priorOf } from "./person.ts";
import { drawBeta, drawNormal, type Random } from "./random.ts";

/** A made-up person whose truth is known. */
export interface SimulatedPerson {
  /** ln days. */
  readonly centre: number;
  /** Core scale of the logarithm of her cycle lengths. */
  readonly scale: number;
  /** Chance that she does not log a start. */
  readonly loss: number;
}

/** Someone drawn from the prior of `person`. */
export function simulatePerson(
  random: Random,
  person: Person = {},
  constants = cycleConstants,
): SimulatedPerson {
  const prior = priorOf(person, 0, constants);
  const centre = prior.centre + prior.betweenPeople * drawNormal(random);
  const index = drawNormal(random);
  const scale = coreScaleOf(constants, centre, index, prior.spreadFactor);
  return { centre, scale, loss: drawBeta(random, ...prior.loss) };
}

/** One true cycle length of hers, days. */
export function simulateCycle(
  random: Random,
  { centre, scale }: SimulatedPerson,
  { wideShare, wideShift, wideScale } = cycleConstants.noise,
): number {
  for (;;) {
    const isWide = random() < wideShare;
    const scatter = isWide ? wideShift + wideScale * drawNormal(random) : drawNormal(random);
    const days = Math.round(Math.exp(centre + scale * scatter));
    if (days >= shortestCycle && days <= longestCycle) return days;
  }
}

/** A run of logged gaps, days: each true start after the first goes unlogged with her chance of it. */
export function simulateGaps(random: Random, person: SimulatedPerson, count: number): readonly number[] {
  return Array.from({ length: count }, () => {
    let days = simulateCycle(random, person);
    while (random() < person.loss) days += simulateCycle(random, person);
    return days;
  });
}
