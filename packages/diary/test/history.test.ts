import { describe, expect, test } from "vitest";
import {
  addDays,
  calendarDate,
  type Diary,
  historyFromDiary,
  type LifeEvent,
  parseLifeEvent,
  withEvent,
} from "../src/index.ts";
import { diaryOf, diaryOfCycles } from "./notation.ts";

const event = (value: unknown): LifeEvent => {
  const parsed = parseLifeEvent(value);
  if (!parsed.ok) throw new Error(parsed.error.field);
  return parsed.value;
};
const lengthsLearned = (diary: Diary, today: string) =>
  historyFromDiary(diary, calendarDate(today))!.observations.flatMap((one) =>
    one.kind === "cycle" ? [[one.length, one.trueCycles ?? "unknown"]] : [[one.kind]],
  );
const three = diaryOfCycles("2026-01-01", [28, 30, 29]);

describe("a diary's history", () => {
  test("is its completed cycles and period lengths, oldest first, and the open cycle", () => {
    const history = historyFromDiary(three, calendarDate("2026-04-10"))!;
    expect(lengthsLearned(three, "2026-04-10")).toEqual([
      ["period"],
      [28, "unknown"],
      ["period"],
      [30, "unknown"],
      ["period"],
      [29, "unknown"],
    ]);
    expect(history.open.start).toBe("2026-03-29");
    expect(history.open.elapsed).toBe(11);
    expect(history.period).toEqual({ days: 5, isOver: true });
  });

  test("is nothing without a start", () => {
    expect(historyFromDiary(diaryOf("2026-01-01", "SS..?"), calendarDate("2026-01-05"))).toBeNull();
  });

  test("takes an empty today as a day that may still bring a start, a recorded one as one that did not", () => {
    const today = calendarDate("2026-04-10");
    const recorded = { ...three, entryByDate: new Map(three.entryByDate).set(today, { mood: 3 }) };
    expect(historyFromDiary(three, today)!.open.elapsed).toBe(11);
    expect(historyFromDiary(recorded, today)!.open.elapsed).toBe(12);
  });

  test("knows that the period goes on while its last day was yesterday", () => {
    expect(historyFromDiary(three, calendarDate("2026-04-02"))!.period).toEqual({ days: 5, isOver: false });
    expect(historyFromDiary(three, calendarDate("2026-04-03"))!.period).toEqual({ days: 5, isOver: false });
    expect(historyFromDiary(three, calendarDate("2026-04-04"))!.period).toEqual({ days: 5, isOver: true });
  });

  test("leaves out a cycle its owner excluded", () => {
    const diary = withEvent(three, event({ kind: "cycle-excluded", date: "2026-01-29", reason: "illness" }));
    expect(lengthsLearned(diary, "2026-04-10").filter(([kind]) => kind !== "period")).toEqual([
      [28, "unknown"],
      [29, "unknown"],
    ]);
  });

  test("takes a cycle with a pause in it for a pause", () => {
    const diary = withEvent(three, event({ kind: "pause", date: "2026-02-10", last: "2026-02-20" }));
    expect(lengthsLearned(diary, "2026-04-10").map(([kind]) => kind)).toContain("pause");
  });

  test("takes a cycle under a pattern without forecasts for a pause, and a new pattern for a change", () => {
    const pill = withEvent(three, event({ kind: "pattern", date: "2026-02-01", pattern: "hormonal-method" }));
    const diary = withEvent(pill, event({ kind: "pattern", date: "2026-03-29", pattern: "after-hormones" }));
    expect(lengthsLearned(diary, "2026-04-10").filter(([kind]) => kind !== "period")).toEqual([
      [28, "unknown"],
      ["pause"],
      ["pause"],
      ["regime"],
    ]);
  });

  test("gives each cycle the age at which it began", () => {
    const ages = historyFromDiary(
      { ...three, birthYear: 1996 },
      calendarDate("2026-04-10"),
    )!.observations.flatMap((one) => (one.kind === "cycle" ? [one.age] : []));
    expect(ages).toEqual([30, 30, 30]);
  });
});

describe("a gap as long as two cycles", () => {
  const doubled = diaryOfCycles("2026-01-01", [28, 57, 29]);

  test("is left for the forecast to judge", () => {
    expect(lengthsLearned(doubled, "2026-05-01").filter(([kind]) => kind !== "period")[1]).toEqual([
      57,
      "unknown",
    ]);
  });

  test.each([
    ["missed", 2],
    ["not-missed", 1],
    ["unsure", "unknown"],
  ])("is, when its owner answers %s, known to be %s", (answer, trueCycles) => {
    const diary = withEvent(doubled, event({ kind: "unlogged", date: "2026-02-26", answer }));
    expect(lengthsLearned(diary, "2026-05-01").filter(([kind]) => kind !== "period")[1]).toEqual([
      57,
      trueCycles,
    ]);
  });

  test("and whose missing start was then written down, near the day of the answer, is two plain cycles", () => {
    const answered = withEvent(doubled, event({ kind: "unlogged", date: "2026-02-26", answer: "missed" }));
    const entryByDate = new Map(answered.entryByDate).set(calendarDate("2026-02-24"), { periodStart: true });
    const cycles = lengthsLearned({ ...answered, entryByDate }, "2026-05-01").filter(
      ([kind]) => kind !== "period",
    );
    expect(cycles).toEqual([
      [28, "unknown"],
      [26, "unknown"],
      [31, "unknown"],
      [29, "unknown"],
    ]);
  });

  test("is one cycle when every day was recorded, so that no period can have gone unnoticed", () => {
    const entryByDate = new Map(doubled.entryByDate);
    for (let day = 0; day < 57; day++) {
      const date = addDays(calendarDate("2026-01-29"), day);
      if (!entryByDate.has(date)) entryByDate.set(date, { bleeding: "none" });
    }
    expect(
      lengthsLearned({ ...doubled, entryByDate }, "2026-05-01").filter(([kind]) => kind !== "period")[1],
    ).toEqual([57, 1]);
  });
});

describe("in the open cycle a start may hide", () => {
  const today = calendarDate("2026-05-09");
  const hidden = (diary: Diary) => historyFromDiary(diary, today)!.open.mayHide!;

  test("on days without a record, but not on the last three, which are often written down later", () => {
    const mayHide = hidden(three);
    expect(mayHide.slice(0, 5)).toEqual([false, false, false, false, false]);
    expect(mayHide[20]).toBe(true);
    expect(mayHide.slice(-3)).toEqual([false, false, false]);
    expect(mayHide.at(-4)).toBe(true);
  });

  test("not on a single day between two recorded ones", () => {
    const entryByDate = new Map(three.entryByDate)
      .set(calendarDate("2026-04-20"), { note: "x" })
      .set(calendarDate("2026-04-22"), { note: "x" });
    const mayHide = hidden({ ...three, entryByDate });
    expect(mayHide.slice(21, 26)).toEqual([true, false, false, false, true]);
  });

  test("not on the days about which its owner said that none was missed", () => {
    const diary = withEvent(three, event({ kind: "unlogged", date: "2026-04-27", answer: "not-missed" }));
    const mayHide = hidden(diary);
    expect(mayHide.slice(0, 38)).not.toContain(true);
  });
});
