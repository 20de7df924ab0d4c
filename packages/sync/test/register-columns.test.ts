import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnsFromRegisters, registersFromColumns } from "../src/register-columns.ts";
import { type Kept, Registers } from "../src/registers.ts";
import { base64urlFromBytes } from "../src/seal/base64url.ts";
import type { DeviceId } from "../src/seal/suite.ts";

const devices = [1, 2, 3].map((byte) => base64urlFromBytes(new Uint8Array(8).fill(byte)) as DeviceId);

type Row = readonly [record: string, field: string, values: readonly Kept[]];
/** A register's values as a log leaves them: one a device, by ascending index. */
const someValues: fc.Arbitrary<readonly Kept[]> = fc
  .uniqueArray(
    fc.record({
      value: fc.jsonValue({ maxDepth: 1 }).filter((value) => value !== null),
      time: fc.oneof(fc.nat(3), fc.nat(2 ** 40)),
      count: fc.nat(2),
      device: fc.constantFrom(...devices),
      index: fc.integer({ min: 1, max: 12 }),
    }),
    { selector: ({ device }) => device, minLength: 1, maxLength: 3 },
  )
  .map((values) => {
    // JSON has no -0, and an entry has one author.
    const plain = values.map((kept) => ({
      ...kept,
      value: JSON.parse(JSON.stringify(kept.value)) as unknown,
    }));
    return plain
      .map((kept) => ({ ...kept, index: kept.index * devices.length + devices.indexOf(kept.device) }))
      .sort((a, b) => a.index - b.index);
  });
const someRows: fc.Arbitrary<readonly Row[]> = fc.uniqueArray(
  fc.tuple(
    fc.oneof(fc.constantFrom("x", "y", "__proto__"), fc.string({ maxLength: 3 })),
    fc.constantFrom("f", "g", "constructor", ""),
    someValues,
  ),
  { selector: ([record, field]) => `${record} ${field}`, maxLength: 10 },
);

function registersOf(rows: readonly Row[]): Registers {
  const registers = new Registers();
  for (const [record, field, values] of rows) registers.set(record, field, values);
  return registers;
}
const rowsOf = (registers: Registers): readonly Row[] =>
  [...registers.records()]
    .flatMap((record) =>
      [...registers.fields(record)].map(([field, values]) => [record, field, values] as const),
    )
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
const textOf = (registers: Registers): string => JSON.stringify(columnsFromRegisters(registers));
const readBack = (registers: Registers): Registers | null =>
  registersFromColumns(JSON.parse(textOf(registers)));

