import { readFileSync } from "node:fs";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { expect, test } from "vitest";
import {
  formatNames,
  type NotReadable,
  notReadableKinds,
  type Problem,
  problemKinds,
  sentenceFromNotReadable,
  sentenceFromProblem,
  sentenceFromWhere,
} from "../../src/exchange/index.ts";
import type { Sentence } from "../../src/sentence.ts";

const source = readFileSync(new URL("../../strings/exchange.en.ftl", import.meta.url), "utf8");
const bundle = new FluentBundle("en", { useIsolating: false });
const parseErrors = bundle.addResource(new FluentResource(source));

function say({ id, values }: Sentence): string {
  const pattern = bundle.getMessage(id)?.value;
  if (!pattern) throw new Error(`expected a message ${id}`);
  const errors: Error[] = [];
  const text = bundle.formatPattern(pattern, values, errors);
  expect(errors).toEqual([]);
  return text;
}

const where = { line: 1234 };
const problems: readonly Problem[] = problemKinds.map((kind) => {
  if (kind === "not-a-value") return { kind, where, field: "flow", expected: "0 – 3" };
  if (kind === "excluded-value") return { kind, where, field: "mucus.value" };
  if (kind === "too-long") return { kind, where, field: "note", longest: 10_000 };
  if (kind === "long-gap" || kind === "short-gap") return { kind, where, days: 5 };
  if (kind === "too-many-columns" || kind === "too-few-columns")
    return { kind, where, expected: 4, found: 5 };
  return { kind, where };
});
const reasons: readonly NotReadable[] = notReadableKinds.map((kind) => {
  if (kind === "truncated" || kind === "malformed" || kind === "ambiguous-dates") return { kind, where };
  if (kind === "too-large") return { kind, limit: 16, unit: "mebibytes" };
  if (kind === "too-many-problems") return { kind, limit: 20_000 };
  if (kind === "not-this-format") return { kind, format: "drip-csv" };
  if (kind === "no-days") return { kind, skipped: [] };
  return { kind };
});
/** Those of a field, where the place has led to it. */
const problemsHere: readonly Problem[] = problems.flatMap((problem) =>
  "field" in problem ? [{ ...problem, where: { path: ["days", problem.field] } }] : [],
);
const sentences = [
  ...[...problems, ...problemsHere].map(sentenceFromProblem),
  ...reasons.map(sentenceFromNotReadable),
];

test("the words can be parsed", () => {
  expect(parseErrors).toEqual([]);
});

test.each(sentences)("$id has a sentence, and all that it needs", (sentence) => {
  expect(say(sentence)).toMatch(/^(?:[A-Z0-9]|flow:|note:|mucus\.value )[^{}]*\.$/);
});

test("there is no sentence that nothing says", () => {
  const ids = [...source.matchAll(/^([a-z0-9-]+) =/gm)].map(([, id]) => id);
  const said = [...sentences.map(({ id }) => id), ...formatNames.map((name) => `format-${name}`)];
  expect(ids.sort()).toEqual([...said, "where-line", "where-field"].sort());
});

test("every limit is said in its unit", () => {
  const units = ["mebibytes", "days", "lines", "columns", "levels"] as const;
  const said = units.map((unit) => say(sentenceFromNotReadable({ kind: "too-large", limit: 7, unit })));
  expect(said.map((text) => /7 (\w+)/.exec(text)?.[1])).toEqual([
    "MiB",
    "days",
    "lines",
    "columns",
    "levels",
  ]);
});

test("a place is a line, or the way to a value as people count", () => {
  expect(say(sentenceFromWhere(where))).toBe("line 1234");
  expect(say(sentenceFromWhere({ path: ["entries", 0, "flow"] }))).toBe("entries → 1 → flow");
});

test("one day and several are said as people say them", () => {
  const gap = (days: number): string => say(sentenceFromProblem({ kind: "short-gap", where, days }));
  expect([gap(1), gap(7)].map((text) => text.split(" since")[0])).toEqual(["One day", "7 days"]);
});

test("no sentence blames or uses a word that the glossary rules out", () => {
  expect(source.replace(/^#.*$/gm, "")).not.toMatch(
    /invalid|illegal|error|wrong format|\b(late|safe|missed|normal|failed)\b/i,
  );
});
