import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { runPublishedScheme } from "../../../scripts/reference/poisson-monte-carlo.ts";
import {
  type Belief,
  createForecaster,
  type Observation,
  seededRandom,
  simulateGaps,
  simulatePerson,
} from "../src/index.ts";

/**
 * How long a forecast takes: `npm run bench -- forecast`. Times are medians; compare the ratios, for machines differ
 * and are shared. Exits 1 when one of the stated limits is broken. Many forecasts at once: `npm run bench -- cohort`.
 */

const forecaster = createForecaster();
const print = (line: string): void => void process.stdout.write(`${line}\n`);

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

function history(seed: number, cycles: number): readonly Observation[] {
  const random = seededRandom(seed);
  return simulateGaps(random, simulatePerson(random), cycles)
    .filter((days) => days <= 90)
    .map((length) => ({ kind: "cycle", length }));
}

const failures: string[] = [];
const limit = (name: string, value: number, most: number, unit: string): void => {
  const verdict = value <= most ? "within" : "ABOVE";
  print(`${name}: ${value.toFixed(3)} ${unit}, ${verdict} the limit of ${most} ${unit}`);
  if (value > most) failures.push(name);
};

const first = timed(() => {
  const fresh = createForecaster();
  return fresh.nextStart(fresh.learn({}, history(1, 12)), { elapsed: 20 })!.ahead(120);
});
limit("first use, tables included", first, 250, "ms");

// Every state of mind of the forecaster that a user meets: 0 to 36 cycles known, any day of the open cycle, with
// nothing logged since the start.
const rounds = 8;
const times: number[] = [];
const timesByCount = new Map<number, number[]>();
for (let round = -2; round < rounds; round++) {
  for (let count = 0; count <= 36; count++) {
    const belief = forecaster.learn({}, history(1000 * round + count, count));
    const elapsed = (count * 7 + round * 5 + 50) % 40;
    const mayHide = new Array<boolean>(elapsed + 1).fill(true);
    const time = timed(() => forecaster.nextStart(belief, { elapsed, mayHide }));
    // The first rounds are for the compiler.
    if (round < 0) continue;
    times.push(time);
    timesByCount.set(count, [...(timesByCount.get(count) ?? []), time]);
  }
}
for (const count of [0, 3, 12, 36]) {
  print(`  a forecast after ${count} cycles: ${median(timesByCount.get(count)!).toFixed(3)} ms`);
}
limit("a forecast after 0 to 36 cycles, median", median(times), 1, "ms");

function costOfOneMore(count: number): () => number {
  const belief: Belief = forecaster.learn({}, history(5, count));
  const next = { kind: "cycle", length: 29 } as const;
  return () =>
    timed(() => {
      for (let i = 0; i < 20; i++) forecaster.observe(belief, next);
    });
}
const [short, long] = [costOfOneMore(12), costOfOneMore(240)];
// In turn, so that a slow moment of the machine meets both.
const ratios: number[] = [];
for (let i = 0; i < 60; i++) {
  const [a, b] = i % 2 === 0 ? [short(), long()] : ([long(), short()].reverse() as [number, number]);
  if (i >= 10) ratios.push(b / a);
}
limit("one more cycle, after 240 against after 12, median ratio", median(ratios), 1.2, "times");

const year = forecaster.nextStart(forecaster.learn({}, history(9, 36)), { elapsed: 3 })!;
print(
  `  every day of the next year, after 36 cycles: ${median(Array.from({ length: 15 }, () => timed(() => year.ahead(365)))).toFixed(2)} ms`,
);

// The same histories to plain Python: each forecast from scratch, from the lengths before it.
const comparedPeople = 5;
const histories = Array.from({ length: comparedPeople }, (_, person) => history(700 + person, 12));
const scratch = mkdtempSync(join(tmpdir(), "tidetable-bench-"));
try {
  const cohort = join(scratch, "cohort.csv");
  const rows = histories.flatMap((cycles, person) =>
    cycles.map((cycle, i) => `p${person},${i + 1},${cycle.kind === "cycle" ? cycle.length : ""}`),
  );
  writeFileSync(cohort, ["person,cycle,length", ...rows, ""].join("\n"));
  const ours = median(
    histories.flatMap((cycles) =>
      cycles.map((_, i) => timed(() => forecaster.cycleLength(forecaster.learn({}, cycles.slice(0, i))))),
    ),
  );
  for (const options of [[], ["--tabulated"]]) {
    const scheme = runPublishedScheme(cohort, ...options);
    const name =
      options.length > 0 ? "the same with every chance looked up" : "the published scheme in plain Python";
    if (scheme.kind === "failed") {
      print(scheme.sentence);
      failures.push(name);
      break;
    }
    const theirs = 1000 * scheme.secondsPerForecast;
    const times = Math.round(theirs / ours);
    print(`${name}: ${theirs.toFixed(1)} ms a forecast, ${times} times ours (${ours.toFixed(2)} ms)`);
  }
} finally {
  rmSync(scratch, { recursive: true });
}

if (failures.length > 0) process.exitCode = 1;
