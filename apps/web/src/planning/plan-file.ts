import type { Plan } from "@tidetable/diary";
import { writeCalendar } from "@tidetable/diary/calendar/out";

/**
 * A plan as a calendar file of one entry, under the name that its owner gave it and with nothing else of what it is about.
 *
 * The same plan has the same UID in every file. Nobody counts how often it was written: minutes since 1970 take the place of
 * such a number, because they only grow.
 */
export const fileOfPlan = ({ id, name, first, last }: Plan, now: number): string =>
  writeCalendar({
    name: "Tidetable",
    entries: [
      {
        uid: id,
        first,
        last,
        title: name,
        description: null,
        sequence: Math.floor(now / 60),
        isCancelled: false,
        changed: now,
      },
    ],
  });
