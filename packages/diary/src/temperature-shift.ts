import { type CalendarDate, dayNumberFromDate } from "./calendar-date.ts";
import type { EntryByDate } from "./period.ts";

/**
 * The sustained rise of waking temperature after ovulation, by the Sensiplan evaluation.
 *
 * A chart annotation, not advice: nothing here says what a day may be used for. Source of the rules and of their
 * two exceptions: docs/glossary.md, temperature shift.
 */
export interface TemperatureShift {
  /** The first higher measurement. */
  readonly firstHigher: CalendarDate;
  /** The day on which the rule was complete. */
  readonly complete: CalendarDate;
  /** Highest of the six readings before it, degrees Celsius. */
  readonly coverLine: number;
}

/** Readings that make the cover line. */
const lowReadings = 6;
/** How far above the cover line the deciding reading must be, degrees Celsius. */
const rise = 0.2;
/** Thermometers are read to this step, degrees Celsius. */
const readingStep = 0.05;
/** Guards comparisons of rounded readings; far below a step. */
const rounding = 1e-4;

/** The first shift among the readings of one cycle, whose dates are given oldest first; null while there is none. */
export function temperatureShift(
  entryByDate: EntryByDate,
  dates: readonly CalendarDate[],
): TemperatureShift | null {
  const readings = dates.flatMap((date) => {
    const temperature = entryByDate.get(date)?.temperature;
    if (temperature === undefined || temperature.excluded) return [];
    return [{ date, celsius: Math.round(temperature.celsius / readingStep) * readingStep }];
  });
  for (let i = lowReadings; i < readings.length; i++) {
    const coverLine = Math.max(...readings.slice(i - lowReadings, i).map(({ celsius }) => celsius));
    const last = completedAt(readings.slice(i, i + 4).map(({ celsius }) => celsius - coverLine));
    if (last !== null) {
      return { firstHigher: readings[i]!.date, complete: readings[i + last]!.date, coverLine };
    }
  }
  return null;
}

/** Which of up to four readings, given relative to the cover line, completes the rule; null if none does. */
function completedAt(above: readonly number[]): number | null {
  const isAbove = (i: number): boolean => above[i] !== undefined && above[i] > rounding;
  const isRisen = (i: number): boolean => above[i] !== undefined && above[i] >= rise - rounding;
  if (!isAbove(0)) return null;
  if (isAbove(1) && isAbove(2) && isRisen(2)) return 2;
  // First exception: the third did not rise enough; a fourth above the line settles it.
  if (isAbove(1) && isAbove(2) && isAbove(3)) return 3;
  // Second exception: one of the second and third fell to the line or below; the fourth must have risen enough.
  if (above[1] !== undefined && above[2] !== undefined && isAbove(1) !== isAbove(2) && isRisen(3)) return 3;
  return null;
}

/** Cycle day of a date in the cycle that starts on `start`: 1 on the start itself. */
export function cycleDay(start: CalendarDate, date: CalendarDate): number {
  return dayNumberFromDate(date) - dayNumberFromDate(start) + 1;
}
