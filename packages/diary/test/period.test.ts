import { describe, expect, test } from "vitest";
import { calendarDate, type DayEntry, periodStarts, periodsFromEntries } from "../src/index.ts";
import { entries } from "./notation.ts";

const starts = (line: string): readonly string[] => periodStarts(entries("2026-03-01", line));
const periods = (line: string) =>
  periodsFromEntries(entries("2026-03-01", line)).map(({ start, last, length }) => [
    Number(start.slice(8)),
    Number(last.slice(8)),
    length,
  ]);

describe("a period starts", () => {
  test("on the first day of bleeding above spotting", () => {
    expect(starts("??LMHML??")).toEqual(["2026-03-03"]);
  });

  test("not on a day of spotting that leads into it", () => {
    expect(starts("SSMHML")).toEqual(["2026-03-03"]);
  });

  test("not on spotting alone", () => {
    expect(starts("?SSS?")).toEqual([]);
  });

  test("not again after a day or two without bleeding", () => {
    expect(starts("LM.ML")).toEqual(["2026-03-01"]);
    expect(starts("LM..ML")).toEqual(["2026-03-01"]);
  });

  test("not within ten days of the last start", () => {
    expect(starts("LMM......L")).toEqual(["2026-03-01"]);
    expect(starts("LMM.......L")).toEqual(["2026-03-01", "2026-03-11"]);
  });

  test("not on a day its owner set aside", () => {
    const entryByDate = entries("2026-03-01", "L???????????????????????????M");
    entryByDate.set(calendarDate("2026-03-29"), { bleeding: "medium", bleedingExcluded: true });
    expect(periodStarts(entryByDate)).toEqual(["2026-03-01"]);
  });

  test("where its owner says so, and not where she says not", () => {
    const entryByDate = entries("2026-03-01", "LMML??????????????????????SLMM");
    const [spotting, light] = [calendarDate("2026-03-27"), calendarDate("2026-03-28")];
    const change = (date: typeof light, more: Partial<DayEntry>): void => {
      entryByDate.set(date, { ...entryByDate.get(date), ...more });
    };
    change(spotting, { periodStart: true });
    expect(periodStarts(entryByDate)).toEqual(["2026-03-01", "2026-03-27"]);
    change(spotting, { periodStart: false });
    change(light, { periodStart: false });
    expect(periodStarts(entryByDate)).toEqual(["2026-03-01"]);
  });
});

describe("a period lasts", () => {
  test("to its last day of bleeding above spotting", () => {
    expect(periods("LMHMLSS..")).toEqual([[1, 5, 5]]);
  });

  test("across one day without bleeding, not across two", () => {
    expect(periods("LM.ML")).toEqual([[1, 5, 5]]);
    expect(periods("LM..ML")).toEqual([[1, 2, 2]]);
    expect(periods("LM?ML")).toEqual([[1, 5, 5]]);
  });

  test("ten days at the most", () => {
    expect(periods("LLLLLLLLLLLLL")).toEqual([[1, 10, 10]]);
  });

  test("a time nobody knows when only its first day was recorded", () => {
    expect(periods("M????")).toEqual([[1, 1, null]]);
    expect(periods("M....")).toEqual([[1, 1, 1]]);
  });

  test("however the diary came by its days: in order or not", () => {
    const shuffled = new Map([...entries("2026-03-01", "LMM?????????????LMM")].reverse());
    expect(periodsFromEntries(shuffled)).toEqual(
      periodsFromEntries(entries("2026-03-01", "LMM?????????????LMM")),
    );
  });
});

test("at the ends of the calendar a period is one like any other", () => {
  expect(periodStarts(entries("1900-01-01", "M"))).toEqual(["1900-01-01"]);
  expect(periodsFromEntries(entries("2199-12-31", "M"))).toEqual([
    { start: "2199-12-31", last: "2199-12-31", length: null },
  ]);
});