describe("rule 60: registers by columns", () => {
  test("are read back as they were, whatever they hold", () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const registers = registersOf(rows);
        expect(rowsOf(readBack(registers)!)).toEqual(rowsOf(registers));
        expect(textOf(readBack(registers)!)).toBe(textOf(registers));
      }),
      { seed: 60, numRuns: 500 },
    );
  });

  test("rule 63: are the same text whatever the order in which they came", () => {
    const pairs = someRows.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows], { minLength: rows.length })),
    );
    fc.assert(
      fc.property(pairs, ([rows, shuffled]) => {
        expect(textOf(registersOf(shuffled))).toBe(textOf(registersOf(rows)));
      }),
      { seed: 63, numRuns: 200 },
    );
  });

  test("rule 63: are another text where any one thing is different", () => {
    fc.assert(
      fc.property(someRows, someRows, (one, other) => {
        const isSame =
          JSON.stringify(rowsOf(registersOf(one))) === JSON.stringify(rowsOf(registersOf(other)));
        expect(textOf(registersOf(one)) === textOf(registersOf(other))).toBe(isSame);
      }),
      { seed: 64, numRuns: 200 },
    );
    const kept: Kept = { value: 1, time: 5, count: 0, device: devices[0]!, index: 3 };
    const beside: Kept = { value: 2, time: 4, count: 0, device: devices[1]!, index: 4 };
    const changes: readonly Partial<Kept>[] = [
      { value: 3 },
      { time: 6 },
      { count: 1 },
      { device: devices[2]! },
      { index: 5 },
    ];
    const plain = textOf(registersOf([["x", "f", [kept, beside]]]));
    for (const change of changes) {
      expect(textOf(registersOf([["x", "f", [{ ...kept, ...change }, beside]]]))).not.toBe(plain);
      expect(textOf(registersOf([["x", "f", [kept, { ...beside, ...change }]]]))).not.toBe(plain);
    }
  });

  test("of nothing are read back as nothing", () => {
    expect([...readBack(new Registers())!.records()]).toEqual([]);
  });

  test("that do not fit each other are none, and never throw", () => {
    const rows: readonly Row[] = [
      ["x", "f", [{ value: 1, time: 5, count: 1, device: devices[0]!, index: 3 }]],
      ["x", "g", [{ value: [2], time: 7, count: 0, device: devices[1]!, index: 4 }]],
      [
        "y",
        "f",
        [
          { value: 3, time: 5, count: 0, device: devices[0]!, index: 3 },
          { value: 4, time: 4, count: 0, device: devices[1]!, index: 4 },
        ],
      ],
    ];
    const whole = columnsFromRegisters(registersOf(rows));
    for (const name of Object.keys(whole)) {
      for (const wrong of [undefined, null, 7, "text", {}, [{}], [null], [[null]]]) {
        expect(
          registersFromColumns({ ...whole, [name]: wrong }),
          `${name} ${JSON.stringify(wrong)}`,
        ).toBeNull();
      }
    }
    const wrong: Readonly<Record<string, unknown>>[] = [
      { devices: ["short", ...whole.devices.slice(1)] },
      { devices: whole.devices.slice(0, 1) },
      { entries: [] },
      { fields: whole.fields.slice(1) },
      { records: whole.records.slice(1) },
      { records: [...whole.records, "z"] },
      { shape: whole.shape.map(() => 9) },
      { values: whole.values.map(() => []) },
      { values: whole.values.slice(1) },
      { from: whole.from.slice(1), seconds: whole.seconds.slice(1) },
      { from: [...whole.from, 0], seconds: [...whole.seconds, 0] },
      { from: whole.from.map(() => 1) },
      { from: whole.from.map(() => -1) },
      { seconds: whole.seconds.map(() => 0.5) },
      { seconds: whole.seconds.map(() => 2 ** 53) },
    ];
    for (const change of wrong)
      expect(registersFromColumns({ ...whole, ...change }), JSON.stringify(change)).toBeNull();
  });

  test("that say what no log can leave are none: values of null, counts and times below zero, an index of none, a record twice", () => {
    const kept: Kept = { value: 1, time: 5, count: 0, device: devices[0]!, index: 3 };
    const whole = columnsFromRegisters(registersOf([["x", "f", [kept]]]));
    const [device] = devices;
    const wrong: Readonly<Record<string, unknown>>[] = [
      { values: [[null]] },
      { counts: [-1] },
      { seconds: [-6] },
      { entries: [[-3, 0, 5]] },
      { entries: [[3, 0, -5]] },
      { others: [["x", "f", null, 1, 0, 0, 3]] },
      { others: [["x", "f", 1, 1, -1, 0, 3]] },
      { values: [[1, 2]] },
      { records: ["x", "x"], shape: [0, 0], values: [[1, 1]], from: [0, 0], seconds: [0, 0] },
    ];
    expect(whole.devices).toEqual([device]);
    for (const change of wrong)
      expect(registersFromColumns({ ...whole, ...change }), JSON.stringify(change)).toBeNull();
  });

  test("of anything at all are registers or none, and never throw", () => {
    const names = [
      "devices",
      "entries",
      "fields",
      "shapes",
      "records",
      "shape",
      "values",
      "from",
      "seconds",
      "counts",
      "others",
    ];
    const someColumn = fc.oneof(
      fc.array(fc.integer({ min: -2, max: 3 }), { maxLength: 3 }),
      fc.array(fc.constantFrom("x", "f", devices[0]), { maxLength: 3 }),
      fc.array(fc.array(fc.oneof(fc.integer({ min: -2, max: 3 }), fc.constant("x")), { maxLength: 3 }), {
        maxLength: 3,
      }),
    );
    fc.assert(
      fc.property(fc.array(someColumn, { minLength: names.length, maxLength: names.length }), (columns) => {
        const read = registersFromColumns(Object.fromEntries(names.map((name, at) => [name, columns[at]])));
        expect(read === null || read instanceof Registers).toBe(true);
      }),
      { seed: 61, numRuns: 500 },
    );
  });
});
