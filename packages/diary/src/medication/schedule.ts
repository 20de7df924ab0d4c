import * as v from "valibot";
import { date, type NotA, notA, parsed, whole } from "../at-the-edge.ts";
import type { CalendarDate } from "../calendar-date.ts";
import { recordId, recordName } from "../planning/plan.ts";
import type { Result } from "../result.ts";

/** What is done on a due day. */
export const scheduleActions = ["take", "change", "inject", "replace", "remove"] as const;
export type ScheduleAction = (typeof scheduleActions)[number];

/** On which days something is due. */
export type ScheduleRhythm =
  /** So many days on, so many off, from the schedule's first day on; `placebo`: something is taken on the off days too. */
  | {
      readonly kind: "pack";
      readonly activeDays: number;
      readonly breakDays: number;
      readonly placebo: boolean;
    }
  /** 1 Monday to 7 Sunday, in order. */
  | { readonly kind: "weekdays"; readonly weekdays: readonly number[] }
  /** Every so many, from the first day on. */
  | { readonly kind: "every"; readonly count: number; readonly unit: "days" | "weeks" | "months" }
  | { readonly kind: "as-needed" }
  /** Cycle days, 1 on the recorded start; inclusive. */
  | { readonly kind: "cycle-days"; readonly first: number; readonly last: number }
  /** So many days before the start that is likely, until it comes. */
  | { readonly kind: "before-start"; readonly days: number };

/** Something that is taken, changed or injected by a rhythm; the vault's record `schedule/ID`. */
export interface Schedule {
  readonly id: string;
  /** Her name for it, 1 to 60 characters; the name in a day's `medication` says that it was done. */
  readonly name: string;
  readonly action: ScheduleAction;
  readonly rhythm: ScheduleRhythm;
  /** Its first day, from which rhythms are counted, and its last; null: goes on. */
  readonly from: CalendarDate;
  readonly until: CalendarDate | null;
  /** Pieces each time. */
  readonly dose: number;
  /** The hour of the day, here, at which she wants to be reminded; null for none. */
  readonly hour: number | null;
  /** Pieces left at the end of the day `on`, and how many days before they run out to order and to pick up. */
  readonly stock: {
    readonly on: CalendarDate;
    readonly pieces: number;
    readonly orderDays: number;
    readonly pickUpDays: number;
  } | null;
}

const rhythm = v.variant("kind", [
  v.object({
    kind: v.literal("pack"),
    activeDays: whole(1, 365),
    breakDays: whole(0, 90),
    placebo: v.boolean(),
  }),
  v.object({
    kind: v.literal("weekdays"),
    weekdays: v.custom<readonly number[]>(areWeekdays, "1 – 7, in order"),
  }),
  v.object({ kind: v.literal("every"), count: whole(1, 400), unit: v.picklist(["days", "weeks", "months"]) }),
  v.object({ kind: v.literal("as-needed") }),
  v.object({ kind: v.literal("cycle-days"), first: whole(1, 100), last: whole(1, 100) }),
  v.object({ kind: v.literal("before-start"), days: whole(1, 14) }),
]);

const scheduleSchema = v.looseObject({
  id: recordId,
  name: recordName,
  action: v.picklist(scheduleActions),
  rhythm,
  from: date,
  until: v.nullable(date),
  dose: whole(1, 100),
  hour: v.nullable(whole(0, 23)),
  stock: v.nullable(
    v.object({ on: date, pieces: whole(0, 10_000), orderDays: whole(0, 60), pickUpDays: whole(0, 60) }),
  ),
});

function areWeekdays(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((day, i) => Number.isInteger(day) && day > (value[i - 1] ?? 0) && day <= 7)
  );
}

export type NotASchedule = NotA<"not-a-schedule">;

/** The schedule, or the first field that does not fit. */
export function parseSchedule(value: unknown): Result<Schedule, NotASchedule> {
  const answer = parsed(scheduleSchema, value, "not-a-schedule");
  if (!answer.ok) return answer;
  const { from, until, rhythm, stock } = answer.value;
  if (until !== null && until < from) return notA("not-a-schedule", "until", "a day not before the first");
  if (rhythm.kind === "cycle-days" && rhythm.last < rhythm.first)
    return notA("not-a-schedule", "rhythm.last", "a cycle day not before the first");
  if (stock && stock.pickUpDays > stock.orderDays)
    return notA("not-a-schedule", "stock.pickUpDays", "not more than orderDays");
  return answer;
}

export const schedulePrefix = "schedule/";
/** The key under which a store keeps it. */
export const scheduleKey = ({ id }: Pick<Schedule, "id">): string => `${schedulePrefix}${id}`;
