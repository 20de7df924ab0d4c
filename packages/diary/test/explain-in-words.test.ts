import { readFileSync } from "node:fs";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  calendarDate,
  createForecaster,
  type Diary,
  type Explanation,
  explainForecast,
  formatDate,
  notesOnCycles,
  parseLifeEvent,
  patternsWithForecast,
  type Sentence,
  sentencesAboutCycle,
  sentencesAboutCycles,
  sentencesAboutNow,
  startOfCycle,
  withEntry,
  withEvent,
} from "../src/index.ts";
import { anyDiary, day, diaryWithCycles } from "./arbitrary-diary.ts";
import { diaryOf, diaryOfCycles } from "./notation.ts";

const sources = ["explain", "forecast"].map((name) =>
  readFileSync(new URL(`../strings/${name}.en.ftl`, import.meta.url), "utf8"),
);
const bundle = new FluentBundle("en-GB", { useIsolating: false });
const parseErrors = sources.flatMap((source) => bundle.addResource(new FluentResource(source)));

function say({ id, dates, values }: Sentence): string {
  const pattern = bundle.getMessage(id)?.value;
  if (!pattern) throw new Error(`expected a message ${id}`);
  const errors: Error[] = [];
  const written = Object.entries(dates).map(([name, { date, style }]) => [
    name,
    formatDate(date, "en-GB", style),
  ]);
  const text = bundle.formatPattern(pattern, { ...values, ...Object.fromEntries(written) }, errors);
  expect(errors).toEqual([]);
  return text;
}

const forecaster = createForecaster();
const explained = (diary: Diary, today: string) => explainForecast(diary, calendarDate(today), forecaster);
function withLifeEvent(diary: Diary, value: unknown): Diary {
  const parsed = parseLifeEvent(value);
  if (!parsed.ok) throw new Error(parsed.error.field);
  return withEvent(diary, parsed.value);
}
const aboutCycles = (explanation: Explanation) => sentencesAboutCycles(explanation).map(say);
const aboutNow = (explanation: Explanation) => sentencesAboutNow(explanation).map(say);
const listed = (explanation: Explanation) =>
  explanation.cycles.map((cycle) =>
    [say(startOfCycle(cycle, explanation)), ...sentencesAboutCycle(cycle, explanation).map(say)].join(" "),
  );

describe("the words of an explanation", () => {
  test("are all understood by Fluent, and every id once", () => {
    expect(parseErrors).toEqual([]);
  });

  test("are there for any diary, short, and begin and end as sentences do", () => {
    const ids = new Set<string>();
    fc.assert(
      fc.property(fc.oneof(anyDiary, diaryWithCycles), day, (diary, today) => {
        const explanation = explainForecast(diary, today, forecaster);
        const cycles = sentencesAboutCycles(explanation);
        if (explanation.answer.kind === "forecast") {
          expect(cycles.length).toBeGreaterThanOrEqual(3);
          expect(cycles.length).toBeLessThanOrEqual(5);
        } else expect([...cycles, ...sentencesAboutNow(explanation)]).toEqual([]);
        for (const sentence of [
          ...cycles,
          ...sentencesAboutNow(explanation),
          ...notesOnCycles(explanation),
          ...explanation.cycles.flatMap((cycle) => sentencesAboutCycle(cycle, explanation)),
        ]) {
          ids.add(sentence.id);
          const text = say(sentence);
          expect(text).toMatch(/^[A-Z\d].*\.$/);
          expect(text).not.toMatch(/ {2}|undefined|NaN|\{|\?\?/);
          expect(text.length).toBeLessThan(150);
        }
        for (const cycle of explanation.cycles) {
          expect(say(startOfCycle(cycle, explanation))).toMatch(/^\d+ \p{L}+( \d{4})?$/u);
        }
      }),
      { numRuns: 100, seed: 5 },
    );
    expect(ids.size).toBeGreaterThan(20);
  });

  test.each(patternsWithForecast)(
    "name what is common under the pattern %s, with and without an age",
    (pattern) => {
      const diary = withLifeEvent(diaryOfCycles("2026-06-01", [29]), {
        kind: "pattern",
        date: "2026-01-01",
        pattern,
      });
      for (const birthYear of [undefined, 1990]) {
        const known = birthYear === undefined ? diary : { ...diary, birthYear };
        const common = aboutCycles(explained(known, "2026-07-01")).find((text) => text.startsWith("Knowing"));
        expect(common).toMatch(/^Knowing [\w ]+, I would say \d+ to \d+ days\.$/);
        expect(common?.includes("your age")).toBe(birthYear !== undefined);
      }
    },
  );

  test("say nothing that this project does not say, and nothing of statistics", () => {
    const unsaid =
      /\b(girls?|ladies|late|irregular|normal|safe|failed|missed|forgot\w*|should|posterior|prior|variance|deviation|median|percent|probability)\b|%/i;
    const lines = sources[0]!.split("\n").filter((line) => !line.startsWith("#"));
    const said = lines.map((line) => line.replace(/^\s*\*?\[[^\]]*\]/, "").replaceAll(/\{[^}]*\}/g, ""));
    expect(said.filter((line) => unsaid.test(line))).toEqual([]);
  });
});

