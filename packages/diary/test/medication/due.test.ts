import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  calendarDate,
  createForecaster,
  type Diary,
  dueBetween,
  type ForecastAnswer,
  forecastFromDiary,
  parseSchedule,
  type Schedule,
  schedulePresets,
  standingDue,
} from "../../src/index.ts";
import { diaryOfCycles } from "../notation.ts";
import { anyDay, anySchedule, noForecast, schedule, taking, withSchedules } from "./a-schedule.ts";
import { slowDays } from "./slow-days.ts";

const datesOf = (
  diary: Diary,
  first: string,
  last: string,
  answer: ForecastAnswer = noForecast,
): readonly string[] =>
  dueBetween(diary, answer, { first: calendarDate(first), last: calendarDate(last) }).map(
    ({ date, isLikely, isPlacebo }) => `${date}${isPlacebo ? " placebo" : ""}${isLikely ? " likely" : ""}`,
  );
const every = (count: number, unit: "days" | "weeks" | "months"): Pick<Schedule, "rhythm"> => ({
  rhythm: { kind: "every", count, unit },
});

describe("what is due", () => {
  test("is the same as written down day by day", () => {
    fc.assert(
      fc.property(anySchedule, anyDay, fc.integer({ min: 0, max: 500 }), (one, first, length) => {
        const last = addDays(first, length);
        const found = dueBetween(withSchedules(one), noForecast, { first, last });
        const slow = [...slowDays(one, last)].filter(([date]) => date >= first);
        expect(found.map(({ date, isPlacebo }) => [date, isPlacebo])).toEqual(slow);
      }),
      { numRuns: 300, seed: 401 },
    );
  });

  test("of 24 pills and 4 placebos is each day, and of 21 and a week without it is none in that week", () => {
    const pack = (activeDays: number, breakDays: number, placebo: boolean) =>
      withSchedules(schedule({ rhythm: { kind: "pack", activeDays, breakDays, placebo } }));
    expect(datesOf(pack(24, 4, true), "2027-03-23", "2027-03-29")).toEqual([
      "2027-03-23",
      "2027-03-24",
      "2027-03-25 placebo",
      "2027-03-26 placebo",
      "2027-03-27 placebo",
      "2027-03-28 placebo",
      "2027-03-29",
    ]);
    expect(datesOf(pack(21, 7, false), "2027-03-20", "2027-03-30")).toEqual([
      "2027-03-20",
      "2027-03-21",
      "2027-03-29",
      "2027-03-30",
    ]);
  });

  test("every month from the 31st is due on the last day of a shorter one", () => {
    const monthly = withSchedules(schedule({ ...every(1, "months"), from: calendarDate("2027-12-31") }));
    expect(datesOf(monthly, "2028-01-01", "2028-05-31")).toEqual([
      "2028-01-31",
      "2028-02-29",
      "2028-03-31",
      "2028-04-30",
      "2028-05-31",
    ]);
  });

  test("every 12 weeks, by the days of a week, and as needed", () => {
    const injection = withSchedules(schedule(every(12, "weeks")));
    expect(datesOf(injection, "2027-03-01", "2027-08-31")).toEqual([
      "2027-03-01",
      "2027-05-24",
      "2027-08-16",
    ]);
    const twice = withSchedules(schedule({ rhythm: { kind: "weekdays", weekdays: [1, 4] } }));
    expect(datesOf(twice, "2027-03-01", "2027-03-08")).toEqual(["2027-03-01", "2027-03-04", "2027-03-08"]);
    expect(
      datesOf(withSchedules(schedule({ rhythm: { kind: "as-needed" } })), "2027-03-01", "2028-03-01"),
    ).toEqual([]);
  });

  test("begins on the first day and ends on the last, both inclusive", () => {
    const short = withSchedules(
      schedule({ from: calendarDate("2027-03-05"), until: calendarDate("2027-03-06") }),
    );
    expect(datesOf(short, "2027-03-01", "2027-03-31")).toEqual(["2027-03-05", "2027-03-06"]);
  });

  test("is done where the schedule's name is among what was taken that day, and not where another is", () => {
    const diary = taking(taking(withSchedules(schedule()), "Pill", ["2027-03-01"]), "Pills", ["2027-03-02"]);
    const due = dueBetween(diary, noForecast, {
      first: calendarDate("2027-03-01"),
      last: calendarDate("2027-03-02"),
    });
    expect(due.map(({ isTaken }) => isTaken)).toEqual([true, false]);
  });

  test("of several is by date, then by id", () => {
    const diary = withSchedules(schedule({ id: "aaaa" }), schedule({ id: "bbbb", ...every(2, "days") }));
    const due = dueBetween(diary, noForecast, {
      first: calendarDate("2027-03-01"),
      last: calendarDate("2027-03-02"),
    });
    expect(due.map(({ date, schedule }) => `${date} ${schedule}`)).toEqual([
      "2027-03-01 aaaa",
      "2027-03-01 bbbb",
      "2027-03-02 aaaa",
    ]);
  });
});

