import { describe, expect, test } from "vitest";
import {
  addDays,
  type CalendarDate,
  calendarDate,
  createForecaster,
  type DatedForecast,
  type Diary,
  emptyDiary,
  forecastFromDiary,
  periodStarts,
  withEntry,
  withIssued,
} from "../src/index.ts";
import { diaryOfCycles } from "./notation.ts";

const forecaster = createForecaster();
const first = calendarDate("2026-01-01");
const on = (day: number): CalendarDate => addDays(first, day);

function forecastOn(diary: Diary, today: CalendarDate): DatedForecast {
  const answer = forecastFromDiary(diary, today, forecaster);
  if (answer.kind !== "forecast") throw new Error(answer.kind);
  return answer.forecast;
}
const shownOn = (diary: Diary, day: number): Diary => withIssued(diary, forecastOn(diary, on(day)));
const issueDays = (diary: Diary): readonly CalendarDate[] => (diary.issued ?? []).map(({ issued }) => issued);

/** A diary lived day by day: `starts` are logged as they come, and the app is opened on every day. */
function lived(starts: readonly number[], days: number): Diary {
  let diary = emptyDiary;
  for (let day = 0; day <= days; day++) {
    if (starts.includes(day)) diary = withEntry(diary, on(day), { bleeding: "medium" });
    diary = shownOn(diary, day);
  }
  return diary;
}

describe("what is kept of forecasts", () => {
  test("is one a day: the last that was shown", () => {
    const morning = shownOn(diaryOfCycles("2026-01-01", [28]), 40);
    const evening = shownOn(withEntry(morning, on(40), { lhTest: "positive" }), 40);
    expect(issueDays(evening)).toEqual([on(40)]);
    expect(evening.issued).not.toEqual(morning.issued);
    expect(shownOn(withEntry(evening, on(40), null), 40).issued).toEqual(morning.issued);
  });

  test("is the very same diary when the same is shown again", () => {
    const diary = shownOn(diaryOfCycles("2026-01-01", [28]), 40);
    expect(shownOn(diary, 40)).toBe(diary);
  });

  test("never changes what another day was told, whatever is logged later", () => {
    const before = shownOn(diaryOfCycles("2026-01-01", [28]), 40);
    const after = shownOn(withEntry(before, on(35), { lhTest: "positive" }), 41);
    expect(after.issued?.[0]).toBe(before.issued?.[0]);
    expect(issueDays(after)).toEqual([on(40), on(41)]);
  });

  test("is nothing while the diary is ahead of the clock", () => {
    const diary = withEntry(diaryOfCycles("2026-01-01", [28]), on(60), { mood: 3 });
    expect(shownOn(diary, 50)).toBe(diary);
  });

  test("is not overwritten by a clock that went back", () => {
    const told = shownOn(shownOn(diaryOfCycles("2026-01-01", [28]), 40), 45);
    const corrected = withEntry(told, on(33), { bleeding: "none" });
    expect(shownOn(corrected, 40)).toBe(corrected);
    expect(issueDays(shownOn(corrected, 43))).toEqual([on(40), on(43), on(45)]);
  });
});

describe("a year of use, every day", () => {
  const starts = [0, 28, 57, 84, 113, 143, 170, 199, 227, 256, 284, 314, 341];
  const diary = lived(starts, 364);
  const cycleOf = (day: number) => (diary.issued ?? []).filter(({ start }) => start === on(day));

  test("leaves two forecasts of a cycle that ended: the first, and the one a week before the start that came", () => {
    expect(periodStarts(diary.entryByDate)).toHaveLength(starts.length);
    for (const [index, start] of starts.slice(0, -2).entries()) {
      expect(cycleOf(start).map(({ issued }) => issued)).toEqual([on(start), on(starts[index + 1]! - 7)]);
    }
  });

  test("leaves every day of the open cycle and the one before it", () => {
    expect(cycleOf(341).map(({ issued }) => issued)).toEqual(
      Array.from({ length: 24 }, (_, day) => on(341 + day)),
    );
    expect(cycleOf(314)).toHaveLength(27);
  });

  test("is small: about seventy forecasts, none above a kilobyte", () => {
    const sizes = (diary.issued ?? []).map((one) => JSON.stringify(one).length);
    expect(sizes).toHaveLength(2 * 11 + 27 + 24);
    expect(Math.max(...sizes)).toBeLessThan(1_000);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(50_000);
  });
});

test("an open cycle that never ends keeps its first forecast and the last forty", () => {
  const diary = lived([0, 28], 120);
  const open = issueDays(diary).filter((day) => day >= on(28));
  expect(open).toEqual([on(28), ...Array.from({ length: 40 }, (_, day) => on(81 + day))]);
});
