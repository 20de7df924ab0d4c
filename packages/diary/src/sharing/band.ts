import { addDays, type CalendarDate } from "../calendar-date.ts";
import type { DatedForecast } from "../dated-forecast.ts";
import { chanceStartedBy } from "../read-forecast.ts";

/**
 * Where the next start lies as it was told before this cycle began.
 *
 * [Note: as before] A forecast is made for somebody who knows that the start has not come yet, so its dates move on with
 * every day without one, and a reader who watched them move would be told just that. What is shared is therefore worked
 * out as if the cycle had only begun: the chance before it began that it would have ended by now (`longerThan`), and the
 * rest shared out as the forecast has it. A band made so stays where it is, and ends. A sign of ovulation moves the
 * forecast itself; then the forecast's own dates are told, as long as the cycle is not longer than nine in ten.
 */
export interface Band {
  /** The first day by which the chance reaches `level`, 0 to 0.9; the forecast's day where that is past. Null: not told. */
  by(level: number): CalendarDate | null;
  /** Chance that it has come by a day, from the forecast's day on. */
  chanceBy(date: CalendarDate): number;
  /** Where it ends for whoever looks on: the day before `by(0.9)`. Null: further off than is told. */
  readonly lastShown: CalendarDate | null;
}

/** Where the band ends: one in ten comes after it, as with every interval (docs/glossary.md, interval). */
export const bandEnd = 0.9;
/** Where it begins. */
export const bandBegin = 0.1;

/**
 * Null once the chance that the start has come, today included, is nine in ten: then nothing is shared of anything.
 *
 * Today is included because whether something was written down today must not decide it.
 */
export function bandOf(forecast: DatedForecast): Band | null {
  const { today, nextStart, basis } = forecast;
  const before = basis.sign === null ? basis.longerThan : 0;
  const chanceBy = (date: CalendarDate): number => before + (1 - before) * chanceStartedBy(forecast, date);
  if (basis.longerThan >= bandEnd || chanceBy(today) >= bandEnd) return null;
  const lastTold = addDays(nextStart.first, nextStart.probability.length - 1);
  const by = (level: number): CalendarDate | null => {
    for (let day = today; day <= lastTold; day = addDays(day, 1)) if (chanceBy(day) >= level) return day;
    return null;
  };
  const end = by(bandEnd);
  return { by, chanceBy, lastShown: end && addDays(end, -1) };
}
