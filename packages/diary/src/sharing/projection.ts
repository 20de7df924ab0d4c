import * as v from "valibot";
import { date, type NotA, notA, parsed, whole } from "../at-the-edge.ts";
import { type CalendarDate, calendarDate, daysBetween } from "../calendar-date.ts";
import type { Result } from "../result.ts";
import { type ShareKind, shareKinds } from "./scope.ts";
import { shareText } from "./shared-text.ts";

/** One day as a reader may know it; an absent field says nothing. */
export interface ProjectedDay {
  /** Whether the next start is likelier than not within 7 days, this day the first of them; within 14; or later. */
  readonly week?: "this" | "next" | "later";
  readonly bleeding?: "likely" | "unlikely";
  readonly headsUp?: true;
}

/** The result of a plan that is shared by its name. */
export interface SharedPlan {
  readonly name: string;
  readonly first: CalendarDate;
  readonly last: CalendarDate;
  /** Chance of bleeding on at least one of its days, 0 to 1; in a projection to the nearest twentieth. */
  readonly chance: number;
}

/**
 * What one reader sees: what a letter holds, worked out by `project` and by nothing else.
 *
 * There is no place in it for anything else: no note, sex, test, contraception, loss, medication, temperature, nor
 * when anything was written down, nor that a start has not come.
 */
export interface Projection {
  readonly v: 1;
  readonly called: string;
  /** The day it was made for. */
  readonly from: CalendarDate;
  /** The last day on which any of it may be shown: of the grant, of what is likely, or of the 14 days. */
  readonly last: CalendarDate;
  /** What its grant shares, whether or not there is anything to say of it. */
  readonly shares: readonly ShareKind[];
  /** `days[k]` is `from` + k, up to `last`. */
  readonly days: readonly ProjectedDay[];
  /** The dates between which the next start is likely, or the days after `first` of each of twenty dots, in order. */
  readonly nextStart?:
    | { readonly first: CalendarDate; readonly last: CalendarDate }
    | { readonly first: CalendarDate; readonly dots: readonly number[] };
  /** How many days ahead, and her words for it, empty for ours; only where one of the days has it. */
  readonly headsUp?: { readonly words: string; readonly days: number };
  /** Number of the recorded day of bleeding, on `from` alone. */
  readonly bleedingDay?: number;
  /** How she is, on `from` alone. */
  readonly told?: string;
  readonly helps?: string;
  readonly brings?: string;
  /** At most 12, oldest first. */
  readonly pastStarts?: readonly CalendarDate[];
  readonly plans?: readonly SharedPlan[];
}

export type NotAProjection = NotA<"not-a-projection">;

/** Bytes of the longest projection as JSON: what fits into a letter beside its frame (docs/protocol.md, rule 95). */
export const projectionBytes = 3_500;
/** Days of one projection. Source: docs/protocol.md, rule 98: the letter's day is at most 13 days ago. */
export const projectedDays = 14;
/** Past starts of one projection. Our choice: a year. */
export const pastStartsShared = 12;

/** Our choice of bounds: above every number that `project` writes. */
const furthestDot = 1_000;
const longestPeriod = 60;

const absent = <Value>(schema: v.GenericSchema<unknown, Value>) => v.exactOptional(schema);

const projectionSchema = v.object({
  v: v.literal(1),
  called: shareText("called"),
  from: date,
  last: date,
  /** A later version's kinds are none of this one's. */
  shares: v.pipe(
    v.array(v.unknown()),
    v.transform((kinds) => shareKinds.filter((kind) => kinds.includes(kind))),
  ),
  days: v.pipe(
    v.array(
      v.object({
        week: absent(v.picklist(["this", "next", "later"])),
        bleeding: absent(v.picklist(["likely", "unlikely"])),
        headsUp: absent(v.literal(true)),
      }),
    ),
    v.minLength(1),
    v.maxLength(projectedDays),
  ),
  nextStart: absent(
    v.union([
      v.object({ first: date, last: date }),
      v.object({
        first: date,
        dots: v.custom<readonly number[]>(areDots, `20 numbers in order, 0 – ${furthestDot}`),
      }),
    ]),
  ),
  headsUp: absent(v.object({ words: shareText("headsUp"), days: whole(1, 10) })),
  bleedingDay: absent(whole(1, longestPeriod)),
  told: absent(shareText("told")),
  helps: absent(shareText("care")),
  brings: absent(shareText("care")),
  pastStarts: absent(v.pipe(v.array(date), v.maxLength(pastStartsShared))),
  plans: absent(
    v.pipe(
      v.array(
        v.object({
          name: shareText("plan"),
          first: date,
          last: date,
          chance: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
        }),
      ),
      v.maxLength(5),
    ),
  ),
});

function areDots(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.length === 20 &&
    value.every((days, i) => Number.isInteger(days) && days >= (value[i - 1] ?? 0) && days <= furthestDot)
  );
}

/** No date of a projection is after it, so that counting on from one never leaves the calendar. */
const latest = calendarDate("2190-12-31");

/** The projection that a letter holds, as its reader takes it; unknown fields are gone from it. */
export function parseProjection(value: unknown): Result<Projection, NotAProjection> {
  const answer = parsed(projectionSchema, value, "not-a-projection");
  if (!answer.ok) return answer;
  const { from, last, days, nextStart } = answer.value;
  if (from > latest || (nextStart?.first ?? from) > latest) {
    return notA("not-a-projection", "from", "a day before 2191");
  }
  if (last < from || daysBetween(from, last) + 1 !== days.length) {
    return notA("not-a-projection", "last", "the last of the days");
  }
  return answer;
}
