import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Makes packages/forecast/dist: the forecast as a package that any JavaScript program can use, with its types, its
 * README and its licence, ready for `npm publish packages/forecast/dist`.
 *
 * Inside the workspace the sources are used as they are; only what leaves it is compiled.
 */
const root = new URL("../", import.meta.url);
const source = new URL("packages/forecast/", root);
const target = new URL("dist/", source);

rmSync(target, { recursive: true, force: true });
const compiler = fileURLToPath(new URL("node_modules/typescript/bin/tsc", root));
const project = fileURLToPath(new URL("tsconfig.build.json", source));
execFileSync(process.execPath, [compiler, "-p", project], { stdio: "inherit" });

const manifest: Record<string, unknown> = JSON.parse(readFileSync(new URL("package.json", source), "utf8"));
const published = { ...manifest, exports: { ".": { types: "./index.d.ts", default: "./index.js" } } };
writeFileSync(new URL("package.json", target), `${JSON.stringify(published, null, 2)}\n`);
copyFileSync(new URL("README.md", source), new URL("README.md", target));
copyFileSync(new URL("LICENSE", root), new URL("LICENSE", target));
