import fc from "fast-check";
import { expect, test } from "vitest";
import { readJson } from "../../src/exchange/json-text.ts";
import { holds } from "./laws.ts";

const refusedName = /"\s*(__proto__|prototype|constructor)\s*"/;
const parsed = (text: string): unknown => {
  try {
    // Written out and read again, because there -0 becomes 0.
    return { value: JSON.parse(JSON.stringify(JSON.parse(text))) };
  } catch {
    return null;
  }
};
const read = (text: string): unknown => {
  const result = readJson(text);
  return result.ok ? { value: JSON.parse(JSON.stringify(result.value.value)) } : null;
};

test("any JSON is read as JSON.parse reads it", () => {
  holds(
    fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom(undefined, 1, "\t"), (json, indent) => {
      fc.pre(!refusedName.test(json));
      const text = JSON.stringify(JSON.parse(json), null, indent);
      expect(read(text)).toEqual(parsed(text));
    }),
    1_000,
  );
});

test("text that is nearly JSON is refused exactly when JSON.parse refuses it", () => {
  const scraps = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"',
    '"a"',
    '"b"',
    "1",
    "-",
    "0",
    ".5",
    "e9",
    "true",
    "nul",
    "\\",
    " ",
    "\n",
    "\u0001",
  ];
  holds(
    fc.property(fc.array(fc.constantFrom(...scraps), { maxLength: 9 }), (pieces) => {
      const text = pieces.join("");
      const result = readJson(text);
      expect(result.ok).toBe(parsed(text) !== null);
      if (result.ok && result.value.doubled.length === 0) expect(read(text)).toEqual(parsed(text));
    }),
    5_000,
  );
});

test("every beginning of a JSON object is told as broken off, on its last line", () => {
  const text = '{\n "a": [1, -2.5e3, true, null, "x\\"y\\\\"],\n "b": {"c": false}\n}';
  for (let length = 1; length < text.length; length += 1) {
    const start = text.slice(0, length);
    const result = readJson(start);
    expect(result).toEqual({
      ok: false,
      error: { kind: "truncated", where: { line: start.split("\n").length } },
    });
  }
});

test("a fault is told by its line", () => {
  expect(readJson('{\n"a": 1,\n"b" 2\n}')).toEqual({
    ok: false,
    error: { kind: "malformed", where: { line: 3 } },
  });
  expect(readJson('{"a": 1}\n}')).toEqual({ ok: false, error: { kind: "malformed", where: { line: 2 } } });
});

test("the first of two values with one name counts, and the name is told", () => {
  const result = readJson('[{"a":1,"\\u0061":2,"b":[],"b":[]}]');
  expect(result).toMatchObject({
    ok: true,
    value: {
      value: [{ a: 1, b: [] }],
      doubled: [
        { path: [0, "a"], same: false },
        { path: [0, "b"], same: true },
      ],
    },
  });
});

test("names of the language's own are left out, and told", () => {
  const result = readJson('{"__proto__":{"polluted":true},"constructor":1,"a":{"prototype":2}}');
  expect(result).toMatchObject({ ok: true, value: { refused: ["__proto__", "constructor", "prototype"] } });
  expect(result.ok && result.value.value).toEqual({ a: {} });
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

test("more than 32 levels are too many", () => {
  const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);
  expect(readJson(nested(32)).ok).toBe(true);
  expect(readJson(nested(33))).toEqual({
    ok: false,
    error: { kind: "too-large", limit: 32, unit: "levels" },
  });
});
