import {
  type Bleeding,
  type CalendarDate,
  chanceStartsOn,
  type DatedForecast,
  type DayEntry,
} from "@tidetable/diary";

/** What a day shows in the calendar, before it is drawn or said. */
export interface DayMarks {
  readonly level: Bleeding | null;
  /** A start was recorded, whatever the amount. */
  readonly isStart: boolean;
  /** Chance that the next period starts on this day; null where it is too small to draw. */
  readonly startChance: number | null;
  readonly hasSign: boolean;
  /** Anything else recorded; `pain` alone is said by its number. */
  readonly hasOther: boolean;
  readonly pain: number | null;
}

/** Below this a start mark would be less than a hair high. Our choice: a fifth of one in twenty. */
const leastDrawnChance = 0.01;

const signFields = ["temperature", "mucus", "cervix", "lhTest", "ovulation"] as const;
const otherFields = [
  "mood",
  "energy",
  "symptoms",
  "pregnancyTest",
  "sex",
  "desire",
  "medication",
  "note",
] as const;

export function marksOfDay(
  entry: DayEntry | undefined,
  forecast: DatedForecast | null,
  date: CalendarDate,
): DayMarks {
  const chance = forecast === null ? 0 : chanceStartsOn(forecast, date);
  return {
    level: entry?.bleeding ?? null,
    isStart: entry?.periodStart === true,
    startChance: chance >= leastDrawnChance ? chance : null,
    hasSign: signFields.some((field) => entry?.[field] !== undefined),
    pain: entry?.pain ?? null,
    hasOther: otherFields.some((field) => entry?.[field] !== undefined),
  };
}

/** The chance that a mark of full height stands for: the likeliest day's, or three in twenty if that is less. */
export function fullHeightChance(forecast: DatedForecast): number {
  return Math.max(0.15, ...forecast.nextStart.probability);
}
