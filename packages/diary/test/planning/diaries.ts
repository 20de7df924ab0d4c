import { drawNormal, seededRandom } from "@tidetable/forecast";
import {
  addDays,
  type CalendarDate,
  calendarDate,
  createForecaster,
  type Diary,
  type LookAhead,
  lookAhead,
} from "../../src/index.ts";
import { diaryOfCycles } from "../notation.ts";

const forecaster = createForecaster();
/** The first start of every invented diary here. */
const begun = calendarDate("2025-01-02");

/** Periods of five days at cycles of these lengths, on the day after the last of it. */
export function aheadAfter(lengths: readonly number[], more: Partial<Diary> = {}): LookAhead {
  return lookAhead({ ...diaryOfCycles("2025-01-02", lengths), ...more }, todayAfter(lengths), forecaster);
}

export const todayAfter = (lengths: readonly number[]): CalendarDate =>
  addDays(
    begun,
    lengths.reduce((sum, length) => sum + length, 5),
  );

/** Cycles drawn from a normal distribution, none shorter than 18 days. */
export function drawnCycles(mean: number, spread: number, count: number, seed: number): readonly number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => Math.max(18, Math.round(mean + spread * drawNormal(random))));
}

/** Cycles as most people have them: 27 to 31 days. */
export const usualCycles = [28, 30, 29, 27, 31, 28, 29, 30, 28, 29, 31, 28];
