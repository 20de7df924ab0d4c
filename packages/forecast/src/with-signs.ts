import { longestCycle } from "./grid.ts";
import type { Sign } from "./history.ts";
import type { Belief, Model } from "./model.ts";

/**
 * A cycle's length once signs of ovulation were seen in it: P(L) ∝ P(luteal = L − day) · P(L from the calendar)^w.
 *
 * The calendar counts less than its face value because both know the same person: taken as independent, the
 * forecast is too sure. w = constants.calendarShare; the evidence for it: docs/forecasting.md, "After a sign".
 */

/** Chance that a sign was of no ovulation, so that only the calendar speaks. Source: docs/forecasting.md, "After a sign". */
export const falseSignChance = 0.02;

/** Expected starts further apart than this are a disagreement, days. Our choice, docs/forecasting.md. */
const disagreementDays = 4;

export interface SignedLength {
  /** Chance of each cycle length; indexed by days, sums to 1. */
  readonly chance: Float64Array;
  /** The sign used: of several the one that tells most; null when they disagree. */
  readonly sign: Sign | null;
  readonly disagree: boolean;
}

/** @param calendar chance of each cycle length before any sign; indexed by days. */
export function withSigns(
  model: Model,
  belief: Belief,
  calendar: Float64Array,
  signs: readonly Sign[],
): SignedLength {
  // Of one kind the first counts: a second positive test does not mark a second ovulation.
  const firstOfKind = [...signs]
    .sort((a, b) => a.day - b.day)
    .filter((sign, i, sorted) => sorted.findIndex((other) => other.kind === sign.kind) === i);
  const candidates = firstOfKind.map((sign) => {
    const chance = withSign(model, belief, calendar, sign);
    return { sign, chance, ...momentsOf(chance) };
  });
  if (candidates.length === 0) return { chance: calendar.slice(), sign: null, disagree: false };
  const means = candidates.map(({ mean }) => mean);
  if (Math.max(...means) - Math.min(...means) > disagreementDays) {
    return { chance: calendar.slice(), sign: null, disagree: true };
  }
  const best = candidates.reduce((a, b) => (b.variance < a.variance ? b : a));
  return { chance: best.chance, sign: best.sign, disagree: false };
}

function withSign(model: Model, belief: Belief, calendar: Float64Array, { kind, day }: Sign): Float64Array {
  const lengths = model.luteal[kind];
  const luteal = lengths.predict(belief.luteal[kind] ?? lengths.unknown);
  const chance = new Float64Array(longestCycle + 1);
  let total = 0;
  for (let length = day + 1; length <= longestCycle && length - day < luteal.length; length++) {
    const weight = luteal[length - day]! * calendar[length]! ** model.constants.calendarShare;
    chance[length] = weight;
    total += weight;
  }
  // The sign was seen, so the cycle lasted at least until then, whatever it was a sign of.
  let calendarTotal = 0;
  for (let length = day; length <= longestCycle; length++) calendarTotal += calendar[length]!;
  const trusted = total > 0 ? 1 - falseSignChance : 0;
  for (let length = Math.max(1, day); length <= longestCycle; length++) {
    const fromSign = total > 0 ? chance[length]! / total : 0;
    const fromCalendar = calendarTotal > 0 ? calendar[length]! / calendarTotal : 0;
    chance[length] = trusted * fromSign + (1 - trusted) * fromCalendar;
  }
  return chance;
}

function momentsOf(chance: Float64Array): { mean: number; variance: number } {
  let mean = 0;
  let square = 0;
  for (const [day, p] of chance.entries()) {
    mean += p * day;
    square += p * day * day;
  }
  return { mean, variance: square - mean * mean };
}
