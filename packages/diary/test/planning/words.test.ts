import { readFileSync } from "node:fs";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { describe, expect, test } from "vitest";
import { type NotARota, sentenceOfNotARota } from "../../src/exchange/index.ts";
import {
  addDays,
  answerPlan,
  type CalendarDate,
  calendarDate,
  chanceInTwenty,
  datesOfWindow,
  formatDate,
  type Plan,
  type PlanAnswer,
  type PlanNews,
  type RotaAnswer,
  type Sentence,
  sentenceOfChance,
  sentenceOfPlanProblem,
  sentencesAboutAnswer,
  sentencesAboutPlan,
  sentencesAboutQuestion,
  sentencesAboutRota,
} from "../../src/index.ts";
import { aheadAfter, todayAfter, usualCycles } from "./diaries.ts";

const source = readFileSync(new URL("../../strings/plan.en.ftl", import.meta.url), "utf8");
const forecastSource = readFileSync(new URL("../../strings/forecast.en.ftl", import.meta.url), "utf8");
const bundle = new FluentBundle("en-GB", { useIsolating: false });
const parseErrors = [source, forecastSource].flatMap((text) => bundle.addResource(new FluentResource(text)));
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

const today = calendarDate("2027-04-20");
const day = (text: string): CalendarDate => calendarDate(`2027-${text}`);
const bleeding = { bleeding: true, daysBefore: 0 };
const both = { bleeding: true, daysBefore: 2 };
const before = { bleeding: false, daysBefore: 3 };

test("the words can be parsed", () => {
  expect(parseErrors).toEqual([]);
});

test("a chance is said in twentieths, never as none and never as certain", () => {
  const said = [0, 0.02, 0.03, 0.05, 0.31, 0.94, 0.97, 0.98, 1].map((chance) => say(chanceInTwenty(chance)));
  expect(said).toEqual([
    "fewer than 1 in 20",
    "fewer than 1 in 20",
    "1 in 20",
    "1 in 20",
    "6 in 20",
    "19 in 20",
    "19 in 20",
    "more than 19 in 20",
    "more than 19 in 20",
  ]);
});

test("what its chance is a chance of is said with it", () => {
  const said = (days: number, avoid = bleeding) => say(sentenceOfChance(0.05, { days, avoid }));
  expect(said(4)).toBe("Bleeding on at least one day: 1 in 20");
  expect(said(1)).toBe("Bleeding that day: 1 in 20");
  expect(said(4, both)).toBe("Bleeding on at least one day, or within 2 days after: 1 in 20");
  expect(said(1, both)).toBe("Bleeding that day, or within 2 days after: 1 in 20");
  expect(said(4, before)).toBe("In the 3 days before a start: 1 in 20");
  expect(said(1, { bleeding: false, daysBefore: 1 })).toBe("On the day before a start: 1 in 20");
  expect(said(4, { bleeding: true, daysBefore: 1 })).toBe(
    "Bleeding on at least one day, or the day after: 1 in 20",
  );
});

test("dates are written once each, with a year where it is another", () => {
  const said = (first: string, last: string) =>
    say(datesOfWindow({ first: calendarDate(first), last: calendarDate(last) }, today));
  expect(said("2027-05-13", "2027-05-16")).toBe("Thu 13 – Sun 16 May");
  expect(said("2027-05-30", "2027-06-02")).toBe("Sun 30 May – Wed 2 June");
  expect(said("2027-06-05", "2027-06-05")).toBe("Sat 5 June");
  expect(said("2027-12-31", "2028-01-02")).toBe("Fri 31 December – Sun, 2 January 2028");
  expect(said("2028-01-02", "2028-01-02")).toBe("Sun, 2 January 2028");
});

