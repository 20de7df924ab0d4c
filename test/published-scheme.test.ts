import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runPublishedScheme } from "../scripts/reference/poisson-monte-carlo.ts";

/** The opponent of `npm run bench` must be what it says it is. */
const folder = mkdtempSync(join(tmpdir(), "tidetable-"));
afterAll(() => rmSync(folder, { recursive: true }));
const cohort = join(folder, "cohort.csv");
writeFileSync(cohort, "person,cycle,length\na,1,24\na,2,23\na,3,47\na,4,\n");

/** What the model of the paper says after some lengths, by integrating over both of a person's numbers. */
function exactPredictive(history: readonly number[]): readonly number[] {
  const [kappa, gamma, alpha, beta, mostSkips, longest] = [180, 6, 2, 20, 10, 90];
  const rates = Array.from({ length: 300 }, (_, i) => 18 + (26 * (i + 0.5)) / 300);
  const skips = Array.from({ length: 200 }, (_, i) => (0.7 * (i + 0.5)) / 200);
  const logFactorials = [0];
  for (let n = 1; n <= longest; n++) logFactorials.push(logFactorials[n - 1]! + Math.log(n));
  const mixture = new Float64Array(longest + 1);
  let total = 0;
  for (const rate of rates) {
    const chances = Array.from({ length: mostSkips + 1 }, (_, s) =>
      logFactorials.map((less, days) => Math.exp(days * Math.log((s + 1) * rate) - (s + 1) * rate - less)),
    );
    for (const skip of skips) {
      const whole = 1 - skip ** (mostSkips + 1);
      const chance = new Float64Array(longest + 1);
      for (const [s, ofSkips] of chances.entries()) {
        const share = ((1 - skip) * skip ** s) / whole;
        for (let days = 1; days <= longest; days++) chance[days]! += share * ofSkips[days]!;
      }
      const logPrior =
        (kappa - 1) * Math.log(rate) -
        gamma * rate +
        (alpha - 1) * Math.log(skip) +
        (beta - 1) * Math.log(1 - skip);
      // Less a constant, so that nothing is too small for a number.
      const weight = Math.exp(logPrior - 430) * history.reduce((product, days) => product * chance[days]!, 1);
      total += weight;
      for (let days = 1; days <= longest; days++) mixture[days]! += weight * chance[days]!;
    }
  }
  return Array.from(mixture.subarray(1), (sum) => sum / total);
}

const distance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, p, i) => sum + Math.abs(p - b[i]!), 0) / 2;

const hasPython = spawnSync("python3", ["--version"]).status === 0;
describe.skipIf(!hasPython)("the published scheme in plain Python", () => {
  const answersOf = (...options: readonly string[]) => {
    const answer = runPublishedScheme(cohort, "--predictive", ...options);
    if (answer.kind === "failed") throw new Error(answer.sentence);
    return answer.predictive;
  };

  test("answers each row from those before it, as integrating its model does", () => {
    const answers = answersOf("--tabulated", "--draws", "8000");
    const histories = [[], [24], [24, 23], [24, 23, 47]];
    expect(answers.length).toBe(histories.length);
    for (const [i, history] of histories.entries()) {
      // What 8,000 draws are from the truth, and less; without its history an answer is ten times as far from it.
      expect(distance(answers[i]!, exactPredictive(history))).toBeLessThan(0.01);
    }
    expect(distance(answers[0]!, exactPredictive([24, 23, 47]))).toBeGreaterThan(0.1);
  });

  test("answers the same when every chance is looked up", () => {
    const [plain, tabulated] = [answersOf("--draws", "200"), answersOf("--draws", "200", "--tabulated")];
    for (const [i, answer] of plain.entries()) expect(distance(answer, tabulated[i]!)).toBeLessThan(1e-12);
  });
});

test("without a file it says what failed", () => {
  const answer = runPublishedScheme(join(folder, "nowhere.csv"));
  expect(answer).toMatchObject({ kind: "failed", sentence: expect.stringContaining("python3") });
});
