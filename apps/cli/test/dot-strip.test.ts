import { addDays, calendarDate, daysBetween } from "@tidetable/diary";
import fc from "fast-check";
import { expect, test } from "vitest";
import { drawDotStrip } from "../src/dot-strip.ts";

const first = calendarDate("2027-02-27");
const draw = (offsets: readonly number[], width = 78, unicode = true) =>
  drawDotStrip(
    offsets.map((days) => addDays(first, days)),
    { width, locale: "en-GB", unicode },
  );
const picture = (...parameters: Parameters<typeof draw>): string => {
  const { dots, axis } = draw(...parameters);
  return `\n${[...dots, ...axis].join("\n")}\n`;
};

const usual = [0, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 7, 7, 9];
/** Sixty days from the first dot to the last. */
const wide = [0, 3, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 29, 32, 35, 39, 44, 50, 59];

test("dots stand over their days", () => {
  expect(picture(usual)).toBe(`
             ○  ○
          ○  ○  ○  ○
       ○  ○  ○  ○  ○  ○
 ○     ○  ○  ○  ○  ○  ○     ○
──────────────────────────────
27 28  1  2  3  4  5  6  7  8
Feb   March
`);
});

test("without Unicode it is drawn in ASCII", () => {
  expect(picture([0, 1, 1], 78, false)).toBe(`
    o
 o  o
------
27 28
February
`);
});

test("sixty days share columns on a terminal of sixty characters", () => {
  expect(draw(wide, 58).daysPerColumn).toBe(4);
  expect(picture(wide, 58)).toBe(`
 ○     ○  ○  ○  ○  ○     ○
 ○  ○  ○  ○  ○  ○  ○  ○  ○  ○     ○  ○     ○
─────────────────────────────────────────────
27  3  7 11 15 19 23 27 31  4  8 12 16 20 24
   March                   April
`);
});

test("every dot is drawn once, over the column of its day, and no line is too wide", () => {
  const offsets = fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(offsets, fc.integer({ min: 3, max: 80 }), (unsorted, width) => {
      const sorted = unsorted.toSorted((a, b) => a - b);
      const { dots, axis, daysPerColumn } = draw(sorted, width);
      for (const line of [...dots, ...axis.slice(0, 2)]) expect(line.length).toBeLessThanOrEqual(width);
      const drawn = dots.flatMap((line) =>
        [...line].flatMap((mark, at) => (mark === "○" ? [(at - 1) / 3] : [])),
      );
      const meant = sorted.map((days) => Math.floor((days - sorted[0]!) / daysPerColumn));
      expect(drawn.toSorted((a, b) => a - b)).toEqual(meant);
    }),
    { seed: 1 },
  );
});

test("the day under a column is the first day of that column", () => {
  const { axis, daysPerColumn } = draw(wide, 58);
  const named = axis[1]!.match(/\d+/g)!.map(Number);
  const meant = named.map((_, column) => Number(addDays(first, column * daysPerColumn).slice(8)));
  expect(named).toEqual(meant);
  expect(daysBetween(first, addDays(first, 59))).toBeLessThan(named.length * daysPerColumn);
});

test("nothing to draw, or no room, is a mistake of the caller", () => {
  expect(() => draw([])).toThrow(RangeError);
  expect(() => draw([0], 2)).toThrow(RangeError);
});
