import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { cycleConstants, seededRandom } from "@tidetable/forecast";
import { type Fit, fitConstants } from "./fit/fit.ts";
import { freeConstants, toUnits } from "./fit/free-constants.ts";
import { readCohort } from "./read-cohort.ts";

/**
 * `npm run fit -- COHORT.csv [--complete] [--seed N] [--json]`: the constants of the model, learned from a cohort by
 * marginal likelihood. `--complete` says that every start was logged, as in a clinical study.
 */

const usage = "npm run fit -- COHORT.csv [--complete] [--seed N] [--starts N] [--json]";
const write = (line: string): void => void process.stdout.write(`${line}\n`);

function fail(sentence: string, exitCode: 1 | 2): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(exitCode);
}

function readArguments(): { path: string; complete: boolean; seed: number; starts: number; json: boolean } {
  const options = {
    complete: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
    starts: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
  } as const;
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [path, ...more] = positionals;
    const [seed, starts] = [Number(values.seed), Number(values.starts)];
    if (!path || more.length > 0) return fail(`Expected one cohort file. ${usage}`, 2);
    if (!Number.isInteger(seed)) return fail("--seed expects a whole number.", 2);
    if (!Number.isInteger(starts) || starts < 1 || starts > 50) {
      return fail("--starts expects a whole number from 1 to 50.", 2);
    }
    return { path, complete: values.complete, json: values.json, seed, starts };
  } catch (error) {
    if (error instanceof TypeError) return fail(`${error.message} ${usage}`, 2);
    throw error;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return fail("The cohort file cannot be read.", 1);
  }
}

function sayFit({ constants, standardErrors, ...fit }: Fit, complete: boolean, seed: number): void {
  const free = freeConstants({ complete });
  const [now, published] = [toUnits(constants, free), toUnits(cycleConstants, free)];
  write("| constant | published | fitted | standard error |");
  write("| --- | --- | --- | --- |");
  for (const [i, { name, printed }] of free.entries()) {
    const figures = [printed(published[i]!), printed(now[i]!), standardErrors[name]!];
    write(`| ${name} | ${figures.map((value) => value.toFixed(4)).join(" | ")} |`);
  }
  write("");
  write(`Log-likelihood ${fit.logLikelihood.toFixed(2)}, with the published constants`);
  write(`${fit.logLikelihoodAsPublished.toFixed(2)}. Seed ${seed}; reached from each start:`);
  write(`${fit.reached.map((value) => value.toFixed(2)).join(", ")}.`);
}

const { path, complete, seed, starts, json } = readArguments();
const cohort = readCohort(readText(path));
if (!cohort.ok) fail(cohort.error, 1);
const fit = fitConstants(cohort.value.people, { complete, starts, evaluations: 400 }, seededRandom(seed));
if (json)
  write(JSON.stringify({ schema: "tidetable.forecast-constants/1", seed, complete, ...fit }, null, 2));
else sayFit(fit, complete, seed);