test("a question is said first, then what its chances are chances of", () => {
  const said = (from: string, to: string, days: number, avoid = bleeding) =>
    sentencesAboutQuestion({ from: day(from), to: day(to), days, avoid }, today).map(say);
  expect(said("05-01", "06-15", 4)).toEqual([
    "4 days between Sat 1 May and Tue 15 June.",
    "The chance of bleeding on at least one of them:",
  ]);
  expect(said("05-01", "06-15", 1, both)).toEqual([
    "One day between Sat 1 May and Tue 15 June.",
    "The chance of bleeding that day, or within 2 days after:",
  ]);
  expect(said("05-13", "05-16", 4, before)).toEqual([
    "Thu 13 May to Sun 16.",
    "The chance that they touch the 3 days before a start:",
  ]);
  expect(said("06-05", "06-05", 1, before)).toEqual([
    "Sat 5 June.",
    "The chance that it is one of the 3 days before a start:",
  ]);
});

describe("under the answers", () => {
  const window = (first: string, last: string, chance: number) => ({
    first: day(first),
    last: day(last),
    chance,
  });
  const answer = (
    windows: readonly ReturnType<typeof window>[],
    more: Partial<PlanAnswer & { kind: "windows" }> = {},
  ): PlanAnswer => ({
    kind: "windows",
    today,
    windows,
    same: [],
    tooFarAhead: false,
    askAgain: null,
    usual: 0.36,
    clearerAfter: null,
    ...more,
  });
  const four = { days: 4 };
  const list = [
    window("05-22", "05-25", 0.06),
    window("05-13", "05-16", 0.12),
    window("06-04", "06-07", 0.35),
  ];

  test("stands which of the best are the same, in the order of their dates, a month said once", () => {
    const said = (...windows: readonly ReturnType<typeof window>[]) =>
      sentencesAboutAnswer(answer(windows), four, "fine").map(say);
    expect(said(...list)).toEqual(["13 – 16 and 22 – 25 May are about the same. Pick what suits you."]);
    expect(said(list[0]!, window("05-30", "06-02", 0.07), list[2]!)).toEqual([
      "22 – 25 May and 30 May – 2 June are about the same. Pick what suits you.",
    ]);
    expect(said(list[0]!, window("05-30", "05-30", 0.07), window("05-01", "05-01", 0.08), list[2]!)).toEqual([
      "1, 22 – 25 and 30 May are about the same. Pick what suits you.",
    ]);
    expect(
      said(list[0]!, list[1]!, window("06-01", "06-04", 0.07), window("06-09", "06-12", 0.11), {
        ...list[2]!,
        first: day("06-20"),
        last: day("06-23"),
      }),
    ).toEqual(["13 – 16, 22 – 25 May, 1 – 4 and 9 – 12 June are about the same. Pick what suits you."]);
    expect(said(list[0]!, list[1]!, window("06-04", "06-07", 0.1))).toEqual([
      "These dates are all about the same. Pick what suits you.",
    ]);
    expect(said(list[0]!, list[2]!)).toEqual([]);
    expect(said(list[0]!)).toEqual([]);
  });

  test("stands what is usual and when to ask again, where it is too far ahead", () => {
    const far = { tooFarAhead: true, askAgain: day("05-12"), clearerAfter: day("05-09") };
    expect(sentencesAboutAnswer(answer(list, far), four, "fine").map(say)).toEqual([
      "That far ahead any 4 days are about 7 in 20 for you. Ask again from 12 May.",
    ]);
    expect(
      sentencesAboutAnswer(answer(list, { ...far, usual: 0.001 }), { days: 1 }, "fine").map(say),
    ).toEqual(["That far ahead every day is fewer than 1 in 20 for you. Ask again from 12 May."]);
  });

  test("stands what it takes to be clearer", () => {
    const clearer = { clearerAfter: day("05-09") };
    expect(sentencesAboutAnswer(answer(list.slice(0, 1), clearer), four, "fine").map(say)).toEqual([
      "It will be clearer after your next period (about 9 May).",
    ]);
  });

  test("stands that there is no zero, for whom it must not happen", () => {
    expect(sentencesAboutAnswer(answer(list), four, "must-not").map(say).at(-1)).toBe(
      "The lowest I can find is 1 in 20. There is no zero.",
    );
    expect(sentencesAboutAnswer(answer([window("05-22", "05-25", 0)]), four, "must-not").map(say)).toEqual([
      "The lowest I can find is fewer than 1 in 20. There is no zero.",
    ]);
  });

  test("stands why there are none", () => {
    expect(sentencesAboutAnswer({ kind: "no-window" }, four, "fine").map(say)).toEqual([
      "No dates are left there: each would meet a day that is taken, or there are too few. Allow other dates, or fewer days.",
    ]);
    const withheld: PlanAnswer = { kind: "no-forecast", answer: { kind: "withheld", reason: "pregnancy" } };
    expect(sentencesAboutAnswer(withheld, four, "fine").map(say)).toEqual([
      "Forecasts are off during pregnancy.",
    ]);
  });

  test("of a real answer everything can be said", () => {
    const now = todayAfter(usualCycles);
    const question = { from: addDays(now, 5), to: addDays(now, 300), days: 4, avoid: both };
    const real = answerPlan(aheadAfter(usualCycles), question);
    expect(sentencesAboutAnswer(real, question, "must-not").map(say).length).toBeGreaterThan(1);
  });
});

