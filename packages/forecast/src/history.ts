import type { Person, Regime } from "./person.ts";
import { regimes } from "./person.ts";
import { type SignKind, signKinds } from "./signs.ts";

/** A sign of ovulation on a cycle day; 1 is the day the period starts. */
export interface Sign {
  readonly kind: SignKind;
  readonly day: number;
}

/** What was observed, one thing after another; arrays of these are oldest first. */
export type Observation =
  /** Two logged starts, `length` days apart. `trueCycles` when it is known how many cycles that was. */
  | {
      readonly kind: "cycle";
      readonly length: number;
      readonly trueCycles?: 1 | 2 | 3;
      readonly signs?: readonly Sign[];
      /** Age in years when it began. */
      readonly age?: number;
    }
  /** Days that say nothing about her cycles. */
  | { readonly kind: "pause"; readonly days: number }
  /** From here on the body follows another pattern. */
  | { readonly kind: "regime"; readonly regime: Regime }
  /** A period that is over, in days. */
  | { readonly kind: "period"; readonly days: number };

/** Something that lengthens or shortens the cycle it falls into, and no other. */
export interface Disturbance {
  /** Days since the start on which it came; the cycle had not ended before it. */
  readonly day: number;
  /** Chance of each change of the length, the first of them `least` days (below 0: shorter) and then day by day; sums to 1. */
  readonly change: { readonly least: number; readonly chance: readonly number[] };
}

/** The cycle that has begun and not ended. */
export interface OpenCycle {
  /** Days since its start on which no further start can come: the next start is on day `elapsed` + 1 or after. */
  readonly elapsed: number;
  /**
   * Where a start could have gone unlogged: `mayHide[t]` is about the day t days after the start, t ≤ elapsed.
   * Absent: nowhere, because somebody looked every day.
   */
  readonly mayHide?: readonly boolean[];
  readonly signs?: readonly Sign[];
  /** What has lengthened or shortened this cycle alone. Where one is given, no start is taken for unlogged. */
  readonly disturbance?: Disturbance;
}

/** The open cycle's period: how many days it has lasted, 0 where that is not known, and whether it is known to be over. */
export interface CurrentPeriod {
  readonly days: number;
  readonly isOver: boolean;
}

/** @throws RangeError naming the argument, what was expected and what came. */
export function requireDays(name: string, days: number, least: number, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isInteger(days) && days >= least && days <= most) return;
  const range = most === Number.MAX_SAFE_INTEGER ? `≥ ${least}` : `from ${least} to ${most}`;
  throw new RangeError(`${name} expects a whole number of days ${range}, got ${days}`);
}

/** @throws RangeError naming the field that does not fit. */
export function requirePerson(person: Person): void {
  const { age, regime } = person;
  if (age !== undefined && !(age >= 5 && age <= 120)) {
    throw new RangeError(`age expects years from 5 to 120, got ${age}`);
  }
  if (regime !== undefined && !regimes.includes(regime)) {
    throw new RangeError(`regime expects one of ${regimes.join(", ")}, got ${regime}`);
  }
}

/** @throws RangeError naming the field that does not fit. */
export function requireSigns(signs: readonly Sign[]): void {
  for (const { kind, day } of signs) {
    requireDays("sign.day", day, 1);
    if (!signKinds.includes(kind)) {
      throw new RangeError(`sign.kind expects one of ${signKinds.join(", ")}, got ${kind}`);
    }
  }
}
