import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import type { CohortPerson } from "./cohort.ts";
import { fullContest } from "./contest.ts";
import { evaluateCohort, type Means } from "./evaluate-cohort.ts";
import { evaluateFit } from "./fit/evaluate-fit.ts";
import {
  evaluatePlanningPart,
  type PlanningPart,
  type PlanningPartResult,
} from "./planning/evaluate-planning.ts";
import { readCohort } from "./read-cohort.ts";
import type { CohortResult, EvaluationSettings, FitResult, SimulationResult } from "./results.ts";
import { evaluateScenario } from "./simulations/evaluate-scenario.ts";
import { scenarios } from "./simulations/scenarios.ts";

/** One piece of an evaluation, which needs nothing of the others; main.ts runs several in processes of their own. */
export type Part = { readonly seed: number; readonly settings: EvaluationSettings } & (
  | { readonly kind: "cohort"; readonly path: string; readonly name: string; readonly isClinical: boolean }
  | { readonly kind: "fit"; readonly path: string; readonly name: string }
  | { readonly kind: "scenario"; readonly id: string }
  | { readonly kind: "planning"; readonly part: PlanningPart }
);
export type PartResult = CohortResult | FitResult | SimulationResult | PlanningPartResult;

function cohortAt(path: string): readonly CohortPerson[] {
  const cohort = readCohort(readFileSync(path, "utf8"));
  if (!cohort.ok) throw new Error("a cohort changed while it was read");
  return cohort.value.people;
}

function evaluatePart(part: Part): PartResult {
  if (part.kind === "planning") return evaluatePlanningPart(part.part, part.seed, cohortAt);
  const means: Means = {
    ...fullContest(part.settings),
    seed: part.seed,
    settings: part.settings,
    progress: (step) => void process.stderr.write(`${step}\n`),
  };
  if (part.kind === "scenario") {
    return evaluateScenario(scenarios.find(({ id }) => id === part.id)!, means);
  }
  const people = cohortAt(part.path);
  if (part.kind === "fit") return evaluateFit(people, part.seed);
  return evaluateCohort({ ...part, people }, means);
}

const part = JSON.parse(await text(process.stdin)) as Part;
process.stdout.write(JSON.stringify(evaluatePart(part)));
