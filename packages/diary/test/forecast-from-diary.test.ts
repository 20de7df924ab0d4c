import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  basisFromForecast,
  type CalendarDate,
  calendarDate,
  chanceStartedBy,
  changeAfterEntry,
  createForecaster,
  type DatedForecast,
  type Diary,
  daysBetween,
  dotsFromForecast,
  forecastFromDiary,
  headlineFromForecast,
  medianStart,
  parseLifeEvent,
  spokenForecast,
  whatChanged,
  withEntry,
  withEvent,
} from "../src/index.ts";
import { diaryOf, diaryOfCycles } from "./notation.ts";

const forecaster = createForecaster();
const on = (diary: Diary, today: string) => forecastFromDiary(diary, calendarDate(today), forecaster);
function forecast(diary: Diary, today: string): DatedForecast {
  const answer = on(diary, today);
  if (answer.kind !== "forecast") throw new Error(answer.kind);
  return answer.forecast;
}
function withLifeEvent(diary: Diary, value: unknown): Diary {
  const parsed = parseLifeEvent(value);
  if (!parsed.ok) throw new Error(parsed.error.field);
  return withEvent(diary, parsed.value);
}
const steady = diaryOfCycles("2026-01-01", [28, 29, 28, 27, 28, 29, 28]);
// Starts on 17 July, the open one.

describe("a dated forecast", () => {
  test("sums to 1, and begins where the next start can", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 20, max: 70 }), { maxLength: 8 }),
        fc.integer({ min: 0, max: 120 }),
        (lengths, days) => {
          const diary = diaryOfCycles("2020-01-01", lengths);
          const last = addDays(
            calendarDate("2020-01-01"),
            lengths.reduce((sum, length) => sum + length, 0),
          );
          const today = addDays(last, days);
          const { nextStart, openCycle, bleeding } = forecast(diary, today);
          const sum = nextStart.probability.reduce((total, p) => total + p, nextStart.beyondHorizon);
          expect(Math.abs(sum - 1)).toBeLessThan(1e-9);
          expect(openCycle).toEqual({ start: last, day: days + 1 });
          expect(daysBetween(today, nextStart.first)).toBe(days < 5 ? 1 : 0);
          const { dates } = headlineFromForecast({ kind: "forecast", forecast: forecast(diary, today) });
          const said = [dates.first, dates.likely, dates.last].flatMap((one) => (one ? [one.date] : []));
          expect([...said].sort()).toEqual(said);
          expect(bleeding.probability.every((p) => p >= 0 && p <= 1)).toBe(true);
        },
      ),
      { numRuns: 60, seed: 11 },
    );
  });

  test("from one date alone is wide, and says so", () => {
    const answer = on(diaryOf("2026-06-01", "M"), "2026-06-01");
    expect(headlineFromForecast(answer).id).toBe("forecast-ready");
    expect(basisFromForecast(answer).map(({ id }) => id)).toEqual(["forecast-odds-ready", "basis-one-date"]);
  });

  test("of a steady body is narrow and said as between two dates", () => {
    const answer = on(steady, "2026-07-25");
    expect(headlineFromForecast(answer).id).toBe("forecast-between");
    const { interval } = forecast(steady, "2026-07-25").nextStart;
    expect(daysBetween(interval.first, interval.last)).toBeLessThan(7);
  });

  test("does not look at what is dated after its day", () => {
    const later = withEntry(steady, calendarDate("2026-08-14"), { bleeding: "medium" });
    expect(forecast(later, "2026-08-01")).toEqual(forecast(steady, "2026-08-01"));
  });

  test("uses a sign of ovulation and names its day", () => {
    const signed = withEntry(steady, calendarDate("2026-08-05"), { lhTest: "positive" });
    const { basis, nextStart } = forecast(signed, "2026-08-06");
    expect(basis.sign).toBe("2026-08-05");
    expect(daysBetween(calendarDate("2026-08-05"), nextStart.mostLikely)).toBeGreaterThan(11);
  });

  test("expects bleeding to go on while a period has just begun", () => {
    const { bleeding } = forecast(steady, "2026-07-18");
    expect(bleeding.first).toBe("2026-07-19");
    expect(bleeding.probability[0]).toBeGreaterThan(0.9);
    expect(bleeding.probability[12]).toBeLessThan(0.05);
  });
});

