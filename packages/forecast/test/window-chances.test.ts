import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createForecaster,
  cycleConstants,
  type OpenCycle,
  regimes,
  type StartForecast,
} from "../src/index.ts";
import { cyclesOf, gapsOf } from "./reference/histories.ts";
import { createSlowModel } from "./reference/slow-model.ts";
import { slowChance } from "./reference/slow-paths.ts";

const forecaster = createForecaster();
const learned = (gaps: readonly number[]) => forecaster.learn({}, cyclesOf(gaps));
const after = (gaps: readonly number[], open: OpenCycle, period = { days: 0, isOver: true }): StartForecast =>
  forecaster.nextStart(learned(gaps), open, period)!;

const anyForecast = fc
  .record({
    gaps: fc.array(fc.integer({ min: 18, max: 60 }), { maxLength: 8 }),
    regime: fc.constantFrom(...regimes),
    elapsed: fc.integer({ min: 0, max: 120 }),
    hides: fc.boolean(),
    period: fc.record({ days: fc.integer({ min: 0, max: 16 }), isOver: fc.boolean() }),
    signDay: fc.option(fc.integer({ min: 8, max: 40 })),
  })
  .map(({ gaps, regime, elapsed, hides, period, signDay }) =>
    forecaster.nextStart(
      forecaster.learn({ regime }, cyclesOf(gaps)),
      {
        elapsed,
        mayHide: new Array<boolean>(elapsed + 1).fill(hides),
        signs: signDay === null ? [] : [{ kind: "lh", day: signDay }],
      },
      period,
    ),
  );
const days = fc.tuple(
  fc.integer({ min: 0, max: 200 }),
  fc.integer({ min: 0, max: 30 }),
  fc.integer({ min: 0, max: 9 }),
);
const runs = { numRuns: 40, seed: 6 };

describe("the chance that some days together have bleeding, or a start", () => {
  test("is a chance, never less for more days, and with bleeding never less than with a start", () => {
    fc.assert(
      fc.property(anyForecast, days, (start, [first, more, wider]) => {
        fc.pre(start !== null);
        const from = start.firstDay + first + wider;
        const asked = (of: "bleeding" | "start") =>
          [
            { firstDay: from, lastDay: from + more, of },
            { firstDay: from, lastDay: from + more + 1, of },
            { firstDay: from - wider, lastDay: from + more + 1, of },
          ] as const;
        const [b1, b2, b3, s1, s2, s3] = start.chances([...asked("bleeding"), ...asked("start")]);
        for (const chance of [b1!, b2!, b3!, s1!, s2!, s3!]) {
          expect(chance).toBeGreaterThanOrEqual(0);
          expect(chance).toBeLessThanOrEqual(1);
        }
        expect(b2!).toBeGreaterThanOrEqual(b1! - 1e-12);
        expect(b3!).toBeGreaterThanOrEqual(b2! - 1e-12);
        expect(s2!).toBeGreaterThanOrEqual(s1! - 1e-12);
        expect(s3!).toBeGreaterThanOrEqual(s2! - 1e-12);
        expect(b1!).toBeGreaterThanOrEqual(s1! - 1e-12);
      }),
      runs,
    );
  });

  test("is for one day what `ahead` says of it, where no cycle is short enough for two periods to meet", () => {
    for (const [gaps, open, period] of [
      [[28, 29, 27, 28, 30, 28], { elapsed: 12 }, { days: 5, isOver: true }],
      [[28, 29, 27, 28, 30, 28], { elapsed: 2 }, { days: 3, isOver: false }],
      [[33, 31, 30, 35], { elapsed: 20, signs: [{ kind: "lh", day: 18 }] }, { days: 4, isOver: true }],
    ] as const) {
      const start = after(gaps, open, period);
      const { starts, bleeding } = start.ahead(120);
      const eachDay = (of: "bleeding" | "start") =>
        Array.from({ length: 120 }, (_, k) => ({
          firstDay: start.firstDay + k,
          lastDay: start.firstDay + k,
          of,
        }));
      for (const [k, chance] of start.chances(eachDay("start")).entries()) {
        expect(Math.abs(chance - starts[k]!)).toBeLessThan(1e-6);
      }
      for (const [k, chance] of start.chances(eachDay("bleeding")).entries()) {
        expect(Math.abs(chance - bleeding[k]!)).toBeLessThan(1e-6);
      }
    }
  });

  test("of a start up to a day is what the next start's own chances sum to", () => {
    const start = after([27, 29, 28], { elapsed: 9 });
    const asked = [5, 15, 22, 40].map((k) => ({
      firstDay: start.firstDay,
      lastDay: start.firstDay + k,
      of: "start" as const,
    }));
    for (const [i, chance] of start.chances(asked).entries()) {
      const k = asked[i]!.lastDay - start.firstDay;
      expect(chance).toBeCloseTo(
        start.probability.slice(0, k + 1).reduce((sum, p) => sum + p, 0),
        9,
      );
    }
  });

  test("does not hang on what else is asked in the same breath", () => {
    const start = after([27, 29, 28], { elapsed: 9 });
    const one = { firstDay: 40, lastDay: 43, of: "bleeding" as const };
    const [alone] = start.chances([one]);
    const [, among] = start.chances([{ firstDay: 300, lastDay: 390, of: "start" }, one]);
    expect(among!).toBeCloseTo(alone!, 12);
    expect(start.chances([])).toHaveLength(0);
  });

  test("approaches what such days have for her at any time: the same two years ahead as a day later", () => {
    const start = after([25, 31, 27, 34, 29], { elapsed: 4 });
    const at = (k: number) => ({ firstDay: k, lastDay: k + 3, of: "bleeding" as const });
    const [far, further] = start.chances([at(700), at(710)]);
    expect(Math.abs(far! - further!)).toBeLessThan(0.01);
    expect(far!).toBeGreaterThan(0.2);
    expect(far!).toBeLessThan(0.35);
  });

  test.each([
    [{ firstDay: 9, lastDay: 12 }, /^question\.firstDay expects/],
    [{ firstDay: 12, lastDay: 11 }, /^question\.lastDay expects/],
    [{ firstDay: 12.5, lastDay: 14 }, /^question\.firstDay expects/],
    [{ firstDay: 12, lastDay: 4000 }, /^question\.lastDay expects/],
  ])("refuses %j by name", (question, message) => {
    const start = after([28], { elapsed: 9 });
    expect(() => start.chances([{ ...question, of: "start" }])).toThrow(message);
    expect(() => start.chances([{ ...question, of: "start" }])).toThrow(RangeError);
  });
});

