import { expect, test } from "vitest";
import type { CohortCycle, Known } from "../cohort.ts";
import { signRules } from "../rules/index.ts";

/** Cycles of 30 days with these luteal lengths; null had no sign. */
const knowing = (luteal: readonly (number | null)[]): Known => ({
  cycles: luteal.map(
    (days): CohortCycle => (days === null ? { length: 30 } : { length: 30, ovulationDay: 30 - days }),
  ),
});
const says = (name: string, luteal: readonly (number | null)[], signDay = 16): number | undefined =>
  signRules.find((rule) => rule.name === name)!.says(knowing(luteal), signDay)?.day;

test("the textbook rule adds fourteen days, whatever is known", () => {
  expect(says("sign + 14", [])).toBe(30);
  expect(says("sign + 14", [11, 11], 20)).toBe(34);
});

test("own mean and own median start from fourteen and then follow her own, unrounded", () => {
  expect(says("sign + own mean luteal length", [null])).toBe(30);
  expect(says("sign + own mean luteal length", [12, null, 13])).toBe(28.5);
  expect(says("sign + own median luteal length", [])).toBe(30);
  expect(says("sign + own median luteal length", [11, 12, 16])).toBe(28);
});

test("Mensinator drops the fraction of the mean of the last five, and says nothing without one", () => {
  expect(says("Mensinator, luteal mode", [null, null])).toBeUndefined();
  expect(says("Mensinator, luteal mode", [13])).toBe(29);
  expect(says("Mensinator, luteal mode", [12, 13])).toBe(28);
  expect(says("Mensinator, luteal mode", [5, 13, null, 13, 13, 13, 13])).toBe(29);
});

test("ovumcy takes the rounded mean of two valid ones or more, else fourteen", () => {
  const name = "ovumcy, personal luteal length";
  expect(says(name, [12])).toBe(30);
  expect(says(name, [12, null])).toBe(30);
  expect(says(name, [12, 9])).toBe(30);
  expect(says(name, [12, 21])).toBe(30);
  expect(says(name, [12, 13])).toBe(29);
  expect(says(name, [10, 20, 9, 21])).toBe(31);
});
