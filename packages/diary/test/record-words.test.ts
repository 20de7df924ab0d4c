import { readFileSync } from "node:fs";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { expect, test } from "vitest";
import {
  addDays,
  calendarDate,
  cameOn,
  formatDate,
  type NotScored,
  patterns,
  rangeSaid,
  type ScoredCycle,
  type Sentence,
  sentencesAboutRecord,
  whyNotCounted,
} from "../src/index.ts";
import { scoreOf } from "../src/record-score.ts";

const source = readFileSync(new URL("../strings/record.en.ftl", import.meta.url), "utf8");
const bundle = new FluentBundle("en-GB", { useIsolating: false });
const parseErrors = bundle.addResource(new FluentResource(source));

function say(id: string, values: Readonly<Record<string, string | number>>): string {
  const pattern = bundle.getMessage(id)?.value;
  if (!pattern) throw new Error(`expected a message ${id}`);
  const errors: Error[] = [];
  const text = bundle.formatPattern(pattern, values, errors);
  expect(errors).toEqual([]);
  return text;
}
const saySentence = ({ id, dates, values }: Sentence): string =>
  say(id, {
    ...values,
    ...Object.fromEntries(
      Object.entries(dates).map(([name, { date, style, through }]) => [
        name,
        formatDate(date, "en-GB", style, through),
      ]),
    ),
  });

const start = calendarDate("2026-03-02");
/** A cycle whose forecast said days 11 to 13, and that ended on `day`. */
function cycle(day: number, kind: ScoredCycle["kind"] = "replayed", hasWeek = true): ScoredCycle {
  const forecast = {
    issued: start,
    start,
    first: addDays(start, 1),
    chances: [...Array(9).fill(0), 100_000, 200_000, 400_000, 200_000, 100_000].join(" "),
    interval: { level: 0.8, first: addDays(start, 11), last: addDays(start, 13) },
  };
  const came = addDays(start, day);
  const first = scoreOf(forecast, came);
  return { kind, start, came, first, weekBefore: hasWeek ? first : null };
}
const cycles = (inside: number, outside: number): readonly ScoredCycle[] => [
  ...Array.from({ length: inside }, () => cycle(12)),
  ...Array.from({ length: outside }, () => cycle(16)),
];
const said = (list: readonly ScoredCycle[]): readonly string[] => sentencesAboutRecord(list).map(saySentence);

test("the words can be parsed", () => {
  expect(parseErrors).toEqual([]);
});

test("nothing to compare is said in one sentence", () => {
  expect(said([])).toEqual(["There is nothing to compare yet. That takes a start, and the one after it."]);
});

test("a few starts are told and nothing is concluded from them", () => {
  expect(said([cycle(16, "issued", false)])).toEqual([
    "The one start so far came outside the dates said.",
    "Too few to tell anything from it.",
    "The middle of the forecast was 4 days off on average.",
  ]);
  expect(said([cycle(12, "issued")])).toEqual([
    "The one start so far came between the dates said.",
    "Too few to tell anything from it.",
    "The middle of the forecast was on the day.",
    "A week before, it was inside, and the middle on the day.",
  ]);
  expect(said(cycles(2, 2))[1]).toBe("Too few to tell anything from it.");
});

test("more are set beside what chance gives", () => {
  const expected =
    "The dates were given 16 chances in 20. Of 20 starts that makes 13 to 19, nine times in ten.";
  expect(said(cycles(15, 5)).slice(0, 3)).toEqual([
    "15 of 20 starts came between the dates said.",
    `${expected} So this is as announced.`,
    "The middle of the forecast was one day off on average.",
  ]);
  expect(said(cycles(9, 11))[1]).toBe(
    `${expected} Here it is fewer: for now, take the dates as a little narrow.`,
  );
  expect(said(cycles(20, 0))[1]).toBe(
    `${expected} Here it is more: the dates could have been closer together.`,
  );
});

test("what is replayed is said to be, all or how many", () => {
  const tail = "from what the diary now says of the days up to then.";
  expect(said(cycles(5, 1)).at(-1)).toBe(
    `All of these are replayed: what the forecast would have been, ${tail}`,
  );
  expect(said([cycle(12, "issued"), cycle(12)]).at(-1)).toMatch(/^One of these is replayed: /);
  expect(said([cycle(12, "issued"), cycle(12), cycle(16)]).at(-1)).toMatch(/^2 of these are replayed: /);
  expect(said([cycle(12, "issued")]).join(" ")).not.toContain("replayed");
});

test("dates are written as short as they can be, the month twice only where there are two", () => {
  expect(saySentence(rangeSaid(cycle(12).first))).toBe("13 – 15 Mar");
  const { first } = cycle(12);
  const interval = { ...first.forecast.interval, last: addDays(start, 31) };
  expect(saySentence(rangeSaid({ ...first, forecast: { ...first.forecast, interval } }))).toBe(
    "13 Mar – 2 Apr",
  );
  expect(saySentence(cameOn(start))).toBe("2 Mar 2026");
});

test("every reason not to count a cycle has its own words", () => {
  const reasons: readonly NotScored[] = [
    ...(["left-out", "too-short", "unlogged", "probably-unlogged", "paused", "longer-than-known"] as const),
    ...patterns.filter(
      (pattern) => pattern === "after-birth" || !/usual|first|third|pcos|early|late|hormones/.test(pattern),
    ),
  ];
  const texts = reasons.map((reason) =>
    saySentence(whyNotCounted({ kind: "not-scored", start, came: addDays(start, 30), reason })),
  );
  expect(texts[0]).toBe("2 Mar 2026 to 1 Apr 2026: you left this cycle out.");
  expect(new Set(texts).size).toBe(reasons.length);
});

test("nobody is blamed, praised or promised anything", () => {
  const spoken = source.replace(/^#.*$/gm, "").replace(/\[[\w-]+\]/g, "");
  expect(spoken).not.toMatch(
    /\b(late|safe|missed|fail(ed|ure)?|wrong|bad|good|great|streak|congratulations|normal|irregular|accura\w*)\b/i,
  );
});
