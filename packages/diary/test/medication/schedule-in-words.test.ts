import { readFileSync } from "node:fs";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { describe, expect, test } from "vitest";
import {
  addDays,
  type CalendarDate,
  calendarDate,
  calendarDoses,
  createForecaster,
  type Diary,
  doseInWords,
  forecastFromDiary,
  formatDate,
  orderInWords,
  rhythmInWords,
  type Schedule,
  type Sentence,
  schedulePresets,
  sentencesAboutSchedule,
  stockDates,
} from "../../src/index.ts";
import { adherenceOf } from "../../src/medication/adherence.ts";
import { diaryOfCycles } from "../notation.ts";
import { noForecast, schedule, taking, withSchedules } from "./a-schedule.ts";

const text = readFileSync(new URL("../../strings/medication.en.ftl", import.meta.url), "utf8");
const bundle = new FluentBundle("en-GB", { useIsolating: false });
bundle.addResource(new FluentResource(text));
function say({ id, dates, values }: Sentence): string {
  const written = Object.entries(dates).map(([name, { date, style }]) => [
    name,
    formatDate(date, "en-GB", style).replace(",", ""),
  ]);
  const errors: Error[] = [];
  const said = bundle.formatPattern(
    bundle.getMessage(id)!.value!,
    { ...values, ...Object.fromEntries(written) },
    errors,
  );
  expect(errors).toEqual([]);
  return said;
}

const today = calendarDate("2027-03-29");
const about = (one: Schedule, diary: Diary = withSchedules(one), on: CalendarDate = today) =>
  sentencesAboutSchedule(diary, one, noForecast, on).map(say);
const daysBack = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => addDays(today, -from - at));

