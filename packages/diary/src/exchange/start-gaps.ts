import { longestGap } from "@tidetable/forecast";
import { type CalendarDate, daysBetween } from "../calendar-date.ts";
import type { LifeEvent } from "../life-event.ts";
import { type EntryByDate, periodStarts, shortestCycleDays } from "../period.ts";
import type { Problem, Where } from "./problem.ts";

/** Starts so far apart that one in between may be missing, and no pause says why; or so close that one may be wrong. */
export function oddGaps(
  entryByDate: EntryByDate,
  events: readonly LifeEvent[],
  whereByDate: (date: CalendarDate) => Where | undefined,
): readonly Problem[] {
  const starts = periodStarts(entryByDate);
  return starts.slice(1).flatMap((start, index): readonly Problem[] => {
    const days = daysBetween(starts[index]!, start);
    const where = whereByDate(start);
    if (where === undefined) return [];
    if (days > longestGap) {
      const last = starts[index]!;
      const isPause = events.some(({ kind, date }) => kind === "pause" && date >= last && date < start);
      return isPause ? [] : [{ kind: "long-gap", where, days }];
    }
    return days < shortestCycleDays ? [{ kind: "short-gap", where, days }] : [];
  });
}
