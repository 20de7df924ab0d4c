import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldsFromValue, valueFromFields } from "../src/index.ts";

const key = "day/2027-03-04";
const names = fc.uniqueArray(fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }), { maxLength: 4 });
const jsonOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const anyDay = fc
  .record(
    {
      bleeding: fc.constantFrom("none", "light"),
      note: fc.string({ unit: "grapheme", minLength: 1 }),
      temperature: fc.record({ celsius: fc.constant(36.5), time: fc.constant("06:30") }),
      symptoms: names.map((list) => Object.fromEntries(list.map((name) => [name, 2]))),
      medication: names,
    },
    { requiredKeys: [] },
  )
  .chain((known) =>
    // A later version's fields may be called anything, and hold anything but nothing.
    fc
      .dictionary(
        fc.string({ maxLength: 6 }),
        fc.jsonValue().filter((value) => value !== null),
      )
      .map((unknown) => ({ ...unknown, ...known })),
  );

/** Without what says nothing: an empty list of symptoms is the same as none. */
function withoutEmpties(day: Readonly<Record<string, unknown>>): unknown {
  const entries = Object.entries(day).filter(
    ([field, value]) =>
      !(
        (field === "symptoms" && Object.keys(Object(value)).length === 0) ||
        (field === "medication" && Array.isArray(value) && value.length === 0)
      ),
  );
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

describe("a day taken apart into registers", () => {
  test("comes together again, whatever names are in it", () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const there = valueFromFields(key, fieldsFromValue(key, day));
        expect(jsonOf(there)).toEqual(jsonOf(withoutEmpties(day)));
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  test("has one register a symptom and a medicine, so that two devices' lists add up", () => {
    const here = fieldsFromValue(key, { symptoms: { cramps: 2 }, medication: ["ibuprofen"] });
    const there = fieldsFromValue(key, { symptoms: { headache: 1 }, medication: ["iron"] });
    expect([...here.keys()]).toEqual(["symptoms/cramps", "medication/ibuprofen"]);
    expect(valueFromFields(key, new Map([...here, ...there]))).toEqual({
      symptoms: { cramps: 2, headache: 1 },
      medication: ["ibuprofen", "iron"],
    });
  });

  test("keeps a reading whole: a time never joins another reading's temperature", () => {
    const fields = fieldsFromValue(key, { temperature: { celsius: 36.5, time: "06:30" } });
    expect([...fields]).toEqual([["temperature", { celsius: 36.5, time: "06:30" }]]);
  });

  test("is no day when nothing is left", () => {
    expect(valueFromFields(key, new Map())).toBe(null);
  });
});

describe("any other value", () => {
  test("is one register as a whole", () => {
    for (const [name, value] of [
      ["event/2027-03-04/pause", { kind: "pause", date: "2027-03-04", last: null }],
      ["birth-year", 1990],
      ["issued/2027-03-04", { on: "2027-03-04" }],
      ["day/2027-03-04", "what a later version may have made of a day"],
    ] as const) {
      const fields = fieldsFromValue(name, value);
      expect([...fields.keys()]).toEqual([""]);
      expect(valueFromFields(name, fields)).toEqual(value);
    }
  });
});
