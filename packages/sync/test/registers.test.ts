import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareStamps,
  type Kept,
  nextStamp,
  Registers,
  shownValue,
  valuesAfterWrite,
} from "../src/registers.ts";
import type { DeviceId } from "../src/seal/suite.ts";

const [a, b, c] = ["AAAAAAAAAAA", "BBBBBBBBBBA", "CCCCCCCCCCA"] as DeviceId[] as [
  DeviceId,
  DeviceId,
  DeviceId,
];
const kept = (value: unknown, time: number, count: number, device: DeviceId, index: number): Kept => ({
  value,
  time,
  count,
  device,
  index,
});
const write = (value: unknown, time: number, count = 0) => ({ record: "r", field: "f", value, time, count });
const valuesOf = (values: readonly Kept[]) => values.map(({ value }) => value);

/** One entry of a log that has only writes of one register: its author had read up to `base`. */
interface Step {
  readonly device: DeviceId;
  readonly base: number;
  readonly value: number | null;
  readonly time: number;
  readonly count: number;
}

/** Logs that can be: nobody has read beyond what is there, and nobody unreads or forgets what it wrote itself. */
const someLog: fc.Arbitrary<readonly Step[]> = fc
  .array(
    fc.record({
      device: fc.constantFrom(a, b, c),
      lag: fc.nat(4),
      value: fc.option(fc.nat(9), { freq: 3 }),
      time: fc.nat(5),
      count: fc.nat(2),
    }),
    { maxLength: 14 },
  )
  .map((steps) => {
    const read = new Map<DeviceId, number>();
    return steps.map(({ device, lag, value, time, count }, at) => {
      const base = Math.max(read.get(device) ?? 0, at - lag);
      read.set(device, base);
      return { device, base, value, time, count };
    });
  });

const valuesAfter = (steps: readonly Step[]): readonly Kept[] => {
  const registers = new Registers();
  for (const [at, { device, base, value, time, count }] of steps.entries()) {
    registers.take({ base, writes: [write(value, time, count)] }, device, at + 1);
  }
  return registers.fields("r").get("f") ?? [];
};

/** Rule 33 said once more and slowly: a write is there exactly if no later one knew of it, and it removes nothing itself. */
const valuesBySlowRule = (steps: readonly Step[]) =>
  steps.flatMap(({ device, value }, at) => {
    const isKnownLater = steps.some(
      (later, where) => where > at && (later.base >= at + 1 || later.device === device),
    );
    return value === null || isKnownLater ? [] : [{ value, device, index: at + 1 }];
  });