describe("a start that nobody logged", () => {
  const forgotten = diaryOfCycles("2026-01-01", [28, 29, 57, 28, 29, 28]);

  test("is asked about around its likely day, and hardly moves the forecast", () => {
    const { possiblyUnlogged, nextStart } = forecast(forgotten, "2026-07-25");
    expect(possiblyUnlogged).toHaveLength(1);
    expect(
      Math.abs(daysBetween(calendarDate("2026-03-27"), possiblyUnlogged[0]!.around)),
    ).toBeLessThanOrEqual(1);
    expect(possiblyUnlogged[0]!.probability).toBeGreaterThan(0.95);
    expect(
      Math.abs(daysBetween(nextStart.mostLikely, forecast(steady, "2026-07-25").nextStart.mostLikely) - 4),
    ).toBeLessThan(9);
  });

  test("is asked about once", () => {
    const answered = withLifeEvent(forgotten, { kind: "unlogged", date: "2026-03-27", answer: "unsure" });
    expect(forecast(answered, "2026-07-25").possiblyUnlogged).toEqual([]);
  });

  test("in the open cycle moves the forecast to the start after it", () => {
    const { possiblyUnlogged, nextStart } = forecast(steady, "2026-08-28");
    expect(possiblyUnlogged.map(({ around }) => around.slice(0, 7))).toEqual(["2026-08"]);
    expect(nextStart.mostLikely.slice(0, 7)).toBe("2026-09");
  });

  test("is no matter when somebody looked every day: the cycle is long, and that is said", () => {
    let watched = steady;
    for (let day = 5; day <= 42; day++) {
      watched = withEntry(watched, addDays(calendarDate("2026-07-17"), day), { bleeding: "none" });
    }
    const answer = on(watched, "2026-08-28");
    expect(forecast(watched, "2026-08-28").possiblyUnlogged).toEqual([]);
    expect(basisFromForecast(answer).map(({ id }) => id)).toContain("basis-long-cycle");
    expect(headlineFromForecast(answer).id).toMatch(/^forecast-(now|any-time-now)/);
  });
});

describe("after months without a record", () => {
  test("the forecast is wide, says why, and keeps what it knew of her cycles", () => {
    const answer = on(steady, "2026-12-24");
    const { basis, nextStart } = forecast(steady, "2026-12-24");
    expect(basis.unrecordedDays).toBeGreaterThan(90);
    expect(basisFromForecast(answer).map(({ id }) => id)).toContain("basis-gap");
    const width = daysBetween(nextStart.interval.first, nextStart.interval.last);
    expect(width).toBeGreaterThan(8);
    expect(width).toBeLessThan(36);
  });

  test("the forecast after years says that the place in the cycle is lost, at once", () => {
    const answer = on(steady, "2031-07-24");
    const gap = basisFromForecast(answer).find(({ id }) => id === "basis-gap");
    expect(gap?.values.place).toBe("lost");
    expect(headlineFromForecast(answer).id).toMatch(/^forecast-any-time/);
    expect(whatChanged(steady, calendarDate("2031-07-24"), forecaster)).toBeNull();
  });

  test("the gap itself teaches nothing once a new start is logged", () => {
    const back = diaryOfCycles("2026-01-01", [28, 29, 28, 27, 160]);
    const { nextStart, cyclesUsed } = forecast(back, "2026-10-01");
    expect(cyclesUsed).toBe(4);
    expect(Math.abs(daysBetween(calendarDate("2026-09-29"), nextStart.mostLikely) - 28)).toBeLessThanOrEqual(
      2,
    );
  });
});

