import { readFileSync } from "node:fs";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { expect, test } from "vitest";
import {
  addDays,
  type Card,
  calendarDate,
  formatDate,
  type NoticeWhat,
  type Sentence,
  sentencesAboutScope,
  sentencesOnFace,
  shareLimits,
  wordsOfNotice,
} from "../../src/index.ts";
import { everything, scopeWith } from "./scopes.ts";

const source = readFileSync(new URL("../../strings/sharing.en.ftl", import.meta.url), "utf8");
const bundle = new FluentBundle("en-GB", { useIsolating: false });
const parseErrors = bundle.addResource(new FluentResource(source));
const used = new Set<string>();

function say({ id, dates, values }: Sentence): string {
  const pattern = bundle.getMessage(id)?.value;
  if (!pattern) throw new Error(`expected a message ${id}`);
  used.add(id);
  const errors: Error[] = [];
  const said = Object.entries(dates).map(([name, { date, style, through }]) => [
    name,
    formatDate(date, "en-GB", style, through),
  ]);
  const text = bundle.formatPattern(pattern, { ...values, ...Object.fromEntries(said) }, errors);
  expect(errors).toEqual([]);
  return text;
}

const today = calendarDate("2027-03-01");
const empty: Card = {
  kind: "card",
  called: "R.",
  headsUp: null,
  nextStart: null,
  bleeding: null,
  told: null,
  helps: null,
  brings: null,
  plans: [],
  pastStarts: [],
};
const card = (shown: Partial<Card>): readonly string[] =>
  sentencesOnFace({ ...empty, ...shown }, today)
    .slice(1)
    .map(say);
const on = (days: number) => addDays(today, days);

test("the words can be parsed", () => {
  expect(parseErrors).toEqual([]);
});

test("nothing is said in one sentence, the same for every reason", () => {
  expect(sentencesOnFace({ kind: "nothing" }, today).map(say)).toEqual(["No shared update right now."]);
});

test("a card begins with her name, and says each thing in one sentence", () => {
  expect(sentencesOnFace(empty, today).map(say)).toEqual(["From R."]);
  expect(card({ headsUp: { words: "", days: 3 } })).toEqual([
    "Heads-up from R.: the next days may be harder.",
  ]);
  expect(card({ headsUp: { words: "Tea, please.", days: 3 }, helps: "Quiet.", brings: "Tea" })).toEqual([
    "Heads-up from R.: Tea, please.",
    "What helps: Quiet.",
    "What to bring: Tea",
  ]);
  expect(card({ bleeding: { kind: "likely" }, told: "A slow day" })).toEqual([
    "Today: A slow day",
    "Bleeding is likely today.",
  ]);
  expect(card({ bleeding: { kind: "unlikely" } })).toEqual(["Bleeding is unlikely today."]);
  expect(card({ bleeding: { kind: "day", day: 2 } })).toEqual(["Day 2 of bleeding."]);
});

test("the next start is said by week, by its dates or by its chances", () => {
  expect(
    (["this", "next", "later"] as const).flatMap((week) => card({ nextStart: { kind: "week", week } })),
  ).toEqual([
    "The next period is likely to start within 7 days.",
    "The next period is likely to start within 14 days.",
    "The next period is likely to be more than 14 days away.",
  ]);
  const band = (first: number, last: number) =>
    card({ nextStart: { kind: "band", first: on(first), last: on(last) } });
  expect(band(9, 13)).toEqual(["The next period is likely to start between Wed 10 March and Sun 14."]);
  expect(band(0, 3)).toEqual(["The next period is likely to start by Thu 4 March."]);
  const dots = Array.from({ length: 20 }, (_, i) => on(9 + Math.floor(i / 2)));
  expect(card({ nextStart: { kind: "distribution", dots } })).toEqual([
    "The next period: as likely by Sun 14 March as after it; by Thu 18, nine in ten.",
  ]);
});

