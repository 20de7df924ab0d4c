import { addDays, calendarDate, daysBetween, weekdayOf } from "@tidetable/diary";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMonths, firstOfMonth, firstOfWeek, weeksBetween, weeksOfMonth } from "../src/month.ts";

const dates = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays(calendarDate("1990-01-01"), days));
const weekStarts = fc.constantFrom(1, 5, 6, 7);

describe("the weeks of a month", () => {
  test("hold each of its days once, in order, under its weekday", () => {
    fc.assert(
      fc.property(dates, weekStarts, (date, weekStart) => {
        const weeks = weeksOfMonth(date, weekStart);
        const days = weeks.flat().filter((day) => day !== null);
        const first = firstOfMonth(date);
        expect(days).toEqual(days.map((_, index) => addDays(first, index)));
        expect(addDays(days.at(-1)!, 1)).toBe(addMonths(first, 1));
        for (const week of weeks) {
          expect(week).toHaveLength(7);
          for (const [column, day] of week.entries()) {
            if (day !== null) expect(weekdayOf(day)).toBe(((weekStart - 1 + column) % 7) + 1);
          }
        }
      }),
      { seed: 1 },
    );
  });

  test("are as few as the month needs", () => {
    expect(weeksOfMonth(calendarDate("2027-02-14"), 1)).toHaveLength(4);
    expect(weeksOfMonth(calendarDate("2027-02-14"), 7)).toHaveLength(5);
    expect(weeksOfMonth(calendarDate("2027-05-01"), 1)).toHaveLength(6);
  });
});

describe("weeks between two dates", () => {
  test("leave out what lies before and after", () => {
    const weeks = weeksBetween(calendarDate("2027-03-02"), calendarDate("2027-03-04"), 1);
    expect(weeks).toEqual([[null, "2027-03-02", "2027-03-03", "2027-03-04", null, null, null]]);
  });
});

describe("a week's first day", () => {
  test("lies at most six days back", () => {
    fc.assert(
      fc.property(dates, weekStarts, (date, weekStart) => {
        const first = firstOfWeek(date, weekStart);
        expect(weekdayOf(first)).toBe(weekStart);
        expect(daysBetween(first, date)).toBeLessThan(7);
        expect(daysBetween(first, date)).toBeGreaterThanOrEqual(0);
      }),
      { seed: 1 },
    );
  });
});

describe("adding months", () => {
  test.each([
    ["2027-01-31", 1, "2027-02-28"],
    ["2028-02-29", 12, "2029-02-28"],
    ["2027-01-15", -1, "2026-12-15"],
    ["2027-12-31", 2, "2028-02-29"],
  ])("to %s: %i gives %s", (date, months, expected) => {
    expect(addMonths(calendarDate(date), months)).toBe(expected);
  });
});
