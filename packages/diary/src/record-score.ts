import {
  announcedMass,
  covers,
  logScore,
  probabilityIntegral,
  quantile,
  rankedProbabilityScore,
} from "@tidetable/forecast";
import { type CalendarDate, daysBetween } from "./calendar-date.ts";
import { chancesOf, dayOf, type IssuedForecast } from "./record-issued.ts";

/** A forecast beside the start that came. */
export interface ScoredForecast {
  readonly forecast: IssuedForecast;
  /** Whether it came between the dates that were said. */
  readonly inside: boolean;
  /** The chance that those dates were given: on whole days more than their level. */
  readonly announced: number;
  /** The day by which it was as likely as not to have started, and how many days from there the start came; never negative. */
  readonly middle: CalendarDate;
  readonly daysOff: number;
  /** Ranked probability score, in days; lower is better. */
  readonly rankedProbabilityScore: number;
  /** Minus the logarithm of the chance of the day that came; infinite where that was told as none. */
  readonly logScore: number;
  /** Where in the forecast the day lay, 0 … 1: the middle of that day's share. */
  readonly integral: number;
}

/** The score of a forecast once its start has come. @throws RangeError when `came` lies before its first day */
export function scoreOf(forecast: IssuedForecast, came: CalendarDate): ScoredForecast {
  const chances = chancesOf(forecast);
  const { first, last, level } = forecast.interval;
  const day = daysBetween(forecast.first, came);
  if (day < 0) throw new RangeError("scoreOf expects came to be a day of the forecast");
  const interval = {
    level,
    lower: daysBetween(forecast.first, first),
    upper: daysBetween(forecast.first, last),
  };
  const middle = quantile(chances, 1 / 2) ?? chances.length - 1;
  return {
    forecast,
    inside: covers(interval, day),
    announced: announcedMass(chances, interval),
    middle: dayOf(forecast, middle),
    daysOff: Math.abs(day - middle),
    rankedProbabilityScore: rankedProbabilityScore(chances, day),
    logScore: logScore(chances, day),
    integral: probabilityIntegral(chances, day, 1 / 2),
  };
}
