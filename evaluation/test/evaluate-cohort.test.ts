import { expect, test } from "vitest";
import { contestOf } from "../contestants.ts";
import { evaluateCohort, type Means } from "../evaluate-cohort.ts";
import { asSaid, dressed } from "../models/index.ts";
import { createOurModel, ourName } from "../ours.ts";
import { cohortPlots } from "../plots/cohort-plots.ts";
import { evaluationDocument } from "../report/document.ts";
import type { EvaluationSettings, Results } from "../results.ts";
import { rounded } from "../rounded.ts";
import { evaluateScenario } from "../simulations/evaluate-scenario.ts";
import { scenarios } from "../simulations/scenarios.ts";
import { alwaysSays, lastLength, madeUpCohort, personOf } from "./made-up.ts";

const settings: EvaluationSettings = {
  isQuick: true,
  splits: 2,
  lossSeeds: 2,
  recognitionSeeds: 2,
  resamples: 20,
  simulatedPeople: 6,
  simulatedTraining: 6,
  coveragePeople: 8,
  exactPeople: 1,
};
function meansFor(seed: number): Means {
  const ours = createOurModel();
  const peers = [lastLength, { ...lastLength, name: "always 28", says: () => ({ day: 28 }) }];
  const entries = {
    ours,
    models: [],
    variants: [],
    points: [alwaysSays("constant 30", 30)],
    simple: [],
    peers,
  };
  return { ours, contest: contestOf(entries, { dressed, asSaid }), seed, settings, progress: () => {} };
}
const input = { name: "Made-up", isClinical: true, people: madeUpCohort(14, 8) };
const cohort = evaluateCohort(input, meansFor(1));
const scenario = scenarios.find(({ id }) => id === "irregular")!;
const simulation = evaluateScenario(scenario, meansFor(1));
const results: Results = rounded({
  schema: "tidetable.evaluation/1",
  seed: 1,
  settings,
  cohorts: [cohort],
  simulations: [simulation],
});

/** Every number in a value, however deep. */
function numbersIn(value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

test("every number is one", () => {
  const numbers = numbersIn({ cohort, simulation });
  expect(numbers.length).toBeGreaterThan(1000);
  expect(numbers.filter((number) => !Number.isFinite(number))).toEqual([]);
});

test("the same seed gives the same results, to the last digit; another seed others", () => {
  expect(evaluateCohort(input, meansFor(1))).toEqual(cohort);
  expect(evaluateScenario(scenario, meansFor(1))).toEqual(simulation);
  expect(evaluateScenario(scenario, meansFor(2))).not.toEqual(simulation);
});

test("strata are of the sizes that the cohort has", () => {
  expect(cohort).toMatchObject({ people: 14, cycles: 112, targets: 112 });
  expect(cohort.known.targets).toBe(98);
  expect(cohort.answered.targets).toBe(14 * 5);
  expect(cohort.byCyclesKnown.map(({ targets }) => targets)).toEqual([14, 14, 14, 42, 28, 0]);
  expect(cohort.byVariability.reduce((sum, { targets }) => sum + targets, 0)).toBe(70);
  expect(cohort.byLoss.map(({ targets }) => targets)).toEqual([98, 98, 98, 98]);
  expect(cohort.afterSign!.targets).toBe(14 * 4);
  expect(cohort.recognition.map(({ merged, single }) => [merged > 0, single > 0])).toEqual([
    [false, true],
    [true, true],
    [true, true],
    [true, true],
  ]);
});

test("nothing lost is the same as not asking for losses, and lost starts cost ours less than the last length", () => {
  const ofOurs = (rows: (typeof cohort.known)["rows"]) => rows.find(({ model }) => model === ourName)!;
  expect(ofOurs(cohort.byLoss[0]!.rows).rankedProbability).toBe(ofOurs(cohort.known.rows).rankedProbability);
  const worsening = (model: string): number => {
    const at = (index: number) =>
      cohort.byLoss[index]!.rows.find((row) => row.model === model)!.rankedProbability;
    return at(3) / at(0);
  };
  expect(worsening(ourName)).toBeLessThan(worsening("last length"));
});

test("nothing that tells a person, and no length of hers, is in what is written", () => {
  expect(JSON.stringify(results)).not.toContain("made-up ");
});

test("the document has every table, and no number that is none", () => {
  const text = evaluationDocument(results);
  expect(text).not.toMatch(/NaN|Infinity|undefined|null|\{\{/);
  for (const heading of [
    "Every model",
    "Waiting",
    "With starts not logged",
    "After a sign",
    "Simulations",
    "Claims",
  ]) {
    expect(text).toContain(heading);
  }
  expect([...cohortPlots(results.cohorts[0]!).keys()]).toEqual([
    "integrals",
    "reliability",
    "by-known",
    "losses",
    "waiting",
  ]);
});

test("two people with a cycle each have an answer: strata without targets are empty, and nothing fails", () => {
  const two = { name: "Two", isClinical: false, people: [personOf("a", 28), personOf("b", 30)] };
  const result = evaluateCohort(two, meansFor(1));
  expect(result.known.rows).toEqual([]);
  expect(result.afterSign).toBeNull();
  const text = evaluationDocument(rounded({ ...results, cohorts: [result], simulations: [] }));
  expect(text).toContain("2 people, 2 cycles");
  expect(text).not.toMatch(/NaN|undefined/);
  expect(cohortPlots(result)).toEqual(new Map());
});
