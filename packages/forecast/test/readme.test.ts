import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as forecast from "../src/index.ts";

test("the README's example, run line by line, gives what its comments say", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const example = /```ts\n(.*?)```/s.exec(readme)![1]!;
  const said: string[] = [];
  const body = example
    .replace(/^import \{(.*)\} from "@tidetable\/forecast";$/m, "const {$1} = forecast;")
    .replace(/^( *)(mostLikelyDay\(|centralInterval\(|forecaster\.cycles)(.*); \/\/ (.*)$/gm, (...parts) => {
      said.push(String(parts[4]));
      return `found.push(${parts[2]}${parts[3]});`;
    });
  const found: unknown[] = [];
  new Function("forecast", "found", body)(forecast, found);
  const [day, interval, chance] = found as [number, forecast.Interval, number];
  expect(said).toHaveLength(3);
  expect(said[0]).toBe(`${day}: days after the last start`);
  expect(said[1]).toBe(`{ level: ${interval.level}, lower: ${interval.lower}, upper: ${interval.upper} }`);
  expect(said[2]).toMatch(new RegExp(`^${String(chance).slice(0, 4)}…`));
});
