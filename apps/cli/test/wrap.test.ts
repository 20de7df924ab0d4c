import fc from "fast-check";
import { expect, test } from "vitest";
import { wrap } from "../src/wrap.ts";

test("a line breaks at the last space that fits", () => {
  expect(wrap("one two three four", 9)).toEqual(["one two", "three", "four"]);
  expect(wrap("one two", 7)).toEqual(["one two"]);
});

test("a no-break space holds a date together and is written as a plain space", () => {
  expect(wrap("from Mon\u00a01\u00a0March on", 12)).toEqual(["from", "Mon 1 March", "on"]);
});

test("a word that is too long keeps a line to itself", () => {
  expect(wrap("a verylongword b", 5)).toEqual(["a", "verylongword", "b"]);
});

test("no word is lost, and no line is longer than it must be", () => {
  const word = fc.stringMatching(/^[a-z]{1,12}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), fc.integer({ min: 1, max: 40 }), (all, columns) => {
      const lines = wrap(all.join(" "), columns);
      expect(lines.join(" ")).toBe(all.join(" "));
      for (const line of lines) expect(line.length <= columns || !line.includes(" ")).toBe(true);
    }),
    { seed: 1 },
  );
});
