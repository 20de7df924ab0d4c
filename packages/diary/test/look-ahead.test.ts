import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  type CalendarDate,
  calendarDate,
  createForecaster,
  type DayQuestion,
  type Diary,
  emptyDiary,
  forecastFromDiary,
  longestQuestion,
  lookAhead,
  parseLifeEvent,
  withEntry,
  withEvent,
} from "../src/index.ts";
import { diaryWithCycles } from "./arbitrary-diary.ts";
import { diaryOfCycles } from "./notation.ts";

const forecaster = createForecaster();
const steady = diaryOfCycles("2026-01-01", [28, 29, 28, 27, 28, 29, 28]);
// Starts on 17 July, the open one; its five days are written down.
const start = calendarDate("2026-07-17");
const on = (day: string | number): CalendarDate =>
  typeof day === "number" ? addDays(start, day) : calendarDate(day);
const chances = (diary: Diary, today: CalendarDate, ...questions: readonly DayQuestion[]) =>
  lookAhead(diary, today, forecaster).chances(questions);
const bleeding = (first: CalendarDate, last: CalendarDate = first): DayQuestion => ({
  first,
  last,
  of: "bleeding",
});
const aStart = (first: CalendarDate, last: CalendarDate = first): DayQuestion => ({
  first,
  last,
  of: "start",
});

describe("looking ahead", () => {
  test("answers as forecastFromDiary does, whatever the diary", () => {
    fc.assert(
      fc.property(diaryWithCycles, fc.integer({ min: 0, max: 400 }), (diary, days) => {
        const today = addDays(calendarDate("2025-01-01"), days);
        expect(lookAhead(diary, today, forecaster).answer).toEqual(
          forecastFromDiary(diary, today, forecaster),
        );
      }),
      { numRuns: 40, seed: 2 },
    );
  });

  test("gives chances just where there is a forecast; one day's are the forecast's own", () => {
    fc.assert(
      fc.property(diaryWithCycles, fc.integer({ min: 0, max: 400 }), (diary, days) => {
        const today = addDays(calendarDate("2025-01-01"), days);
        const ahead = lookAhead(diary, today, forecaster);
        const each = Array.from({ length: 60 }, (_, k) => bleeding(addDays(today, k + 1)));
        const wider = each.map(({ first, last, of }) => ({ first, last: addDays(last, 3), of }));
        const found = ahead.chances([...each, ...wider]);
        expect(found === null).toBe(ahead.answer.kind !== "forecast");
        if (found === null || ahead.answer.kind !== "forecast") return;
        const told = ahead.answer.forecast.bleeding;
        for (const [k, { first }] of each.entries()) {
          const daily = told.probability[k + (told.first === today ? 1 : 0)]!;
          // Of two periods that could meet the daily number counts both; so rare that it never shows.
          expect(Math.abs(found[k]! - daily)).toBeLessThan(0.02);
          expect(found[60 + k]!).toBeGreaterThanOrEqual(found[k]! - 1e-9);
          expect(first > today).toBe(true);
        }
      }),
      { numRuns: 40, seed: 3 },
    );
  });

  test("today counts as it was recorded", () => {
    expect(chances(steady, on(2), bleeding(on(2)), aStart(on(2)))).toEqual([1, 0]);
    expect(chances(steady, on(0), aStart(on(0)), bleeding(on(0), on(9)))).toEqual([1, 1]);
    const clear = withEntry(steady, on(20), { bleeding: "none" });
    expect(chances(clear, on(20), bleeding(on(20)))).toEqual([0]);
    const excluded = withEntry(steady, on(20), { bleeding: "medium", bleedingExcluded: true });
    expect(chances(excluded, on(20), bleeding(on(20)))).toEqual([0]);
  });

  test("today counts as a day to come while nothing is recorded", () => {
    const [today, tomorrow, both] = chances(
      steady,
      on(27),
      bleeding(on(27)),
      bleeding(on(28)),
      bleeding(on(27), on(28)),
    )!;
    expect(today!).toBeGreaterThan(0.1);
    expect(both!).toBeGreaterThanOrEqual(Math.max(today!, tomorrow!));
    expect(both!).toBeLessThan(today! + tomorrow!);
  });

  test("the days hang together: four days around the next start are far from four independent ones", () => {
    const days = [0, 1, 2, 3].map((k) => bleeding(on(27 + k)));
    const found = chances(steady, on(20), bleeding(on(27), on(30)), ...days)!;
    const independent = 1 - found.slice(1).reduce((left, chance) => left * (1 - chance), 1);
    expect(found[0]!).toBeLessThan(independent - 0.01);
  });

  test("an early start moves the chances of a trip two cycles on", () => {
    const trip = bleeding(on(80), on(84));
    const [before] = chances(steady, on(20), trip)!;
    const early = withEntry(steady, on(22), { bleeding: "medium" });
    const [now] = chances(early, on(22), trip)!;
    expect(Math.abs(now! - before!)).toBeGreaterThan(0.1);
  });

  test("without a forecast there are no chances", () => {
    expect(chances(emptyDiary, on(0), bleeding(on(1)))).toBeNull();
    const event = parseLifeEvent({ kind: "pattern", date: on(3), pattern: "pregnancy" });
    if (!event.ok) throw new Error(event.error.field);
    expect(chances(withEvent(steady, event.value), on(5), bleeding(on(9)))).toBeNull();
  });

  test.each([
    ["before today", bleeding(on(1), on(5))],
    ["in the wrong order", bleeding(on(9), on(8))],
    ["too far ahead", bleeding(on(9), on(2 + longestQuestion + 1))],
  ])("days %s are refused by name, forecast or none", (_, question) => {
    expect(() => chances(steady, on(2), question)).toThrow(/^question expects days 0 to 731 ahead in order/);
    expect(() => chances(emptyDiary, on(2), question)).toThrow(RangeError);
  });

  test("the last day that can be asked about is answered", () => {
    expect(chances(steady, on(2), bleeding(on(2 + longestQuestion)))).toHaveLength(1);
  });
});
