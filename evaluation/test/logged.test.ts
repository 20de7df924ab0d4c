import { longestGap, seededRandom } from "@tidetable/forecast";
import fc from "fast-check";
import { expect, test } from "vitest";
import { asLogged, fullyLogged, loggedGaps, loseStarts } from "../logged.ts";
import { targetsOf } from "../targets.ts";
import { madeUpCohort, personOf } from "./made-up.ts";

const lossy = fc.record({ chance: fc.double({ min: 0, max: 0.9, noNaN: true }), seed: fc.nat() });
const cohort = madeUpCohort(6, 9);

test("a start that was not logged makes one gap of two cycles, with the sign and age of the first", () => {
  const cycles = [
    { length: 28, ovulationDay: 15, age: 30 },
    { length: 30, ovulationDay: 17, age: 31 },
    { length: 27 },
  ];
  expect(loggedGaps({ id: "a", cycles, isLogged: [true, false, true] })).toEqual([
    { gap: { length: 58, ovulationDay: 15, age: 30 }, trueCycles: 2 },
    { gap: { length: 27 }, trueCycles: 1 },
  ]);
});

test("law: whatever is lost, a person's days and true cycles add up, and her first start is there", () => {
  fc.assert(
    fc.property(lossy, ({ chance, seed }) => {
      for (const [index, person] of loseStarts(cohort, chance, seededRandom(seed)).entries()) {
        const gaps = loggedGaps(person);
        const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
        expect(sum(gaps.map(({ gap }) => gap.length))).toBe(
          sum(cohort[index]!.cycles.map(({ length }) => length)),
        );
        expect(sum(gaps.map(({ trueCycles }) => trueCycles))).toBe(9);
        expect(gaps).toHaveLength(person.isLogged.filter(Boolean).length);
        expect(person.isLogged[0]).toBe(true);
      }
    }),
    { numRuns: 50, seed: 1 },
  );
});

test("law: the targets are the same whatever is lost; only what is known before them is less", () => {
  const all = targetsOf(fullyLogged(cohort));
  fc.assert(
    fc.property(lossy, ({ chance, seed }) => {
      const targets = targetsOf(loseStarts(cohort, chance, seededRandom(seed)));
      expect(targets.map(({ person, cyclesBefore, length }) => [person, cyclesBefore, length])).toEqual(
        all.map(({ person, cyclesBefore, length }) => [person, cyclesBefore, length]),
      );
      for (const [index, { known, cyclesBefore }] of targets.entries()) {
        expect(known.cycles.length).toBeLessThanOrEqual(cyclesBefore);
        expect(known.cycles.length > 0).toBe(cyclesBefore > 0);
        expect(known.age).toBe(all[index]!.known.age);
      }
    }),
    { numRuns: 50, seed: 2 },
  );
});

test("of a thousand people with ten starts to lose, a tenth of them go at a chance of a tenth", () => {
  const people = Array.from({ length: 1000 }, (_, i) => personOf(`${i}`, ...new Array<number>(11).fill(28)));
  const lost = loseStarts(people, 0.1, seededRandom(3)).flatMap(({ isLogged }) => isLogged.slice(1));
  expect(Math.abs(lost.filter((isLogged) => !isLogged).length / 10_000 - 0.1)).toBeLessThan(0.01);
});

test("nothing lost is the cohort itself", () => {
  expect(asLogged(fullyLogged(cohort))).toEqual(cohort);
  expect(asLogged(loseStarts(cohort, 0, seededRandom(1)))).toEqual(cohort);
});

test("a chance that is none is refused by name", () => {
  expect(() => loseStarts(cohort, 1, seededRandom(1))).toThrow(/^chance expects/);
});

test("a pause is no target, and stays in what is known of the next", () => {
  const [person] = fullyLogged([personOf("a", 28, longestGap + 1, 29)]);
  expect(targetsOf([person!]).map(({ cyclesBefore }) => cyclesBefore)).toEqual([0, 2]);
  expect(targetsOf([person!])[1]!.known.cycles).toHaveLength(2);
  expect(targetsOf([person!], 200)).toHaveLength(3);
});
