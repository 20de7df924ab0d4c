import { drawNormal, seededRandom } from "@tidetable/forecast";
import { expect, test } from "vitest";
import { compare, type Pair } from "../bootstrap.ts";

const bootstrap = { seed: 1, resamples: 500 };

test("the difference and the ratio of means, over targets and not over people", () => {
  const pairs: readonly Pair[] = [
    { person: 0, ours: 1, theirs: 2 },
    { person: 0, ours: 1, theirs: 2 },
    { person: 1, ours: 4, theirs: 4 },
  ];
  expect(compare(pairs, "difference", bootstrap)!.value).toBeCloseTo((6 - 8) / 3, 12);
  expect(compare(pairs, "ratio", bootstrap)!.value).toBeCloseTo(6 / 8, 12);
});

test("against itself a model is no better and no worse, whoever is drawn", () => {
  const pairs = [1, 2, 3].map((score, person) => ({ person, ours: score, theirs: score }));
  expect(compare(pairs, "difference", bootstrap)).toEqual({ value: 0, lower: 0, upper: 0 });
  expect(compare(pairs, "ratio", bootstrap)).toEqual({ value: 1, lower: 1, upper: 1 });
});

test("one person alone, however many her targets, leaves nothing to resample", () => {
  const pairs = [1, 5, 9].map((ours) => ({ person: 0, ours, theirs: 2 }));
  const { value, lower, upper } = compare(pairs, "difference", bootstrap)!;
  expect([lower, upper]).toEqual([value, value]);
});

test("without targets there is no estimate", () => {
  expect(compare([], "ratio", bootstrap)).toBeNull();
});

test("against somebody without any error there is a difference, and no ratio", () => {
  const pairs = [{ person: 0, ours: 1, theirs: 0 }];
  expect(compare(pairs, "difference", bootstrap)!.value).toBe(1);
  expect(compare(pairs, "ratio", bootstrap)).toBeNull();
});

test("the same seed gives the same interval, another seed another", () => {
  const pairs = Array.from({ length: 30 }, (_, person) => ({ person, ours: person % 7, theirs: 3 }));
  const first = compare(pairs, "difference", bootstrap);
  expect(compare(pairs, "difference", bootstrap)).toEqual(first);
  expect(compare(pairs, "difference", { ...bootstrap, seed: 2 })).not.toEqual(first);
});

test("of 200 cohorts of 40 people the true difference lies in about 95 % of the intervals", () => {
  const random = seededRandom(7);
  let held = 0;
  for (let cohort = 0; cohort < 200; cohort++) {
    const pairs = Array.from({ length: 40 }, (_, person) => ({
      person,
      ours: 1 + drawNormal(random),
      theirs: 1,
    }));
    const { lower, upper } = compare(pairs, "difference", { seed: cohort, resamples: 300 })!;
    if (lower <= 0 && upper >= 0) held++;
  }
  // Four standard errors of a share of 0.95 of 200, and what percentile intervals of 40 people fall short by.
  expect(held / 200).toBeGreaterThan(0.87);
  expect(held / 200).toBeLessThan(0.99);
});
