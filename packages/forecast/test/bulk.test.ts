import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellCount, lossChances, spreadIndices } from "../src/grid.ts";
import {
  type BulkForecaster,
  createBulkForecaster,
  createForecaster,
  type Forecaster,
  type Observation,
  type Sign,
  seededRandom,
  simulateGaps,
  simulatePerson,
} from "../src/index.ts";
import { createModel, logPriorOfCell } from "../src/model.ts";

/** Total variation that the two forecasters may differ by. */
const mostDistance = 1e-6;

const distance = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, p, day) => sum + Math.abs(p - b[day]!), 0) / 2;

/** One cycle of somebody: her age when it begins, and what is then learned of it. */
interface Cycle {
  readonly age?: number;
  readonly length: number;
  readonly signs?: readonly Sign[];
}

const forecaster = createForecaster();
const bulk = createBulkForecaster();

/** The largest distance between the two over all forecasts of one person, before each cycle and after the last. */
function largestDistance(
  cycles: readonly Cycle[],
  one: Forecaster = forecaster,
  many: BulkForecaster = bulk,
): number {
  let belief = one.begin({});
  let largest = 0;
  many.begin();
  for (const { age, length, signs = [] } of cycles) {
    belief = one.atAge(belief, age);
    largest = Math.max(largest, distance(one.cycleLength(belief), many.cycleLength(age)));
    if (signs.length > 0) {
      const after = distance(one.cycleLengthAfter(belief, signs), many.cycleLengthAfter(signs, age));
      largest = Math.max(largest, after);
    }
    const observation: Observation = { kind: "cycle", length, signs, ...(age === undefined ? {} : { age }) };
    belief = one.observe(belief, observation);
    many.observe(length, signs, age);
  }
  return Math.max(largest, distance(one.cycleLength(belief), many.cycleLength(belief.age)));
}

describe("the forecaster for many answers as the one for one,", () => {
  test("for simulated people of every age, with starts that nobody logged", () => {
    const random = seededRandom(31);
    for (let person = 0; person < 150; person++) {
      const age = 11 + (person % 45);
      const gaps = simulateGaps(random, simulatePerson(random, { age }), 12);
      expect(largestDistance(gaps.map((length) => ({ age, length })))).toBeLessThan(mostDistance);
    }
  });

  const strange: Readonly<Record<string, (n: number) => Cycle>> = {
    "the same length for ever": () => ({ length: 28 }),
    "the shortest gap there is": () => ({ length: 10 }),
    "the longest that teaches": () => ({ length: 90 }),
    "one after the other": (n) => ({ length: n % 2 === 0 ? 10 : 90 }),
    "a body that changes at once": (n) => ({ length: n < 8 ? 28 : 60 }),
    "a length that grows and grows": (n) => ({ length: 20 + n }),
    "every seventh start not logged": (n) => ({ length: n % 7 === 6 ? 58 : 29 }),
    "an outlier after years": (n) => ({ length: n === 30 ? 89 : 26 }),
    pauses: (n) => ({ length: n % 5 === 4 ? 91 + 40 * n : 30 }),
    "an age that changes tables and memory on the way": (n) => ({ age: 15 + n, length: 27 + (n % 4) }),
    "an age with a fraction, sometimes unknown": (n) =>
      n % 3 === 0 ? { length: 31 } : { age: 24.37 + n / 13, length: 29 },
    "signs of ovulation, in some cycles": (n) => ({
      length: 28 + (n % 5),
      signs: n % 3 === 1 ? [] : [{ kind: "monitor", day: 13 + (n % 7) }],
    }),
  };
  test.each(Object.entries(strange))("for %s", (_name, cycleAt) => {
    expect(largestDistance(Array.from({ length: 45 }, (_, n) => cycleAt(n)))).toBeLessThan(mostDistance);
  });

  test("for any history", () => {
    const age = fc.option(
      fc.oneof(fc.integer({ min: 5, max: 120 }), fc.double({ min: 5, max: 120, noNaN: true })),
      {
        nil: undefined,
      },
    );
    const length = fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 20, max: 45 }) },
      { weight: 2, arbitrary: fc.integer({ min: 10, max: 90 }) },
      { weight: 1, arbitrary: fc.integer({ min: 91, max: 10_000 }) },
    );
    const cycles = fc.array(fc.record({ age, length }), { maxLength: 14 });
    const holds = fc.property(cycles, (history) => {
      const known = history.map((cycle) => (cycle.age === undefined ? { length: cycle.length } : cycle));
      expect(largestDistance(known as readonly Cycle[])).toBeLessThan(mostDistance);
    });
    fc.assert(holds, { seed: 32, numRuns: 120 });
  });

  test("after a thousand cycles, regular or not", () => {
    const random = seededRandom(33);
    const irregular = simulateGaps(random, simulatePerson(random, { age: 18 }), 1000);
    for (const lengthAt of [(n: number) => 27 + (n % 3), (n: number) => irregular[n]!]) {
      let belief = forecaster.begin({});
      bulk.begin();
      for (let n = 0; n < 1000; n++) {
        belief = forecaster.observe(belief, { kind: "cycle", length: lengthAt(n) });
        bulk.observe(lengthAt(n));
      }
      expect(distance(forecaster.cycleLength(belief), bulk.cycleLength())).toBeLessThan(mostDistance);
    }
  });

  test("with a memory of one's own", () => {
    const [one, many] = [createForecaster({ memory: 0.8 }), createBulkForecaster({ memory: 0.8 })];
    const cycles = Array.from({ length: 20 }, (_, n) => ({ length: 26 + (n % 6) }));
    expect(largestDistance(cycles, one, many)).toBeLessThan(mostDistance);
    expect(largestDistance(cycles, forecaster, many)).toBeGreaterThan(mostDistance);
  });
});

