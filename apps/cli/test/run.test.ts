import { describe, expect, test } from "vitest";
import { commandNames } from "../src/invocation.ts";
import { run } from "../src/run.ts";
import { memoryWorld } from "./memory-world.ts";

describe("help", () => {
  test("names every command", async () => {
    const world = memoryWorld();
    expect(await run(["--help"], world)).toBe(0);
    for (const name of commandNames) expect(world.out()).toMatch(new RegExp(`^ {2}${name} `, "m"));
    expect(world.err()).toBe("");
  });

  test.each(commandNames)("%s --help begins with how it is written", async (name) => {
    const world = memoryWorld();
    expect(await run([name, "--help"], world)).toBe(0);
    expect(world.out()).toMatch(new RegExp(`^tidetable ${name}\\b[^\\n]*\\n\\n`));
  });
});

test("--version is the version alone", async () => {
  const world = memoryWorld();
  expect(await run(["--version"], world)).toBe(0);
  expect(world.out()).toBe("1.2.3\n");
});

test.each([
  [
    [],
    "Which command?\nUsage: tidetable serve | forecast | explain | record | plan | rota | people | schedule | import | export | backup | verify | restore | doctor | demo\n",
  ],
  [
    ["predict"],
    "There is no command predict.\nUsage: tidetable serve | forecast | explain | record | plan | rota | people | schedule | import | export | backup | verify | restore | doctor | demo\n",
  ],
  [["forecast"], "Which file?\nUsage: tidetable forecast FILE [--today YYYY-MM-DD] [--json]\n"],
  [
    ["serve", "--port", "x"],
    "--port needs a whole number from 0 to 65535.\nUsage: tidetable serve [--port 4800] [--data-dir DIR] [OPTION ...]\n",
  ],
  [["demo", "--loud"], "There is no option --loud here.\nUsage: tidetable demo\n"],
])("%j is answered with one sentence and the usage", async (words, said) => {
  const world = memoryWorld();
  expect(await run(words, world)).toBe(2);
  expect(world.out()).toBe("");
  expect(world.err()).toBe(said);
});

test("importing for good is refused, with both ways that there are", async () => {
  const world = memoryWorld();
  expect(await run(["import", "my.csv"], world)).toBe(2);
  expect(world.err()).toContain("stores nothing");
  expect(world.err()).toContain("--dry-run");
  expect(world.err()).toContain("tidetable serve");
});

test("every usage problem has its words", async () => {
  const lines = [
    "--nope",
    "forecast --today",
    "forecast x --json=1",
    "forecast a b",
    "forecast a --today 2027-02-30",
    "forecast a --cohort b --json",
    "forecast --cohort b",
  ];
  for (const line of lines) {
    const world = memoryWorld();
    expect(await run(line.split(" "), world)).toBe(2);
    expect(world.err()).toMatch(/^[^\n]+\.\nUsage: [^\n]+\n$/);
  }
});

test("the demo shows the sentence of a made-up diary, whatever day it is", async () => {
  for (const today of ["2027-02-26", "2028-02-29", "2026-01-01"]) {
    const world = memoryWorld({ today });
    expect(await run(["demo"], world)).toBe(0);
    expect(world.out()).toMatch(/Day 21 of this cycle\.\n\nBetween /);
    expect(world.out().match(/○/g)).toHaveLength(20);
    expect(world.err()).toMatch(/^A made-up diary of 7 cycles\. Nothing is stored\.\n/);
    expect(world.err()).toMatch(/tidetable serve\n[^\n]*tidetable forecast FILE\n$/);
  }
});

test("serving an app that is not built says which command builds it", async () => {
  const world = memoryWorld();
  expect(await run(["serve"], world)).toBe(1);
  expect(world.err()).toBe("The app is not built. Build it first: npm run build.\n");
});