describe("of a plan that was kept", () => {
  const trip: Plan = {
    id: "trip",
    name: "Lisbon",
    first: day("06-05"),
    last: day("06-08"),
    avoid: bleeding,
    stakes: "rather-not",
    between: { first: day("05-01"), last: day("06-15") },
    said: { today: day("03-02"), chance: 0.1 },
  };
  const wedding: Plan = { ...trip, name: "Wedding", last: trip.first, between: null };
  const news: PlanNews = {
    chance: 0.31,
    was: null,
    change: "new",
    sinceStart: null,
    askAgain: null,
    tooFarAhead: false,
    usual: null,
    isBetterElsewhere: false,
  };
  const said = (plan: Plan, more: Partial<PlanNews> = {}) =>
    sentencesAboutPlan(plan, { ...news, ...more }, today).map(say);

  test("its chance is said first, and what it takes to be clearer", () => {
    expect(said(wedding, { askAgain: day("05-09") })).toEqual([
      "Wedding, 5 June: 6 in 20 that you bleed that day.",
      "It will be clearer after your next period (about 9 May).",
    ]);
    expect(said(trip)).toEqual(["Lisbon, 5 – 8 June: 6 in 20 that you bleed on at least one of these days."]);
    expect(said({ ...wedding, avoid: both })).toEqual([
      "Wedding, 5 June: 6 in 20 that you bleed that day or within 2 days after.",
    ]);
    expect(said({ ...trip, avoid: both })).toEqual([
      "Lisbon, 5 – 8 June: 6 in 20 that you bleed on one of these days or within 2 days after.",
    ]);
    expect(said({ ...wedding, avoid: before })).toEqual([
      "Wedding, 5 June: 6 in 20 that it is one of the 3 days before a start.",
    ]);
    expect(said({ ...trip, avoid: before })).toEqual([
      "Lisbon, 5 – 8 June: 6 in 20 that they touch the 3 days before a start.",
    ]);
    expect(said({ ...trip, first: calendarDate("2028-06-05"), last: calendarDate("2028-06-08") })).toEqual([
      "Lisbon, 5 – 8 June 2028: 6 in 20 that you bleed on at least one of these days.",
    ]);
  });

  test("what changed is said with both chances, and since when", () => {
    expect(said(trip, { was: 0.1, change: "worse" })[1]).toBe(
      "It was 2 in 20 on 2 March and is now 6 in 20.",
    );
    expect(said(trip, { was: 0.98, change: "better", sinceStart: day("04-09") })[1]).toBe(
      "It was more than 19 in 20 on 2 March and is now 6 in 20, since a start was logged on 9 April.",
    );
    expect(said(trip, { was: 0.3, change: "same" })[1]).toBe("About the same as on 2 March.");
    expect(said({ ...trip, said: { today, chance: 0.3 } }, { was: 0.3, change: "same" })).toHaveLength(1);
  });

  test("too far ahead and better dates are said", () => {
    expect(
      said(trip, { tooFarAhead: true, usual: 0.36, askAgain: day("05-12"), isBetterElsewhere: true }).slice(
        1,
      ),
    ).toEqual([
      "That far ahead any 4 days are about 7 in 20 for you. Ask again from 12 May.",
      "Among the dates from 1 May to 15 June there are better ones now.",
    ]);
  });

  test("without a chance it is over, or nothing can be said", () => {
    expect(said(wedding, { chance: null })).toEqual(["Wedding, 5 June: I cannot say anything about it now."]);
    expect(said({ ...wedding, first: day("04-19"), last: day("04-19") }, { chance: null })).toEqual([
      "Wedding, 19 April, is over.",
    ]);
  });
});