describe("no forecast", () => {
  test("without a start", () => {
    expect(on(diaryOf("2026-01-01", "SS"), "2026-01-05")).toEqual({ kind: "no-start" });
  });

  test.each(["hormonal-method", "pregnancy", "breastfeeding", "suppression", "menopause"])(
    "under %s, and the reason is given",
    (pattern) => {
      const diary = withLifeEvent(steady, { kind: "pattern", date: "2026-07-20", pattern });
      expect(on(diary, "2026-07-25")).toEqual({ kind: "withheld", reason: pattern });
      expect(on(diary, "2026-07-19").kind).toBe("forecast");
    },
  );

  test("while a pause lasts", () => {
    const open = withLifeEvent(steady, { kind: "pause", date: "2026-07-20", last: null });
    expect(on(open, "2026-07-25")).toEqual({ kind: "withheld", reason: "paused" });
    const over = withLifeEvent(steady, { kind: "pause", date: "2026-07-20", last: "2026-07-22" });
    expect(on(over, "2026-07-25").kind).toBe("forecast");
  });

  test("after a birth, until one whole cycle has passed", () => {
    const born = withLifeEvent(diaryOfCycles("2026-01-01", [28, 29]), {
      kind: "pattern",
      date: "2026-02-20",
      pattern: "after-birth",
    });
    expect(on(born, "2026-03-10")).toEqual({ kind: "withheld", reason: "after-birth" });
    const later = withLifeEvent(diaryOfCycles("2026-01-01", [28, 29, 35, 33]), {
      kind: "pattern",
      date: "2026-02-20",
      pattern: "after-birth",
    });
    expect(on(later, "2026-05-10").kind).toBe("forecast");
  });

  test("when a watched cycle lasts longer than any the model holds", () => {
    let watched = diaryOfCycles("2026-01-01", []);
    for (let day = 5; day <= 210; day++) {
      watched = withEntry(watched, addDays(calendarDate("2026-01-01"), day), { bleeding: "none" });
    }
    expect(on(watched, "2026-07-29")).toEqual({ kind: "withheld", reason: "longer-than-known" });
  });
});

describe("what is read off a forecast", () => {
  test("twenty dots, one in twenty each, agree with the chance to have started", () => {
    const told = forecast(steady, "2026-07-25");
    const dots = dotsFromForecast(told);
    expect(dots).toHaveLength(20);
    expect([...dots].sort()).toEqual(dots);
    for (const date of new Set(dots)) {
      const count = dots.filter((dot) => dot <= date).length;
      expect(Math.abs(count / 20 - chanceStartedBy(told, date))).toBeLessThanOrEqual(0.025 + 1e-9);
    }
  });

  test("the sentence's dates are the interval's and the mode", () => {
    const answer = on(steady, "2026-07-25");
    const { interval, mostLikely } = forecast(steady, "2026-07-25").nextStart;
    const { dates } = headlineFromForecast(answer);
    expect([dates.first?.date, dates.last?.date, dates.likely?.date]).toEqual([
      interval.first,
      interval.last,
      mostLikely,
    ]);
    expect(spokenForecast(answer)[0]?.id).toBe("spoken-forecast");
  });

  test("a month is named once and again only when it changes", () => {
    const { dates } = headlineFromForecast(on(steady, "2026-07-25"));
    expect(dates.first?.style).toBe("weekday-day-month");
    expect(dates.last?.style).toBe("weekday-day");
  });
});

describe("what changed", () => {
  const changes = (diary: Diary, from: string, days: number) =>
    Array.from({ length: days }, (_, i) => whatChanged(diary, addDays(calendarDate(from), i), forecaster));

  test("is a day later, because no start was logged, once the likely days pass", () => {
    const moved = changes(steady, "2026-08-12", 6).flatMap((one) => (one ? [one] : []));
    expect(moved.length).toBeGreaterThan(0);
    expect(moved.every(({ id, values }) => id === "changed-later" && values.why === "no-start")).toBe(true);
  });

  test("is a new cycle on the day of a start", () => {
    expect(whatChanged(steady, calendarDate("2026-07-17"), forecaster)?.id).toBe("changed-new-cycle");
  });

  test("is nothing on a quiet day", () => {
    expect(whatChanged(steady, calendarDate("2026-07-28"), forecaster)).toBeNull();
  });

  test("names the sign when one came", () => {
    const signed = withEntry(steady, calendarDate("2026-08-05"), { lhTest: "positive" });
    expect(whatChanged(signed, calendarDate("2026-08-05"), forecaster)?.values.why).toBe("sign");
  });

  test("after an entry is told in days, and taken back by undo", () => {
    const before = on(steady, "2026-08-06");
    const after = on(withEntry(steady, calendarDate("2026-08-05"), { lhTest: "positive" }), "2026-08-06");
    const there = changeAfterEntry(before, after)!;
    const back = changeAfterEntry(after, before)!;
    expect([there.id, back.id].sort()).toEqual(["moved-earlier", "moved-later"]);
    expect(there.values.days).toBe(back.values.days);
    expect(changeAfterEntry(before, before)).toBeNull();
  });
});

test("the median is the day by which half the chance is spent", () => {
  const told = forecast(steady, "2026-07-25");
  const median: CalendarDate = medianStart(told);
  expect(chanceStartedBy(told, median)).toBeGreaterThanOrEqual(0.5);
  expect(chanceStartedBy(told, addDays(median, -1))).toBeLessThan(0.5);
});