test("plans are said with their chances, and the ends of the scale in words that promise nothing", () => {
  const plan = (chance: number, days = 2) =>
    card({ plans: [{ name: "Lisbon", first: on(4), last: on(4 + days), chance }] })[0];
  expect(plan(0.35)).toBe("Lisbon, Fri 5 March to Sun 7: 7 chances in 20 of bleeding on one of these days.");
  expect(plan(0)).toBe("Lisbon, Fri 5 March to Sun 7: bleeding is unlikely.");
  expect(plan(1, 0)).toBe("Lisbon, Fri 5 March: bleeding is likely.");
});

test("past starts are a list, each with its day", () => {
  expect(card({ pastStarts: [calendarDate("2026-12-20"), calendarDate("2027-01-17")] })).toEqual([
    "Periods started on these days.",
    "Sun, 20 December 2026",
    "Sun 17 January",
  ]);
});

test("a notice is one text, and one that says nothing does not tell whether somebody stopped", () => {
  const notices: readonly NoticeWhat[] = [
    { kind: "heads-up", called: "R.", words: "" },
    { kind: "heads-up", called: "R.", words: "Tea, please." },
    { kind: "nothing" },
    { kind: "check-in", words: "Please call me." },
    { kind: "reminder", which: "log" },
    { kind: "reminder", which: "medication" },
    { kind: "reminder", which: "check-in" },
  ];
  expect(notices.map(wordsOfNotice).map(say)).toEqual([
    "Heads-up from R.: the next days may be harder.",
    "Heads-up from R.: Tea, please.",
    "Nothing new today.",
    "Please call me.\nSent because a check-in was not answered.",
    "A moment to write down today.",
    "A reminder you set for medication.",
    "All right? A word here, and no message goes out.",
  ]);
});

test("the longest notice leaves a push message room for its frame", () => {
  const called = "語".repeat(26);
  for (const what of [
    { kind: "heads-up", called, words: "語".repeat(shareLimits.headsUp / 3) },
    { kind: "check-in", words: "語".repeat(shareLimits.checkIn / 3) },
  ] as const) {
    expect(Buffer.byteLength(say(wordsOfNotice(what)))).toBeLessThan(500);
  }
});

test("what a grant shares is said one thing at a time, then its days", () => {
  const scope = { ...scopeWith("2027-03-01", everything), last: on(29) };
  expect(sentencesAboutScope(scope, today).map(say)).toEqual([
    "A heads-up about 3 days ahead: “Fewer plans for me, please.”",
    "The chance of each day on which the next period may start.",
    "Whether bleeding is likely today, and the number of the day once bleeding was written down.",
    "How likely bleeding is during “Lisbon”.",
    "How likely bleeding is during “Night shifts”.",
    "“How I am today”, on the days it is told.",
    "What helps.",
    "What to bring.",
    "The days on which the last periods started, twelve at most.",
    "From Mon 1 March to Tue 30.",
  ]);
  const coarse = { headsUp: { days: 1, words: "" }, nextStart: "week", bleeding: "estimate" } as const;
  expect(
    sentencesAboutScope({ ...scopeWith("2027-03-01", coarse), last: on(29) }, today)
      .map(say)
      .slice(0, 3),
  ).toEqual([
    "A heads-up about a day ahead.",
    "Whether the next period is likely to start within 7 days, within 14, or after that.",
    "Whether bleeding is likely today. An estimate.",
  ]);
  const [band] = sentencesAboutScope(scopeWith("2027-03-01", { nextStart: "band" }), today).map(say);
  expect(band).toBe("The dates between which the next period is likely to start.");
  expect(sentencesAboutScope(scopeWith("2027-03-01", {}), today).map(say)[0]).toBe("Nothing.");
});

test("every sentence is said by something, and none blames, promises or tells that a start has not come", () => {
  const ids = [...source.matchAll(/^([a-z][\w-]*) =/gm)].map(([, id]) => id!);
  expect([...used].sort()).toEqual(ids.sort());
  const spoken = source.replace(/^#.*$/gm, "").replace(/\[[\w-]+\]/g, "");
  expect(spoken).not.toMatch(
    /\b(late|overdue|not come|not started|delayed|safe|secure|missed|normal|irregular|stopped|paused|revoked|expired|ended)\b|!/i,
  );
});
