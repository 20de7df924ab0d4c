import type { Known } from "../cohort.ts";
import { type Below, smoothed } from "./smoothed.ts";

/** One answer of a rule whose truth is known: what it knew, and true length − day named, in some unit. */
export interface RuleError {
  readonly known: Known;
  readonly error: number;
}

/** Numbers of known cycles at which a new group of errors begins. Our choice: the groups that results are shown by. */
const groupsFrom = [1, 2, 3, 6, 12] as const;
/**
 * Errors of all groups that speak in each of them, as if it had made so many itself. Our choice: groups that stand
 * alone, and no groups at all, both score a little worse on the clinical file.
 */
const shared = 100;

/**
 * How a rule's errors are distributed, by how many cycles it knows: each group's own, shrunk towards those of all.
 *
 * What a rule says of somebody unknown is an error of its own kind, and stands alone.
 */
export function spreadOf(errors: readonly RuleError[]): (known: Known) => Below {
  const ofStranger: number[] = [];
  const byGroup = groupsFrom.map((): number[] => []);
  for (const { known, error } of errors) (byGroup[groupOf(known)] ?? ofStranger).push(error);
  const together = smoothed(byGroup.flat());
  const spreads = byGroup.map((group): Below => {
    const own = smoothed(group);
    const share = group.length / (group.length + shared);
    return (point) => share * own(point) + (1 - share) * together(point);
  });
  const alone = smoothed(ofStranger);
  return (known) => spreads[groupOf(known)] ?? alone;
}

/** Index of the group; −1 when no cycle is known. */
const groupOf = ({ cycles }: Known): number => groupsFrom.findLastIndex((from) => cycles.length >= from);
