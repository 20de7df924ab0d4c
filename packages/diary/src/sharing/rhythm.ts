import * as v from "valibot";
import { type NotA, parsed, whole } from "../at-the-edge.ts";
import { addDays, type CalendarDate, weekdayOf } from "../calendar-date.ts";
import type { Result } from "../result.ts";

/** When notices come: `weekday` 1 is Monday, 7 Sunday; `hour` 0 to 23, local to whoever chose it. */
export type Rhythm =
  | { readonly kind: "weekly"; readonly weekday: number; readonly hour: number }
  | { readonly kind: "daily"; readonly hour: number }
  /** Only on the day of a heads-up: the relay and the push service see which day that is. */
  | { readonly kind: "day-itself"; readonly hour: number };

export type NotARhythm = NotA<"not-a-rhythm">;

const hour = whole(0, 23);
const rhythmSchema = v.variant("kind", [
  v.object({ kind: v.literal("weekly"), weekday: whole(1, 7), hour }),
  v.object({ kind: v.literal("daily"), hour }),
  v.object({ kind: v.literal("day-itself"), hour }),
]);

/** The rhythm that a reply or a stored setting holds. */
export const parseRhythm = (value: unknown): Result<Rhythm, NotARhythm> =>
  parsed(rhythmSchema, value, "not-a-rhythm");

/** The days on which a rhythm may give notice, `count` of them, the first due after this hour of this day. */
export function daysOf(
  rhythm: Rhythm,
  today: CalendarDate,
  hour: number,
  count: number,
): readonly CalendarDate[] {
  const step = rhythm.kind === "weekly" ? 7 : 1;
  const isPast = rhythm.hour <= hour;
  const wait = rhythm.kind === "weekly" ? (rhythm.weekday - weekdayOf(today) + 7) % 7 : 0;
  const first = addDays(today, wait === 0 && isPast ? step : wait);
  return Array.from({ length: count }, (_, i) => addDays(first, i * step));
}
