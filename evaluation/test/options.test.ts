import { expect, test } from "vitest";
import { parseOptions, usualSeed } from "../options.ts";

test("without a word it is the clinical file in full, with the usual seed", () => {
  expect(parseOptions([])).toEqual({
    ok: true,
    value: {
      files: [],
      isJson: false,
      isQuick: false,
      writesDocs: false,
      isRender: false,
      isPlanning: false,
      seed: usualSeed,
    },
  });
});

test("files and options in any order", () => {
  expect(parseOptions(["a.csv", "--seed", "7", "--quick", "b.csv", "--out", "there", "--json"])).toEqual({
    ok: true,
    value: {
      files: ["a.csv", "b.csv"],
      isJson: true,
      isQuick: true,
      writesDocs: false,
      isRender: false,
      isPlanning: false,
      seed: 7,
      out: "there",
    },
  });
});

test.each([
  [["--fast"], 'There is no option "--fast".'],
  [["--seed"], "--seed needs a value."],
  [["--out", "--json"], "--out needs a value."],
  [["--seed", "1.5"], '--seed expects a whole number of up to nine digits, got "1.5".'],
  [["--seed", "-1"], '--seed expects a whole number of up to nine digits, got "-1".'],
  [["--docs", "a.csv"], "--docs is about the clinical file in full: it takes no file and no --quick."],
  [["--render", "--docs"], "--render takes nothing beside it: it evaluates nothing."],
  [["--planning", "--seed", "7"], "--planning takes nothing beside it: its seed is that of the documents."],
  [["--docs", "--quick"], "--docs is about the clinical file in full: it takes no file and no --quick."],
])("%j is not understood, and it says why", (words, error) => {
  expect(parseOptions(words)).toEqual({ ok: false, error });
});
