// Everything the gate runs: `npm test`, and `npm run check` without the built app and the browser. Every step runs,
// also after one that failed; the last line counts them all.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { chromiumAdvice, findChromium, installChromium } from "./chromium.ts";
import { formatTally, sumOfTallies, type Tally, tallyFromExit, tallyFromVitest } from "./tally.ts";

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const isQuick = process.argv.includes("--quick");
const scratch = mkdtempSync(join(tmpdir(), "tidetable-test-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

const tallies: Tally[] = [
  ...tsconfigFiles().map((file) => step(`types of ${file}`, "tsc", ["-p", file])),
  step("lint and format", "biome", ["ci"]),
  step("unused code", "knip", []),
  vitest("unit"),
  ...(isQuick
    ? []
    : [
        step("build", "vite", ["build", "apps/web", "--config", "apps/web/vite.config.ts"]),
        ...(await besideEachOther()),
      ]),
];

const total = sumOfTallies(tallies);
if (total.failures.length > 0) say(["\nFailed:", ...total.failures.map((name) => `  ${name}`)].join("\n"));
say(`\n${formatTally(total)}`);
process.exitCode = total.failures.length > 0 ? 1 : 0;

/** Runs an installed program with its output in sight; gives its exit code. */
function run(program: string, words: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  say(`\n$ ${[program, ...words].join(" ")}`);
  const { status, error } = spawnSync(join("node_modules", ".bin", program), words, {
    stdio: "inherit",
    env: { ...process.env, ...env },
    shell: process.platform === "win32",
  });
  if (error) say(error.message);
  // Null: it was ended by a signal, or never began.
  return status ?? 1;
}

function step(name: string, program: string, words: readonly string[]): Tally {
  return tallyFromExit(name, run(program, words));
}

/** What makes Vitest run a project and leave a report, and where. */
function wordsFor(project: "unit" | "terminal" | "end-to-end"): { words: readonly string[]; report: string } {
  const report = join(scratch, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return { words: ["run", "--project", project, ...reporters], report };
}

function vitest(project: "unit" | "end-to-end", env: NodeJS.ProcessEnv = {}): Tally {
  const { words, report } = wordsFor(project);
  const exitCode = run("vitest", words, env);
  return tallyFromVitest(`${project} tests`, readReport(report), exitCode, process.cwd());
}

/** Terminal tests while one browser at a time mostly waits; what they print comes in one piece afterwards. */
async function besideEachOther(): Promise<readonly Tally[]> {
  const { words, report } = wordsFor("terminal");
  const printed = join(scratch, "terminal.txt");
  const output = openSync(printed, "w");
  const terminal = spawn(join("node_modules", ".bin", "vitest"), [...words, "--maxWorkers=1"], {
    stdio: ["ignore", output, output],
    shell: process.platform === "win32",
  });
  const ended = once(terminal, "exit");
  const browsers = endToEnd();
  const [exitCode] = await ended;
  say(`\n$ vitest ${words.join(" ")}\n${readFileSync(printed, "utf8")}`);
  return [tallyFromVitest("terminal tests", readReport(report), exitCode ?? 1, process.cwd()), browsers];
}

/** The report, or null where a runner that crashed left none, or half of one. */
function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

function endToEnd(): Tally {
  const chromium = findChromium() ?? installChromium();
  if (chromium !== null) return vitest("end-to-end", { CHROMIUM_PATH: chromium });
  say(`\n${chromiumAdvice}`);
  return { passed: 0, skipped: 0, failures: ["end-to-end tests: no Chromium"] };
}

/** Every TypeScript project of the workspaces, and the root's own. */
function tsconfigFiles(): readonly string[] {
  const inWorkspaces = ["packages", "apps"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => basename(name) === "tsconfig.json" && !name.includes("node_modules"))
      .map((name) => join(folder, name)),
  );
  return [...inWorkspaces.toSorted(), "tsconfig.json"];
}