describe("rules 30 to 36: registers", () => {
  test("rule 33: a register holds what no later write knew of, for every log there can be", () => {
    fc.assert(
      fc.property(someLog, (steps) => {
        const values = valuesAfter(steps).map(({ value, device, index }) => ({ value, device, index }));
        expect(values).toEqual(valuesBySlowRule(steps));
      }),
      { seed: 33, numRuns: 500 },
    );
  });

  test("rule 30: at most one value of a device at a time", () => {
    fc.assert(
      fc.property(someLog, (steps) => {
        const devices = valuesAfter(steps).map(({ device }) => device);
        expect(new Set(devices).size).toBe(devices.length);
      }),
      { seed: 30 },
    );
  });

  test("rules 33, 34: edits that did not know of each other are all kept, in whatever order they come", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([a, b, c], { minLength: 1 }), fc.nat(3), (order, time) => {
        const steps = order.map((device, at) => ({ device, base: 0, value: at, time, count: 0 }));
        const values = valuesAfter(steps);
        expect(values).toHaveLength(order.length);
        // Which is shown does not depend on the order either: the greatest id, where the stamps are equal.
        expect(shownValue(values)!.device).toBe([...order].sort().at(-1));
      }),
      { seed: 34 },
    );
  });

  test("rule 34: writes of different registers come to the same in any order", () => {
    const edits = [a, b, c].map((device, at) => ({ ...write(at, at), field: `f${at}`, device }));
    fc.assert(
      fc.property(fc.shuffledSubarray(edits, { minLength: 3 }), (order) => {
        const registers = new Registers();
        for (const { device, ...one } of order) registers.take({ base: 0, writes: [one] }, device, 1);
        const fields = [...registers.fields("r")].map(([field, values]) => [field, valuesOf(values)]).sort();
        expect(fields).toEqual([
          ["f0", [0]],
          ["f1", [1]],
          ["f2", [2]],
        ]);
      }),
      { seed: 35 },
    );
  });

  test("rule 34: the greatest time is shown, then the greatest count, then the greatest id", () => {
    const values = [kept("time", 9, 0, a, 1), kept("count", 8, 5, b, 2), kept("id", 8, 4, c, 3)];
    const order = () => valuesOf([...values].sort(compareStamps));
    expect(order()).toEqual(["id", "count", "time"]);
    expect(shownValue(values)?.value).toBe("time");
    expect(shownValue([kept("a", 1, 1, a, 2), kept("b", 1, 1, b, 1)])?.value).toBe("b");
    expect(shownValue([])).toBeNull();
  });

  test("rule 34: stamps are a total order", () => {
    const someKept = fc
      .record({ time: fc.nat(2), count: fc.nat(2), device: fc.constantFrom(a, b, c) })
      .map(({ time, count, device }) => kept(0, time, count, device, 1));
    fc.assert(
      fc.property(someKept, someKept, someKept, (x, y, z) => {
        expect(Math.sign(compareStamps(x, y)) + Math.sign(compareStamps(y, x))).toBe(0);
        if (compareStamps(x, y) <= 0 && compareStamps(y, z) <= 0)
          expect(compareStamps(x, z)).toBeLessThanOrEqual(0);
        if (compareStamps(x, y) === 0)
          expect([x.time, x.count, x.device]).toEqual([y.time, y.count, y.device]);
      }),
      { seed: 3 },
    );
  });

  test("rule 35: between deleting and writing at the same time, writing wins, whichever is first in the log", () => {
    const first = { device: a, base: 0, value: 1, time: 1, count: 0 };
    const removal = { device: b, base: 1, value: null, time: 9, count: 0 };
    const writing = { device: c, base: 1, value: 2, time: 2, count: 0 };
    expect(valuesOf(valuesAfter([first, removal, writing]))).toEqual([2]);
    expect(valuesOf(valuesAfter([first, writing, removal]))).toEqual([2]);
    expect(valuesAfter([first, removal])).toEqual([]);
  });

  test("rule 36: what was removed leaves no trace", () => {
    const registers = new Registers();
    registers.take({ base: 0, writes: [write("light", 1), { ...write(3, 1), field: "mood" }] }, a, 1);
    registers.take({ base: 1, writes: [write(null, 2)] }, b, 2);
    expect([...registers.fields("r").keys()]).toEqual(["mood"]);
    registers.take({ base: 2, writes: [{ ...write(null, 3), field: "mood" }] }, b, 3);
    expect([...registers.records()]).toEqual([]);
    expect(registers.fields("r").size).toBe(0);
  });

  test("rule 37: records, fields and values of no meaning here are kept like all others", () => {
    const registers = new Registers();
    const value = { later: [1, { deep: "ü" }], __proto__x: false };
    registers.take(
      { base: 0, writes: [{ record: "", field: "☂/__proto__", value, time: 0, count: 0 }] },
      a,
      1,
    );
    registers.take(
      { base: 0, writes: [{ record: "__proto__", field: "constructor", value: 0, time: 0, count: 0 }] },
      a,
      2,
    );
    expect(registers.fields("").get("☂/__proto__")?.[0]?.value).toEqual(value);
    expect(registers.fields("__proto__").get("constructor")?.[0]?.value).toBe(0);
  });

  test("taking a batch says which records it touched, those that it emptied too", () => {
    const registers = new Registers();
    const writes = ["x", "y", "x"].map((record, at) => ({ ...write(at, 1), record, field: `${at}` }));
    expect(registers.take({ base: 0, writes }, a, 1)).toEqual(new Set(["x", "y"]));
    expect(
      registers.take({ base: 1, writes: [{ ...write(null, 2), record: "y", field: "1" }] }, b, 2),
    ).toEqual(new Set(["y"]));
    expect([...registers.records()]).toEqual(["x"]);
  });

  test("a write leaves the list of values before it as it was", () => {
    const before = Object.freeze([kept(1, 1, 0, a, 1)]);
    expect(valuesAfterWrite(before, write(2, 2), { base: 1, device: b, index: 2 })).toHaveLength(1);
    expect(before).toHaveLength(1);
  });
});

describe("rule 32: stamps", () => {
  const someKnown = fc.array(
    fc
      .record({ time: fc.nat(20), count: fc.nat(5), device: fc.constantFrom(a, b, c) })
      .map(({ time, count, device }) => kept(0, time, count, device, 1)),
    { maxLength: 3 },
  );

  test("a new write is above everything its author knows, whatever its clock says, and is shown", () => {
    fc.assert(
      fc.property(someKnown, fc.nat(20), fc.constantFrom(a, b, c), (known, clock, device) => {
        const stamp = nextStamp(known, clock);
        const mine = kept("mine", stamp.time, stamp.count, device, 9);
        for (const other of known) expect(compareStamps(mine, other)).toBeGreaterThan(0);
        expect(shownValue([...known, mine])?.value).toBe("mine");
      }),
      { seed: 32 },
    );
  });

  test("a clock that is right is what it says", () => {
    expect(nextStamp([], 100)).toEqual({ time: 100, count: 0 });
    expect(nextStamp([kept(1, 99, 7, a, 1)], 100)).toEqual({ time: 100, count: 0 });
    expect(nextStamp([kept(1, 100, 7, a, 1)], 100)).toEqual({ time: 100, count: 8 });
  });

  test("a clock that is years ahead is overtaken by the next edit", () => {
    const ahead = kept("ahead", 4_000_000_000, 0, c, 1);
    const stamp = nextStamp([ahead], 1_800_000_000);
    expect(stamp).toEqual({ time: 4_000_000_000, count: 1 });
    const after = valuesAfterWrite(
      [ahead],
      { ...write("right", 0), ...stamp },
      { base: 1, device: a, index: 2 },
    );
    expect(valuesOf(after)).toEqual(["right"]);
  });

  test("a stamp as high as numbers go can be followed by one that every reader can read", () => {
    const most = kept(1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, a, 1);
    const { time, count } = nextStamp([most], 1);
    expect(Number.isSafeInteger(time) && Number.isSafeInteger(count)).toBe(true);
  });
});