describe("what past cycles say", () => {
  const nine = diaryOfCycles("2026-06-01", [28, 29, 28, 27, 30, 28, 29, 31, 28]);

  test("is how long they usually are, how far apart, how much of it is hers and what is common", () => {
    const explanation = explained(nine, "2027-03-01");
    const { own, common } = explanation.portrait;
    const [usual, middle, share, atLarge, ...more] = aboutCycles(explanation);
    expect(usual).toBe(
      `From 9 of your cycles: usually ${own.oneCycle.lower} to ${own.oneCycle.upper} days, eight times in ten.`,
    );
    expect(middle).toBe(
      `The middle is about ${Math.round(own.usual.median)} days, and a single cycle lies about 2 days from it.`,
    );
    expect(share).toMatch(/^(Nine parts in ten|Nearly all) of that comes? from your own cycles/);
    expect(atLarge).toBe(
      `Knowing nothing of you, I would say ${common.oneCycle.lower} to ${common.oneCycle.upper} days.`,
    );
    expect(more).toEqual([]);
  });

  test("is counted in parts of ten that add up", () => {
    for (const lengths of [[28], [40], [40, 31], [26, 35, 29]]) {
      const explanation = explained(diaryOfCycles("2026-06-01", lengths), "2026-11-10");
      const parts = Math.round(10 * explanation.portrait.shareHers);
      const share = sentencesAboutCycles(explanation).find(({ id }) => id === "explain-share")!;
      expect(share.values).toEqual({ parts, rest: 10 - parts });
      expect(say(share)).toContain(
        `${parts} parts in ten of that come from your own cycles, ${10 - parts} from`,
      );
    }
  });

  test("is nothing before the first whole cycle, and then all of it is what is common", () => {
    expect(aboutCycles(explained(diaryOf("2026-06-01", "M"), "2026-06-10"))).toEqual([
      "I know no whole cycle of yours yet, so all of this is what is common.",
      expect.stringMatching(/^Knowing nothing of you, I would say \d+ to \d+ days\.$/),
      "Every cycle in the diary narrows it.",
    ]);
    const paused = explained(diaryOfCycles("2026-01-01", [120]), "2026-06-10");
    expect(aboutCycles(paused)[0]).toBe(
      "None of your past cycles could be used, so all of this is what is common.",
    );
  });

  test("names the one gap that is probably two cycles, with both its ends, and counts several", () => {
    const one = diaryOfCycles("2026-11-11", [29, 29, 56, 28]);
    expect(aboutCycles(explained(one, "2027-04-05")).at(-1)).toBe(
      "8 January to 5 March, 56 days: probably two cycles. A start around 5 February was not logged.",
    );
    const two = diaryOfCycles("2026-01-01", [28, 57, 29, 28, 56, 28]);
    expect(aboutCycles(explained(two, "2026-08-20")).at(-1)).toBe(
      "2 gaps are probably more than one cycle each. The list below says where a start was not logged.",
    );
  });

  test("names both starts of a gap that is probably three", () => {
    const diary = diaryOfCycles("2026-01-01", [28, 29, 28, 84, 28, 29]);
    expect(aboutCycles(explained(diary, "2026-08-20")).at(-1)).toBe(
      "27 March to 19 June, 84 days: probably three cycles. Starts around 24 April and 22 May were not logged.",
    );
  });
});

