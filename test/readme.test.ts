import { readFileSync } from "node:fs";
import { calendarDate } from "@tidetable/diary";
import { expect, test } from "vitest";
import { forecast } from "../apps/cli/src/commands/forecast.ts";
import { memoryWorld } from "../apps/cli/test/memory-world.ts";

test("the README shows what the command it shows prints", async () => {
  const readme = readFileSync("README.md", "utf8");
  const shown = /^\$ npm run -s tidetable -- forecast (\S+) --today (\S+)\n(.*?)^```$/ms.exec(readme)!;
  const [path, today, output] = [shown[1]!, calendarDate(shown[2]!), shown[3]!];
  const world = memoryWorld({ textByPath: { [path]: readFileSync(path) }, today });
  expect(await forecast({ path, today, json: false }, world)).toBe(0);
  expect(output.trimEnd()).toBe(world.out().trimEnd());
});
