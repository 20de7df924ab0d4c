import { seededRandom, simulateCycle, simulatePerson } from "@tidetable/forecast";
import type { CohortCycle, CohortPerson } from "../cohort.ts";
import type { LengthModel } from "../models/length-model.ts";
import type { Rule } from "../rules/rule.ts";

/** Nobody's cycles, for tests. */
export const cyclesOf = (...lengths: readonly number[]): readonly CohortCycle[] =>
  lengths.map((length) => ({ length }));

export const personOf = (id: string, ...lengths: readonly number[]): CohortPerson => ({
  id,
  cycles: cyclesOf(...lengths),
});

/** People drawn from our prior, all of their starts logged; every second cycle with a sign. */
export function madeUpCohort(people: number, cyclesEach: number, seed = 1): readonly CohortPerson[] {
  const random = seededRandom(seed);
  return Array.from({ length: people }, (_, index) => {
    const person = simulatePerson(random);
    const cycles = Array.from({ length: cyclesEach }, (_, cycle): CohortCycle => {
      const length = simulateCycle(random, person);
      return cycle % 2 === 0 ? { length, periodLength: 5, age: 30 } : { length, ovulationDay: length - 13 };
    });
    return { id: `made-up ${index}`, cycles };
  });
}

/** A forecast from the chances of some days. */
export function forecastOf(chanceByDay: Readonly<Record<number, number>>): Float64Array {
  const forecast = new Float64Array(Math.max(...Object.keys(chanceByDay).map(Number)) + 1);
  for (const [day, chance] of Object.entries(chanceByDay)) forecast[Number(day)] = chance;
  return forecast;
}

/** Certain of one day for everybody. */
export const alwaysSays = (name: string, day: number): LengthModel => ({
  name,
  source: "a test",
  fit: () => () => forecastOf({ [day]: 1 }),
});

/** Names the last length, and nothing before there is one. */
export const lastLength: Rule = {
  name: "last length",
  source: "a test",
  says: ({ cycles }) => (cycles.length === 0 ? null : { day: cycles.at(-1)!.length }),
};
