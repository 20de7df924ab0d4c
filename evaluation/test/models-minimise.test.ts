import { expect, test } from "vitest";
import { heldWithin, minimise, nearestInside } from "../models/minimise.ts";

/** Rosenbrock's valley: curved, with its one lowest place at (1, 1). */
const valley = ([x, y]: readonly number[]): number => (1 - x!) ** 2 + 100 * (y! - x! ** 2) ** 2;

test("finds the end of a curved valley", () => {
  const { at, value } = minimise(valley, [-1.2, 1], [0.5, 0.5], { evaluations: 2000 });
  expect(at[0]).toBeCloseTo(1, 3);
  expect(at[1]).toBeCloseTo(1, 3);
  expect(value).toBe(valley(at));
});

test("finds the lowest place of a tilted bowl in one to eight directions", () => {
  for (let count = 1; count <= 8; count++) {
    const target = Array.from({ length: count }, (_, i) => i - 2);
    // Every direction pulls at the next one, so that no axis is the way down.
    const bowl = (at: readonly number[]): number =>
      at.reduce((sum, x, i) => {
        const off = x - target[i]! + 0.5 * ((at[i + 1] ?? 0) - (target[i + 1] ?? 0));
        return sum + (i + 1) * off ** 2;
      }, 7);
    const start = target.map(() => 1);
    const { at, value } = minimise(
      bowl,
      start,
      start.map(() => 0.3),
      { evaluations: 4000 },
    );
    expect(value).toBeCloseTo(7, 5);
    for (const [i, x] of at.entries()) expect(x).toBeCloseTo(target[i]!, 2);
  }
});

test("asks no more often than it may, and keeps the best that it saw", () => {
  for (const evaluations of [1, 2, 3, 10, 57]) {
    const seen: number[] = [];
    const watched = (at: readonly number[]): number => {
      seen.push(valley(at));
      return seen.at(-1)!;
    };
    const { value } = minimise(watched, [-1.2, 1], [0.5, 0.5], { evaluations });
    expect(seen.length).toBeLessThanOrEqual(evaluations);
    expect(seen.length).toBeGreaterThanOrEqual(Math.min(evaluations, 50) - 2);
    expect(value).toBe(Math.min(...seen));
  }
});

test("stops by itself on a plain, and where it began if nothing is lower", () => {
  let asked = 0;
  const plain = (): number => {
    asked++;
    return 3;
  };
  expect(minimise(plain, [5, 6], [1, 1], { evaluations: 10_000 })).toEqual({ at: [5, 6], value: 3 });
  expect(asked).toBeLessThan(10);
});

test("walks round places where the function has no value", () => {
  const halved = (at: readonly number[]): number => (at[0]! < 0.5 ? Number.NaN : valley(at));
  const { at } = minimise(halved, [2, 1], [-1.8, 0.5], { evaluations: 2000 });
  expect(at[0]).toBeCloseTo(1, 3);
});

test("within bounds it ends on the wall that the lowest place lies behind", () => {
  const bounds = [
    { lower: -5, upper: 0.5 },
    { lower: -5, upper: 5 },
  ];
  const held = heldWithin(valley, bounds);
  expect(held([0.3, 0.2])).toBe(valley([0.3, 0.2]));
  expect(held([1.5, 0.2])).toBe(valley([0.5, 0.2]) + 1);
  const { at } = minimise(held, [-1.2, 1], [0.5, 0.5], { evaluations: 2000 });
  const [x, y] = nearestInside(at, bounds);
  expect(x).toBe(0.5);
  expect(y).toBeCloseTo(0.25, 3);
});

test("a step that does not fit is refused by name", () => {
  expect(() => minimise(valley, [0, 0], [1], { evaluations: 9 })).toThrow(
    new RangeError("step expects 2 numbers, one for each of start, got 1"),
  );
  expect(() => minimise(valley, [0, 0], [1, 0], { evaluations: 9 })).toThrow("step expects no 0");
  expect(() => minimise(valley, [0, 0], [1, 1], { evaluations: 0 })).toThrow(
    "evaluations expects 1 or more, got 0",
  );
});
