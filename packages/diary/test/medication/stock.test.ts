import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  type CalendarDate,
  calendarDate,
  createForecaster,
  forecastFromDiary,
  type Schedule,
  stockDates,
} from "../../src/index.ts";
import { diaryOfCycles } from "../notation.ts";
import { anyDay, anySchedule, noForecast, schedule, taking, withSchedules } from "./a-schedule.ts";
import { slowDays } from "./slow-days.ts";

const today = calendarDate("2027-03-10");
const stock = (changes: Partial<NonNullable<Schedule["stock"]>> = {}) => ({
  on: today,
  pieces: 14,
  orderDays: 7,
  pickUpDays: 2,
  ...changes,
});
const datesOf = (one: Schedule, on = today, taken: readonly string[] = []) =>
  stockDates(taking(withSchedules(one), one.name, taken), one, noForecast, on);

describe("what is left", () => {
  test("14 pills counted tonight last two weeks; the lead times count back from the last day", () => {
    expect(datesOf(schedule({ stock: stock() }))).toEqual({
      schedule: "pill",
      left: 14,
      lastsThrough: "2027-03-24",
      orderBy: "2027-03-17",
      pickUpBy: "2027-03-22",
    });
  });

  test("a week without pills after the last one belongs to what it lasts", () => {
    const rhythm = { kind: "pack", activeDays: 21, breakDays: 7, placebo: false } as const;
    const pack = schedule({
      rhythm,
      from: calendarDate("2027-03-11"),
      stock: stock({ pieces: 21, pickUpDays: 0 }),
    });
    expect(datesOf(pack)).toMatchObject({ lastsThrough: "2027-04-07", pickUpBy: "2027-04-07" });
  });

  test("goes by what was due, recorded or not, and by what was recorded besides", () => {
    const weekly = schedule({
      rhythm: { kind: "every", count: 1, unit: "weeks" },
      stock: stock({ on: calendarDate("2027-03-01"), pieces: 5 }),
    });
    // Due on 8 March: 4 left whether or not that is recorded; one more on the 9th is one less.
    expect(datesOf(weekly).left).toBe(4);
    expect(datesOf(weekly, today, ["2027-03-08"]).left).toBe(4);
    expect(datesOf(weekly, today, ["2027-03-08", "2027-03-09"]).left).toBe(3);
  });

  test("several pieces a dose: what is too few for one is left over", () => {
    expect(datesOf(schedule({ dose: 2, stock: stock({ pieces: 5 }) }))).toMatchObject({
      left: 5,
      lastsThrough: "2027-03-12",
    });
  });

  test("nothing to order where it is enough until the last day", () => {
    const short = schedule({ until: calendarDate("2027-03-20"), stock: stock() });
    expect(datesOf(short)).toMatchObject({ lastsThrough: "2027-03-20", orderBy: null, pickUpBy: null });
  });

  test("taken as needed: unknown without a habit, and by the last three months with one", () => {
    const asNeeded = schedule({
      rhythm: { kind: "as-needed" },
      from: calendarDate("2026-01-01"),
      stock: stock({ pieces: 4 }),
    });
    expect(datesOf(asNeeded)).toMatchObject({ left: 4, lastsThrough: null, orderBy: null, pickUpBy: null });
    // Three in 90 days are one in 30: the fifth would be wanted on the 150th day.
    const taken = ["2027-01-10", "2027-02-10", "2027-03-10"];
    expect(datesOf(asNeeded, today, taken)).toMatchObject({ left: 4, lastsThrough: addDays(today, 149) });
    const young = { ...asNeeded, from: calendarDate("2027-03-01") };
    expect(datesOf(young, today, ["2027-03-02"]).lastsThrough).toBeNull();
  });

  test("by the cycle: unknown once it is enough for the one to come", () => {
    const cycles = diaryOfCycles(
      "2026-06-05",
      Array.from({ length: 10 }, () => 28),
    );
    const now = calendarDate("2027-03-20");
    const answer = forecastFromDiary(cycles, now, createForecaster());
    const onDays = (pieces: number) =>
      schedule({
        rhythm: { kind: "cycle-days", first: 16, last: 25 },
        stock: stock({ on: now, pieces }),
      });
    // Cycle day 16 of the open cycle is 27 March.
    expect(stockDates(cycles, onDays(3), answer, now).lastsThrough).toBe("2027-03-29");
    expect(stockDates(cycles, onDays(20), answer, now)).toMatchObject({ left: 20, lastsThrough: null });
  });

  test("before a start: a day on which it was likely due, and is not recorded, takes nothing out", () => {
    const cycles = diaryOfCycles(
      "2026-06-05",
      Array.from({ length: 10 }, () => 28),
    );
    const now = calendarDate("2027-03-20");
    const answer = forecastFromDiary(cycles, now, createForecaster());
    if (answer.kind !== "forecast") throw new Error("a forecast was expected");
    const likely = answer.forecast.nextStart.mostLikely;
    const one = schedule({
      rhythm: { kind: "before-start", days: 3 },
      stock: stock({ on: addDays(likely, -10), pieces: 5 }),
    });
    const waiting = { kind: "forecast", forecast: { ...answer.forecast, today: likely } } as const;
    expect(stockDates(cycles, one, waiting, likely).left).toBe(5);
    const taken = taking(cycles, one.name, [addDays(likely, -1)]);
    expect(stockDates(taken, one, waiting, likely).left).toBe(4);
    // Told while it is still to come, those days are what it has to last for.
    expect(
      stockDates(cycles, { ...one, stock: stock({ on: now, pieces: 2 }) }, answer, now).lastsThrough,
    ).toBe(addDays(likely, -2));
  });

  test("is the same as taken out of the box day by day", () => {
    const taken = fc.array(fc.integer({ min: 0, max: 800 }), { maxLength: 20 });
    fc.assert(
      fc.property(anySchedule, anyDay, taken, (one, now, days) => {
        const dates = [...new Set(days)].map((day) => addDays(calendarDate("2026-01-01"), day));
        expect(datesOf(one, now, dates)).toEqual(slowStock(one, now, new Set(dates)));
      }),
      { numRuns: 300, seed: 402 },
    );
  });

  test("never grows with a day that passes, nor with a larger dose", () => {
    fc.assert(
      fc.property(anySchedule, anyDay, (one, now) => {
        const [before, after] = [datesOf(one, now), datesOf(one, addDays(now, 1))];
        expect(after.left!).toBeLessThanOrEqual(before.left!);
        const more = datesOf({ ...one, dose: one.dose + 1 }, now);
        if (before.orderBy !== null) expect(more.lastsThrough! <= before.lastsThrough!).toBe(true);
      }),
      { numRuns: 200, seed: 403 },
    );
  });
});

/** Ten years of days, one after the other. */
function slowStock(one: Schedule, now: CalendarDate, taken: ReadonlySet<CalendarDate>) {
  const { on, pieces, orderDays, pickUpDays } = one.stock!;
  const end = addDays(now > on ? now : on, 3_660);
  const due = slowDays(one, end);
  let [box, boxToday]: number[] = [pieces, pieces];
  for (let date = addDays(on, 1); date <= end; date = addDays(date, 1)) {
    if (one.until !== null && date > one.until) break;
    if (due.has(date) || (date <= now && taken.has(date))) {
      if (box! < one.dose) {
        const lastsThrough = addDays(date, -1);
        return {
          schedule: one.id,
          left: boxToday!,
          lastsThrough,
          orderBy: addDays(lastsThrough, -orderDays),
          pickUpBy: addDays(lastsThrough, -pickUpDays),
        };
      }
      box! -= one.dose;
    }
    if (date <= now) boxToday = box;
  }
  const lastsThrough = one.until !== null && one.until < end ? one.until : null;
  return { schedule: one.id, left: boxToday!, lastsThrough, orderBy: null, pickUpBy: null };
}
