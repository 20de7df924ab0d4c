import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { docsFiles, docsPaths } from "../docs.ts";
import type { Results } from "../results.ts";
import { peerRules } from "../rules/index.ts";

const read = (path: string): string => readFileSync(path, "utf8");
const results = JSON.parse(read(docsPaths.results)) as Results;
const files = docsFiles(results, read(docsPaths.template));

test.each([...files])(
  "%s is what its template and docs/evaluation.json give, byte for byte",
  (path, text) => {
    expect(existsSync(path)).toBe(true);
    expect(read(path) === text).toBe(true);
  },
);

test("no plot is left over", () => {
  const plots = [...files.keys()].filter((path) => path.startsWith(docsPaths.plots));
  expect(
    readdirSync(docsPaths.plots)
      .map((name) => `${docsPaths.plots}/${name}`)
      .toSorted(),
  ).toEqual(plots.toSorted());
});

test("the published results are those of a whole run, of the clinical cohort and of every peer", () => {
  expect(results.settings.isQuick).toBe(false);
  const clinical = results.cohorts.find(({ isClinical }) => isClinical)!;
  const models = new Set(clinical.known.rows.map(({ model }) => model));
  expect(peerRules.filter(({ name }) => !models.has(name))).toEqual([]);
  expect(results.simulations.length).toBeGreaterThan(0);
  expect(results.planning?.simulated.people).toBe(20_000);
  expect(results.planning?.clinical?.rows.length).toBeGreaterThan(0);
});
