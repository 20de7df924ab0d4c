// A helper process of a proof: loads the engine and the simulation it is told to, and runs the seeds it is given.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Task } from "./crew.ts";

type Surveyor = (from: number, count: number, options: object) => Promise<unknown>;

async function run({ engine, proof, from, count, isReal = false, stopAfter }: Task): Promise<unknown> {
  const isConverge = proof === "converge";
  const file = join(engine, "test", "simulation", isConverge ? "survey.ts" : "liar-survey.ts");
  const module: Record<string, unknown> = await import(pathToFileURL(file).href);
  const surveyor = module[isConverge ? "survey" : "surveyLiars"] as Surveyor;
  return surveyor(from, count, { isReal, ...(stopAfter !== undefined && { stopAfter }) });
}

process.on("message", (task: Task) => {
  run(task).then(
    (survey) => process.send!({ survey }),
    (error: unknown) =>
      process.send!({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
