import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  calendarDate,
  createForecaster,
  type Diary,
  type ExplainedCycle,
  explainForecast,
  forecastFromDiary,
  parseLifeEvent,
  periodStarts,
  withEntry,
  withEvent,
} from "../src/index.ts";
import { anyDiary, day, diaryWithCycles } from "./arbitrary-diary.ts";
import { diaryOf, diaryOfCycles } from "./notation.ts";

const forecaster = createForecaster();
const explained = (diary: Diary, today: string) => explainForecast(diary, calendarDate(today), forecaster);
function withLifeEvent(diary: Diary, value: unknown): Diary {
  const parsed = parseLifeEvent(value);
  if (!parsed.ok) throw new Error(parsed.error.field);
  return withEvent(diary, parsed.value);
}
const usesOf = (cycles: readonly ExplainedCycle[]) =>
  cycles.map(({ use }) => (use.kind === "used" ? "used" : use.reason.kind));

describe("an explanation", () => {
  test.each([
    ["of thrown-together entries", anyDiary],
    ["of cycles", diaryWithCycles],
  ])(
    "of any diary %s names every gap once, and calls used exactly what the forecast learned from",
    (_name, diaries) => {
      const reasons = new Set<string>();
      fc.assert(
        fc.property(diaries, day, (diary, today) => {
          const { cycles, cyclesUsed, portrait, answer } = explainForecast(diary, today, forecaster);
          const starts = periodStarts(diary.entryByDate).filter((date) => date <= today);
          expect(cycles.map(({ start }) => start)).toEqual(starts.slice(0, -1));
          const used = cycles.flatMap(({ use }) => (use.kind === "used" ? [use] : []));
          expect(used).toHaveLength(cyclesUsed);
          // A pack's forecast learns from breaks, and keeps the cycles for later.
          if (answer.kind === "forecast" && !answer.forecast.basis.pack)
            expect(answer.forecast.cyclesUsed).toBe(cyclesUsed);
          const weights = used.map(({ weight }) => weight);
          expect(weights).toEqual([...weights].sort((a, b) => a - b));
          expect(weights.every((weight) => weight > 0 && weight <= 1)).toBe(true);
          const sum = weights.reduce((total, weight) => total + weight, 0);
          expect(sum).toBeCloseTo(portrait.effectiveCycles, 9);
          for (const reason of usesOf(cycles)) reasons.add(reason);
        }),
        { numRuns: 100, seed: 20_270_304 },
      );
      expect(reasons.size).toBeGreaterThan(3);
    },
  );

  test("explains the forecast that is shown, and only what was recorded by its day", () => {
    const diary = diaryOfCycles("2026-01-01", [28, 30, 29, 31]);
    const today = calendarDate("2026-04-10");
    const explanation = explainForecast(diary, today, forecaster);
    expect(explanation.answer).toEqual(forecastFromDiary(diary, today, forecaster));
    expect(explanation.cycles.map(({ start, length }) => [start, length])).toEqual([
      ["2026-01-01", 28],
      ["2026-01-29", 30],
      ["2026-02-28", 29],
    ]);
  });

  test("without a start tells what is common, at her age", () => {
    const { answer, cycles, cyclesUsed, portrait, age } = explained(
      { ...diaryOf("2026-01-01", "SS..?"), birthYear: 1984 },
      "2026-01-05",
    );
    expect(answer.kind).toBe("no-start");
    expect([cycles, cyclesUsed, age]).toEqual([[], 0, 42]);
    expect(portrait.shareHers).toBe(0);
    expect(portrait.own).toEqual(forecaster.portrait(forecaster.begin({ age: 42 })).own);
  });

  test("tells what is withheld and why, and still what became of each cycle", () => {
    const diary = withLifeEvent(diaryOfCycles("2026-01-01", [28, 30]), {
      kind: "pattern",
      date: "2026-03-05",
      pattern: "pregnancy",
    });
    const { answer, cycles, pattern, signs } = explained(diary, "2026-03-20");
    expect(answer).toEqual({ kind: "withheld", reason: "pregnancy" });
    expect(usesOf(cycles)).toEqual(["used", "used"]);
    expect([pattern, signs]).toEqual(["pregnancy", []]);
  });
});

describe("a gap is left out", () => {
  const three = diaryOfCycles("2026-01-01", [28, 30, 29]);
  const second = (diary: Diary, today = "2026-05-30") => explained(diary, today).cycles[1]!.use;

  test("when its owner said so, with her reason", () => {
    const diary = withLifeEvent(three, { kind: "cycle-excluded", date: "2026-01-29", reason: "illness" });
    expect(second(diary)).toEqual({ kind: "left-out", reason: { kind: "excluded", because: "illness" } });
  });

  test("when it is shorter than a cycle", () => {
    const diary = withEntry(diaryOfCycles("2026-01-01", [28, 30]), calendarDate("2026-02-05"), {
      bleeding: "light",
      periodStart: true,
    });
    expect(second(diary)).toEqual({ kind: "left-out", reason: { kind: "too-short" } });
  });

  test.each([
    ["pause", { kind: "pause", date: "2026-02-10", last: "2026-02-12" }, { kind: "pause" }],
    [
      "pregnancy",
      { kind: "pattern", date: "2026-02-10", pattern: "pregnancy" },
      { kind: "pattern", pattern: "pregnancy" },
    ],
    [
      "hormonal method from before it",
      { kind: "pattern", date: "2026-01-20", pattern: "hormonal-method" },
      { kind: "pattern", pattern: "hormonal-method" },
    ],
  ])("when a %s touches it", (_name, event, reason) => {
    expect(second(withLifeEvent(three, event))).toEqual({ kind: "left-out", reason });
  });

  test("when it is too long to be evidence, unless cycles of that length are common in her pattern", () => {
    const long = diaryOfCycles("2026-01-01", [28, 120, 29]);
    expect(second(long, "2026-07-20")).toEqual({ kind: "left-out", reason: { kind: "too-long" } });
    const varied = withLifeEvent(long, { kind: "pattern", date: "2025-12-01", pattern: "pcos" });
    expect(second(varied, "2026-07-20").kind).toBe("used");
  });
});

