import { seededRandom, simulateCycle, simulateGaps, simulatePerson } from "@tidetable/forecast";
import { describe, expect, test } from "vitest";
import {
  addDays,
  type CalendarDate,
  calendarDate,
  createForecaster,
  type DatedForecast,
  type Diary,
  daysBetween,
  forecastFromDiary,
  headsUpDay,
} from "../../src/index.ts";
import { diaryOfCycles } from "../notation.ts";

const forecaster = createForecaster();
function forecast(diary: Diary, today: CalendarDate): DatedForecast {
  const answer = forecastFromDiary(diary, today, forecaster);
  if (answer.kind !== "forecast") throw new Error(answer.kind);
  return answer.forecast;
}
const first = calendarDate("2024-01-01");
const startAfter = (lengths: readonly number[]): CalendarDate =>
  addDays(
    first,
    lengths.reduce((sum, length) => sum + length, 0),
  );

describe("a heads-up", () => {
  test("comes in time in about eight cycles of ten, neither fewer nor always: 500 simulated people", () => {
    const random = seededRandom(20_270_301);
    const people = 500;
    const days = 3;
    let inTime = 0;
    for (let i = 0; i < people; i++) {
      const person = { ...simulatePerson(random), loss: 0 };
      const lengths = simulateGaps(random, person, 3 + Math.floor(random() * 6));
      const truth = simulateCycle(random, person);
      const start = startAfter(lengths);
      // Made early in the cycle and left with the relay: no device of hers has to be on later.
      const day = headsUpDay(forecast(diaryOfCycles(first, lengths), addDays(start, 4)), days);
      if (day !== null && daysBetween(day, addDays(start, truth)) >= days) inTime++;
    }
    // A share of 0.8 among 500 has a standard error of 0.018: three of them below. Whole days make the share larger; more
    // than 0.92 would be a heads-up that comes too early to mean anything.
    expect(inTime / people).toBeGreaterThan(0.8 - 3 * 0.018);
    expect(inTime / people).toBeLessThan(0.92);
  });

  test("is for the same day however often the forecast is made anew, until that day has come", () => {
    const lengths = [28, 29, 28, 27, 28, 29, 28];
    const diary = diaryOfCycles(first, lengths);
    const start = startAfter(lengths);
    const planned = headsUpDay(forecast(diary, addDays(start, 5)), 3)!;
    for (let day = addDays(start, 6); day <= planned; day = addDays(day, 1)) {
      expect(headsUpDay(forecast(diary, day), 3)).toBe(planned);
    }
    expect(headsUpDay(forecast(diary, addDays(planned, 1)), 3)).toBe(addDays(planned, 1));
  });

  test("asked for earlier comes as many days earlier", () => {
    const lengths = [28, 29, 28, 27, 28, 29, 28];
    const now = forecast(diaryOfCycles(first, lengths), addDays(startAfter(lengths), 5));
    expect(daysBetween(headsUpDay(now, 10)!, headsUpDay(now, 1)!)).toBe(9);
  });

  test("is none past the dates on which the start was likely: never a word that it has not come", () => {
    const lengths = [28, 29, 28, 27, 28, 29, 28];
    const diary = diaryOfCycles(first, lengths);
    const long = addDays(startAfter(lengths), 36);
    expect(headsUpDay(forecast(diary, long), 3)).toBeNull();
  });

  test("is asked for 1 to 10 days ahead", () => {
    const now = forecast(diaryOfCycles(first, [28]), startAfter([28]));
    for (const days of [0, 11, 2.5, Number.NaN]) expect(() => headsUpDay(now, days)).toThrow("days expects");
  });
});
