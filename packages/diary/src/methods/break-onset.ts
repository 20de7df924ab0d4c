import { type BreakBleed, onsetDays } from "./breaks.ts";

/**
 * When a break's bleed starts, and whether one comes: what is believed before any was recorded, and learned from hers.
 *
 * Weight of a start 1, 2, … 6 days after the last active one: a Dirichlet prior worth ten breaks. Our choice: no published
 * distribution is known; it says what lay sources agree on, "usually two to four days after". Test: test/methods/.
 */
const onsetPrior: readonly number[] = [0.6, 2.5, 3.5, 2, 0.8, 0.6];
/** Beta prior of a break without a bleed, worth ten breaks, of which one is without. Our choice: trials count between few and many by product (Archer 2022). */
const nonePrior = { none: 1, some: 9 };

export interface BreakOnset {
  /** Chance of a start 1, 2, … days after the last active one, given that there is one; sums to 1. */
  readonly chance: readonly number[];
  /** Chance that a break brings none. */
  readonly none: number;
  /** Breaks it was learned from. */
  readonly used: number;
}

/** The posterior predictive, all breaks counting alike. */
export function breakOnset(bleeds: readonly BreakBleed[]): BreakOnset {
  const weights = Array.from({ length: onsetDays }, (_, day) => onsetPrior[day] ?? 0);
  let [none, some] = [nonePrior.none, nonePrior.some];
  let used = 0;
  for (const bleed of bleeds) {
    if (bleed.kind === "unknown") continue;
    used++;
    if (bleed.kind === "none") none++;
    else {
      some++;
      weights[bleed.after - 1]! += 1;
    }
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { chance: weights.map((weight) => weight / total), none: none / (none + some), used };
}
