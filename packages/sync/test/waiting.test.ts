import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesFromJson } from "../src/bytes.ts";
import { jsonFromBatch } from "../src/entry.ts";
import { Registers, shownValue, waitingIndex } from "../src/registers.ts";
import type { DeviceId } from "../src/seal/suite.ts";
import { type Edit, Waiting, type WaitingBatch } from "../src/waiting.ts";

const mine = "AAAAAAAAAAA" as DeviceId;
const theirs = "BBBBBBBBBBA" as DeviceId;
const none: ReadonlySet<number> = new Set();
const edit = (field: string, value: unknown, record = "day/2027-03-04"): Edit => ({ record, field, value });
const at = (index: number, clock = 100) => ({ index, clock, device: mine });
const batchesOf = (waiting: Waiting): readonly WaitingBatch[] => [...waiting.batches()];
const shown = (waiting: Waiting, settled: Registers, field: string, record = "day/2027-03-04") =>
  shownValue(waiting.fields(record, settled, mine).get(field) ?? [])?.value ?? null;

function settledWith(field: string, value: unknown, index = 1): Registers {
  const settled = new Registers();
  settled.take({ base: 0, writes: [{ ...edit(field, value), time: 50, count: 0 }] }, theirs, index);
  return settled;
}

describe("rule 38: edits that wait", () => {
  test("lie over what is settled, in the order made", () => {
    const settled = settledWith("mood", 1);
    const waiting = new Waiting();
    waiting.add([edit("mood", 2), edit("bleeding", "light")], settled, at(1), none);
    waiting.add([edit("mood", 3)], settled, at(1), none);
    expect(shown(waiting, settled, "mood")).toBe(3);
    expect(shown(waiting, settled, "bleeding")).toBe("light");
    const [top] = waiting.fields("day/2027-03-04", settled, mine).get("mood")!;
    expect(top).toMatchObject({ index: waitingIndex, device: mine, time: 100 });
    expect(settled.fields("day/2027-03-04").get("mood")?.[0]?.value).toBe(1);
  });

  test("remove what they knew, and leave what came after they were made", () => {
    const settled = settledWith("mood", 1);
    const waiting = new Waiting();
    waiting.add([edit("mood", null)], settled, at(1), none);
    expect(waiting.fields("day/2027-03-04", settled, mine).has("mood")).toBe(false);
    settled.take({ base: 0, writes: [{ ...edit("mood", 4), time: 60, count: 0 }] }, theirs, 2);
    expect(shown(waiting, settled, "mood")).toBe(4);
  });

  test("go into one batch while nothing else was read, and into a new one after", () => {
    const settled = new Registers();
    const waiting = new Waiting();
    waiting.add([edit("a", 1)], settled, at(3), none);
    waiting.add([edit("b", 1)], settled, at(3), none);
    waiting.add([edit("c", 1)], settled, at(4), none);
    expect(batchesOf(waiting).map(({ id, base, writes }) => [id, base, writes.length])).toEqual([
      [1, 3, 2],
      [2, 4, 1],
    ]);
  });

  test("rule 26: are never added to a batch that was signed", () => {
    const settled = new Registers();
    const waiting = new Waiting();
    waiting.add([edit("a", 1)], settled, at(3), none);
    const [first] = batchesOf(waiting);
    const changed = waiting.add([edit("a", 2)], settled, at(3), new Set([1]));
    expect(changed.map(({ id }) => id)).toEqual([2]);
    expect(batchesOf(waiting)[0]).toBe(first);
    expect(shown(waiting, settled, "a")).toBe(2);
  });

  test("are one write a register and batch: the last", () => {
    const settled = new Registers();
    const waiting = new Waiting();
    for (const value of [1, 2, null, 3]) waiting.add([edit("a", value)], settled, at(0), none);
    const [only, ...others] = batchesOf(waiting);
    expect(others).toEqual([]);
    expect(only!.writes.map(({ value }) => value)).toEqual([3]);
    expect(waiting.count).toBe(1);
  });

  test("are none where nothing changes, but where another value stands beside, the edit settles it", () => {
    const settled = settledWith("mood", 1);
    const waiting = new Waiting();
    expect(waiting.add([edit("mood", 1), edit("sleep", null)], settled, at(1), none)).toEqual([]);
    settled.take({ base: 0, writes: [{ ...edit("mood", 2), time: 40, count: 0 }] }, mine, 2);
    expect(shown(waiting, settled, "mood")).toBe(1);
    expect(waiting.add([edit("mood", 1)], settled, at(2), none)).toHaveLength(1);
    expect(waiting.fields("day/2027-03-04", settled, mine).get("mood")).toHaveLength(1);
  });

  test("fill batches of 64 writes and 48,000 bytes, and no more", () => {
    const settled = new Registers();
    const many = new Waiting();
    many.add(
      Array.from({ length: 150 }, (_, n) => edit(`f${n}`, n)),
      settled,
      at(0),
      none,
    );
    expect(batchesOf(many).map(({ writes }) => writes.length)).toEqual([64, 64, 22]);
    const long = new Waiting();
    for (let n = 0; n < 8; n++) long.add([edit(`f${n}`, "☂".repeat(5_000))], settled, at(0), none);
    for (const batch of batchesOf(long))
      expect(bytesFromJson(jsonFromBatch(batch)).length).toBeLessThanOrEqual(48_000);
    expect(batchesOf(long).map(({ writes }) => writes.length)).toEqual([3, 3, 2]);
    const one = new Waiting();
    one.add([edit("a", "x".repeat(59_000)), edit("b", 1)], settled, at(0), none);
    expect(batchesOf(one).map(({ writes }) => writes.length)).toEqual([1, 1]);
  });

  test("that came into the log are gone, and only they", () => {
    const settled = new Registers();
    const waiting = new Waiting();
    waiting.add([edit("a", 1), edit("b", 1)], settled, at(0), none);
    waiting.add([edit("a", 2), edit("c", 1, "settings")], settled, at(1), none);
    waiting.remove(new Set([1, 99]));
    expect(batchesOf(waiting).map(({ id }) => id)).toEqual([2]);
    expect(shown(waiting, settled, "a")).toBe(2);
    expect(shown(waiting, settled, "b")).toBeNull();
    waiting.remove(new Set([2]));
    expect([...waiting.records()]).toEqual([]);
    expect(waiting.count).toBe(0);
    waiting.add([edit("d", 1)], settled, at(2), none);
    expect(batchesOf(waiting).map(({ id }) => id)).toEqual([3]);
  });
});

