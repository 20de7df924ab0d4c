import fc from "fast-check";
import {
  addDays,
  type CalendarDate,
  calendarDate,
  type Diary,
  emptyDiary,
  type ForecastAnswer,
  type Schedule,
  scheduleActions,
  withEntry,
} from "../../src/index.ts";

/** A pill a day from 1 March 2027 on, changed as a test needs it. */
export const schedule = (changes: Partial<Schedule> = {}): Schedule => ({
  id: "pill",
  name: "Pill",
  action: "take",
  rhythm: { kind: "every", count: 1, unit: "days" },
  from: calendarDate("2027-03-01"),
  until: null,
  dose: 1,
  hour: null,
  stock: null,
  ...changes,
});

export const noForecast: ForecastAnswer = { kind: "no-start" };

/** The diary with something recorded as taken on these days. */
export const taking = (diary: Diary, name: string, dates: readonly string[]): Diary =>
  dates.reduce(
    (before, date) =>
      withEntry(before, calendarDate(date), {
        ...before.entryByDate.get(calendarDate(date)),
        medication: [...(before.entryByDate.get(calendarDate(date))?.medication ?? []), name],
      }),
    diary,
  );

export const withSchedules = (...schedules: readonly Schedule[]): Diary => ({ ...emptyDiary, schedules });

const firstDay = calendarDate("2026-01-01");
export const anyDay: fc.Arbitrary<CalendarDate> = fc
  .integer({ min: 0, max: 800 })
  .map((days) => addDays(firstDay, days));

const rhythm: fc.Arbitrary<Schedule["rhythm"]> = fc.oneof(
  fc.record({
    kind: fc.constant("pack" as const),
    activeDays: fc.integer({ min: 1, max: 30 }),
    breakDays: fc.integer({ min: 0, max: 10 }),
    placebo: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("weekdays" as const),
    weekdays: fc
      .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
      .map((days) => days.sort((a, b) => a - b)),
  }),
  fc.record({
    kind: fc.constant("every" as const),
    count: fc.integer({ min: 1, max: 20 }),
    unit: fc.constantFrom("days" as const, "weeks" as const, "months" as const),
  }),
);

/** Schedules whose days nothing but the calendar decides. */
export const anySchedule: fc.Arbitrary<Schedule> = fc
  .record({
    action: fc.constantFrom(...scheduleActions),
    rhythm,
    from: anyDay,
    length: fc.option(fc.integer({ min: 0, max: 400 })),
    dose: fc.integer({ min: 1, max: 3 }),
    stock: fc.record({
      on: anyDay,
      pieces: fc.integer({ min: 0, max: 90 }),
      orderDays: fc.integer({ min: 5, max: 20 }),
      pickUpDays: fc.integer({ min: 0, max: 5 }),
    }),
  })
  .map(({ length, ...rest }) =>
    schedule({ ...rest, until: length === null ? null : addDays(rest.from, length) }),
  );