describe("against walking every path", () => {
  const slow = createSlowModel(undefined, {
    centres: 61,
    spreads: 11,
    losses: [0, 0.01, 0.03, 0.08, 0.2, 0.4],
  });

  test.each([
    { seed: 1, count: 3, elapsed: 3, now: 4, isOver: false },
    { seed: 2, count: 8, elapsed: 12, now: 5, isOver: true },
    { seed: 5, count: 12, elapsed: 26, now: 0, isOver: true },
  ])("after $count cycles on day $elapsed it is the plain sum over people, starts and periods", (given) => {
    const gaps = gapsOf(given.seed, given.count);
    const { elapsed } = given;
    const belief = learned(gaps);
    // Without what the period says of its cycle, which the slow model does not know.
    const start = createForecasterWithoutPeriod().nextStart(
      belief,
      { elapsed },
      { days: given.now, isOver: given.isOver },
    )!;
    const people = slow.people(gaps).flatMap(({ weight, lengths }) => {
      const rest = lengths.slice(elapsed + 1);
      const left = rest.reduce((sum, p) => sum + p, 0);
      return weight * left < 1e-9
        ? []
        : [{ weight: weight * left, next: rest.map((p) => p / left), lengths }];
    });
    const total = people.reduce((sum, { weight }) => sum + weight, 0);
    const likely = people
      .map((person) => ({ ...person, weight: person.weight / total }))
      .filter(({ weight }) => weight > 1e-4);
    const kept = likely.reduce((sum, { weight }) => sum + weight, 0);
    const likelyPeople = likely.map((person) => ({ ...person, weight: person.weight / kept }));
    const periods = [...forecaster.periodLength(belief)];
    const lasts = lastsOf(periods, given.isOver ? 0 : given.now);
    for (const [first, length] of [
      [0, 1],
      [1, 3],
      [23, 7],
      [55, 5],
      [1, 27],
      [33, 25],
    ] as const) {
      for (const of of ["bleeding", "start"] as const) {
        const window = { first, last: first + length - 1, of };
        const [fast] = start.chances([
          { firstDay: start.firstDay + window.first, lastDay: start.firstDay + window.last, of },
        ]);
        // Two grids: they differ by what reference.test.ts allows.
        expect(Math.abs(fast! - slowChance(likelyPeople, periods, lasts, window))).toBeLessThan(0.006);
      }
    }
  });

  const createForecasterWithoutPeriod = () =>
    createForecaster({ constants: { ...cycleConstants, lengthPerPeriodDay: 0 } });

  /** Chance that the current period's last day is coming day k − 1. */
  function lastsOf(periods: readonly number[], lasted: number): readonly number[] {
    if (lasted === 0) return [1];
    const left = periods.slice(lasted);
    const total = left.reduce((sum, p) => sum + p, 0);
    return left.map((p) => p / total);
  }
});
