import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  basisFromForecast,
  calendarDate,
  type Diary,
  daysBetween,
  headlineFromForecast,
  spokenForecast,
  whatChanged,
  withIssued,
} from "../../src/index.ts";
import { parseIssuedForecast } from "../../src/record-issued.ts";
import { diaryOf } from "../notation.ts";
import { bleeding, chancesOn, forecaster, forecastOn, later, living, method, on } from "./living.ts";

/** Three natural cycles, then the pill from the first day of the third bleed on. */
const started = living(
  bleeding(bleeding(diaryOf("2026-01-05", "LMML"), "2026-02-02", "LMML"), "2026-03-03", "LMML"),
  method("2026-03-03", "combined-pill", [21, 7]),
);

/** A break each 28 days whose bleed starts so many days after the last active one; every day of it is recorded. */
const withBreaks = (diary: Diary, starts: readonly (number | null)[]): Diary =>
  starts.reduce<Diary>(
    (known, after, i) =>
      bleeding(
        known,
        later("2026-03-24", 28 * i),
        after === null ? "......." : `${".".repeat(after - 1)}LML....`.slice(0, 8),
      ),
    diary,
  );

describe("a pill user sees scheduled bleeds, not a natural forecast", () => {
  test("21 active days and 7 without: mostly two to four days after the last active one", () => {
    const { nextStart, basis, openCycle, cyclesUsed } = forecastOn(started, "2026-03-10");
    expect(basis.pack).toEqual({ lastActive: "2026-03-23", none: 0.1 });
    expect(nextStart.mostLikely).toBe("2026-03-26");
    expect(nextStart.interval).toEqual({ level: 0.8, first: "2026-03-25", last: "2026-03-28" });
    expect(openCycle).toEqual({ start: "2026-03-03", day: 8 });
    expect(cyclesUsed).toBe(0);
    const [secondToFourth] = chancesOn(started, "2026-03-10", ["2026-03-25", "2026-03-27", "start"]);
    expect(secondToFourth).toBeCloseTo((0.9 * (2.5 + 3.5 + 2)) / 10, 9);
  });

  test("no word of it is a period's, a cycle's or a natural sign's", () => {
    const answer = on(started, "2026-03-10");
    expect(headlineFromForecast(answer)).toMatchObject({
      id: "forecast-pack-between",
      dates: { first: { date: "2026-03-25" }, last: { date: "2026-03-28" }, likely: { date: "2026-03-26" } },
    });
    expect(basisFromForecast(answer).map(({ id }) => id)).toEqual(["basis-pack-odds", "basis-pack-breaks"]);
    expect(spokenForecast(answer).map(({ id }) => id)).toEqual(["spoken-pack", "basis-pack-breaks"]);
    const signed = living(started);
    const withTest = {
      ...signed,
      entryByDate: new Map(signed.entryByDate).set(calendarDate("2026-03-15"), {
        lhTest: "positive" as const,
      }),
    };
    expect(forecastOn(withTest, "2026-03-16").basis.sign).toBeNull();
  });

  test.each([
    [24, 4, "2026-03-26"],
    [21, 7, "2026-03-23"],
    [84, 7, "2026-05-25"],
  ])("%i active days and %i without end on their own day", (active, pause, lastActive) => {
    const diary = living(started, method("2026-03-03", "combined-pill", [active, pause]));
    expect(forecastOn(diary, "2026-03-10").basis.pack?.lastActive).toBe(lastActive);
  });

  test.each(["combined-pill", "patch", "ring"])("the %s has packs", (name) => {
    const diary = living(started, method("2026-03-03", name, [21, 7]));
    expect(forecastOn(diary, "2026-03-10").basis.pack?.lastActive).toBe("2026-03-23");
  });

  test("the days of her own breaks are learned", () => {
    const fourth = withBreaks(
      started,
      Array.from({ length: 12 }, () => 4),
    );
    const { nextStart, cyclesUsed } = forecastOn(fourth, "2027-02-10");
    expect(cyclesUsed).toBe(12);
    expect(nextStart.mostLikely).toBe("2027-02-26");
    // 2 + 12 of 10 + 12 that one of them starts on the fourth day; 9 + 12 of 10 + 12 that the break brings one.
    const [onFourth] = chancesOn(fourth, "2027-02-10", ["2027-02-26", "2027-02-26", "start"]);
    expect(onFourth).toBeCloseTo((14 / 22) * (21 / 22), 9);
  });

  test("a break that brought none is learned, where it was written down, and the next break is told", () => {
    const twice = withBreaks(started, [3, 3, null, null]);
    const { basis, nextStart } = forecastOn(twice, "2026-06-23");
    expect(basis.pack).toEqual({ lastActive: "2026-07-13", none: 3 / 14 });
    expect(nextStart.interval.first).toBe("2026-07-15");
    const unrecorded = withBreaks(started, [3, 3]);
    expect(forecastOn(unrecorded, "2026-06-23").basis.pack?.none).toBe(1 / 12);
  });

  test("while a break goes by without a bleed, the days left share what is left", () => {
    const waiting = bleeding(started, "2026-03-24", "...");
    const [rest, next] = chancesOn(
      waiting,
      "2026-03-26",
      ["2026-03-27", "2026-03-29", "start"],
      ["2026-04-21", "2026-04-26", "start"],
    );
    const left = (0.9 * (2 + 0.8 + 0.6)) / 10;
    expect(rest).toBeCloseTo(left / (left + 0.1), 9);
    expect(next).toBeCloseTo(0.9, 9);
  });

  test("a new first day moves the packs", () => {
    const moved = living(started, method("2026-04-03", "combined-pill", [21, 7]));
    expect(forecastOn(moved, "2026-04-10").basis.pack?.lastActive).toBe("2026-04-23");
    expect(forecastOn(moved, "2026-03-10").basis.pack?.lastActive).toBe("2026-03-23");
  });

  test("a start is told once: days sum to 1 with what lies beyond, and agree with the chances of windows", () => {
    const packs = fc.constantFrom([21, 7] as const, [24, 4] as const, [84, 7] as const);
    const bled = fc.array(fc.option(fc.integer({ min: 1, max: 6 })), { maxLength: 3 });
    fc.assert(
      fc.property(packs, bled, fc.integer({ min: 0, max: 90 }), (pack, starts, days) => {
        const diary = living(withBreaks(started, starts), method("2026-03-03", "combined-pill", pack));
        const today = later("2026-03-03", days);
        const { nextStart, bleeding: daily } = forecastOn(diary, today);
        const told = nextStart.probability.reduce((sum, p) => sum + p, 0);
        expect(told + nextStart.beyondHorizon).toBeCloseTo(1, 9);
        for (const k of [0, 5, 17, 40]) {
          const day = addDays(nextStart.first, k);
          const [one, started, any] = chancesOn(
            diary,
            today,
            [day, day, "bleeding"],
            [nextStart.first, day, "start"],
            [nextStart.first, day, "bleeding"],
          );
          expect(one).toBeCloseTo(daily.probability[k] ?? 0, 12);
          const cumulative = nextStart.probability.slice(0, k + 1).reduce((sum, p) => sum + p, 0);
          expect(started).toBeCloseTo(cumulative, 9);
          expect(any).toBeGreaterThanOrEqual((started ?? 0) - 1e-12);
        }
      }),
      { numRuns: 40, seed: 6 },
    );
  });

  test("the chance of a window is what counting through all breaks and lengths gives", () => {
    const today = "2026-03-10";
    const { basis, nextStart } = forecastOn(started, today);
    expect(basis.pack?.lastActive).toBe("2026-03-23");
    const onset = [0.06, 0.25, 0.35, 0.2, 0.08, 0.06];
    const length = forecaster.periodLength(forecaster.begin({}));
    let expected = 0;
    for (const [d, p] of onset.entries()) {
      for (const [days, share] of length.entries()) {
        const start = daysBetween(nextStart.first, addDays(calendarDate("2026-03-24"), d));
        const [from, to] = [20, 22];
        if (start <= to && start + days > from) expected += 0.9 * p * share;
      }
    }
    const window = [later(nextStart.first, 20), later(nextStart.first, 22), "bleeding"] as const;
    expect(chancesOn(started, today, window)[0]).toBeCloseTo(expected, 6);
  });

  test("beginning and stopping is no period that moved by so many days", () => {
    const moved = (diary: Diary, day: string) => whatChanged(diary, calendarDate(day), forecaster);
    const natural = bleeding(diaryOf("2026-01-05", "LMML"), "2026-02-02", "LMML");
    expect(moved(living(natural, method("2026-02-16", "ring", [21, 7])), "2026-02-16")).toBeNull();
    expect(moved(started, "2026-03-27")?.id).toBe("changed-later");
  });

  test("what was shown can be kept, from the first day of the first pack on", () => {
    const bare = living({ entryByDate: new Map(), events: [] }, method("2026-03-03", "ring", [21, 7]));
    for (const today of ["2026-03-03", "2026-03-04", "2026-03-26", "2026-04-02"]) {
      const kept = withIssued(bare, forecastOn(bare, today)).issued?.at(-1);
      expect(parseIssuedForecast(kept).ok).toBe(true);
    }
  });
});