test("each forecast is a distribution: chances of at least 0 that sum to 1", () => {
  const random = seededRandom(34);
  bulk.begin();
  for (let n = 0; n < 200; n++) {
    const chance = bulk.cycleLength(n % 60 === 0 ? undefined : 12 + (n % 60));
    expect(chance.every((p) => p >= 0)).toBe(true);
    expect(chance.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    bulk.observe(10 + Math.floor(random() ** 3 * 120));
  }
});

test("nothing of one person is left for the next", () => {
  bulk.begin();
  const before = bulk.cycleLength(30.5).slice();
  for (const length of [45, 60, 61]) bulk.observe(length, [{ kind: "monitor", day: 20 }], 50);
  bulk.begin();
  expect(bulk.cycleLength(30.5)).toEqual(before);
  const sign = [{ kind: "monitor", day: 14 }] as const;
  const after = forecaster.cycleLengthAfter(forecaster.begin({ age: 30 }), sign);
  expect(distance(bulk.cycleLengthAfter(sign, 30), after)).toBeLessThan(mostDistance);
});

test("a person set aside is gone on with as if nobody had come between", () => {
  const lengths = [27, 31, 29, 55, 28, 30];
  bulk.begin();
  const straight = lengths.map((length) => {
    const chance = bulk.cycleLength(33).slice();
    bulk.observe(length, [{ kind: "monitor", day: length - 13 }], 33);
    return chance;
  });
  let [first, second] = [0, 1].map(() => {
    bulk.begin();
    return bulk.save();
  });
  for (const [n, length] of lengths.entries()) {
    bulk.restore(first!);
    expect(bulk.cycleLength(33)).toEqual(straight[n]);
    bulk.observe(length, [{ kind: "monitor", day: length - 13 }], 33);
    first = bulk.save();
    bulk.restore(second!);
    bulk.observe(40 + n, [], 48);
    second = bulk.save();
  }
});

describe("forecasters that share tables", () => {
  test("answer alike, each with its own person", () => {
    const maker = createBulkForecaster();
    const shared = maker.share([20, 30, undefined]);
    const other = createBulkForecaster({}, shared);
    for (const each of [maker, other]) each.begin();
    for (const length of [28, 29, 31]) {
      maker.observe(length, [], 30);
      other.observe(length + 20, [], 20);
    }
    const alone = createBulkForecaster();
    alone.begin();
    for (const length of [28, 29, 31]) alone.observe(length, [], 30);
    expect(maker.cycleLength(30)).toEqual(alone.cycleLength(30));
    alone.begin();
    for (const length of [48, 49, 51]) alone.observe(length, [], 20);
    expect(other.cycleLength(20)).toEqual(alone.cycleLength(20));
  });

  test("answer for no age that was not shared", () => {
    const other = createBulkForecaster({}, createBulkForecaster().share([30]));
    other.begin();
    expect(() => other.cycleLength(48)).toThrow(RangeError);
  });
});

test.each([
  ["a length that is no cycle", () => bulk.observe(9), "cycle.length"],
  ["half a day", () => bulk.observe(28.5), "cycle.length"],
  ["no number at all", () => bulk.observe(Number.NaN), "cycle.length"],
  ["an age that is none", () => bulk.cycleLength(4), "age"],
  ["an age that is none, when learning", () => bulk.observe(28, [], 121), "age"],
  ["a sign on day 0", () => bulk.cycleLengthAfter([{ kind: "monitor", day: 0 }]), "sign.day"],
  ["a memory of nothing", () => createBulkForecaster({ memory: 0 }), "memory"],
])("%s is refused by name", (_name, call, name) => {
  bulk.begin();
  expect(call).toThrow(RangeError);
  expect(call).toThrow(name);
});

test("the logarithm of a state's prior is a part for its centre, one for its spread, and one for its loss chance", () => {
  const model = createModel();
  const lossCount = lossChances.length;
  for (const age of [undefined, 15, 22.5, 31, 44, 60]) {
    const prior = model.prior(age === undefined ? {} : { age }, 0);
    const logPrior = model.logPrior(prior);
    const spreads = spreadIndices.length;
    for (let cell = 0; cell < cellCount; cell++) {
      const parts =
        logPriorOfCell(prior, cell - (cell % spreads)) +
        logPriorOfCell(prior, cell % spreads) -
        logPriorOfCell(prior, 0);
      expect(logPriorOfCell(prior, cell)).toBeCloseTo(parts, 9);
      for (let loss = 0; loss < lossCount; loss++) {
        const ofLoss = logPrior[loss]! - logPriorOfCell(prior, 0);
        expect(logPrior[cell * lossCount + loss]).toBeCloseTo(parts + ofLoss, 9);
      }
    }
  }
});
