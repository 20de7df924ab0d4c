import { describe, expect, test } from "vitest";
import { rhythmInUtc } from "../../src/reader/notice-rhythm.ts";

describe("rule 100: the rhythm is told in UTC", () => {
  test.each([
    ["Berlin in winter", 60, 18, 7, 17, 7],
    ["Berlin, just after midnight", 60, 0, 1, 23, 7],
    ["Auckland in summer", 780, 9, 1, 20, 7],
    ["Los Angeles, Sunday evening", -480, 18, 7, 2, 1],
    ["Honolulu, late on Saturday", -600, 23, 6, 9, 7],
    ["UTC", 0, 18, 7, 18, 7],
  ])("%s", (_place, ahead, hour, weekday, utcHour, utcWeekday) => {
    expect(rhythmInUtc({ kind: "weekly", weekday, hour }, ahead)).toEqual({
      kind: "weekly",
      weekday: utcWeekday,
      hour: utcHour,
    });
    expect(rhythmInUtc({ kind: "daily", hour }, ahead)).toEqual({ kind: "daily", hour: utcHour });
  });

  test("a zone between two hours gets the next full one, never one before its time", () => {
    // Delhi: 18:00 there is 12:30 UTC.
    expect(rhythmInUtc({ kind: "day-itself", hour: 18 }, 330)).toEqual({ kind: "day-itself", hour: 13 });
  });
});
