import { describe, expect, test } from "vitest";
import {
  adoptionOf,
  editsFromChange,
  ownValueAfter,
  valueFromVault,
  valueOverOwn,
} from "../src/vault/field-edits.ts";

const day = "day/2027-03-04";
type Register = readonly { readonly value: unknown; readonly time: number }[];

/** A vault's registers as they would be read from one; of several values the one with the greatest time is shown. */
const vaultOf = (records: Readonly<Record<string, Readonly<Record<string, Register>>>>) => ({
  fields: (record: string) =>
    new Map(
      Object.entries(records[record] ?? {}).map(([field, values]) => [
        field,
        values.map((one) => ({ ...one, count: 0, device: "AAAAAAAAAAA" as never, index: 1 })),
      ]),
    ),
});

describe("a change of a value", () => {
  test("becomes edits of the fields that changed, and of no others", () => {
    const before = { bleeding: "light", mood: 2, symptoms: { cramps: 1, headache: 2 } };
    const after = { bleeding: "heavy", mood: 2, symptoms: { cramps: 1 }, note: "x" };
    expect(editsFromChange(day, before, after)).toEqual([
      { record: day, field: "symptoms/headache", value: null },
      { record: day, field: "bleeding", value: "heavy" },
      { record: day, field: "note", value: "x" },
    ]);
  });

  test("to nothing removes every field, and from nothing writes every field", () => {
    expect(editsFromChange(day, { bleeding: "light" }, null)).toEqual([
      { record: day, field: "bleeding", value: null },
    ]);
    expect(editsFromChange(day, undefined, { mood: 3 })).toEqual([{ record: day, field: "mood", value: 3 }]);
  });

  test("that only changes the order of names is none", () => {
    const before = { temperature: { celsius: 36.5, time: "07:00" } };
    expect(editsFromChange(day, before, { temperature: { time: "07:00", celsius: 36.5 } })).toEqual([]);
    expect(editsFromChange(day, before, { temperature: { celsius: 36.5 } })).toHaveLength(1);
  });

  test("of what is no day is one edit of the whole", () => {
    expect(editsFromChange("birth-year", undefined, 1990)).toEqual([
      { record: "birth-year", field: "", value: 1990 },
    ]);
  });
});

describe("a device's own values beside a vault", () => {
  const vault = vaultOf({ [day]: { bleeding: [{ value: "light", time: 1 }] } });

  test("go in where the vault has nothing; where both have something, the vault's stays and it is told", () => {
    const own = new Map<string, unknown>([
      [day, { bleeding: "heavy", mood: 4 }],
      ["day/2027-03-05", { pain: 2 }],
    ]);
    const { edits, differing } = adoptionOf(vault, own);
    expect(edits).toEqual([
      { record: day, field: "mood", value: 4 },
      { record: "day/2027-03-05", field: "pain", value: 2 },
    ]);
    expect([...differing]).toEqual([[day, { bleeding: "heavy", mood: 4 }]]);
  });

  test("that the vault has already are neither written nor told: doing it twice is doing it once", () => {
    const own = new Map([[day, { bleeding: "light" }]]);
    expect(adoptionOf(vault, own)).toEqual({ edits: [], differing: new Map() });
  });

  test("of forecasts that were shown are not told: nobody made them", () => {
    const shown = vaultOf({ "issued/2027-03-04": { "": [{ value: { a: 1 }, time: 1 }] } });
    const own = new Map([["issued/2027-03-04", { a: 2 }]]);
    expect(adoptionOf(shown, own)).toEqual({ edits: [], differing: new Map() });
  });

  test("are shown under the vault's until they are in it, without what was edited since", () => {
    const own = { bleeding: "heavy", mood: 4 };
    expect(valueOverOwn(vault, day, own)).toEqual({ bleeding: "light", mood: 4 });
    const edits = [{ record: day, field: "mood", value: null }];
    expect(ownValueAfter(day, own, edits)).toEqual({ bleeding: "heavy" });
    expect(ownValueAfter(day, { mood: 4 }, edits)).toBe(null);
  });
});

describe("a value of a vault", () => {
  test("rule 34: is made of the newest value of each register", () => {
    const vault = vaultOf({
      [day]: {
        bleeding: [
          { value: "light", time: 5 },
          { value: "heavy", time: 9 },
        ],
        "symptoms/cramps": [{ value: 2, time: 1 }],
      },
    });
    expect(valueFromVault(vault, day)).toEqual({ bleeding: "heavy", symptoms: { cramps: 2 } });
    expect(valueFromVault(vault, "day/2027-03-05")).toBe(null);
  });
});