test("every problem of a question is said with what would do", () => {
  const problems = [
    { kind: "days" },
    { kind: "backwards" },
    { kind: "past" },
    { kind: "nothing-to-avoid" },
    { kind: "too-far", latest: calendarDate("2029-04-20") },
  ] as const;
  expect(problems.map(sentenceOfPlanProblem).map(say)).toEqual([
    "A plan has 1 to 60 days.",
    "The last date lies before the first. Swap them.",
    "These dates are over. Ask about days to come.",
    "Say what you would like to avoid: bleeding, the days before it, or both.",
    "I look two years ahead. Ask about days up to 20 April 2029.",
  ]);
});

test("a rota's answer says the worst first, then what would help, or that nothing does", () => {
  const ada = { date: day("05-13"), person: "Ada", what: "night" };
  const bea = { date: day("05-22"), person: "Bea", what: "" };
  const worst = { duty: ada, chance: 0.71 };
  const swap = { give: ada, take: bea };
  const said = (answer: RotaAnswer) => sentencesAboutRota(answer, today).map(say);
  const first = "The highest chance of bleeding on a duty is 14 in 20: Ada, Thu 13 May.";
  expect(said({ kind: "swap", worst, swap, after: 0.1 })).toEqual([
    first,
    "Ada and Bea could swap Thu 13 May and Sat 22.",
    "Then the highest is 2 in 20.",
  ]);
  const none = { kind: "no-better", worst, isAboutSame: false, eases: null } as const;
  expect(said(none)).toEqual([first, "No swap of two duties lowers it."]);
  const rarer = "One makes bleeding on a duty rarer: Ada and Bea could swap Thu 13 May and Sat 22.";
  expect(said({ ...none, isAboutSame: true, eases: swap })).toEqual([
    first,
    "The best swap of two duties lowers it by less than 2 in 20, which is about the same.",
    rarer,
  ]);
  expect(said({ ...none, eases: swap })).toEqual([first, "No swap of two duties lowers it.", rarer]);
  expect(said({ kind: "alone", worst })).toEqual([
    first,
    "There is nobody to swap with: all these duties are one person’s.",
  ]);
  expect(said({ kind: "nothing-known" })).toEqual([
    "None of these duties lies on a day that I can forecast.",
  ]);
});

test("every reason why a rota is not taken is said with what was expected", () => {
  const errors: readonly NotARota[] = [
    ...(["empty", "binary", "columns", "no-duties"] as const).map((kind) => ({ kind })),
    ...(["too-large", "too-many"] as const).map((kind) => ({ kind, limit: 5_000 })),
    ...(["date", "ambiguous", "person", "duty", "formula", "cells", "quotes", "doubled"] as const).map(
      (kind) => ({ kind, line: 3 }),
    ),
  ];
  for (const error of errors) expect(say(sentenceOfNotARota(error))).toMatch(/^[A-Z][^{}]*\.$/);
});

test("there is no sentence that nothing says, and none with a word that is ruled out", () => {
  const ids = [...source.matchAll(/^([a-z0-9-]+) =/gm)].map(([, id]) => id!);
  // Said within others.
  const parts = ["about-odds", "was-odds", "days-after", "days-before", "one-before"].map(
    (part) => `plan-${part}`,
  );
  expect(ids.filter((id) => !used.has(id) && !parts.includes(id))).toEqual([]);
  expect(source.replace(/^#.*$/gm, "")).not.toMatch(
    /\b(late|safe|miss(?:ed)?|normal|fail(?:ed)?|certain|guarantee\w*|never|invalid)\b|!/i,
  );
});