describe("what follows the cycle", () => {
  // A start every 28 days, the last on 12 March.
  const cycles = diaryOfCycles(
    "2026-06-05",
    Array.from({ length: 10 }, () => 28),
  );
  const today = calendarDate("2027-03-20");
  const answer = forecastFromDiary(cycles, today, createForecaster());
  if (answer.kind !== "forecast") throw new Error("a forecast was expected");
  const { openCycle, nextStart } = answer.forecast;
  const likely = nextStart.mostLikely;
  const from = calendarDate("2026-01-01");
  const onDays = (first: number, last: number): Diary => ({
    ...cycles,
    schedules: [schedule({ from, rhythm: { kind: "cycle-days", first, last } })],
  });
  const before = (days: number): Diary => ({
    ...cycles,
    schedules: [schedule({ from, rhythm: { kind: "before-start", days } })],
  });

  test("by cycle days is due on those of recorded cycles, of the open one, and of the next as likely", () => {
    expect(openCycle.start).toBe("2027-03-12");
    expect(datesOf(onDays(16, 18), "2027-02-12", "2027-07-01", answer)).toEqual([
      ...[15, 16, 17].map((day) => addDays(calendarDate("2027-02-12"), day)),
      ...[15, 16, 17].map((day) => addDays(openCycle.start, day)),
      ...[15, 16, 17].map((day) => `${addDays(likely, day)} likely`),
    ]);
  });

  test("by cycle days without a forecast ends with the open cycle", () => {
    expect(datesOf(onDays(1, 2), "2027-03-01", "2027-12-31")).toEqual(["2027-03-12", "2027-03-13"]);
  });

  test("by cycle days that reach past the likely start is likely from there on, and certain until it comes", () => {
    const long = datesOf(onDays(1, 100), "2027-03-18", addDays(likely, 2), answer);
    expect(long.filter((date) => !date.endsWith("likely")).at(-1)).toBe(addDays(likely, -1));
    expect(long.at(-1)).toBe(`${addDays(likely, 2)} likely`);
    const overdue = { ...answer.forecast, today: likely };
    const waiting: ForecastAnswer = {
      kind: "forecast",
      forecast: { ...overdue, nextStart: { ...nextStart, first: likely, mostLikely: likely } },
    };
    expect(datesOf(onDays(1, 100), likely, likely, waiting)).toEqual([likely]);
  });

  test("before a start is due on so many days before the likely one, and until it comes", () => {
    expect(datesOf(before(2), "2026-07-01", "2027-12-31", answer)).toEqual([
      `${addDays(likely, -2)} likely`,
      `${addDays(likely, -1)} likely`,
    ]);
    const waiting: ForecastAnswer = {
      kind: "forecast",
      forecast: { ...answer.forecast, today: likely },
    };
    expect(datesOf(before(2), "2026-07-01", "2027-12-31", waiting)).toEqual(
      [-2, -1, 0].map((day) => `${addDays(likely, day)} likely`),
    );
    expect(datesOf(before(2), "2026-07-01", "2027-12-31")).toEqual([]);
  });

  test("starts recorded after the forecast's day do not change what was due by it", () => {
    const later: Diary = {
      ...onDays(1, 1),
      entryByDate: new Map([
        ...cycles.entryByDate,
        [calendarDate("2027-04-01"), { bleeding: "medium" as const }],
      ]),
    };
    expect(datesOf(later, "2027-03-12", likely, answer)).toEqual(["2027-03-12", `${likely} likely`]);
  });
});

describe("what is changed, injected, replaced or taken out", () => {
  const patch = schedule({ name: "Patch", action: "change", ...every(1, "weeks") });
  const standing = (diary: Diary, today: string, one = patch) =>
    standingDue(diary, one, noForecast, calendarDate(today));
  const due = { date: "2027-03-08", schedule: "pill", isPlacebo: false, isLikely: false };

  test("stands from the day after it was due until it is recorded, on whichever day", () => {
    const diary = withSchedules(patch);
    expect(standing(diary, "2027-03-08")).toBeNull();
    expect(standing(diary, "2027-03-10")).toEqual({ ...due, isTaken: false });
    expect(standing(taking(diary, "Patch", ["2027-03-09"]), "2027-03-10")).toBeNull();
    expect(standing(taking(diary, "Patch", ["2027-03-10"]), "2027-03-10")).toEqual({ ...due, isTaken: true });
    expect(standing(taking(diary, "Patch", ["2027-03-10"]), "2027-03-11")).toBeNull();
    expect(standing(taking(diary, "Patch", ["2027-03-07"]), "2027-03-10")?.date).toBe("2027-03-08");
    expect(standing(diary, "2027-03-15")).toBeNull();
  });

  test("does not stand on the first day, on which it began, and what is taken never does", () => {
    expect(standing(withSchedules(patch), "2027-03-05")).toBeNull();
    expect(standing(withSchedules(schedule()), "2027-03-05", schedule())).toBeNull();
  });
});

describe("presets", () => {
  test("are schedules once they have a name and a first day, and each has another kind", () => {
    for (const { kind: _kind, ...filled } of schedulePresets)
      expect(parseSchedule(schedule(filled)).ok).toBe(true);
    expect(new Set(schedulePresets.map(({ kind }) => kind)).size).toBe(schedulePresets.length);
  });

  test("replace an IUD by the shortest interval that a label gives", () => {
    const last = calendarDate("2040-01-01");
    const first = (kind: string) => {
      const preset = schedulePresets.find((one) => one.kind === kind)!;
      const diary = withSchedules(schedule({ rhythm: preset.rhythm, action: preset.action }));
      return dueBetween(diary, noForecast, { first: calendarDate("2027-03-02"), last })[0]?.date;
    };
    expect(first("injection")).toBe("2027-05-24");
    expect(first("implant")).toBe("2030-03-01");
    expect(first("hormonal-iud")).toBe("2030-03-01");
    expect(first("copper-iud")).toBe("2037-03-01");
  });
});