describe("a schedule in words", () => {
  test("says what is next, and is silent about what was never recorded", () => {
    expect(about(schedule())).toEqual(["Today."]);
    const patch = schedule({ action: "change", rhythm: { kind: "every", count: 1, unit: "weeks" } });
    expect(about(patch, withSchedules(patch), calendarDate("2027-03-03"))).toEqual([
      "Change by Mon 8 March.",
    ]);
    expect(about(schedule({ until: calendarDate("2027-03-20") }))).toEqual(["Ended on Sat 20 March."]);
    expect(about(schedule({ rhythm: { kind: "as-needed" } }))).toEqual(["Not recorded yet."]);
    expect(about(schedule({ rhythm: { kind: "before-start", days: 2 } }))).toEqual([
      "The next days are known once there is a forecast.",
    ]);
  });

  test("counts what is not recorded from the first recorded day on, and never calls it missed", () => {
    const one = schedule({ from: calendarDate("2027-01-01") });
    const all = taking(withSchedules(one), "Pill", daysBack(1, 28));
    expect(about(one, all)).toEqual(["Today.", "Recorded on 28 of 28 days it was due, of the last 28."]);
    const some = taking(withSchedules(one), "Pill", [...daysBack(1, 10), ...daysBack(13, 40)]);
    expect(about(one, some)[1]).toBe(
      "Not recorded on 2 of 28 days. If you missed one: check the leaflet or ask a pharmacist.",
    );
    expect(adherenceOf(some, one, noForecast, today, 28)).toEqual({
      due: 28,
      taken: 26,
      notRecorded: 2,
      days: 28,
    });
    const begun = taking(withSchedules(one), "Pill", daysBack(1, 3));
    expect(adherenceOf(begun, one, noForecast, today, 28)).toMatchObject({ due: 3, notRecorded: 0 });
    expect(adherenceOf(withSchedules(one), one, noForecast, today, 28)).toMatchObject({ due: 0 });
  });

  test("does not count days that hang on a forecast", () => {
    const cycles = diaryOfCycles(
      "2026-06-05",
      Array.from({ length: 10 }, () => 28),
    );
    const now = calendarDate("2027-03-20");
    const answer = forecastFromDiary(cycles, now, createForecaster());
    if (answer.kind !== "forecast") throw new Error("a forecast was expected");
    const likely = answer.forecast.nextStart.mostLikely;
    const waiting = { kind: "forecast", forecast: { ...answer.forecast, today: likely } } as const;
    const one = schedule({ from: calendarDate("2027-01-01"), rhythm: { kind: "before-start", days: 3 } });
    const diary = taking(cycles, "Pill", [addDays(likely, -3)]);
    expect(adherenceOf(diary, one, waiting, likely, 28)).toMatchObject({ due: 0, notRecorded: 0 });
  });

  test("does not count placebo days", () => {
    const pack = schedule({ rhythm: { kind: "pack", activeDays: 24, breakDays: 4, placebo: true } });
    const diary = taking(withSchedules(pack), "Pill", daysBack(5, 28));
    expect(adherenceOf(diary, pack, noForecast, today, 28)).toMatchObject({ due: 24, notRecorded: 0 });
  });

  test("says by when to order and to pick up, and what to do once that day has come", () => {
    const box = (pieces: number): Schedule =>
      schedule({ stock: { on: today, pieces, orderDays: 7, pickUpDays: 2 } });
    expect(about(box(20)).slice(1)).toEqual([
      "20 left, enough through Sun 18 April.",
      "Order by Sun 11 April, pick up by Fri 16.",
    ]);
    expect(about(box(5)).slice(1)).toEqual([
      "5 left, enough through Sat 3 April.",
      "Order now, pick up by Thu 1 April.",
    ]);
    expect(about(box(2)).slice(1)).toEqual([
      "2 left, enough through Wed 31 March.",
      "Order and pick up now.",
    ]);
    expect(about(box(2), withSchedules(box(2)), calendarDate("2027-04-04")).slice(1)).toEqual([
      "By the count, it was enough through Wed 31 March. If there is more, say how many are left.",
    ]);
    const order = (pieces: number, on = today) =>
      orderInWords(box(pieces), stockDates(withSchedules(box(pieces)), box(pieces), noForecast, on), on).map(
        say,
      );
    expect(order(20)).toEqual([]);
    expect(order(5)).toEqual(["Pill: order now, it is enough through Sat 3 April."]);
    expect(order(2)).toEqual(["Pill: order and pick up now, it is enough through Wed 31 March."]);
    expect(order(2, calendarDate("2027-04-04"))).toEqual([]);
  });

  test("leaves what was due and is not recorded to the leaflet and the pharmacist", () => {
    const ring = schedule({
      name: "Ring",
      action: "remove",
      rhythm: { kind: "every", count: 3, unit: "weeks" },
    });
    expect(about(ring, withSchedules(ring), calendarDate("2027-03-23"))).toEqual([
      "Take out by Mon 12 April.",
      "It was due on Mon 22 March, and nothing is recorded since. If it was not done: check the leaflet or ask a pharmacist.",
    ]);
  });

  test("has words for every rhythm, action and preset", () => {
    const rhythms: readonly Schedule["rhythm"][] = [
      ...schedulePresets.map(({ rhythm }) => rhythm),
      { kind: "pack", activeDays: 84, breakDays: 0, placebo: false },
      { kind: "weekdays", weekdays: [1, 3] },
      { kind: "every", count: 1, unit: "days" },
      { kind: "every", count: 2, unit: "days" },
      { kind: "as-needed" },
      { kind: "cycle-days", first: 16, last: 25 },
      { kind: "cycle-days", first: 1, last: 5 },
      { kind: "before-start", days: 1 },
      { kind: "before-start", days: 2 },
    ];
    const said = rhythms.map((rhythm) => say(rhythmInWords({ rhythm })));
    expect(said).toEqual([
      "21 days on, 7 days off",
      "24 days, then 4 placebo days",
      "Every week",
      "Every 4 weeks",
      "Every 4 weeks",
      "Every 12 weeks",
      "Every 36 months",
      "Every 36 months",
      "Every 120 months",
      "Every day",
      "On 2 days of the week",
      "Every day",
      "Every 2 days",
      "As needed",
      "Cycle days 16 to 25",
      "From the start of a period to cycle day 5",
      "The day before a period is likely, until it comes",
      "The 2 days before a period is likely, until it comes",
    ]);
    const dose = (action: Schedule["action"], changes = {}) =>
      say(doseInWords({ name: "Ring", action }, { isPlacebo: false, isLikely: false, ...changes }));
    expect(dose("take", { isPlacebo: true })).toBe("Ring, a placebo day");
    expect(dose("take", { isLikely: true })).toBe("Ring, likely");
    expect(dose("remove")).toBe("Take out: Ring");
  });

  test("has no word of praise, reproach, safety or advice", () => {
    expect(text.replaceAll(/^#.*$/gm, "")).not.toMatch(
      /late\b|forgot|well done|great|streak|safe|%|should|must|double|protect|!/i,
    );
  });
});

describe("doses for a calendar", () => {
  test("are what is due, to be ordered and to be picked up, by date, from the range's first day on", () => {
    const one = schedule({
      rhythm: { kind: "every", count: 1, unit: "weeks" },
      stock: { on: today, pieces: 1, orderDays: 4, pickUpDays: 1 },
    });
    // Due on 29 March and 5 and 12 April; one piece lasts through the 11th.
    const range = { first: today, last: calendarDate("2027-04-12") };
    const doses = calendarDoses(withSchedules(one), noForecast, range);
    expect(doses.map(({ date, kind }) => `${date} ${kind}`)).toEqual([
      "2027-03-29 take",
      "2027-04-05 take",
      "2027-04-07 order",
      "2027-04-10 pick-up",
      "2027-04-12 take",
    ]);
    const later = calendarDoses(withSchedules(one), noForecast, { ...range, first: addDays(today, 10) });
    expect(later.map(({ date, kind }) => `${date} ${kind}`)).toEqual([
      "2027-04-10 pick-up",
      "2027-04-12 take",
    ]);
    expect(doses[0]).toEqual({
      date: today,
      schedule: "pill",
      name: "Pill",
      kind: "take",
      isLikely: false,
    });
  });
});
