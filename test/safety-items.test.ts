import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Item {
  readonly name: string;
  readonly promise: string;
  readonly held: string;
}

/** The rows of a table whose first cell is an item's name. */
const itemsIn = (text: string): readonly Item[] =>
  text.split("\n").flatMap((line) => {
    const [, name, promise, held] = line.split("|").map((cell) => cell.trim());
    return name !== undefined && /^I\d+$/.test(name) && promise && held ? [{ name, promise, held }] : [];
  });

/** Why an item is not held; null where it is. */
function lack({ name, held }: Item): string | null {
  if (/^(?:Not a test|Not there yet): \S/.test(held)) return null;
  const [, path, title] = /^`([^`]+\.test\.tsx?)`: (.+)$/.exec(held) ?? [];
  if (path === undefined || title === undefined) return `${name}: neither a test nor a reason`;
  if (!title.startsWith(`${name}:`)) return `${name}: the test's title does not begin with it`;
  if (!existsSync(path)) return `${name}: there is no ${path}`;
  const titles = [
    ...readFileSync(path, "utf8").matchAll(/\b(?:test|describe)(?:\.\w+\([^\n]*\))?\(\s*"([^"]+)"/g),
  ];
  return titles.some(([, one]) => one!.startsWith(title)) ? null : `${name}: no test begins with “${title}”`;
}

const items = itemsIn(readFileSync("docs/safety.md", "utf8"));

test("each item of the research on safety has a test by its name, or the reason why it has none", () => {
  expect(items.map(({ name }) => name)).toEqual(Array.from({ length: 24 }, (_, place) => `I${place + 1}`));
  expect(items.flatMap((item) => lack(item) ?? [])).toEqual([]);
});

test("an item that nothing holds would be found", () => {
  const broken = (held: string) => lack({ name: "I3", promise: "…", held });
  expect(broken("somewhere")).toContain("neither");
  expect(broken("`test/safety-items.test.ts`: I4: of another item")).toContain("does not begin");
  expect(broken("`test/none.test.ts`: I3: anything")).toContain("there is no");
  expect(broken("`test/safety-items.test.ts`: I3: a title that nothing has")).toContain("no test");
  expect(itemsIn("| I3 | promise | held |\n| other | a | b |")).toHaveLength(1);
});
