import { addDays, type CalendarDate, daysBetween } from "../calendar-date.ts";
import type { ForecastAnswer } from "../dated-forecast.ts";
import { medianStart } from "../read-forecast.ts";
import { longestGrantDays } from "./scope.ts";

/** When a grant ends: after the next start, after the third from now, or on a date. */
export type GrantUntil =
  | { readonly kind: "cycles"; readonly cycles: 1 | 3 }
  | { readonly kind: "date"; readonly date: CalendarDate };

/** Days that a grant goes on after the last date on which its last start is likely. Our choice: the days of a period, and two. */
const daysAfterStart = 7;
/** Days of a cycle where no forecast tells them. Our choice: with it one cycle lasts as long as a grant does by default. */
const cycleDays = 30;

/**
 * The last day of a grant that begins `today`: never before it, and never more than `longestGrantDays` with it.
 *
 * A number of cycles lasts until the last of their starts has probably come, as the forecast has it today, and a week
 * more; without a forecast a cycle is taken for 30 days.
 */
export function lastDayFor(until: GrantUntil, today: CalendarDate, forecast: ForecastAnswer): CalendarDate {
  const wanted = until.kind === "date" ? until.date : afterCycles(until.cycles, today, forecast);
  const latest = addDays(today, longestGrantDays - 1);
  if (wanted < today) return today;
  return wanted > latest ? latest : wanted;
}

function afterCycles(cycles: number, today: CalendarDate, answer: ForecastAnswer): CalendarDate {
  if (answer.kind !== "forecast") return addDays(today, cycles * cycleDays - 1);
  const { nextStart, openCycle } = answer.forecast;
  const length = Math.min(longestGrantDays, daysBetween(openCycle.start, medianStart(answer.forecast)));
  return addDays(nextStart.interval.last, (cycles - 1) * length + daysAfterStart);
}
