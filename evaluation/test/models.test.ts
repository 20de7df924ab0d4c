import { drawNormal, seededRandom } from "@tidetable/forecast";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CohortCycle, CohortPerson, Known } from "../cohort.ts";
import { generalisedPoisson } from "../models/generalised-poisson.ts";
import { asSaid, dressed, dressedSign, dressedToRange, publishedModels } from "../models/index.ts";
import type { LengthModel } from "../models/length-model.ts";
import { poisson } from "../models/poisson.ts";
import { peerRules, signRules, simpleRules } from "../rules/index.ts";

const seed = 20261122;

/** Made-up people: each with a usual length of her own about `centre`, and a spread of her own. */
function madeUp(count: number, centre = 29, random = seededRandom(7)): readonly CohortPerson[] {
  return Array.from({ length: count }, (_, id) => {
    const usual = centre + 2 * drawNormal(random);
    const spread = 1.5 + 2 * random();
    const cycles = Array.from({ length: 4 + Math.floor(6 * random()) }, (): CohortCycle => {
      const length = Math.round(usual + spread * drawNormal(random));
      return random() < 0.7 ? { length, ovulationDay: length - 13, age: 30 } : { length };
    });
    return { id: `p${id}`, cycles };
  });
}

const people = madeUp(12);
const models: readonly LengthModel[] = [
  ...publishedModels,
  ...[...simpleRules, ...peerRules].flatMap((rule) => [dressed(rule), dressedToRange(rule), asSaid(rule)]),
];
const loggedModels = [poisson("logged"), generalisedPoisson("logged")];

const knowing = (lengths: readonly number[]): Known => ({ cycles: lengths.map((length) => ({ length })) });
const sumOf = (forecast: Float64Array): number => forecast.reduce((sum, chance) => sum + chance, 0);
const meanOf = (forecast: Float64Array): number =>
  forecast.reduce((sum, chance, day) => sum + day * chance, 0);
const medianOf = (forecast: Float64Array): number => {
  let [day, below] = [0, forecast[0]!];
  while (below < 0.5) below += forecast[++day]!;
  return day;
};

/** Histories of any kind: of lengths that bodies have, of none, and of any at all. */
const anyHistory = fc.oneof(
  fc.array(fc.integer({ min: 20, max: 40 }), { maxLength: 40 }),
  fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 60 }),
);
const oddHistories = [
  [],
  [1],
  [400],
  [1, 400, 1, 400],
  Array<number>(500).fill(28),
  Array<number>(500).fill(1),
  Array<number>(500).fill(400),
  Array.from({ length: 500 }, (_, i) => 1 + ((i * 37) % 400)),
];

/** Nothing that is not a chance, up to 120 days at least, and together no more than 1. */
function requireForecast(forecast: Float64Array, least = 1 - 1e-9): void {
  expect(forecast.length).toBeGreaterThan(120);
  // Also false for NaN.
  expect(forecast.every((chance) => chance >= 0 && chance <= 1 + 1e-9)).toBe(true);
  expect(sumOf(forecast)).toBeGreaterThanOrEqual(least);
  expect(sumOf(forecast)).toBeLessThanOrEqual(1 + 1e-9);
}

describe.each(models.map((model) => [model.name, model] as const))("%s", (_name, model) => {
  test("forecasts sum to 1 and hold no NaN, whatever was logged", () => {
    const forecast = model.fit(people);
    for (const lengths of oddHistories) requireForecast(forecast(knowing(lengths)));
    fc.assert(
      fc.property(anyHistory, (lengths) => requireForecast(forecast(knowing(lengths)))),
      { seed, numRuns: 40 },
    );
  });

  test("learns the same in whatever order people come", () => {
    const forecast = model.fit(people);
    const other = model.fit([people[5]!, ...people.slice(6).toReversed(), ...people.slice(0, 5)]);
    for (const lengths of [[], [31], [27, 29, 56, 28]]) {
      expect(other(knowing(lengths))).toEqual(forecast(knowing(lengths)));
    }
  });

  test("learns from nobody, from one person, and from somebody without a whole cycle", () => {
    const one: CohortPerson = { id: "one", cycles: [{ length: 33 }] };
    const none: CohortPerson = { id: "none", cycles: [] };
    for (const training of [[], [one], [none], [none, one]]) {
      const forecast = model.fit(training);
      for (const lengths of [[], [27], [28, 29, 30, 31]]) requireForecast(forecast(knowing(lengths)));
    }
  });
});

test.each(loggedModels.map((model) => [model.name, model] as const))(
  "%s, of the next logged gap: what is missing from 1 lies beyond the end",
  (_name, model) => {
    const forecast = model.fit(people);
    for (const lengths of oddHistories) requireForecast(forecast(knowing(lengths)), 0.5);
    requireForecast(forecast(knowing([28, 29, 28])), 0.999);
  },
);

test("what was learned shows: a stranger's median follows the people learned from", () => {
  const constant = "constant 28";
  for (const model of publishedModels.filter(({ name }) => name !== constant)) {
    const [usual, longer] = [29, 36].map((centre) => medianOf(model.fit(madeUp(20, centre))(knowing([]))));
    expect(Math.abs(usual! - 29), model.name).toBeLessThanOrEqual(1);
    expect(Math.abs(longer! - 36), model.name).toBeLessThanOrEqual(1);
  }
});

test("a person's own lengths draw the forecast to themselves, the more the more there are", () => {
  for (const model of publishedModels.filter(({ name }) => /empirical|Poisson/.test(name))) {
    const forecast = model.fit(madeUp(20));
    const means = [[], [34], [34, 34, 34], Array<number>(12).fill(34)].map((own) =>
      meanOf(forecast(knowing(own))),
    );
    for (let i = 1; i < means.length; i++) expect(means[i]!, model.name).toBeGreaterThan(means[i - 1]! + 0.2);
    expect(means.at(-1)!, model.name).toBeLessThan(34.5);
  }
});

test("a longer list of people than is learned from gives the same in whatever order", () => {
  const many = madeUp(230).map(({ id, cycles }) => ({ id, cycles: cycles.slice(0, 2) }));
  const [forecast, other] = [many, many.toReversed()].map((training) => poisson().fit(training));
  expect(other!(knowing([27]))).toEqual(forecast!(knowing([27])));
});

test.each(signRules.map((rule) => [rule.name, rule] as const))(
  "%s, dressed, forecasts a whole distribution",
  (_name, rule) => {
    const forecast = dressedSign(rule).fit(madeUp(20));
    for (const lengths of oddHistories) requireForecast(forecast(knowing(lengths), 16));
    // All made-up luteal phases last 13 days: after a sign on day 20 a start on day 33 is all but sure.
    const cycles = [29, 30, 28].map((length) => ({ length, ovulationDay: length - 13 }));
    expect(forecast({ cycles }, 20)[33]).toBeGreaterThan(0.5);
  },
);
