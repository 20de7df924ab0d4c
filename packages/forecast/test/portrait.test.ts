import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createForecaster, type Estimate, type Observation, type Portrait, regimes } from "../src/index.ts";
import { cyclesOf, gapsOf } from "./reference/histories.ts";
import { createSlowModel } from "./reference/slow-model.ts";

const forecaster = createForecaster();
const portraitOf = (gaps: readonly number[]): Portrait =>
  forecaster.portrait(forecaster.learn({}, cyclesOf(gaps)));
const repeated = (length: number, times: number): readonly number[] => new Array(times).fill(length);
const width = ({ lower, upper }: Estimate): number => upper - lower;

const person = fc.record(
  { age: fc.integer({ min: 10, max: 60 }), regime: fc.constantFrom(...regimes) },
  { requiredKeys: [] },
);
const observation: fc.Arbitrary<Observation> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.integer({ min: 10, max: 120 }).map((length) => ({ kind: "cycle", length }) as const),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("pause" as const), days: fc.integer({ min: 1, max: 900 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("regime" as const), regime: fc.constantFrom(...regimes) }),
  },
);
const runs = { numRuns: 60, seed: 3 };

describe("a portrait", () => {
  test("of somebody unknown is what is common, and none of it is hers", () => {
    fc.assert(
      fc.property(person, (somebody) => {
        const { own, common, shareHers, effectiveCycles } = forecaster.portrait(forecaster.begin(somebody));
        expect(own).toEqual(common);
        expect(shareHers).toBe(0);
        expect(effectiveCycles).toBe(0);
      }),
      { ...runs, numRuns: 30 },
    );
  });

  test("is in order and finite, and its shares are shares, for every history", () => {
    fc.assert(
      fc.property(person, fc.array(observation, { maxLength: 15 }), (somebody, history) => {
        const belief = forecaster.learn(somebody, history);
        const { own, common, shareHers, effectiveCycles, chanceUnlogged } = forecaster.portrait(belief);
        for (const { lower, median, upper } of [own.usual, own.spread, common.usual, common.spread]) {
          expect(lower).toBeGreaterThan(0);
          expect(median).toBeGreaterThanOrEqual(lower);
          expect(upper).toBeGreaterThanOrEqual(median);
          expect(upper).toBeLessThan(200);
        }
        expect(own.oneCycle.lower).toBeLessThanOrEqual(own.oneCycle.upper);
        for (const share of [shareHers, chanceUnlogged]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        expect(effectiveCycles).toBeGreaterThanOrEqual(0);
        expect(effectiveCycles).toBeLessThanOrEqual(belief.cyclesUsed);
      }),
      runs,
    );
  });

  // Far from what is common one cycle rather speaks for an uneven body: the law is about lengths that are not.
  test("of equal cycles is the more hers, and the narrower, the more of them there are", () => {
    fc.assert(
      fc.property(fc.integer({ min: 25, max: 33 }), (length) => {
        let before = portraitOf([]);
        for (let times = 1; times <= 10; times++) {
          const after = portraitOf(repeated(length, times));
          expect(after.shareHers).toBeGreaterThan(before.shareHers);
          expect(width(after.own.usual)).toBeLessThan(width(before.own.usual));
          // Of spread one cycle alone says nothing, but that long cycles vary more.
          if (times > 1) expect(after.own.spread.median).toBeLessThan(before.own.spread.median);
          before = after;
        }
        expect(Math.abs(before.own.usual.median - length)).toBeLessThan(0.6);
      }),
      { seed: 3, numRuns: 12 },
    );
  });

  test("lies between what is common and what she logged", () => {
    for (const length of [22, 25, 33, 36]) {
      const { own, common } = portraitOf(repeated(length, 3));
      const [lower, upper] = [Math.min(length, common.usual.median), Math.max(length, common.usual.median)];
      expect(own.usual.median).toBeGreaterThan(lower);
      expect(own.usual.median).toBeLessThan(upper);
    }
  });

  test("of an uneven body has a wider spread than of a steady one", () => {
    const [steady, uneven] = [portraitOf([28, 29, 28, 30, 28, 29]), portraitOf([24, 34, 27, 38, 25, 31])];
    expect(uneven.own.spread.lower).toBeGreaterThan(steady.own.spread.upper);
    expect(uneven.shareHers).toBeLessThan(steady.shareHers);
  });

  test("of somebody whose gaps are sometimes doubled takes her to forget a log more often", () => {
    const [whole, doubled] = [portraitOf(repeated(28, 8)), portraitOf([28, 56, 28, 28, 56, 28])];
    expect(doubled.chanceUnlogged).toBeGreaterThan(3 * whole.chanceUnlogged);
    expect(Math.abs(doubled.own.usual.median - whole.own.usual.median)).toBeLessThan(0.3);
  });

  test("tells the age and the regime from whose people it starts", () => {
    const common = (somebody: Parameters<typeof forecaster.begin>[0]) =>
      forecaster.portrait(forecaster.learn(somebody, cyclesOf([28, 28]))).common;
    expect(common({ age: 44 }).usual.median).toBeLessThan(common({ age: 22 }).usual.median);
    expect(common({ regime: "pcos" }).spread.median).toBeGreaterThan(common({}).spread.median);
    expect(common({ regime: "pcos" })).toEqual(
      forecaster.portrait(forecaster.begin({ regime: "pcos" })).common,
    );
  });

  test("where a whole cycle ends is read off the forecast itself", () => {
    const belief = forecaster.learn({}, cyclesOf([28, 31, 27]));
    const { lower, upper } = forecaster.portrait(belief).own.oneCycle;
    const chance = forecaster.cycleLength(belief);
    const before = chance.slice(0, lower).reduce((sum, p) => sum + p, 0);
    const after = chance.slice(upper + 1).reduce((sum, p) => sum + p, 0);
    expect(before).toBeLessThan(0.1);
    expect(before + chance[lower]!).toBeGreaterThan(0.1 - 1e-9);
    expect(after).toBeLessThan(0.1 + 1e-9);
    expect(after + chance[upper]!).toBeGreaterThan(0.1);
  });
});

describe("the cycles that still count", () => {
  test("are all of them when nothing is forgotten", () => {
    const remembering = createForecaster({ memory: 1 });
    const belief = remembering.learn({}, cyclesOf([28, 30, 27, 29]));
    expect(remembering.portrait(belief).effectiveCycles).toBe(4);
  });

  test("are a geometric sum when each later cycle takes something from the earlier ones", () => {
    const forgetting = createForecaster({ memory: 0.5 });
    const belief = forgetting.learn({}, cyclesOf([28, 30, 27, 29]));
    expect(forgetting.portrait(belief).effectiveCycles).toBeCloseTo(1 + 0.5 + 0.25 + 0.125, 12);
  });

  test.each<[string, Observation]>([
    ["a pause", { kind: "pause", days: 400 }],
    ["a gap too long to be evidence", { kind: "cycle", length: 150 }],
    ["a change of pattern", { kind: "regime", regime: "after-birth" }],
  ])("are fewer after %s, and less of what is known is hers", (_name, observation) => {
    const belief = forecaster.learn({}, cyclesOf([28, 30, 27, 29]));
    const after = forecaster.observe(belief, observation);
    expect(after.cyclesUsed).toBe(belief.cyclesUsed);
    const [before, then] = [forecaster.portrait(belief), forecaster.portrait(after)];
    expect(then.effectiveCycles).toBeLessThan(before.effectiveCycles);
    expect(then.shareHers).toBeLessThan(before.shareHers);
  });
});

test("a portrait equals the one drawn slowly, from a grid of 161 × 31 × 12 people counted one by one", () => {
  const slow = createSlowModel();
  for (const gaps of [[], [31], [28, 29, 57, 28, 30], gapsOf(42, 9), gapsOf(7, 16)]) {
    const people = slow.people(gaps);
    const drawn = portraitOf(gaps);
    const mean = (of: (one: (typeof people)[number]) => number): number =>
      people.reduce((sum, one) => sum + one.weight * of(one), 0);
    const quantile = (of: (lengths: readonly number[]) => number, level: number): number => {
      let reached = 0;
      for (const { lengths, weight } of people.toSorted((a, b) => of(a.lengths) - of(b.lengths))) {
        reached += weight;
        if (reached >= level) return of(lengths);
      }
      throw new RangeError("the people weigh 1 together");
    };
    for (const [of, { lower, median, upper }] of [
      [oncePerPerson(slowMedian), drawn.own.usual],
      [oncePerPerson(slowDeviation), drawn.own.spread],
    ] as const) {
      expect(Math.abs(lower - quantile(of, 0.1))).toBeLessThan(0.3);
      expect(Math.abs(median - quantile(of, 0.5))).toBeLessThan(0.25);
      expect(Math.abs(upper - quantile(of, 0.9))).toBeLessThan(0.45);
    }
    expect(Math.abs(drawn.chanceUnlogged - mean(({ loss }) => loss))).toBeLessThan(0.01);
    const shareHers = 1 - varianceOfCentre(people) / varianceOfCentre(slow.people([]));
    expect(Math.abs(drawn.shareHers - shareHers)).toBeLessThan(0.02);
  }
});

function varianceOfCentre(people: readonly { readonly weight: number; readonly centre: number }[]): number {
  const mean = people.reduce((sum, { weight, centre }) => sum + weight * centre, 0);
  return people.reduce((sum, { weight, centre }) => sum + weight * (centre - mean) ** 2, 0);
}

/** Where half of the cycles have ended, a day's cycles ending evenly over it. */
function slowMedian(lengths: readonly number[]): number {
  let ended = 0;
  for (let tenth = 0; tenth < 2000; tenth++) {
    const day = Math.floor((tenth + 5) / 10);
    ended += lengths[day]! / 10;
    if (ended >= 0.5) return (tenth + 1) / 10;
  }
  throw new RangeError("half of the cycles end within the table");
}

function slowDeviation(lengths: readonly number[]): number {
  const mean = lengths.reduce((sum, p, day) => sum + p * day, 0);
  return Math.sqrt(lengths.reduce((sum, p, day) => sum + p * (day - mean) ** 2, 0));
}

function oncePerPerson(of: (lengths: readonly number[]) => number): (lengths: readonly number[]) => number {
  const known = new Map<readonly number[], number>();
  return (lengths) => {
    const value = known.get(lengths) ?? of(lengths);
    known.set(lengths, value);
    return value;
  };
}
