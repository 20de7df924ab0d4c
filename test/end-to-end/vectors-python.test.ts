import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

test("the model written again in plain Python gives every vector (this needs python3)", async () => {
  const { stdout } = await promisify(execFile)("python3", ["scripts/reference/check_vectors.py"]);
  expect(stdout).toMatch(/\n0 differ by more than 1e-06\n$/);
  expect(stdout.match(/^equal /gm)?.length).toBeGreaterThan(20);
});

test("the protocol's bytes written again in plain Python open every vector (this needs python3)", async () => {
  const { stdout } = await promisify(execFile)("python3", ["scripts/reference/check_sync_vectors.py"]);
  const [, count] = /(\d+) vectors, all as written\n$/.exec(stdout) ?? [];
  expect(Number(count)).toBeGreaterThan(50);
});
