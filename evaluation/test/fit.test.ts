import {
  type CycleConstants,
  createForecaster,
  cycleConstants,
  seededRandom,
  simulateGaps,
  simulatePerson,
} from "@tidetable/forecast";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CohortPerson } from "../cohort.ts";
import { logLikelihoodOf } from "../fit/cohort-likelihood.ts";
import { fitConstants } from "../fit/fit.ts";
import { freeConstants, fromUnits, toUnits } from "../fit/free-constants.ts";
import { inverseOf } from "../fit/standard-errors.ts";

interface MadeUp {
  readonly people: number;
  /** Chance of each of them that a start goes unlogged. */
  readonly loss: number;
  readonly ages: readonly [number, number];
  readonly constants?: CycleConstants;
}

function cohort(
  seed: number,
  { people, loss, ages, constants = cycleConstants }: MadeUp,
): readonly CohortPerson[] {
  const random = seededRandom(seed);
  return Array.from({ length: people }, (_, id) => {
    const age = ages[0] + Math.floor((ages[1] - ages[0]) * random());
    const person = { ...simulatePerson(random, { age }, constants), loss };
    const gaps = simulateGaps(random, person, 8).filter((days) => days <= 90);
    return { id: `${id}`, cycles: gaps.map((length) => ({ length, age })) };
  });
}

describe("the likelihood of a cohort", () => {
  test("is the forecaster's own log score, summed, where every start was logged", () => {
    const people = cohort(3, { people: 40, loss: 0, ages: [20, 47] });
    const forecaster = createForecaster();
    let [expected, count] = [0, 0];
    for (const { cycles } of people) {
      let belief = forecaster.begin({});
      for (const { length, age } of cycles) {
        belief = forecaster.atAge(belief, age);
        expected += Math.log(forecaster.cycleLength(belief)[length]!);
        belief = forecaster.observe(belief, { kind: "cycle", length, trueCycles: 1, age: age! });
        count += 1;
      }
    }
    const likelihood = logLikelihoodOf(people, cycleConstants, { complete: true });
    expect(Math.abs(likelihood - expected) / count).toBeLessThan(0.001);
  });

  test("is higher when starts may be missing where some are, and lower where none is", () => {
    const gain = (loss: number): number => {
      const people = cohort(4, { people: 30, loss, ages: [26, 27] });
      const of = (complete: boolean): number => logLikelihoodOf(people, cycleConstants, { complete });
      return of(false) - of(true);
    };
    expect(gain(0.1)).toBeGreaterThan(20);
    expect(gain(0)).toBeLessThan(-1);
  });

  test("with nothing forgotten does not depend on the order of a person's cycles: it is the marginal likelihood", () => {
    const constants = { ...cycleConstants, memory: 1 };
    const lengths = fc.array(fc.integer({ min: 20, max: 70 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(lengths, (gaps) => {
        const likelihood = (order: readonly number[]): number =>
          logLikelihoodOf([{ id: "", cycles: order.map((length) => ({ length })) }], constants, {
            complete: false,
          });
        expect(likelihood(gaps)).toBeCloseTo(likelihood([...gaps].sort((a, b) => a - b)), 8);
      }),
      { seed: 11, numRuns: 5 },
    );
  });
});

describe("a fit", () => {
  test("finds the constants that a cohort was made with, within four standard errors", () => {
    const truth = { ...cycleConstants, centreDays: 31, coreScale: 0.042 };
    const people = cohort(8, { people: 60, loss: 0, ages: [31, 32], constants: truth });
    const fit = fitConstants(people, { complete: true, starts: 1, evaluations: 90 }, seededRandom(1));
    for (const name of ["centreDays", "coreScale"] as const) {
      const error = fit.standardErrors[name]!;
      expect(Math.abs(fit.constants[name] - truth[name])).toBeLessThan(4 * error);
      expect(Math.abs(cycleConstants[name] - truth[name])).toBeGreaterThan(2 * error);
    }
    expect(fit.logLikelihood).toBeGreaterThan(fit.logLikelihoodAsPublished + 5);
  });

  test("moves each constant on a scale that leads back to it", () => {
    for (const complete of [true, false]) {
      const free = freeConstants({ complete });
      const units = free.map((_, i) => Math.sin(i + 1));
      const back = toUnits(fromUnits(units, free), free);
      for (const [i, unit] of units.entries()) expect(back[i]).toBeCloseTo(unit, 9);
      expect(
        fromUnits(
          free.map(() => 0),
          free,
        ).noise.wideShare,
      ).toBeCloseTo(cycleConstants.noise.wideShare, 12);
    }
  });
});

test("a matrix times its inverse is 1, and one without an inverse has none", () => {
  const matrix = [
    [0, 2, 1],
    [3, -1, 0.5],
    [1, 1, 4],
  ];
  const inverse = inverseOf(matrix)!;
  for (const i of [0, 1, 2]) {
    for (const j of [0, 1, 2]) {
      const entry = [0, 1, 2].reduce((sum, k) => sum + matrix[i]![k]! * inverse[k]![j]!, 0);
      expect(entry).toBeCloseTo(i === j ? 1 : 0, 12);
    }
  }
  expect(
    inverseOf([
      [1, 2],
      [2, 4],
    ]),
  ).toBeNull();
});
