import { expect, test } from "vitest";
import { calendarDate, packDay } from "../../src/index.ts";

const first = calendarDate("2026-03-03");
const on = (activeDays: number, breakDays: number, date: string) =>
  packDay({ activeDays, breakDays }, first, calendarDate(date));

test("the first active day is day 1 of the first pack, and packs follow one another", () => {
  expect(on(21, 7, "2026-03-03")).toEqual({ isActive: true, day: 1, pack: 1 });
  expect(on(21, 7, "2026-03-23")).toEqual({ isActive: true, day: 21, pack: 1 });
  expect(on(21, 7, "2026-03-24")).toEqual({ isActive: false, day: 22, pack: 1 });
  expect(on(21, 7, "2026-03-30")).toEqual({ isActive: false, day: 28, pack: 1 });
  expect(on(21, 7, "2026-03-31")).toEqual({ isActive: true, day: 1, pack: 2 });
  expect(on(84, 7, "2026-06-01")).toEqual({ isActive: false, day: 91, pack: 1 });
});

test("without a break every day is active", () => {
  expect(on(28, 0, "2026-03-30")).toEqual({ isActive: true, day: 28, pack: 1 });
  expect(on(28, 0, "2026-03-31")).toEqual({ isActive: true, day: 1, pack: 2 });
});

test("a day before the first, or a pack without days, is a mistake that is named", () => {
  expect(() => on(21, 7, "2026-03-02")).toThrow(/^date /);
  expect(() => on(0, 0, "2026-03-03")).toThrow(/^pack /);
});