describe("a gap that is used", () => {
  const forgotten = diaryOfCycles("2026-01-01", [28, 29, 57, 28, 29, 28]);
  const third = (diary: Diary) => {
    const { use } = explained(diary, "2026-07-25").cycles[2]!;
    if (use.kind !== "used") throw new Error(use.reason.kind);
    return use;
  };

  test("and probably holds two cycles says so, with the day that the app asks about", () => {
    const { doubled } = third(forgotten);
    const answer = forecastFromDiary(forgotten, calendarDate("2026-07-25"), forecaster);
    if (answer.kind !== "forecast" || !doubled) throw new Error("expected a doubled gap");
    expect(doubled.cycles).toBe(2);
    expect(doubled.around.map((around) => ({ around, probability: doubled.probability }))).toEqual(
      answer.forecast.possiblyUnlogged,
    );
  });

  test("still says so once its owner has answered that she is not sure", () => {
    const unsure = withLifeEvent(forgotten, { kind: "unlogged", date: "2026-03-27", answer: "unsure" });
    expect(third(unsure).doubled?.cycles).toBe(2);
  });

  test.each([
    ["missed", 2],
    ["not-missed", 1],
  ])("and whose owner answered %s is used as %i", (answer, count) => {
    const told = withLifeEvent(forgotten, { kind: "unlogged", date: "2026-03-27", answer });
    expect(third(told)).toMatchObject({ known: { count, by: "owner" }, doubled: null });
  });

  test("and was recorded day by day is used as one", () => {
    let watched = forgotten;
    for (let i = 0; i < 57; i++) {
      const date = calendarDate(new Date(Date.UTC(2026, 1, 27 + i)).toISOString().slice(0, 10));
      if (!watched.entryByDate.has(date)) watched = withEntry(watched, date, { bleeding: "none" });
    }
    expect(third(watched)).toMatchObject({ known: { count: 1, by: "records" }, doubled: null });
  });

  test("is not called doubled in the late transition, where a cycle without ovulation is as likely", () => {
    const transition = withLifeEvent(forgotten, {
      kind: "pattern",
      date: "2025-12-01",
      pattern: "late-transition",
    });
    expect(third(transition).doubled).toBeNull();
  });

  test("from before a change of pattern counts less than a plain older one", () => {
    const diary = diaryOfCycles("2026-01-01", [28, 30, 29, 28]);
    const changed = withLifeEvent(diary, {
      kind: "pattern",
      date: "2026-02-28",
      pattern: "early-transition",
    });
    const usesIn = (one: Diary) =>
      explained(one, "2026-05-10").cycles.flatMap(({ use }) => (use.kind === "used" ? [use] : []));
    expect(usesIn(changed).map(({ isBeforeChange }) => isBeforeChange)).toEqual([true, true, false, false]);
    for (const i of [0, 1]) expect(usesIn(changed)[i]!.weight).toBeLessThan(0.6 * usesIn(diary)[i]!.weight);
  });
});

describe("a sign of ovulation in the open cycle", () => {
  // The open cycle starts on 17 July.
  const steady = diaryOfCycles("2026-01-01", [28, 29, 28, 27, 28, 29, 28]);
  const signed = withEntry(steady, calendarDate("2026-07-31"), { lhTest: "positive" });
  const signsOn = (diary: Diary, today: string) =>
    explained(diary, today).signs.map(({ kind, date, use }) => `${kind} ${date} ${use}`);

  test("is told as used when the forecast uses it", () => {
    expect(signsOn(signed, "2026-08-02")).toEqual(["lh 2026-07-31 used"]);
    const answer = forecastFromDiary(signed, calendarDate("2026-08-02"), forecaster);
    expect(answer.kind === "forecast" && answer.forecast.basis.sign).toBe("2026-07-31");
  });

  test("gives way to another that tells more, and one of them is used", () => {
    const both = withEntry(signed, calendarDate("2026-08-01"), { ovulation: "marked" });
    const uses = explained(both, "2026-08-02").signs.map(({ use }) => use);
    expect(uses.toSorted()).toEqual(["another-tells-more", "used"]);
  });

  test("is not used when another disagrees, nor that other", () => {
    const both = withEntry(signed, calendarDate("2026-08-09"), { ovulation: "marked" });
    expect(explained(both, "2026-08-10").signs.map(({ use }) => use)).toEqual([
      "signs-disagree",
      "signs-disagree",
    ]);
  });

  test("is no longer used when it is too long ago", () => {
    let watched = signed;
    for (let i = 1; i <= 45; i++) {
      const date = calendarDate(new Date(Date.UTC(2026, 6, 31 + i)).toISOString().slice(0, 10));
      watched = withEntry(watched, date, { bleeding: "none" });
    }
    expect(signsOn(watched, "2026-09-14")).toEqual(["lh 2026-07-31 too-long-ago"]);
  });
});
