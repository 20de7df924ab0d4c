// `npm run evaluate`: our forecast, and everybody else's beside it. Exit codes: 0 ok, 1 bad input or a claim that does
// not hold, 2 usage.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { claimsOf } from "./claims.ts";
import { fullSettings, quickSettings } from "./contest.ts";
import { docsFiles, docsPaths } from "./docs.ts";
import { type Options, parseOptions, usage } from "./options.ts";
import {
  type PlanningPart,
  type PlanningPartResult,
  type PlanningResult,
  planningFrom,
  planningParts,
} from "./planning/evaluate-planning.ts";
import { cohortPlots } from "./plots/cohort-plots.ts";
import { readCohort } from "./read-cohort.ts";
import { evaluationDocument } from "./report/document.ts";
import type { CohortResult, FitResult, Results, SimulationResult } from "./results.ts";
import { formatResults, rounded } from "./rounded.ts";
import { runParts } from "./run-parts.ts";
import { scenarios } from "./simulations/scenarios.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const clinicalFile = fileURLToPath(new URL("../../shared/data/clinical-cycles.csv", import.meta.url));
const say = (line: string): void => void process.stderr.write(`${line}\n`);

interface Input {
  readonly path: string;
  readonly name: string;
  readonly isClinical: boolean;
}

/** The files to evaluate; null when one cannot be, and it was said why. */
function inputsOf({ files }: Options): readonly Input[] | null {
  if (files.length === 0 && !existsSync(clinicalFile)) {
    say(
      "The clinical cohort (shared/data/clinical-cycles.csv beside this folder) is not here: simulations only.",
    );
    return [];
  }
  const inputs =
    files.length === 0
      ? [{ path: clinicalFile, name: "Clinical cohort", isClinical: true }]
      : files.map((path) => ({ path, name: basename(path), isClinical: false }));
  for (const { path } of inputs) {
    const problem = problemWith(path);
    if (problem === null) continue;
    say(`${path}: ${problem}`);
    return null;
  }
  return inputs;
}

function problemWith(path: string): string | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return "It cannot be read.";
  }
  const cohort = readCohort(text);
  if (!cohort.ok) return cohort.error;
  const { leftOut } = cohort.value;
  if (leftOut > 0) say(`${path}: ${leftOut} rows without the length of a cycle are left out.`);
  return null;
}

async function evaluate(inputs: readonly Input[], { seed, isQuick, writesDocs }: Options): Promise<Results> {
  const settings = isQuick ? quickSettings : fullSettings;
  const cohorts = inputs.map((input) => ({ kind: "cohort", ...input, seed, settings }) as const);
  const fits = isQuick ? [] : inputs.filter(({ isClinical }) => isClinical);
  const clinicalInput = inputs.find(({ isClinical }) => isClinical) ?? null;
  const planned = planningParts(isQuick, clinicalInput?.path ?? null).map(
    (part: PlanningPart) => ({ kind: "planning", part, seed, settings }) as const,
  );
  const answers = await runParts([
    ...planned,
    ...cohorts,
    ...fits.map(({ path, name }) => ({ kind: "fit", path, name, seed, settings }) as const),
    ...scenarios.map(({ id }) => ({ kind: "scenario", id, seed, settings }) as const),
  ]);
  const results = answers.slice(planned.length);
  const planning = planningFrom(answers.slice(0, planned.length) as readonly PlanningPartResult[]);
  // Without the clinical file the documents keep what was found when it was there.
  const kept = writesDocs && inputs.length === 0 ? keptResults() : null;
  if (kept) say(`${docsPaths.results} keeps its part on the clinical cohort.`);
  const fitted = results.slice(cohorts.length, cohorts.length + fits.length) as readonly FitResult[];
  const fit = fitted[0] ?? kept?.fit;
  return rounded({
    schema: "tidetable.evaluation/1",
    seed,
    settings,
    cohorts: [...(results.slice(0, cohorts.length) as readonly CohortResult[]), ...(kept?.cohorts ?? [])],
    ...(fit ? { fit } : {}),
    simulations: results.slice(cohorts.length + fits.length) as readonly SimulationResult[],
    planning: withKept(planning, kept),
  });
}

/** Without the clinical file its part of what is kept stays. */
const withKept = (planning: PlanningResult, kept: Results | null): PlanningResult =>
  kept?.planning?.clinical ? { clinical: kept.planning.clinical, ...planning } : planning;

/** The planner alone, in full, with the seed of what is kept; null where nothing is. */
async function evaluatePlanning(): Promise<Results | null> {
  const kept = keptResults();
  if (!kept) return null;
  const { seed, settings } = kept;
  const clinical = existsSync(clinicalFile) ? clinicalFile : null;
  if (clinical === null) say(`${docsPaths.results} keeps its part on the clinical cohort.`);
  const answers = await runParts(
    planningParts(false, clinical).map((part) => ({ kind: "planning", part, seed, settings }) as const),
  );
  const planning = planningFrom(answers as readonly PlanningPartResult[]);
  return rounded({ ...kept, planning: withKept(planning, kept) });
}

function write(folder: string, textByPath: ReadonlyMap<string, string>): void {
  for (const [path, text] of textByPath) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    say(`wrote ${path}`);
  }
}

/** Results first, so that a page that cannot be filled in costs no second evaluation; false where it could not be. */
function writeDocs(results: Results): boolean {
  write(root, new Map([[docsPaths.results, formatResults(results)]]));
  try {
    write(root, docsFiles(results, readFileSync(join(root, docsPaths.template), "utf8")));
    return true;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    say(`${docsPaths.template}: ${error.message}. Mend it, then: npm run evaluate -- --render`);
    return false;
  }
}

/** The results that are kept; null when there are none, and it was said. */
function keptResults(): Results | null {
  const path = join(root, docsPaths.results);
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as Results;
  say(`There is no ${docsPaths.results} yet: npm run evaluate -- --docs writes it.`);
  return null;
}

function outFiles(results: Results): ReadonlyMap<string, string> {
  const plots = results.cohorts.flatMap((cohort, index) =>
    [...cohortPlots(cohort)].map(
      ([name, plot]) => [`${index === 0 ? "" : `${index + 1}-`}${name}.svg`, plot] as const,
    ),
  );
  return new Map([
    ["evaluation.md", evaluationDocument(results)],
    ["evaluation.json", formatResults(results)],
    ...plots,
  ]);
}

async function main(words: readonly string[]): Promise<number> {
  const options = parseOptions(words);
  if (!options.ok) {
    process.stderr.write(`${options.error}\n\n${usage}`);
    return 2;
  }
  if (options.value.isRender) {
    const kept = keptResults();
    return kept && writeDocs(kept) ? 0 : 1;
  }
  if (options.value.isPlanning) {
    const results = await evaluatePlanning();
    return results && writeDocs(results) ? 0 : 1;
  }
  const inputs = inputsOf(options.value);
  if (inputs === null) return 1;
  const results = await evaluate(inputs, options.value);
  const { isJson, isQuick, writesDocs, out } = options.value;
  process.stdout.write(isJson ? formatResults(results) : evaluationDocument(results));
  if (out !== undefined) write(out, outFiles(results));
  const isWritten = !writesDocs || writeDocs(results);
  const broken = claimsOf(results).filter(({ isHeld }) => !isHeld);
  for (const { text } of broken) say(`Not held: ${text}`);
  const isHeldTo = !isQuick && inputs.some(({ isClinical }) => isClinical);
  return isWritten && !(isHeldTo && broken.length > 0) ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
