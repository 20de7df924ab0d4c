import {
  announcedMass,
  covers,
  type Interval,
  logScore,
  probabilityIntegral,
  quantile,
  rankedProbabilityScore,
} from "@tidetable/forecast";
import type { LengthForecast } from "./models/length-model.ts";

/** Levels of the central intervals that are compared with what came. */
export const levels = [0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95] as const;

/**
 * All that is measured of one forecast; lower is better for the first four. Three numbers a level: whether the central
 * interval held the day, the chance it announced for its days, and how many days it has.
 */
export const measures = [
  "absoluteError",
  "squaredError",
  "rankedProbability",
  "logScore",
  "integral",
  ...levels.flatMap((level) => [`covered ${level}`, `announced ${level}`, `width ${level}`] as const),
] as const;
export type Measure = (typeof measures)[number];

/** One number a measure, in the order of `measures`. */
export type Score = Float64Array;

/** Where each measure lies in a score. */
export const measureIndex = Object.fromEntries(
  measures.map((measure, index) => [measure, index]),
) as Readonly<Record<Measure, number>>;

/**
 * Chances below it are scored as it is, so that one day that a model thought impossible does not decide its mean: at
 * most 13.8 is added for a target. Our choice; it can only flatter models that rule days out, which ours never does.
 */
const leastScoredChance = 1e-6;

/**
 * What a forecast was worth once the length is known. The median stands for it where one day is asked, its mean
 * in the squared error.
 *
 * @param uniform a draw in [0, 1), for the randomised probability integral transform
 */
export function scoreOf(forecast: LengthForecast, length: number, uniform: number): Score {
  const score = new Float64Array(measures.length);
  score[measureIndex.absoluteError] = Math.abs(dayBy(forecast, 0.5) - length);
  score[measureIndex.squaredError] = (meanOf(forecast) - length) ** 2;
  score[measureIndex.rankedProbability] = rankedProbabilityScore(forecast, length);
  score[measureIndex.logScore] = Math.min(logScore(forecast, length), -Math.log(leastScoredChance));
  score[measureIndex.integral] = probabilityIntegral(forecast, length, uniform);
  for (const level of levels) {
    const interval = intervalOf(forecast, level);
    score[measureIndex[`covered ${level}`]] = covers(interval, length) ? 1 : 0;
    score[measureIndex[`announced ${level}`]] = announcedMass(forecast, interval);
    score[measureIndex[`width ${level}`]] = interval.upper - interval.lower + 1;
  }
  return score;
}

/** The central interval; where it reaches beyond the last day of the forecast, it ends there. */
function intervalOf(forecast: LengthForecast, level: number): Interval {
  return { level, lower: dayBy(forecast, (1 - level) / 2), upper: dayBy(forecast, (1 + level) / 2) };
}

const dayBy = (forecast: LengthForecast, level: number): number =>
  quantile(forecast, level) ?? forecast.length - 1;

/** What lies beyond the last day counts as the day after it. */
function meanOf(forecast: LengthForecast): number {
  let [mean, total] = [0, 0];
  for (let day = 0; day < forecast.length; day++) {
    mean += forecast[day]! * day;
    total += forecast[day]!;
  }
  return mean + Math.max(0, 1 - total) * forecast.length;
}

/**
 * The forecast on day `day` of the open cycle, when the start has not come: P(length = t | length > day). When nothing
 * is left of it, the next start is tomorrow, which is what trackers show then.
 */
export function stillOpenOn(forecast: LengthForecast, day: number): LengthForecast {
  if (day === 0) return forecast;
  const left = new Float64Array(Math.max(forecast.length, day + 2));
  let before = 0;
  for (let t = 0; t <= Math.min(day, forecast.length - 1); t++) before += forecast[t]!;
  const total = 1 - before;
  if (total < leastScoredChance) {
    left[day + 1] = 1;
    return left;
  }
  for (let t = day + 1; t < forecast.length; t++) left[t] = forecast[t]! / total;
  return left;
}
