import { type Belief, type Forecaster, longestGap } from "@tidetable/forecast";
import { addDays, type CalendarDate } from "./calendar-date.ts";
import type { CompletedCycle } from "./history.ts";
import type { Pattern } from "./life-event.ts";

/** A missing log is spoken of above this chance. Source: docs/forecasting.md, "Nothing logged". */
export const unloggedChance = 0.5;

/** In the late transition a doubled gap is as likely a cycle without ovulation: no start is called unlogged. */
export const mayBeUnlogged = (pattern: Pattern): boolean => pattern !== "late-transition";

/** A gap between two logged starts that probably held more than one cycle. */
export interface DoubledGap {
  /** The likeliest number of cycles above one. */
  readonly cycles: number;
  /** Chance that it was more than one. */
  readonly probability: number;
  /** Around which days the missing starts lie, oldest first; one fewer than `cycles`. */
  readonly around: readonly CalendarDate[];
}

/** Null where it probably held one, where the number is known, and where nothing was learned from it. */
export function doubledGap(
  { start, length, use }: CompletedCycle,
  pattern: Pattern,
  belief: Belief,
  forecaster: Forecaster,
): DoubledGap | null {
  if (!mayBeUnlogged(pattern)) return null;
  if (use.kind !== "learned" || use.known !== null || length > longestGap) return null;
  const counts = forecaster.cyclesInGap(belief, length);
  const probability = 1 - counts[0]!;
  if (!(probability > unloggedChance)) return null;
  const cycles = 1 + counts.indexOf(Math.max(...counts.slice(1)), 1);
  const around = Array.from({ length: cycles - 1 }, (_, i) =>
    addDays(start, Math.round((length * (i + 1)) / cycles)),
  );
  return { cycles, probability, around };
}