const someEdit = fc.record({
  record: fc.constantFrom("x", "y"),
  field: fc.constantFrom("f", "g", "h"),
  value: fc.option(fc.nat(3), { freq: 3 }),
});
/** What an owner and the others do in turn. */
const someStep = fc.oneof(
  fc.record({ kind: fc.constant("edit" as const), edits: fc.array(someEdit, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant("read" as const), edit: someEdit, knows: fc.boolean() }),
  fc.record({ kind: fc.constant("sign" as const) }),
  fc.record({ kind: fc.constant("settle" as const) }),
);

/** Everything that is shown. */
const view = (waiting: Waiting, settled: Registers) =>
  ["x", "y"].map((record) =>
    [...waiting.fields(record, settled, mine)]
      .map(([field, values]) => [field, values.map(({ value, device }) => [value, device]).sort()])
      .sort(),
  );

test("rule 38: whatever others write meanwhile, what is seen is what is there when everything has come into the log", () => {
  fc.assert(
    fc.property(fc.array(someStep, { maxLength: 25 }), (steps) => {
      const settled = new Registers();
      const waiting = new Waiting();
      const closed = new Set<number>();
      let index = 0;
      const settle = () => {
        const [batch] = waiting.batches();
        if (!batch) return;
        settled.take(batch, mine, ++index);
        waiting.remove(new Set([batch.id]));
      };
      for (const [clock, step] of steps.entries()) {
        if (step.kind === "edit") {
          waiting.add(step.edits, settled, at(index, clock), closed);
          // The last edit of a register is what its owner sees.
          for (const { record, field, value } of step.edits.slice(-1)) {
            expect(shown(waiting, settled, field, record)).toBe(value);
          }
        } else if (step.kind === "read") {
          const writes = [{ ...step.edit, time: clock, count: 0 }];
          settled.take({ base: step.knows ? index : 0, writes }, theirs, ++index);
        } else if (step.kind === "sign") for (const { id } of waiting.batches()) closed.add(id);
        else {
          const before = view(waiting, settled);
          settle();
          expect(view(waiting, settled)).toEqual(before);
        }
        const again = new Waiting();
        again.load(batchesOf(waiting));
        expect(view(again, settled)).toEqual(view(waiting, settled));
      }
      const before = view(waiting, settled);
      while (waiting.count > 0) settle();
      expect(view(waiting, settled)).toEqual(before);
    }),
    { seed: 38, numRuns: 400 },
  );
});
