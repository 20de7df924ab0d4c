import { addDays, type CalendarDate } from "../../calendar-date.ts";
import type { BusyEvent } from "./occurrences.ts";

/** The days that events take, as ranges in order that neither touch nor overlap; inclusive. What is free takes none. */
export function busyRanges(
  events: readonly BusyEvent[],
): readonly { readonly first: CalendarDate; readonly last: CalendarDate }[] {
  const ranges: { first: CalendarDate; last: CalendarDate }[] = [];
  const busy = events.filter(({ isFree }) => !isFree);
  for (const { first, last } of busy.toSorted((one, other) => (one.first < other.first ? -1 : 1))) {
    const before = ranges.at(-1);
    if (before && first <= addDays(before.last, 1)) before.last = last > before.last ? last : before.last;
    else ranges.push({ first, last });
  }
  return ranges;
}
