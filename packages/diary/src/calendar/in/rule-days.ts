import { civilDay, startOfMonth, startOfWeek, weekdayOfNumber, weekOf } from "./civil-day.ts";
import type { Rule } from "./rule.ts";

/** Days that may still be looked at, for a whole file together. */
export interface Budget {
  left: number;
}

/**
 * The days on which something repeats that first was on day `start`, from `first` to `last`, in order; `start` itself
 * always counts as one. Null once the budget is spent.
 *
 * [Note: bounded repeats] Every day between two days is asked whether it fits the rule; nothing searches for the next
 * one. So a rule that fits no day costs what any other does, and a rule from the year 1604 costs what one from last
 * week does, unless it is counted.
 */
export function repeatDays(
  rule: Rule,
  start: number,
  { first, last }: { readonly first: number; readonly last: number },
  budget: Budget,
): readonly number[] | null {
  const full = withDaysOfStart(rule, start);
  const days: number[] = [];
  let count = 1;
  if (start >= first && start <= last) days.push(start);
  const from = rule.count === Number.POSITIVE_INFINITY ? Math.max(start, first) : start;
  const startIndex = indexOf(full, start);
  const skipped = Math.ceil((indexOf(full, from) - startIndex) / full.interval);
  for (let index = startIndex + skipped * full.interval; ; index += full.interval) {
    const begin = beginOf(full, index);
    // Also where the index is beyond all years, and `begin` no number.
    if (!(begin <= last)) return days;
    const end = beginOf(full, index + 1);
    budget.left -= end - begin;
    if (budget.left < 0) return null;
    for (const day of fittingDays(full, begin, end)) {
      if (day <= start) continue;
      count += 1;
      if (count > rule.count) return days;
      if (day > last) return days;
      if (day >= first) days.push(day);
    }
  }
}

/** What the start says where the rule says nothing (RFC 5545, 3.3.10): its weekday, its day of the month, its month. */
function withDaysOfStart(rule: Rule, start: number): Rule {
  const { frequency, weekdays, monthDays, yearDays, weeks, months } = rule;
  const { month, day } = civilDay(start);
  const ownWeekday = [{ weekday: weekdayOfNumber(start), nth: 0 }];
  if (weekdays.length > 0 || monthDays.size > 0 || yearDays.size > 0) return rule;
  if (frequency === "WEEKLY" || weeks.size > 0) return { ...rule, weekdays: ownWeekday };
  if (frequency === "MONTHLY") return { ...rule, monthDays: new Set([day]) };
  if (frequency === "YEARLY")
    return { ...rule, monthDays: new Set([day]), months: months.size > 0 ? months : new Set([month]) };
  return rule;
}

/** Which day, week, month or year a day is in, counted from some fixed one. */
function indexOf({ frequency, weekStart }: Rule, day: number): number {
  if (frequency === "DAILY") return day;
  if (frequency === "WEEKLY") return (startOfWeek(day, weekStart) - startOfWeek(0, weekStart)) / 7;
  const { year, month } = civilDay(day);
  return frequency === "MONTHLY" ? year * 12 + month - 1 : year;
}

/** The first day of the day, week, month or year that `indexOf` counts. */
function beginOf({ frequency, weekStart }: Rule, index: number): number {
  if (frequency === "DAILY") return index;
  if (frequency === "WEEKLY") return startOfWeek(0, weekStart) + index * 7;
  return frequency === "MONTHLY"
    ? startOfMonth(Math.floor(index / 12), (index % 12) + 1)
    : startOfMonth(index, 1);
}

/** The days of one period, from `begin` up to, not including, `end`, on which something is. */
function fittingDays(rule: Rule, begin: number, end: number): readonly number[] {
  const days: number[] = [];
  for (let day = begin; day < end; day += 1) if (fits(rule, day)) days.push(day);
  if (rule.positions.size === 0) return days;
  return days.filter((_, place) => rule.positions.has(place + 1) || rule.positions.has(place - days.length));
}

function fits(
  { frequency, months, weeks, yearDays, monthDays, weekdays, weekStart }: Rule,
  number: number,
): boolean {
  const { year, month, day } = civilDay(number);
  if (months.size > 0 && !months.has(month)) return false;
  const ofMonth = { place: day, days: startOfMonth(year, month + 1) - startOfMonth(year, month) };
  if (monthDays.size > 0 && !hasPlace(monthDays, ofMonth)) return false;
  const firstOfYear = startOfMonth(year, 1);
  const ofYear = { place: number - firstOfYear + 1, days: startOfMonth(year + 1, 1) - firstOfYear };
  if (yearDays.size > 0 && !hasPlace(yearDays, ofYear)) return false;
  if (weeks.size > 0) {
    const { week, of } = weekOf(number, weekStart);
    if (!hasPlace(weeks, { place: week, days: of })) return false;
  }
  if (weekdays.length === 0) return true;
  const weekday = weekdayOfNumber(number);
  const within = frequency === "YEARLY" && months.size === 0 ? ofYear : ofMonth;
  const nth = Math.ceil(within.place / 7);
  const nthFromEnd = -Math.ceil((within.days - within.place + 1) / 7);
  return weekdays.some((one) => one.weekday === weekday && [0, nth, nthFromEnd].includes(one.nth));
}

/** Whether a place, counted from the beginning or from the end, is in a set. */
const hasPlace = (set: ReadonlySet<number>, { place, days }: { place: number; days: number }): boolean =>
  set.has(place) || set.has(place - days - 1);
