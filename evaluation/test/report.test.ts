import { expect, test } from "vitest";
import { fillTemplate } from "../report/blocks.ts";
import { markdownTable } from "../report/markdown.ts";
import { difference, percent, ratio, share } from "../report/numbers.ts";
import type { Results } from "../results.ts";
import { formatResults, rounded } from "../rounded.ts";

test("a table has a line a row, text to the left and numbers to the right; a bar in a cell stays in it", () => {
  const columns = [
    { heading: "who", isText: true as const, cell: ({ who }: { who: string }) => who },
    { heading: "n", cell: () => "1" },
  ];
  expect(markdownTable([{ who: "a|b" }, { who: "c\nd" }], columns)).toBe(
    "| who | n |\n| --- | --: |\n| a\\|b | 1 |\n| c d | 1 |",
  );
});

test("numbers as they are written", () => {
  expect(share(0.869)).toBe(".869");
  expect(share(1)).toBe("1.000");
  expect(percent(0.985)).toBe("98.5 %");
  expect(ratio({ value: 0.92, lower: 0.9, upper: 0.9512 })).toBe("0.920 (0.900–0.951)");
  expect(difference({ value: -0.1, lower: -0.2, upper: 0 })).toBe("−0.100 (−0.200 to +0.000)");
});

test("a template is filled wherever it asks, and refuses a name that there is nothing for", () => {
  const blocks = new Map([
    ["value:seed", "7"],
    ["table:a", "$& | x"],
  ]);
  expect(fillTemplate("{{value:seed}}, {{table:a}}, {{value:seed}} {not}", blocks)).toBe(
    "7, $& | x, 7 {not}",
  );
  expect(() => fillTemplate("{{table:b}}", blocks)).toThrow(
    "template expects a known placeholder, got table:b",
  );
});

const results = {
  schema: "tidetable.evaluation/1",
  seed: 1,
  cohorts: Array.from({ length: 40 }, (_, i) => ({
    name: `cohort ${i}`,
    value: 1 / 3,
    rows: [0.1 + 0.2, 5],
  })),
} as unknown as Results;

test("written results are the rounded ones, and rounding twice is rounding once", () => {
  const once = rounded(results);
  expect(JSON.parse(formatResults(once))).toEqual(once);
  expect(rounded(once)).toEqual(once);
  expect(formatResults(once)).toContain('{"name":"cohort 0","value":0.3333,"rows":[0.3,5]}');
  expect(formatResults(once).split("\n").length).toBeGreaterThan(40);
});
