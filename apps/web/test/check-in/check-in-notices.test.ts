import { calendarDate } from "@tidetable/diary";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkInNotices } from "../../src/check-in/check-in-notices.ts";
import { checkInFrom, withoutDay } from "../../src/check-in/editing.ts";
import { hourSince1970, localHourAt } from "../../src/check-in/local-hours.ts";

const zoneBefore = process.env.TZ;
beforeAll(() => {
  process.env.TZ = "Europe/Berlin";
});
afterAll(() => {
  process.env.TZ = zoneBefore;
});

const grant = "A".repeat(22);
const stored = {
  dates: ["2027-03-27", "2027-03-28", "2027-03-30"],
  askAt: 18,
  untilHour: 22,
  grant,
  words: "Please call me.",
};
const secondsAt = (moment: string): number => Date.parse(moment) / 1000;
const noon = secondsAt("2027-03-27T12:00:00+01:00");

describe("the message of a check-in", () => {
  test("waits for each day at the owner's hour, counted in UTC, through the change of clocks too", () => {
    expect(checkInNotices(stored, grant, noon)).toEqual([
      { date: "2027-03-27", hour: 21, what: { kind: "check-in", words: "Please call me." } },
      { date: "2027-03-28", hour: 20, what: { kind: "check-in", words: "Please call me." } },
      { date: "2027-03-30", hour: 20, what: { kind: "check-in", words: "Please call me." } },
    ]);
  });

  test("is for one reader, and for nobody where the record is none or no check-in", () => {
    expect(checkInNotices(stored, "B".repeat(22), noon)).toEqual([]);
    for (const none of [
      undefined,
      null,
      "on",
      { ...stored, untilHour: 18 },
      { ...stored, dates: ["today"] },
    ]) {
      expect(checkInNotices(none, grant, noon)).toEqual([]);
    }
  });

  test("does not wait any more for a day that was answered, or whose hour has come", () => {
    const checkIn = checkInFrom(stored)!;
    const today = calendarDate("2027-03-27");
    const answered = withoutDay(checkIn, today, today);
    expect(checkInNotices(answered, grant, noon).map(({ date }) => date)).toEqual([
      "2027-03-28",
      "2027-03-30",
    ]);
    const late = secondsAt("2027-03-28T22:00:00+02:00");
    expect(checkInNotices(stored, grant, late).map(({ date }) => date)).toEqual(["2027-03-30"]);
  });

  test("of the last day called off leaves no check-in", () => {
    const today = calendarDate("2027-03-30");
    expect(withoutDay(checkInFrom(stored)!, today, today)).toBeNull();
  });
});

describe("rule 101: an hour since 1970", () => {
  test("is the local one's, and in a zone that is off by half an hour the next whole one", () => {
    const local = { date: calendarDate("2027-03-04"), hour: 22 };
    expect(hourSince1970(local)).toBe(secondsAt("2027-03-04T22:00:00+01:00") / 3_600);
    expect(localHourAt(secondsAt("2027-03-04T22:59:59+01:00"))).toEqual(local);
    process.env.TZ = "Asia/Kolkata";
    expect(hourSince1970(local)).toBe(secondsAt("2027-03-04T22:30:00+05:30") / 3_600);
    process.env.TZ = "Europe/Berlin";
  });
});
