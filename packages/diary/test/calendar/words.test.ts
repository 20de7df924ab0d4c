import { readFileSync } from "node:fs";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { expect, test } from "vitest";
import {
  calendarProblems,
  type NotACalendar,
  sentenceFromLeftOut,
  sentenceFromNotACalendar,
} from "../../src/calendar/in/problem.ts";
import { calendarTitleKinds, sentenceOfTitle, titleStyles } from "../../src/calendar/out/index.ts";
import type { Sentence } from "../../src/sentence.ts";

const source = readFileSync(new URL("../../strings/calendar.en.ftl", import.meta.url), "utf8");
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

const line = 1234;
const refusals: readonly NotACalendar[] = [
  { kind: "empty" },
  { kind: "binary" },
  { kind: "too-large", limit: 10, unit: "mebibytes" },
  { kind: "too-large", limit: 20_000, unit: "events" },
  { kind: "too-large", limit: 20_000, unit: "problems" },
  { kind: "not-a-calendar", line },
  { kind: "bad-line", line },
  { kind: "cut-short", line, component: "VEVENT" },
  { kind: "wrong-end", line, component: "VEVENT" },
  { kind: "too-deep", line, limit: 16 },
];
const leftOut = calendarProblems.map((reason) => sentenceFromLeftOut({ line, component: "VEVENT", reason }));
const titles = titleStyles.flatMap((style) => calendarTitleKinds.map((kind) => sentenceOfTitle(kind, style)));

test("the words can be parsed", () => {
  expect(parseErrors).toEqual([]);
});

test.each([...refusals.map(sentenceFromNotACalendar), ...leftOut])("$id is one sentence", (sentence) => {
  const said = say(sentence);
  expect(said).toMatch(/^[A-Z][^{}!]*\.$/);
  if ("line" in sentence.values) expect(said).toMatch(/^Line 1234[,:] /);
});

test("a neutral title says nothing, not even a name; a plain one has the name", () => {
  for (const title of titles) {
    if (title.id.includes("-neutral-"))
      expect(say(title)).toMatch(/^T\. – (ready from|planned|due|order by|pick up by)/);
    else if (!title.id.endsWith("-ready")) expect(say(title)).toContain("{name}");
  }
});

test("there is no sentence that nothing says", () => {
  const ids = [...source.matchAll(/^([a-z0-9-]+) =/gm)].map(([, id]) => id);
  const said = [...refusals.map(sentenceFromNotACalendar), ...leftOut, ...titles].map(({ id }) => id);
  expect(ids.toSorted()).toEqual(
    [...new Set([...said, "calendar-name-neutral", "calendar-name-plain"])].toSorted(),
  );
});
