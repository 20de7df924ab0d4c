import {
  addDays,
  calendarDate,
  createForecaster,
  type Diary,
  emptyDiary,
  forecastFromDiary,
  type Schedule,
  withEntry,
} from "@tidetable/diary";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { doseHours } from "../../src/reminders/dose-hours.ts";
import { ownQueue } from "../../src/reminders/own-queue.ts";
import type { Reminders } from "../../src/reminders/reminders.ts";

const zoneBefore = process.env.TZ;
beforeAll(() => {
  process.env.TZ = "Europe/Berlin";
});
afterAll(() => {
  process.env.TZ = zoneBefore;
});

const today = calendarDate("2027-03-04");
/** A Thursday. */
const seconds = Date.parse("2027-03-04T09:30:00+01:00") / 1000;
const hourAt = (moment: string): number => Date.parse(moment) / 3_600_000;
const reminders: Reminders = {
  seed: "s".repeat(43),
  push: { endpoint: "https://push.example/1", p256dh: "p", auth: "a" },
  log: null,
  medication: null,
  doses: true,
  asks: false,
  logWords: "",
  medicationWords: "",
};
const patch: Schedule = {
  id: "patch",
  name: "Patch of Dr Name",
  action: "change",
  rhythm: { kind: "every", count: 1, unit: "weeks" },
  from: calendarDate("2027-02-18"),
  until: null,
  dose: 1,
  hour: 18,
  stock: null,
};
const noForecast = { kind: "no-start" } as const;
const diaryWith = (...schedules: readonly Schedule[]): Diary => ({ ...emptyDiary, schedules });
const noticesOf = (diary: Diary, changes: Partial<Reminders> = {}) =>
  ownQueue({ ...reminders, ...changes }, undefined, seconds, "All right?", () =>
    doseHours(diary, noForecast, today),
  )?.notices;

describe("rule 105: notices of what schedules make due", () => {
  test("come at the schedule's hour on its due days alone, eight at a time, and never with its name", () => {
    const notices = noticesOf(diaryWith(patch))!;
    expect(notices).toHaveLength(8);
    expect(notices[0]).toEqual({ due: hourAt("2027-03-04T18:00:00+01:00"), words: "" });
    expect(notices[4]?.due).toBe(hourAt("2027-04-01T18:00:00+02:00"));
    expect(JSON.stringify(notices)).not.toContain("Patch");
    expect(noticesOf(diaryWith(patch), { medicationWords: "The usual" })![0]?.words).toBe("The usual");
  });

  test("come only where they are switched on, and not of a schedule without an hour, nor for an hour that is over", () => {
    expect(noticesOf(diaryWith(patch), { doses: false })).toEqual([]);
    expect(noticesOf(diaryWith({ ...patch, hour: null }))).toEqual([]);
    expect(noticesOf(diaryWith({ ...patch, hour: 9 }))![0]?.due).toBe(hourAt("2027-03-11T09:00:00+01:00"));
  });

  test("come on the days by which to order and to pick up as well", () => {
    const yearly: Schedule = {
      ...patch,
      rhythm: { kind: "every", count: 30, unit: "days" },
      from: calendarDate("2027-03-20"),
      stock: { on: today, pieces: 0, orderDays: 9, pickUpDays: 2 },
    };
    expect(
      doseHours(diaryWith(yearly), noForecast, today)
        .map(({ date }) => date)
        .sort()
        .slice(0, 3),
    ).toEqual(["2027-03-10", "2027-03-17", "2027-03-20"]);
  });

  test("that fall on one hour are one, with the daily reminder's too", () => {
    const pill: Schedule = { ...patch, id: "pill", rhythm: { kind: "every", count: 1, unit: "days" } };
    const both = noticesOf(diaryWith(patch, pill), { medication: 18, medicationWords: "The usual" })!;
    expect(new Set(both.map(({ due }) => due)).size).toBe(8);
    expect(both.every(({ words }) => words === "The usual")).toBe(true);
  });

  test("are the same whether or not it is recorded: a notice that goes missing would tell the relay", () => {
    const diary = diaryWith(patch);
    const recorded = withEntry(diary, today, { medication: [patch.name] });
    expect(noticesOf(recorded)).toEqual(noticesOf(diary));
  });

  test("of what hangs on a forecast go by the present one", () => {
    const starts = Array.from({ length: 9 }, (_, cycle) => addDays(today, -5 - 28 * cycle));
    const diary: Diary = {
      entryByDate: new Map(starts.map((start) => [start, { bleeding: "medium" as const }])),
      events: [],
      schedules: [{ ...patch, from: calendarDate("2026-01-01"), rhythm: { kind: "before-start", days: 2 } }],
    };
    const answer = forecastFromDiary(diary, today, createForecaster());
    if (answer.kind !== "forecast") throw new Error("a forecast was expected");
    const likely = answer.forecast.nextStart.mostLikely;
    expect(doseHours(diary, answer, today)).toEqual([
      { date: addDays(likely, -2), hour: 18 },
      { date: addDays(likely, -1), hour: 18 },
    ]);
  });
});
