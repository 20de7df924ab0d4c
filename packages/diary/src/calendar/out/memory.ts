import * as v from "valibot";
import { date, type NotA, parsed, whole } from "../../at-the-edge.ts";
import type { Result } from "../../result.ts";
import type { CalendarEntry } from "./entry.ts";

/** What a calendar said when it was last made, by what each entry is about; plain JSON. */
export interface CalendarMemory {
  readonly entries: Readonly<Record<string, CalendarEntry>>;
}

/** Entries remembered. Our choice: a calendar of a year with something due every day is below it. */
export const maxRemembered = 2_000;

const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest));
const remembered = v.pipe(
  v.object({
    uid: v.pipe(text(200), v.minLength(1)),
    first: date,
    last: date,
    title: text(1_000),
    description: v.nullable(text(10_000)),
    sequence: whole(0, 2_147_483_647),
    isCancelled: v.boolean(),
    changed: whole(0, 253_402_300_799),
  }),
  v.check(({ first, last }) => first <= last, "a last day not before the first"),
);
const schema = v.object({
  entries: v.pipe(
    v.record(text(200), remembered),
    v.check((entries) => Object.keys(entries).length <= maxRemembered, `at most ${maxRemembered} entries`),
  ),
});

/** The memory, or the first field that does not fit. */
export function parseCalendarMemory(value: unknown): Result<CalendarMemory, NotA<"not-a-calendar-memory">> {
  return parsed(schema, value, "not-a-calendar-memory");
}
