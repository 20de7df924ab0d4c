import { addDays, type CalendarDate, daysBetween } from "../calendar-date.ts";
import type { DayQuestion } from "../day-chances.ts";
import { type Avoid, longestPlan, longestQuestion } from "./plan.ts";

/** Days from one to another, both inclusive. */
export interface DateRange {
  readonly first: CalendarDate;
  readonly last: CalendarDate;
}

/** So many days in a row, somewhere between two dates. */
export interface PlanQuestion {
  /** Inclusive both; days before today are not looked at. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** 1 to `longestPlan`. */
  readonly days: number;
  readonly avoid: Avoid;
  /** Dates that cannot be used. */
  readonly busy?: readonly DateRange[];
}

/** Why a question cannot be answered; `latest` is the last day that `to` may be. */
export type PlanProblem =
  | { readonly kind: "days" | "backwards" | "past" | "nothing-to-avoid" }
  | { readonly kind: "too-far"; readonly latest: CalendarDate };

/** What is wrong with a question asked on `today`; null where nothing is. */
export function questionProblem(
  { from, to, days, avoid }: PlanQuestion,
  today: CalendarDate,
): PlanProblem | null {
  if (!Number.isInteger(days) || days < 1 || days > longestPlan) return { kind: "days" };
  if (to < from) return { kind: "backwards" };
  if (to < today) return { kind: "past" };
  if (!avoid.bleeding && avoid.daysBefore === 0) return { kind: "nothing-to-avoid" };
  const latest = addDays(today, longestQuestion - avoid.daysBefore);
  return to > latest ? { kind: "too-far", latest } : null;
}

/**
 * What is asked of the forecast about a stretch of days.
 *
 * So many days before a start touch the stretch exactly when a start comes on its second day or later, up to that many
 * days after its last; together with bleeding that is bleeding up to so many days after it.
 */
export function dayQuestion({ first, last }: DateRange, { bleeding, daysBefore }: Avoid): DayQuestion {
  const until = addDays(last, daysBefore);
  return bleeding
    ? { first, last: until, of: "bleeding" }
    : { first: addDays(first, 1), last: until, of: "start" };
}

/** Days of a stretch. */
export const lengthOf = ({ first, last }: DateRange): number => daysBetween(first, last) + 1;
