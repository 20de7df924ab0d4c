import * as v from "valibot";
import { date, type NotA, notA, parsed, whole } from "../at-the-edge.ts";
import { type CalendarDate, daysBetween } from "../calendar-date.ts";
import type { Result } from "../result.ts";

/** What somebody would rather not have on the days of a plan: bleeding, and so many days before a start that are hard for her. */
export interface Avoid {
  readonly bleeding: boolean;
  /** 0 to 10; with 0 only bleeding counts, and one of both is always there. */
  readonly daysBefore: number;
}

/** How much it matters, in her words: it would be fine, rather not, must not. It changes words, never chances. */
export const stakes = ["fine", "rather-not", "must-not"] as const;
export type Stakes = (typeof stakes)[number];

/** A plan that was kept: its dates, and what was said of them when its owner last looked. */
export interface Plan {
  readonly id: string;
  /** Her name for it, 1 to 60 characters. */
  readonly name: string;
  /** Inclusive; at most `longestPlan` days. */
  readonly first: CalendarDate;
  readonly last: CalendarDate;
  readonly avoid: Avoid;
  readonly stakes: Stakes;
  /** The dates it was chosen from, so that better ones can be looked for again; null for an event whose date is not hers. */
  readonly between: { readonly first: CalendarDate; readonly last: CalendarDate } | null;
  /** What was said, and on which day; null where no forecast could be made. */
  readonly said: { readonly today: CalendarDate; readonly chance: number } | null;
}

/** Days of the longest plan. Our choice: two months, in which hardly anybody has no start. */
export const longestPlan = 60;
/** Days between which a plan can be moved. Our choice: two years. */
export const longestQuestion = 731;

const dates = { first: date, last: date };
/** Marks of an id: what a random one has, and one made by hand. */
export const recordId = v.custom<string>(
  (value) => typeof value === "string" && /^[\w-]{4,40}$/.test(value),
  "4 – 40 letters, digits, _ or -",
);
export const recordName = v.pipe(
  v.string(),
  v.trim(),
  v.check((value) => value.length > 0 && value.length <= 60, "1 – 60 characters"),
);

const planSchema = v.looseObject({
  id: recordId,
  name: recordName,
  ...dates,
  avoid: v.object({ bleeding: v.boolean(), daysBefore: whole(0, 10) }),
  stakes: v.picklist(stakes),
  between: v.nullable(v.object(dates)),
  said: v.nullable(v.object({ today: date, chance: v.pipe(v.number(), v.minValue(0), v.maxValue(1)) })),
});

export type NotAPlan = NotA<"not-a-plan">;

/** The plan, or the first field that does not fit. */
export function parsePlan(value: unknown): Result<Plan, NotAPlan> {
  const answer = parsed(planSchema, value, "not-a-plan");
  if (!answer.ok) return answer;
  const { first, last, avoid, between } = answer.value;
  if (last < first || daysBetween(first, last) >= longestPlan)
    return notA("not-a-plan", "last", `1 – ${longestPlan} days`);
  if (
    between &&
    (between.last < between.first || daysBetween(between.first, between.last) >= longestQuestion)
  )
    return notA("not-a-plan", "between.last", `1 – ${longestQuestion} days`);
  if (!avoid.bleeding && avoid.daysBefore === 0)
    return notA("not-a-plan", "avoid", "bleeding, days before, or both");
  return answer;
}

export const planPrefix = "plan/";
/** The key under which a store keeps it. */
export const planKey = ({ id }: Pick<Plan, "id">): string => `${planPrefix}${id}`;
