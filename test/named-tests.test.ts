import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";

/** Files of the project's own, by path from the root. */
function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (["node_modules", "dist", ".git"].includes(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

const files = filesUnder(".");
const testNames = new Set(files.filter((path) => /\.test\.tsx?$/.test(path)).map((path) => basename(path)));
const namesIn = (text: string): readonly string[] => text.match(/[\w-]+\.test\.tsx?\b/g) ?? [];

test("a comment or document that says which test holds it names one that exists", () => {
  const readers = files.filter(
    (path) => /\.(?:ts|tsx|css|md|ftl)$/.test(path) && !/\.test\.tsx?$/.test(path),
  );
  const missing = readers.flatMap((path) =>
    namesIn(readFileSync(path, "utf8")).flatMap((name) => (testNames.has(name) ? [] : [`${path}: ${name}`])),
  );
  expect(missing).toEqual([]);
  expect(readers.length).toBeGreaterThan(200);
});

test("a name of a test that is not there would be found", () => {
  expect(namesIn("/* held by test/no-such.test.ts */")).toEqual(["no-such.test.ts"]);
});
