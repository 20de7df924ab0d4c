import { addDays, type CalendarDate } from "../calendar-date.ts";
import type { DatedForecast } from "../dated-forecast.ts";
import { bandOf } from "./band.ts";

/**
 * The chance of a start that a heads-up waits for.
 *
 * Our choice: one in five, so that about eight cycles in ten give at least the days of notice that were asked for.
 * Tested on simulated cycles.
 */
const headsUpChance = 0.2;

/**
 * The day of the heads-up: the first from the forecast's day on, on which the chance that the next start comes on it or
 * within `days` after it is at least one in five.
 *
 * That chance is taken as it was before the cycle began ([Note: as before] in `band.ts`). Null where no day has it, and
 * past the dates on which the start was likely. @throws RangeError unless `days` is 1 to 10
 */
export function headsUpDay(forecast: DatedForecast, days: number): CalendarDate | null {
  if (!Number.isInteger(days) || days < 1 || days > 10)
    throw new RangeError(`days expects 1 – 10, got ${days}`);
  const likely = bandOf(forecast)?.by(headsUpChance);
  if (!likely) return null;
  const day = addDays(likely, -days);
  return day < forecast.today ? forecast.today : day;
}
