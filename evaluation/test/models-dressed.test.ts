import { expect, test } from "vitest";
import type { CohortPerson, Known } from "../cohort.ts";
import { asSaid, dressed, dressedToRange } from "../models/index.ts";
import { populationDistribution } from "../models/population.ts";
import { smoothed } from "../models/smoothed.ts";
import { targetsOf } from "../models/targets.ts";
import type { Rule, Said } from "../rules/rule.ts";

const knowing = (lengths: readonly number[]): Known => ({ cycles: lengths.map((length) => ({ length })) });
const ruleThat = (says: (known: Known) => Said | null): Rule => ({
  name: "made up",
  source: "this test",
  says,
});
const person = (...lengths: readonly number[]): CohortPerson => ({
  id: lengths.join(),
  cycles: lengths.map((length) => ({ length })),
});
const repeated = (lengths: readonly number[], count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => lengths[i % lengths.length]!);
const between = (forecast: Float64Array, first: number, last: number): number =>
  forecast.slice(first, last + 1).reduce((sum, chance) => sum + chance, 0);

test("taken at its word a day is certain, and the days of a range are alike", () => {
  const day = asSaid(ruleThat(() => ({ day: 28.5 }))).fit([])(knowing([]));
  expect(day[29]).toBe(1);
  const range = asSaid(ruleThat(() => ({ day: 30, range: { first: 28, last: 31 } }))).fit([])(knowing([]));
  expect([...range.slice(27, 33)]).toEqual([0, 0.25, 0.25, 0.25, 0.25, 0]);
});

test("days that no length can have are put on the nearest that one can", () => {
  const early = asSaid(ruleThat(() => ({ day: 3, range: { first: -2, last: 5 } }))).fit([])(knowing([]));
  expect([...early.slice(0, 7)]).toEqual([0, 0.5, 0.125, 0.125, 0.125, 0.125, 0]);
  const late = asSaid(ruleThat(() => ({ day: 4000 }))).fit([])(knowing([]));
  expect(late[200]).toBe(1);
});

test("where a rule says nothing, the lengths of the training people speak", () => {
  const silent = ruleThat(() => null);
  const people = [person(27, 29, 31), person(35)];
  const population = populationDistribution.fit(people)(knowing([]));
  expect(dressed(silent).fit(people)(knowing([28]))).toEqual(population);
  expect(dressedToRange(silent).fit(people)(knowing([28]))).toEqual(population);
  expect(asSaid(silent).fit(people)(knowing([28]))).toEqual(population);
});

test("a rule that always errs by three days is forgiven them", () => {
  const people = [person(...repeated([29], 100))];
  const forecast = dressed(ruleThat(() => ({ day: 26 }))).fit(people)(knowing([29, 29]));
  expect(forecast[29]).toBeGreaterThan(0.6);
  expect(between(forecast, 28, 30)).toBeGreaterThan(0.95);
});

test("errors follow the rule's day, also when it lies between two days", () => {
  const people = [person(...repeated([26, 28, 30, 32], 100))];
  const forecast = dressed(ruleThat(({ cycles }) => ({ day: cycles.length === 2 ? 40.5 : 29 }))).fit(people);
  const [at29, at40] = [forecast(knowing([29, 29, 29])), forecast(knowing([29, 29]))];
  const mean = (chances: Float64Array): number => chances.reduce((sum, chance, day) => sum + day * chance, 0);
  expect(mean(at29)).toBeCloseTo(29, 0);
  expect(mean(at40) - mean(at29)).toBeCloseTo(11.5, 0);
});

test("errors made with nothing known stand alone, and those of a group count more in it", () => {
  // A first cycle errs by 10, the second by 5, all later ones by 0.
  const people = Array.from({ length: 60 }, (_, i) => person(39, 34, 29, 29, 29 + (i % 2)));
  const forecast = dressed(ruleThat(() => ({ day: 29 }))).fit(people);
  const unknown = forecast(knowing([]));
  expect(unknown[39]).toBeGreaterThan(0.6);
  expect(between(unknown, 28, 35)).toBeLessThan(0.02);
  const second = forecast(knowing([39]));
  const third = forecast(knowing([39, 34]));
  expect(second[34]).toBeGreaterThan(3 * third[34]!);
  expect(third[29]).toBeGreaterThan(second[29]!);
});

test("dressed to its range, a rule that knows who scatters more is believed", () => {
  // Whose last length was 28 shows three days and errs by one; whose last was 27 shows 21 and errs by seven.
  const rule = ruleThat(({ cycles }) => {
    const reach = cycles.at(-1)?.length === 28 ? 1 : 10;
    return { day: 28, range: { first: 28 - reach, last: 28 + reach } };
  });
  const people = Array.from({ length: 50 }, () => [
    person(28, 29, 28, 27 + 0, 28, 29),
    person(27, 35, 27, 21, 27, 35),
  ]).flat();
  const plain = dressed(rule).fit(people);
  const scaled = dressedToRange(rule).fit(people);
  const [narrow, wide] = [knowing([28, 28, 28]), knowing([28, 28, 27])];
  expect(plain(narrow)).toEqual(plain(wide));
  expect(between(scaled(narrow), 26, 30)).toBeGreaterThan(0.9);
  expect(between(scaled(wide), 26, 30)).toBeLessThan(0.6);
});

test("a rule without a range is dressed to its range as it is without", () => {
  const people = [person(...repeated([26, 28, 30, 32], 100))];
  const rule = ruleThat(() => ({ day: 29 }));
  expect(dressedToRange(rule).fit(people)(knowing([28]))).toEqual(dressed(rule).fit(people)(knowing([28])));
});

test("smoothing keeps where the values were and leaves every day possible", () => {
  const below = smoothed(repeated([-2, 0, 2], 300));
  expect(below(-0.01) + below(0.01)).toBeCloseTo(1, 2);
  expect(below(4) - below(-4)).toBeGreaterThan(0.98);
  expect(below(100) - below(99)).toBeGreaterThan(0);
  expect(below(-1000)).toBe(0);
  expect(below(1000)).toBe(1);
  for (let point = -250; point < 250; point += 0.37)
    expect(below(point + 0.37)).toBeGreaterThanOrEqual(below(point));
});

test("values beyond all reach fall on the ends and nothing is lost", () => {
  const below = smoothed([-5000, 0, 5000]);
  expect(below(1000)).toBe(1);
  expect(below(10) - below(-10)).toBeGreaterThan(0.25);
});

test("a target knows the cycles before it and her age, and of the longest diary two hundred are learned", () => {
  const cycles = [{ length: 28, age: 30 }, { length: 29, ovulationDay: 15 }, { length: 31 }];
  expect(targetsOf([{ id: "a", cycles }])).toEqual([
    { known: { cycles: [], age: 30 }, length: 28 },
    { known: { cycles: cycles.slice(0, 1) }, length: 29, signDay: 15 },
    { known: { cycles: cycles.slice(0, 2) }, length: 31 },
  ]);
  expect(targetsOf([person(...repeated([28], 1000))])).toHaveLength(200);
});
