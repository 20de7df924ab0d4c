import { addDays, calendarDate, daysBetween } from "@tidetable/diary";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dotsStartedBy, layOutStrip } from "../src/screens/today/strip-layout.ts";

const today = calendarDate("2027-03-04");
const dotDates = fc
  .array(fc.integer({ min: 0, max: 90 }), { minLength: 20, maxLength: 20 })
  .map((days) => days.sort((a, b) => a - b).map((day) => addDays(today, day)));

describe("the dot strip", () => {
  test("stands every dot in the column of its date, none on another, and all within its columns", () => {
    fc.assert(
      fc.property(dotDates, (dates) => {
        const { first, columns, daysPerColumn, dots, rows } = layOutStrip(dates, today);
        for (const { date, column } of dots) {
          const offset = daysBetween(addDays(first, column * daysPerColumn), date);
          expect(offset >= 0 && offset < daysPerColumn).toBe(true);
        }
        expect(dots.map(({ date }) => date)).toEqual(dates);
        expect(columns).toBeLessThanOrEqual(24);
        expect(new Set(dots.map(({ column, row }) => `${column}.${row}`)).size).toBe(20);
        expect(dots.every(({ column, row }) => column >= 0 && column < columns && row < rows)).toBe(true);
      }),
      { seed: 1 },
    );
  });

  test("writes out no more dates than fit, the first with its month", () => {
    fc.assert(
      fc.property(dotDates, (dates) => {
        const { labelled, columns } = layOutStrip(dates, today);
        expect(labelled.length).toBeLessThanOrEqual(15);
        expect(labelled[0]).toMatchObject({ column: 0, hasMonth: true });
        expect(labelled.every(({ column }) => column < columns)).toBe(true);
      }),
      { seed: 1 },
    );
  });

  test("begins today when a start may be near, and two days before the first dot when not", () => {
    const near = Array.from({ length: 20 }, () => addDays(today, 5));
    const far = Array.from({ length: 20 }, () => addDays(today, 20));
    expect(layOutStrip(near, today).first).toBe(today);
    expect(layOutStrip(far, today).first).toBe(addDays(today, 18));
  });

  test("counts the dots up to and on a date", () => {
    const dates = Array.from({ length: 20 }, (_, index) => addDays(today, index));
    const { dots } = layOutStrip(dates, today);
    expect(dotsStartedBy(dots, addDays(today, -1))).toBe(0);
    expect(dotsStartedBy(dots, today)).toBe(1);
    expect(dotsStartedBy(dots, addDays(today, 19))).toBe(20);
  });
});
