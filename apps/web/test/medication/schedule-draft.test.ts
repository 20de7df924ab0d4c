import { calendarDate, type Schedule, schedulePresets } from "@tidetable/diary";
import { describe, expect, test } from "vitest";
import {
  draftOf,
  draftOfRhythm,
  newDraft,
  type ScheduleDraft,
  scheduleOf,
} from "../../src/screens/medication/schedule-draft.ts";

const today = calendarDate("2027-03-04");
const origin = { id: "some-id", before: null, left: null, today, names: ["Iron"] };
const draft = (changes: Partial<ScheduleDraft> = {}): ScheduleDraft => ({
  ...newDraft(today),
  name: "Pill",
  ...changes,
});
const madeOf = (changes: Partial<ScheduleDraft>) => scheduleOf(draft(changes), origin);
const problemOf = (changes: Partial<ScheduleDraft>) => {
  const made = madeOf(changes);
  return made.ok ? null : made.error;
};
const counted: Schedule = {
  id: "some-id",
  name: "Pill",
  action: "take",
  rhythm: { kind: "pack", activeDays: 24, breakDays: 4, placebo: true },
  from: calendarDate("2027-02-01"),
  until: calendarDate("2027-12-31"),
  dose: 2,
  hour: 8,
  stock: { on: calendarDate("2027-03-01"), pieces: 20, orderDays: 9, pickUpDays: 3 },
};

describe("a schedule's form", () => {
  test("needs no more than a name: every day from today on", () => {
    expect(madeOf({})).toEqual({
      ok: true,
      value: {
        id: "some-id",
        name: "Pill",
        action: "take",
        rhythm: { kind: "every", count: 1, unit: "days" },
        from: today,
        until: null,
        dose: 1,
        hour: null,
        stock: null,
      },
    });
  });

  test("gives back the schedule that it was filled in with, for every rhythm and every preset", () => {
    const rhythms: readonly Schedule["rhythm"][] = [
      ...schedulePresets.map(({ rhythm }) => rhythm),
      { kind: "weekdays", weekdays: [1, 5] },
      { kind: "every", count: 1, unit: "days" },
      { kind: "every", count: 3, unit: "days" },
      { kind: "as-needed" },
      { kind: "cycle-days", first: 16, last: 25 },
      { kind: "before-start", days: 3 },
    ];
    for (const rhythm of rhythms) {
      const before = { ...counted, rhythm };
      const made = scheduleOf(draftOf(before, today, 14), { ...origin, before, left: 14 });
      expect(made).toEqual({ ok: true, value: before });
      expect(madeOf(draftOfRhythm(rhythm))).toMatchObject({ ok: true, value: { rhythm } });
    }
  });

  test("counts from today once the number of pieces was changed, and goes on as before where it was not", () => {
    const shown = draftOf(counted, today, 14);
    expect(shown.pieces).toBe("14");
    const made = scheduleOf({ ...shown, pieces: "13" }, { ...origin, before: counted, left: 14 });
    expect(made).toMatchObject({ ok: true, value: { stock: { on: today, pieces: 13, orderDays: 9 } } });
    const longer = scheduleOf({ ...shown, orderDays: "12" }, { ...origin, before: counted, left: 14 });
    expect(longer).toMatchObject({
      ok: true,
      value: { stock: { on: "2027-03-01", pieces: 20, orderDays: 12 } },
    });
  });

  test("says which part does not fit", () => {
    expect(problemOf({ name: "  " })).toBe("name");
    expect(problemOf({ name: " Iron " })).toBe("name-taken");
    expect(problemOf({ from: "" })).toBe("from");
    expect(problemOf({ until: "2027-03-03" })).toBe("until");
    expect(problemOf({ kind: "weekdays" })).toBe("rhythm");
    expect(problemOf({ kind: "every", count: "1.5" })).toBe("rhythm");
    expect(problemOf({ kind: "every", count: "" })).toBe("rhythm");
    expect(problemOf({ kind: "cycle-days", firstCycleDay: "9", lastCycleDay: "8" })).toBe("rhythm");
    expect(problemOf({ isCounted: true, pieces: "-1" })).toBe("stock");
    expect(problemOf({ isCounted: true, pieces: "28", dose: "" })).toBe("stock");
    expect(problemOf({ isCounted: true, pieces: "28", orderDays: "1", pickUpDays: "2" })).toBe("pick-up");
  });
});
