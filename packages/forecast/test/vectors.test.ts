import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { vectorTexts } from "../../../scripts/make-vectors.ts";

const folder = "packages/forecast/vectors";

test("the vectors are what the forecaster says, byte for byte", () => {
  const texts = vectorTexts();
  expect(readdirSync(folder).sort()).toEqual([...texts.keys(), "README.md"].sort());
  for (const [name, text] of texts) expect(readFileSync(`${folder}/${name}`, "utf8")).toBe(text);
});

test("each vector's distribution sums to 1, but for rounding and for what lies beyond; plans are chances", () => {
  const { vectors } = JSON.parse(readFileSync(`${folder}/forecasts.json`, "utf8")) as {
    vectors: readonly {
      name: string;
      expected: Readonly<Record<string, Readonly<Record<string, number>>>>;
    }[];
  };
  expect(vectors.length).toBeGreaterThan(20);
  for (const { name, expected } of vectors) {
    const [[what, table]] = Object.entries(expected) as [[string, Readonly<Record<string, number>>]];
    if (what === "chances") {
      expect(Object.values(table).every((p) => p > 0 && p < 1)).toBe(true);
      continue;
    }
    const total = Object.values(table).reduce((sum, p) => sum + p, 0);
    expect(Math.abs(total - 1), name).toBeLessThan(1e-6);
  }
});
