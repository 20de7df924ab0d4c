import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "./scratch-folder.ts";

const run = (program: string, words: readonly string[], cwd: string): string =>
  execFileSync(program, words, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

test("another program uses the packed forecast alone, with plain Node, and it needs nothing else", async () => {
  const root = process.cwd();
  run(process.execPath, ["--import", "tsx", "scripts/build-forecast.ts"], root);
  const stranger = await scratchFolder({ "package.json": '{"type":"module"}' });
  const packed = run("npm", ["pack", "--silent", join(root, "packages/forecast/dist")], stranger).trim();
  run("npm", ["install", "--silent", "--offline", "--no-audit", "--no-fund", `./${packed}`], stranger);
  writeFileSync(
    join(stranger, "program.js"),
    `import { createForecaster, quantile } from "@tidetable/forecast";
     const forecaster = createForecaster();
     const belief = forecaster.learn({}, [28, 29, 28].map((length) => ({ kind: "cycle", length })));
     process.stdout.write(String(quantile(forecaster.cycleLength(belief), 0.5)));`,
  );
  expect(run(process.execPath, ["program.js"], stranger)).toBe("28");
  const installed = join(stranger, "node_modules/@tidetable/forecast");
  const manifest: unknown = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  expect(manifest).not.toHaveProperty("dependencies");
  expect(readFileSync(join(installed, "LICENSE"), "utf8")).toContain("Apache License");
  expect(readFileSync(join(installed, "index.d.ts"), "utf8")).toContain("createForecaster");
});
