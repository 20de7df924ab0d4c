import { expect, test } from "vitest";
import { erfc, normalBetween, normalTail } from "../src/distributions/normal.ts";
import { slowNormalCdf } from "./reference/slow-model.ts";

/** From the C library's erfc, printed to 17 digits by CPython 3.11 (math.erfc). */
const truth: readonly (readonly [number, number])[] = [
  [-6, 2],
  [-2, 1.9953222650189528],
  [-0.3, 1.3286267594591274],
  [0, 1],
  [0.2, 0.7772974107895215],
  [0.46875, 0.507386526782062],
  [0.5, 0.4795001221869535],
  [1, 0.15729920705028513],
  [2, 0.004677734981047265],
  [3.9, 3.479224859723177e-8],
  [4, 1.541725790028002e-8],
  [4.1, 6.700027654084918e-9],
  [6, 2.1519736712498916e-17],
  [10, 2.088487583762545e-45],
  [20, 5.3958656116079005e-176],
];

test.each(truth)("erfc(%f) agrees with the C library to 15 digits", (x, expected) => {
  expect(Math.abs(erfc(x) / expected - 1)).toBeLessThan(1e-15 * 4);
});

test("the tail agrees with a series written by other means", () => {
  for (let x = -9; x <= 9; x += 0.37) {
    expect(Math.abs(normalTail(x) / slowNormalCdf(-x) - 1)).toBeLessThan(1e-9);
  }
});

test("an interval far out keeps its digits on both sides", () => {
  expect(normalBetween(8, 9) / normalBetween(-9, -8)).toBeCloseTo(1, 12);
  expect(normalBetween(30, 31)).toBeGreaterThan(0);
});
