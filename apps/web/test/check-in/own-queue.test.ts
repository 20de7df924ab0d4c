import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ownQueue } from "../../src/reminders/own-queue.ts";
import { isAnyOn, type Reminders, remindersFrom } from "../../src/reminders/reminders.ts";

const zoneBefore = process.env.TZ;
beforeAll(() => {
  process.env.TZ = "Europe/Berlin";
});
afterAll(() => {
  process.env.TZ = zoneBefore;
});

const reminders: Reminders = {
  seed: "s".repeat(43),
  push: { endpoint: "https://push.example/1", p256dh: "p", auth: "a" },
  log: null,
  medication: null,
  doses: false,
  asks: false,
  logWords: "",
  medicationWords: "",
};
/** A Thursday. */
const seconds = Date.parse("2027-03-04T09:30:00+01:00") / 1000;
const hourAt = (moment: string): number => Date.parse(moment) / 3_600_000;
const noticesOf = (changes: Partial<Reminders>, checkIn: unknown = undefined) =>
  ownQueue({ ...reminders, ...changes }, checkIn, seconds, "All right?", () => [])?.notices;

describe("rule 105: the owner's own queue", () => {
  test("is none where she never wanted one, and empty when all is off: that takes out what waited", () => {
    expect(ownQueue(undefined, undefined, seconds, "", () => [])).toBeNull();
    expect(ownQueue({ seed: "short" }, undefined, seconds, "", () => [])).toBeNull();
    expect(noticesOf({})).toEqual([]);
    expect(noticesOf({ log: { kind: "daily", hour: 20 }, push: null })).toEqual([]);
  });

  test("has eight evenings, at most one a day, beginning with an hour that is still to come", () => {
    const evenings = noticesOf({ log: { kind: "daily", hour: 20 } })!;
    expect(evenings).toHaveLength(8);
    expect(evenings[0]).toEqual({ due: hourAt("2027-03-04T20:00:00+01:00"), words: "" });
    expect(evenings.map(({ due }) => due - evenings[0]!.due)).toEqual([0, 24, 48, 72, 96, 120, 144, 168]);
    const mornings = noticesOf({ log: { kind: "daily", hour: 9 } })!;
    expect(mornings[0]?.due).toBe(hourAt("2027-03-05T09:00:00+01:00"));
  });

  test("has eight Sundays, at the hour of her clock after the change as well", () => {
    const sundays = noticesOf({ log: { kind: "weekly", weekday: 7, hour: 18 }, logWords: "Diary" })!;
    expect(sundays).toHaveLength(8);
    expect(sundays[0]).toEqual({ due: hourAt("2027-03-07T18:00:00+01:00"), words: "Diary" });
    expect(sundays[3]?.due).toBe(hourAt("2027-03-28T18:00:00+02:00"));
  });

  test("says what falls on one hour once, soonest first", () => {
    const both = noticesOf({
      log: { kind: "daily", hour: 20 },
      logWords: "Diary",
      medication: 20,
      medicationWords: "With water",
    })!;
    expect(both).toHaveLength(8);
    expect(both[0]?.words).toBe("Diary · With water");
    const apart = noticesOf({ log: { kind: "daily", hour: 20 }, medication: 8 })!;
    expect(apart.map(({ due }) => due)).toEqual([...apart.map(({ due }) => due)].sort((a, b) => a - b));
    expect(apart.slice(0, 2).map(({ due }) => due)).toEqual([
      hourAt("2027-03-04T20:00:00+01:00"),
      hourAt("2027-03-05T08:00:00+01:00"),
    ]);
  });

  test("asks on the days of a check-in only where she switched that on", () => {
    const checkIn = {
      dates: ["2027-03-04", "2027-03-06"],
      askAt: 18,
      untilHour: 22,
      grant: "A".repeat(22),
      words: "Please call me.",
    };
    expect(noticesOf({}, checkIn)).toEqual([]);
    expect(noticesOf({ asks: true }, checkIn)).toEqual([
      { due: hourAt("2027-03-04T18:00:00+01:00"), words: "All right?" },
      { due: hourAt("2027-03-06T18:00:00+01:00"), words: "All right?" },
    ]);
  });
});

describe("reminders as a vault holds them", () => {
  test("come back as they were kept, and what does not fit is off", () => {
    const kept: Reminders = {
      ...reminders,
      log: { kind: "weekly", weekday: 1, hour: 20 },
      medication: 8,
      doses: true,
      asks: true,
    };
    expect(remindersFrom(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
    const odd = remindersFrom({
      ...kept,
      log: { kind: "hourly", hour: 3 },
      medication: 24,
      doses: "yes",
      asks: 1,
      push: "x",
    });
    expect(odd).toEqual({ ...reminders, push: null });
    expect(isAnyOn(odd!)).toBe(false);
  });
});
