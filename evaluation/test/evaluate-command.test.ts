import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "tidetable-evaluate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function evaluate(...words: readonly string[]) {
  const tsx = join("node_modules", ".bin", "tsx");
  return spawnSync(tsx, ["evaluation/main.ts", ...words], {
    encoding: "utf8",
    shell: process.platform === "win32",
  });
}

test("an option that there is not: usage on stderr, nothing on stdout, exit code 2", () => {
  const { status, stdout, stderr } = evaluate("--fast");
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^There is no option "--fast"\.\n\nnpm run evaluate/);
});

test("a file that is not there, and one with a row that is none: one sentence, exit code 1", () => {
  const missing = evaluate(join(folder, "missing.csv"));
  expect([missing.status, missing.stdout]).toEqual([1, ""]);
  expect(missing.stderr).toBe(`${join(folder, "missing.csv")}: It cannot be read.\n`);
  const path = join(folder, "bad.csv");
  writeFileSync(path, "person,cycle,length\na,1,28\nb,1,soon\n");
  const bad = evaluate(path);
  expect([bad.status, bad.stdout]).toEqual([1, ""]);
  expect(bad.stderr).toBe(`${path}: Line 3, column "length": expected a whole number from 1 to 10000.\n`);
});