describe("what the open cycle adds", () => {
  const steady = diaryOfCycles("2026-01-01", [28, 29, 28, 27, 28, 29, 28]);

  test("is the days that went by", () => {
    expect(aboutNow(explained(steady, "2026-07-17"))).toEqual(["This cycle began today."]);
    expect(aboutNow(explained(steady, "2026-07-30"))).toEqual([
      "It is day 14. The days that went by without a start are counted out.",
    ]);
  });

  test("is a sign of ovulation and why it narrows, or why it is not used", () => {
    const signed = withEntry(steady, calendarDate("2026-07-31"), { lhTest: "positive" });
    expect(aboutNow(explained(signed, "2026-08-02")).at(-1)).toMatch(
      /^The positive ovulation test on Fri,? 31 July narrows it: /,
    );
    const disagreeing = withEntry(signed, calendarDate("2026-08-09"), { ovulation: "monitor" });
    expect(aboutNow(explained(disagreeing, "2026-08-10")).slice(1)).toEqual([
      expect.stringMatching(
        /^The positive ovulation test on Fri,? 31 July is not used, because your signs disagree\.$/,
      ),
      expect.stringMatching(
        /^Your monitor’s sign of ovulation on Sun,? 9 August is not used, because your signs disagree\.$/,
      ),
    ]);
  });

  test("is, after months without a record, that silence, and no day of a cycle", () => {
    const said = aboutNow(explained(steady, "2026-12-24"));
    expect(said[0]).toMatch(/^Nothing was logged for \d+ days/);
    expect(said.join(" ")).not.toContain("It is day");
  });

  test("is a start that probably was not logged", () => {
    expect(aboutNow(explained(steady, "2026-08-28")).at(-1)).toMatch(
      /^It looks as if a period around .* August was not logged\.$/,
    );
  });
});

describe("the list of cycles", () => {
  test("says of each what became of it, with the year only where it is another", () => {
    let diary = diaryOfCycles("2026-11-11", [29, 29, 56, 28, 120, 30]);
    diary = withLifeEvent(diary, { kind: "cycle-excluded", date: "2026-12-10", reason: "travel" });
    const explanation = explained(diary, "2027-09-10");
    expect(listed(explanation)).toEqual([
      "11 Nov 2026 Used.",
      "10 Dec 2026 Left out by you: travel.",
      expect.stringMatching(
        /^8 Jan Used\. Probably two cycles, \d+ in 20: a start around 5 February was not logged\.$/,
      ),
      "5 Mar Used.",
      "2 Apr Left out: so long that it counts as a pause.",
      "31 Jul Used.",
    ]);
    expect(notesOnCycles(explanation).map(say)).toEqual([
      "Newer cycles count a little more than older ones.",
    ]);
  });

  test("says that records leave no room for another start only of a cycle so long that one wonders", () => {
    let watched = diaryOfCycles("2026-01-01", [28, 29, 28, 44, 28]);
    for (let i = 0; i < 157; i++) {
      const date = calendarDate(new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10));
      if (!watched.entryByDate.has(date)) watched = withEntry(watched, date, { bleeding: "none" });
    }
    const explanation = explained(watched, "2026-06-10");
    expect(listed(explanation).slice(2)).toEqual([
      "27 Feb Used.",
      "27 Mar Used. As one cycle: the days you recorded leave no room for another start.",
      "10 May Used.",
    ]);
  });

  test("tells her own word on a gap back to her", () => {
    const forgotten = diaryOfCycles("2026-01-01", [28, 29, 57, 28, 29, 28]);
    const third = (answer: string) =>
      listed(
        explained(withLifeEvent(forgotten, { kind: "unlogged", date: "2026-03-27", answer }), "2026-07-25"),
      )[2];
    expect(third("missed")).toBe("27 Feb Used. As two cycles: you said that a start was left out.");
    expect(third("not-missed")).toBe("27 Feb Used. As one cycle: you said that no start was left out.");
  });

  test("says that a changed pattern makes older cycles count less", () => {
    const changed = withLifeEvent(diaryOfCycles("2026-01-01", [28, 30, 29]), {
      kind: "pattern",
      date: "2026-02-28",
      pattern: "early-transition",
    });
    const explanation = explained(changed, "2026-04-10");
    expect(notesOnCycles(explanation).map(say).at(-1)).toBe(
      "What began before your pattern changed counts less.",
    );
    expect(listed(explanation)).toEqual([
      "1 Jan Used, counts less.",
      "29 Jan Used, counts less.",
      "28 Feb Used.",
    ]);
  });
});
