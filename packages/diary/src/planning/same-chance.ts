import { daysBetween } from "../calendar-date.ts";
import type { DateRange } from "./question.ts";

/** A stretch of days, and the chance that what is avoided falls on at least one of them. */
export interface PlannedWindow extends DateRange {
  /** 0 to 1. */
  readonly chance: number;
}

/**
 * Chances that differ by less are the same: in a year of plans nobody would notice. Our choice, two dots of twenty;
 * `answer-plan.test.ts` holds it.
 */
export const sameWithin = 0.1;
/** Windows that a list shows. Our choice: what can be compared at a glance. */
const mostListed = 5;

export const isSameChance = (one: number, other: number): boolean => Math.abs(one - other) < sameWithin;

/** Lowest chance first, then earliest. */
export const byChance = (one: PlannedWindow, other: PlannedWindow): number =>
  one.chance - other.chance || daysBetween(other.first, one.first);

/**
 * The largest groups, of two or more, in which every two chances are the same; indices into chances that are in order.
 *
 * Groups may overlap: of 0.02, 0.09 and 0.15 the first two are the same, and the last two.
 */
export function groupsOfSame(
  windows: readonly { readonly chance: number }[],
): readonly (readonly number[])[] {
  const groups: number[][] = [];
  let end = 0;
  for (let begin = 0; begin < windows.length; begin++) {
    const before = end;
    while (end < windows.length && isSameChance(windows[begin]!.chance, windows[end]!.chance)) end += 1;
    // One that ends where the group before it did is a part of that.
    if (end > before && end - begin > 1) {
      groups.push(Array.from({ length: end - begin }, (_, i) => begin + i));
    }
  }
  return groups;
}

/**
 * What a list shows of the windows of an answer, which are in order: at most five, none overlapping with a better one. Those that
 * are the same as the best come first, by their dates and not by their chances; then the others, the better first.
 */
export function shortList(windows: readonly PlannedWindow[]): readonly PlannedWindow[] {
  const listed: PlannedWindow[] = [];
  for (const window of windows) {
    if (listed.length === mostListed) break;
    if (listed.every(({ first, last }) => window.last < first || window.first > last)) listed.push(window);
  }
  const isBest = ({ chance }: PlannedWindow): boolean => isSameChance(chance, windows[0]!.chance);
  const best = listed.filter(isBest).sort((one, other) => (one.first < other.first ? -1 : 1));
  return [...best, ...listed.filter((window) => !isBest(window))];
}
