import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, calendarDate, type ScoredForecast, summaryOf } from "../src/index.ts";
import { scoreOf } from "../src/record-score.ts";
import { expectedInside } from "../src/record-summary.ts";

const issued = calendarDate("2026-01-01");
/** A forecast that says days 10 to 12 with 8 in 10 between them, and what came `day` days after its first. */
const scoreOn = (day: number): ScoredForecast =>
  scoreOf(
    {
      issued,
      start: issued,
      first: addDays(issued, 1),
      chances: [...Array(9).fill(0), 100_000, 200_000, 400_000, 200_000, 100_000].join(" "),
      interval: { level: 0.8, first: addDays(issued, 11), last: addDays(issued, 13) },
    },
    addDays(issued, 1 + day),
  );
const scores = (inside: number, outside: number): readonly ScoredForecast[] => [
  ...Array.from({ length: inside }, () => scoreOn(11)),
  ...Array.from({ length: outside }, () => scoreOn(20)),
];

describe("one score", () => {
  test("is what the arithmetic by hand gives", () => {
    const score = scoreOn(12);
    expect(score).toMatchObject({ inside: true, middle: addDays(issued, 12), daysOff: 1 });
    expect(score.announced).toBeCloseTo(0.8, 9);
    expect(score.logScore).toBeCloseTo(-Math.log(0.2), 9);
    expect(score.integral).toBeCloseTo(0.7 + 0.1, 9);
    // 0.1² + 0.3² + 0.7² before it came, 0.1² on the day.
    expect(score.rankedProbabilityScore).toBeCloseTo(0.01 + 0.09 + 0.49 + 0.01, 9);
  });

  test("of a day that was told as impossible is infinite by the logarithm alone", () => {
    const score = scoreOn(3);
    expect(score.logScore).toBe(Number.POSITIVE_INFINITY);
    expect([score.inside, score.daysOff]).toEqual([false, 8]);
    expect(Number.isFinite(score.rankedProbabilityScore)).toBe(true);
  });

  test("of a day before the forecast began is refused", () => {
    expect(() => scoreOn(-1)).toThrow(RangeError);
  });
});

describe("a summary", () => {
  test("of nothing is none", () => {
    expect(summaryOf([])).toBeNull();
  });

  test("adds up what it is given, in any order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 30 }), (days) => {
        const all = days.map(scoreOn);
        const summary = summaryOf(all);
        const mean = (of: (score: ScoredForecast) => number) =>
          all.reduce((sum, score) => sum + of(score), 0) / all.length;
        expect(summary?.scored).toBe(all.length);
        expect(summary?.inside).toBe(all.filter(({ inside }) => inside).length);
        expect(summary?.daysOff).toBeCloseTo(
          mean(({ daysOff }) => daysOff),
          9,
        );
        expect(summary?.rankedProbabilityScore).toBeCloseTo(
          mean((score) => score.rankedProbabilityScore),
          9,
        );
        const turned = summaryOf(all.toReversed());
        expect(turned?.inside).toBe(summary?.inside);
        expect(turned?.expected).toEqual(summary?.expected);
      }),
      { numRuns: 100, seed: 51 },
    );
  });

  test("concludes nothing from fewer than five, whatever they were", () => {
    for (let inside = 0; inside <= 4; inside++) {
      expect(summaryOf(scores(inside, 4 - inside))?.verdict).toBe("too-few");
    }
  });

  test("tells fewer and more than announced only where chance would hardly give it", () => {
    const verdict = (inside: number, outside: number) => summaryOf(scores(inside, outside))?.verdict;
    // Of 20 with 8 in 10: at most 12 inside has 3.2 %, at most 13 has 8.7 %; all 20 has 1.2 %, at least 19 has 6.9 %.
    expect([verdict(12, 8), verdict(13, 7), verdict(19, 1), verdict(20, 0)]).toEqual([
      ...["fewer", "as-announced", "as-announced", "more"],
    ]);
    expect(verdict(5, 0)).toBe("as-announced");
    expect(verdict(1, 4)).toBe("fewer");
  });
});

describe("the range that chance gives", () => {
  test("is the binomial one where all chances are equal", () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (n, p) => {
          const chanceOf = (k: number): number => choose(n, k) * p ** k * (1 - p) ** (n - k);
          const chanceFrom = (from: number, to: number): number => {
            let sum = 0;
            for (let k = from; k <= to; k++) sum += chanceOf(k);
            return sum;
          };
          const { least, most } = expectedInside(Array(n).fill(p), 0.9);
          expect(chanceFrom(0, least - 1)).toBeLessThanOrEqual(0.05 + 1e-9);
          expect(chanceFrom(0, least)).toBeGreaterThan(0.05 - 1e-9);
          expect(chanceFrom(most + 1, n)).toBeLessThanOrEqual(0.05 + 1e-9);
          expect(chanceFrom(most, n)).toBeGreaterThan(0.05 - 1e-9);
        },
      ),
      { numRuns: 200, seed: 52 },
    );
  });

  test("holds what is certain, and does not mind the order", () => {
    expect(expectedInside([1, 1, 1], 0.9)).toEqual({ least: 3, most: 3 });
    expect(expectedInside([0, 0], 0.9)).toEqual({ least: 0, most: 0 });
    expect(expectedInside([], 0.9)).toEqual({ least: 0, most: 0 });
    expect(expectedInside([0.9, 0.1, 0.5], 0.9)).toEqual(expectedInside([0.5, 0.9, 0.1], 0.9));
  });
});
