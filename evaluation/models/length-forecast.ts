import type { LengthForecast } from "./length-model.ts";

/** Shortest and longest length that gets a chance, days; our own model ends there too. */
const shortestForecast = 1;
export const longestForecast = 200;

/** Every length with no chance yet. */
export const emptyForecast = (): Float64Array => new Float64Array(longestForecast + 1);

/** A forecast scaled to sum to 1. @throws RangeError when there is nothing to scale. */
export function normalised(forecast: Float64Array): LengthForecast {
  let total = 0;
  for (const chance of forecast) total += chance;
  if (!(total > 0)) throw new RangeError(`forecast expects a positive sum, got ${total}`);
  return forecast.map((chance) => chance / total);
}

/** All the chance on one day; a day outside the lengths that get a chance is put on the nearest that does. */
export function pointForecast(day: number): LengthForecast {
  return evenForecast(day, day);
}

/** The same chance for every day from `first` to `last`, both inclusive; days outside as for a point. */
export function evenForecast(first: number, last: number): LengthForecast {
  const forecast = emptyForecast();
  for (let day = first; day <= last; day++) {
    forecast[Math.min(longestForecast, Math.max(shortestForecast, day))]! += 1;
  }
  return normalised(forecast);
}

/**
 * A continuous distribution on whole days: each takes what lies within half a day, the two ends take the tails.
 *
 * @param below the share of the distribution that lies below a point, from 0 to 1.
 */
export function discretised(below: (point: number) => number): LengthForecast {
  const forecast = emptyForecast();
  let lower = 0;
  for (let day = shortestForecast; day < longestForecast; day++) {
    const upper = below(day + 0.5);
    forecast[day] = upper - lower;
    lower = upper;
  }
  forecast[longestForecast] = 1 - lower;
  return forecast;
}
