import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fullContest } from "./contest.ts";
import { evaluateCohort, type Means } from "./evaluate-cohort.ts";
import { evaluateFit } from "./fit/evaluate-fit.ts";
import { readCohort } from "./read-cohort.ts";
import type { CohortResult, EvaluationSettings, FitResult, SimulationResult } from "./results.ts";
import { evaluateScenario } from "./simulations/evaluate-scenario.ts";
import { scenarios } from "./simulations/scenarios.ts";

/** One piece of an evaluation, which needs nothing of the others; main.ts runs several in processes of their own. */
export type Part = { readonly seed: number; readonly settings: EvaluationSettings } & (
  | { readonly kind: "cohort"; readonly path: string; readonly name: string; readonly isClinical: boolean }
  | { readonly kind: "fit"; readonly path: string; readonly name: string }
  | { readonly kind: "scenario"; readonly id: string }
);
export type PartResult = CohortResult | FitResult | SimulationResult;

function evaluatePart(part: Part): PartResult {
  const means: Means = {
    ...fullContest(part.settings),
    seed: part.seed,
    settings: part.settings,
    progress: (step) => void process.stderr.write(`${step}\n`),
  };
  if (part.kind === "scenario") {
    return evaluateScenario(scenarios.find(({ id }) => id === part.id)!, means);
  }
  const cohort = readCohort(readFileSync(part.path, "utf8"));
  if (!cohort.ok) throw new Error(`${part.name} changed while it was read`);
  if (part.kind === "fit") return evaluateFit(cohort.value.people, part.seed);
  return evaluateCohort({ ...part, people: cohort.value.people }, means);
}

const part = JSON.parse(await text(process.stdin)) as Part;
process.stdout.write(JSON.stringify(evaluatePart(part)));
