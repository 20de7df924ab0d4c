import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  calendarDate,
  dateFromDayNumber,
  dayNumberFromDate,
  daysBetween,
  daysInMonth,
  formatDate,
  parseCalendarDate,
  weekdayOf,
} from "../src/index.ts";

const dayNumber = fc.integer({ min: -25_567, max: 84_005 });
const runs = { numRuns: 500, seed: 3 };

describe("a calendar date", () => {
  test.each(["2026-02-28", "2028-02-29", "1900-01-01", "2199-12-31", "2000-02-29"])("%s is one", (text) => {
    expect(parseCalendarDate(text)).toBe(text);
  });

  test.each([
    "2026-02-29",
    "1900-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-04-31",
    "2026-1-05",
    "1899-12-31",
    "2200-01-01",
    "2026-03-02T00:00:00Z",
    " 2026-03-02",
    "",
    20260302,
    null,
  ])("%j is none", (value) => {
    expect(parseCalendarDate(value)).toBeNull();
  });

  test("and its day number are the same thing twice", () => {
    fc.assert(
      fc.property(dayNumber, (day) => {
        expect(dayNumberFromDate(dateFromDayNumber(day))).toBe(day);
      }),
      runs,
    );
  });

  test("counts days as the platform's own calendar does in UTC", () => {
    fc.assert(
      fc.property(dayNumber, (day) => {
        expect(dateFromDayNumber(day)).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
        expect(dayNumberFromDate(dateFromDayNumber(day))).toBe(
          Date.parse(dateFromDayNumber(day)) / 86_400_000,
        );
      }),
      runs,
    );
  });

  test("moves by whole days, there and back", () => {
    fc.assert(
      fc.property(dayNumber, fc.integer({ min: -1000, max: 1000 }), (day, days) => {
        fc.pre(day + days >= -25_567 && day + days <= 84_005);
        const date = dateFromDayNumber(day);
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
      runs,
    );
  });

  test("sorts as text in the order of time", () => {
    fc.assert(
      fc.property(dayNumber, dayNumber, (a, b) => {
        expect(dateFromDayNumber(a) < dateFromDayNumber(b)).toBe(a < b);
      }),
      runs,
    );
  });

  test("knows its weekday and how long its month is", () => {
    expect(weekdayOf(calendarDate("2026-11-22"))).toBe(7);
    expect(weekdayOf(calendarDate("1970-01-01"))).toBe(4);
    expect(weekdayOf(calendarDate("1900-01-01"))).toBe(1);
    expect([daysInMonth(2028, 2), daysInMonth(2100, 2), daysInMonth(2026, 11)]).toEqual([29, 28, 30]);
  });

  test("is written the same wherever the writer is", () => {
    const date = calendarDate("2027-03-05");
    expect(formatDate(date, "en-GB", "weekday-day")).toBe("Fri 5");
    expect(formatDate(date, "en-GB", "weekday-day-month")).toBe("Fri 5 March");
    // Releases of the platform differ in a comma.
    expect(formatDate(date, "en-GB", "full")).toMatch(/^Friday,? 5 March 2027$/);
    expect(formatDate(date, "de", "month-year")).toBe("März 2027");
    expect(formatDate(date, "en-GB", "brief", calendarDate("2027-03-09"))).toBe("5 – 9 Mar");
    expect(formatDate(date, "en-US", "brief", calendarDate("2027-03-09"))).toBe("Mar 5 – 9");
    expect(formatDate(date, "en-US", "brief", calendarDate("2027-04-02"))).toBe("Mar 5 – Apr 2");
    expect(formatDate(date, "en-US", "brief", date)).toBe("Mar 5");
  });

  test("that is none throws where our own code writes one", () => {
    expect(() => calendarDate("2026-02-30")).toThrow(RangeError);
    expect(() => dateFromDayNumber(0.5)).toThrow(/^dateFromDayNumber expects a whole dayNumber, got 0\.5$/);
    expect(() => dateFromDayNumber(200_000)).toThrow(RangeError);
  });
});
