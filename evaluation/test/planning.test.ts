import { seededRandom } from "@tidetable/forecast";
import { expect, test } from "vitest";
import { createOurModel } from "../ours.ts";
import { casesOf, casesOfAll, horizons, windowsByHorizon } from "../planning/cases.ts";
import { cohortOrigins } from "../planning/cohort-origins.ts";
import { evaluatePlanningPart, planningFrom, planningParts } from "../planning/evaluate-planning.ts";
import { bled, type LivedDays, originDays, periodBy } from "../planning/origin.ts";
import { simulatedOrigins } from "../planning/simulated-origins.ts";
import { addTallies, calibrationRows, tallyOf } from "../planning/tally.ts";

const ours = createOurModel();
const lived: LivedDays = { starts: [0, 28, 57], periods: [5, 4, null], end: 85 };

test.each([
  ["a start falls on one of them", 26, 28, true],
  ["a period reaches the first of them", 31, 34, true],
  ["the period before is just over", 32, 40, false],
  ["its length is not known and it could still be there", 60, 62, null],
  ["its length is not known but it must be over", 72, 80, false],
  ["they reach beyond the record", 80, 85, null],
  ["they reach beyond the record, but bleeding comes first", 56, 90, true],
])("of some days it is told whether she bled: %s", (_, first, last, expected) => {
  expect(bled(lived, first, last)).toBe(expected);
});

test("a period that still bled on the last day that was seen is not over", () => {
  expect(periodBy(3, 5)).toEqual({ days: 4, isOver: false });
  expect(periodBy(3, 4)).toEqual({ days: 4, isOver: false });
  expect(periodBy(3, 3)).toEqual({ days: 3, isOver: true });
  expect(periodBy(3, null)).toEqual({ days: 0, isOver: true });
});

test("how far ahead a cohort is asked hangs on how many cycles are on record, never on how long they are", () => {
  const person = (...lengths: readonly number[]) => ({
    id: "a",
    cycles: lengths.map((length) => ({ length, periodLength: 5 })),
  });
  const furthest = (...lengths: readonly number[]) =>
    cohortOrigins([person(...lengths)]).map(({ known, open, furthest: ahead }) => [
      known.cycles.length,
      open.elapsed,
      ahead,
    ]);
  expect(furthest(28, 28, 28)).toEqual([]);
  expect(furthest(28, 28, 28, 28, 28)).toEqual(originDays.map((day) => [1, day, 1]));
  expect(furthest(28, 60, 12, 40, 33)).toEqual(originDays.map((day) => [1, day, 1]));
  // On day 24 a cycle of 23 days is no longer open.
  expect(furthest(28, 23, 12, 40, 33)).toEqual([3, 10, 17].map((day) => [1, day, 1]));
});

test("sixty windows of 1 to 7 days, ten in each cycle ahead, none before tomorrow; drawn alike whatever comes", () => {
  const [origin] = simulatedOrigins(3, 1, 1);
  const cases = casesOf(origin!, ours, seededRandom(1));
  expect(cases).toHaveLength(horizons * windowsByHorizon);
  const other = { ...origin!, lived: { starts: [0], periods: [1], end: 10_000 } };
  const elsewhere = casesOf(other, ours, seededRandom(1));
  expect(elsewhere.map(({ stated }) => stated)).toEqual(cases.map(({ stated }) => stated));
  expect(elsewhere.every((one) => one.bled === false)).toBe(true);
});

test("the seed repeats everybody, and pieces of people add up to the whole", () => {
  expect(simulatedOrigins(2, 3, 1)).toEqual(simulatedOrigins(0, 5, 1).slice(2));
  const tally = (first: number, count: number) =>
    tallyOf(casesOfAll(simulatedOrigins(first, count, 1), ours, 1));
  const [whole, pieces] = [tally(0, 6), addTallies([tally(0, 2), tally(2, 4)])];
  const near = (a: number, b: number): void => expect(Math.abs(a - b)).toBeLessThan(1e-9);
  expect(calibrationRows(pieces)).toHaveLength(calibrationRows(whole).length);
  for (const [i, row] of calibrationRows(whole).entries()) {
    const other = calibrationRows(pieces)[i]!;
    expect([other.horizon, other.tenth, other.cases, other.people]).toEqual([
      row.horizon,
      row.tenth,
      row.cases,
      row.people,
    ]);
    near(other.stated, row.stated);
    near(other.observed, row.observed);
    near(other.standardError, row.standardError);
  }
});

test("cases of one person count together: told ten times over they are no surer", () => {
  const once = [0, 1, 2, 3].map((person) => ({ person, horizon: 1, stated: 0.45, bled: person < 2 }));
  const often = once.flatMap((one) => Array.from({ length: 10 }, () => one));
  const [all] = calibrationRows(tallyOf(once));
  const [many] = calibrationRows(tallyOf(often));
  expect(all).toMatchObject({ horizon: 0, tenth: 4, cases: 4, people: 4, observed: 0.5 });
  expect(all!.standardError).toBeCloseTo(0.25, 9);
  expect(many!.standardError).toBeCloseTo(0.25, 9);
  expect(many!.cases).toBe(40);
});

test("200 made-up people: in every tenth what was stated is what comes, as far as chance allows", () => {
  const tally = tallyOf(casesOfAll(simulatedOrigins(0, 200, 11), ours, 11));
  const rows = calibrationRows(tally).filter(({ people }) => people >= 80);
  expect(tally.untold).toBe(0);
  expect(rows.length).toBeGreaterThan(25);
  for (const { observed, stated, standardError } of rows) {
    // Of so many tenths none is off by four standard errors, save in one run of a thousand.
    expect(Math.abs(observed - stated)).toBeLessThan(0.005 + 4 * standardError);
  }
  const pooled = rows.filter(({ horizon }) => horizon === 0);
  expect(Math.max(...pooled.map(({ observed, stated }) => Math.abs(observed - stated)))).toBeLessThan(0.05);
});

test("a whole result is put together from its pieces; without a cohort the clinical part is absent", () => {
  const parts = planningParts(true, null);
  const result = planningFrom(
    parts.map((part) =>
      part.what === "spreads" ? { what: "spreads", rows: [] } : evaluatePlanningPart(part, 1, () => []),
    ),
  );
  expect(result.clinical).toBeUndefined();
  expect(result.simulated.people).toBe(60);
  expect(planningParts(false, "there.csv").flatMap((part) => ("path" in part ? [part.path] : []))).toEqual([
    "there.csv",
  ]);
  expect(planningParts(false, null).reduce((sum, part) => sum + ("count" in part ? part.count : 0), 0)).toBe(
    20_000,
  );
});
