import type { PlannedWindow } from "@tidetable/diary";

/** Chances closer than this are the same, here as in packages/diary/src/planning. Source: issue 6; ux.md, 7.5. */
const sameWithin = 0.1;

/**
 * Windows as they are listed: those about as good as the best together, by their dates and by nothing else, then those about
 * as good as the best of the rest, and so on. The order they come in makes no difference.
 */
export function inGroups(windows: readonly PlannedWindow[]): readonly (readonly PlannedWindow[])[] {
  const groups: PlannedWindow[][] = [];
  for (const window of windows.toSorted((one, other) => one.chance - other.chance)) {
    const group = groups.at(-1);
    if (group && window.chance - group[0]!.chance < sameWithin) group.push(window);
    else groups.push([window]);
  }
  return groups.map((group) => group.toSorted((one, other) => (one.first < other.first ? -1 : 1)));
}
