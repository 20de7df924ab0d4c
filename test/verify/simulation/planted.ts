import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LiarSurvey } from "../../../packages/sync/test/simulation/liar-survey.ts";
import type { Survey } from "../../../packages/sync/test/simulation/survey.ts";
import type { Crew } from "./crew.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const patches = fileURLToPath(new URL("../planted-bugs", import.meta.url));

/** A bug that so many schedules do not show is one that the proofs do not see. Source: security.md 5(a). */
const mostSchedules = 20_000;
/** Schedules of either proof before the other has its turn. Our choice: honest trouble is found in few, lies go by fourteens. */
const atOnce = { converge: 60, "malicious-relay": 56 } as const;

/** Schedules that are run without a bug first. Our choice: as many as most bugs take. */
const controlSchedules = 400;

/** What found a planted bug. */
interface Catch {
  readonly schedules: number;
  readonly proof: keyof typeof atOnce;
  readonly check: string;
}

/**
 * Plants each bug of `planted-bugs/` into a copy of the engine and runs both proofs on it until one fails; true where
 * every bug is found. The tree itself is only read.
 */
export async function catchPlantedBugs(crew: Crew, say: (line: string) => void): Promise<boolean> {
  const began = Date.now();
  const names = readdirSync(patches)
    .filter((name) => name.endsWith(".patch"))
    .toSorted();
  const scratch = mkdtempSync(join(tmpdir(), "tidetable-planted-"));
  symlinkSync(join(root, "node_modules"), join(scratch, "node_modules"));
  const left = [...names];
  let caught = 0;
  // Without a bug nothing may be found, or what is found below means nothing.
  const control = plant(null, join(scratch, "none"));
  const alarm = control === null ? null : await catchIn(crew, control, controlSchedules);
  if (alarm !== null) {
    say(`  no bug at all: ${alarm.proof} found ${alarm.check} after ${alarm.schedules} schedules`);
    rmSync(scratch, { recursive: true, force: true });
    return false;
  }
  const work = async (): Promise<void> => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      const bug = basename(name, ".patch");
      const engine = plant(name, join(scratch, bug));
      const found = engine === null ? null : await catchIn(crew, engine);
      if (found) caught++;
      if (engine === null) say(`  ${bug}: the patch does not fit the sources any more; make it anew`);
      else if (found === null) say(`  ${bug}: NOT caught in ${mostSchedules} schedules`);
      else say(`  ${bug}: caught by ${found.proof} after ${found.schedules} schedules: ${found.check}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: crew.size }, work));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  const seconds = ((Date.now() - began) / 1_000).toFixed(0);
  say(`planted bugs: ${caught} of ${names.length} caught; ${seconds} s`);
  return caught === names.length;
}

/** A copy of the engine and its simulation with one patch in it, or with none; null where the patch does not fit. */
function plant(patch: string | null, engine: string): string | null {
  mkdirSync(join(engine, "test"), { recursive: true });
  const from = join(root, "packages", "sync");
  for (const part of ["package.json", "src", "test/simulation"])
    cpSync(join(from, part), join(engine, part), { recursive: true });
  if (patch === null) return engine;
  try {
    execFileSync("git", ["apply", join(patches, patch)], { cwd: engine, stdio: "ignore" });
    return engine;
  } catch {
    return null;
  }
}

async function catchIn(crew: Crew, engine: string, most = mostSchedules): Promise<Catch | null> {
  const from = { converge: 1, "malicious-relay": 1 };
  for (let schedules = 0; schedules < most; ) {
    for (const proof of ["converge", "malicious-relay"] as const) {
      const count = atOnce[proof];
      const task = { engine, proof, from: from[proof], count, stopAfter: 1 };
      from[proof] += count;
      const outcome = await crew.run<Survey | LiarSurvey>(task).catch((error: unknown) => String(error));
      if (typeof outcome === "string")
        return { schedules: schedules + count, proof, check: outcome.slice(0, 80) };
      const [failed] = outcome.failed;
      if (failed) return { schedules: schedules + outcome.schedules, proof, check: failed.faults[0]!.check };
      schedules += count;
    }
  }
  return null;
}
