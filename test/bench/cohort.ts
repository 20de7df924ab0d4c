import { spawn, spawnSync } from "node:child_process";
import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runPublishedScheme } from "../../scripts/reference/poisson-monte-carlo.ts";

/**
 * A made-up cohort from disk to disk with the real command, beside the published scheme in plain Python on people of the same
 * file: `npm run bench -- cohort [--people N] [--folder DIR]`. A million people need 25 GB in the folder for as long as it
 * runs. Exits 1 when one of the stated limits is broken.
 */
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    people: { type: "string", default: "100000" },
    folder: { type: "string", default: tmpdir() },
  },
});
const people = Number(values.people);
const cycles = 12;
const rowCount = people * cycles;

/** Limits of issue 3, on two cores. */
const leastPerSecond = 100_000;
const mostMegabytes = 300;
const leastRatio = 300;

/** The opponents, with people enough for a second or more. */
const schemes = [
  { name: "the published scheme in plain Python", people: 2, options: [] },
  { name: "the same with every chance looked up", people: 100, options: ["--tabulated"] },
] as const;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const pathOf = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const tsx = ["--import", import.meta.resolve("tsx")];

const folder = await mkdtemp(join(values.folder, "tidetable-bench-"));
try {
  process.exitCode = (await measure()) ? 0 : 1;
} finally {
  await rm(folder, { recursive: true });
}

async function measure(): Promise<boolean> {
  const [cohort, answers] = [join(folder, "cohort.csv"), join(folder, "answers.jsonl")];
  const make = [...tsx, pathOf("scripts/make-cohort.ts"), cohort, "--people", `${people}`];
  if (spawnSync(process.execPath, make, { stdio: "inherit" }).status !== 0) return false;
  print(`${people} people, ${cycles} cycles each: ${megabytes(statSync(cohort).size)} MB`);

  const { seconds, peakMegabytes, code } = await forecast(cohort, answers);
  if (code !== 0) return false;
  const last = JSON.parse(lastLineOf(answers));
  if (last.person !== `p${people}` || last.cycle !== cycles) throw new Error("the answers end too early");
  print(
    `  answered in ${seconds.toFixed(1)} s, start and check included: ${megabytes(statSync(answers).size)} MB`,
  );

  const perSecond = rowCount / seconds;
  const verdicts = [
    verdict("forecasts a second", perSecond, leastPerSecond, perSecond >= leastPerSecond),
    verdict("most memory, MB", peakMegabytes, mostMegabytes, peakMegabytes <= mostMegabytes),
    ...schemes.map(({ name, people: count, options }) => {
      const scheme = runPublishedScheme(cohort, "--people", `${count}`, ...options);
      if (scheme.kind === "failed") {
        print(scheme.sentence);
        return false;
      }
      const ratio = scheme.secondsPerForecast * perSecond;
      print(`${name}: ${(1000 * scheme.secondsPerForecast).toFixed(1)} ms a forecast`);
      return verdict("  times ours", ratio, leastRatio, ratio >= leastRatio);
    }),
  ];
  return verdicts.every((holds) => holds);
}

/** Runs the real command, its answers to a file; its peak is that of the whole process with all threads. */
async function forecast(
  cohort: string,
  answers: string,
): Promise<{ seconds: number; peakMegabytes: number; code: number | null }> {
  // Told by the process itself when it ends: what the system counts for a child includes its parent.
  const report = `import { readFileSync, writeSync } from "node:fs";
    const peak = () => {
      try {
        return Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]);
      } catch {
        return process.resourceUsage().maxRSS;
      }
    };
    process.on("exit", () => writeSync(3, String(peak())));`;
  const words = [
    ...tsx,
    "--import",
    `data:text/javascript,${encodeURIComponent(report)}`,
    pathOf("apps/cli/src/main.ts"),
    ...["forecast", "--cohort", cohort, "--json"],
  ];
  const out = openSync(answers, "w");
  const start = performance.now();
  const child = spawn(process.execPath, words, { stdio: ["ignore", out, "inherit", "pipe"] });
  closeSync(out);
  let kilobytes = "";
  child.stdio[3]!.on("data", (chunk: Buffer) => {
    kilobytes += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return { seconds: (performance.now() - start) / 1000, peakMegabytes: Number(kilobytes) / 1024, code };
}

function lastLineOf(path: string): string {
  const file = openSync(path, "r");
  const { size } = fstatSync(file);
  const end = Buffer.alloc(Math.min(size, 64 * 1024));
  readSync(file, end, 0, end.length, size - end.length);
  closeSync(file);
  return end.toString().trimEnd().split("\n").at(-1)!;
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}

function verdict(name: string, value: number, limit: number, holds: boolean): boolean {
  print(`${name}: ${Math.round(value)}, ${holds ? "within" : "BEYOND"} the limit of ${limit}`);
  return holds;
}
