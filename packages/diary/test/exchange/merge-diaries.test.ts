import fc from "fast-check";
import { expect, test } from "vitest";
import { calendarDate } from "../../src/calendar-date.ts";
import type { Diary } from "../../src/diary.ts";
import type { DayEntry } from "../../src/entry.ts";
import { mergeDiaries } from "../../src/exchange/index.ts";
import type { Plan } from "../../src/planning/plan.ts";
import { goldenPlans } from "./golden-diary.ts";
import { wholeDiary } from "./invented-diaries.ts";
import { holds } from "./laws.ts";

const date = calendarDate("2026-03-02");
const diaryOf = (entry: DayEntry): Diary => ({ entryByDate: new Map([[date, entry]]), events: [] });
const merged = (own: DayEntry, theirs: DayEntry): DayEntry | undefined =>
  mergeDiaries(diaryOf(own), diaryOf(theirs)).diary.entryByDate.get(date);

/** Two diaries that share days: the second has the first's dates with its own entries. */
const pair = fc.tuple(wholeDiary, wholeDiary).map(([one, other]): [Diary, Diary] => {
  const entries = [...other.entryByDate.values()];
  const shared = [...one.entryByDate.keys()]
    .slice(0, entries.length)
    .map((day, index) => [day, entries[index]!] as const);
  return [one, { ...other, entryByDate: new Map([...other.entryByDate, ...shared]) }];
});

test("nothing that its owner has ever changes", () => {
  holds(
    fc.property(pair, ([own, imported]) => {
      const { diary } = mergeDiaries(own, imported);
      for (const [day, entry] of own.entryByDate) expect(diary.entryByDate.get(day)).toMatchObject(entry);
      expect(diary.events).toEqual(expect.arrayContaining([...own.events]));
      if (own.birthYear !== undefined) expect(diary.birthYear).toBe(own.birthYear);
    }),
  );
});

test("every day, event and field of the import is there, unless its owner's is, or speaks of other bleeding", () => {
  holds(
    fc.property(pair, ([own, imported]) => {
      const { diary } = mergeDiaries(own, imported);
      for (const [day, entry] of imported.entryByDate) {
        const fields = Object.keys(diary.entryByDate.get(day) ?? {});
        const ofBleeding = ["bleedingExcluded", "periodStart"];
        const expected = Object.keys(entry).filter((field) => !ofBleeding.includes(field));
        expect(fields).toEqual(expect.arrayContaining(expected));
      }
      const keys = (events: Diary["events"]): readonly string[] =>
        events.map(({ kind, date }) => `${date} ${kind}`);
      expect(keys(diary.events)).toEqual([...new Set(keys([...own.events, ...imported.events]))].sort());
    }),
  );
});

test("plans and schedules of both are there, and of two with one id the owner's", () => {
  holds(
    fc.property(pair, ([own, imported]) => {
      const { diary } = mergeDiaries(own, imported);
      for (const kind of ["plans", "schedules"] as const) {
        const ownIds = new Set((own[kind] ?? []).map(({ id }) => id));
        const expected = [
          ...(own[kind] ?? []),
          ...(imported[kind] ?? []).filter(({ id }) => !ownIds.has(id)),
        ].sort((one, other) => (one.id < other.id ? -1 : 1));
        expect(diary[kind] ?? []).toEqual(expected);
      }
    }),
  );
  const [mine, theirs] = goldenPlans.plans!.map((plan) => ({ ...plan, id: "trip" }));
  const planned = (plan: Plan | undefined): Diary => ({ ...diaryOf({}), ...(plan && { plans: [plan] }) });
  expect(mergeDiaries(planned(mine), planned(theirs)).diary.plans).toEqual([mine]);
});

test("twice is the same as once", () => {
  holds(
    fc.property(pair, ([own, imported]) => {
      const once = mergeDiaries(own, imported);
      const twice = mergeDiaries(once.diary, imported);
      expect(twice.diary).toEqual(once.diary);
      expect(twice.changedDates).toEqual([]);
      expect(twice.keptDates).toEqual(once.keptDates);
    }),
  );
});

test("a diary merged with itself or with nothing is itself", () => {
  holds(
    fc.property(wholeDiary, (diary) => {
      const nothing: Diary = { entryByDate: new Map(), events: [] };
      for (const merge of [mergeDiaries(diary, diary), mergeDiaries(diary, nothing)]) {
        expect(merge).toEqual({ diary, changedDates: [], keptDates: [] });
      }
      expect(mergeDiaries(nothing, diary).diary).toEqual(diary);
    }),
  );
});

test("the changed days are those that differ from before", () => {
  holds(
    fc.property(pair, ([own, imported]) => {
      const { diary, changedDates } = mergeDiaries(own, imported);
      const differing = [...diary.entryByDate]
        .filter(
          ([day, entry]) =>
            JSON.stringify(sorted(entry)) !== JSON.stringify(sorted(own.entryByDate.get(day) ?? {})),
        )
        .map(([day]) => day);
      expect(changedDates).toEqual(differing);
    }),
  );
  function sorted(entry: DayEntry): unknown {
    return Object.entries(entry).sort(([one], [other]) => (one < other ? -1 : 1));
  }
});

test("fields are merged one by one, and a day on which hers stayed is told", () => {
  const merge = mergeDiaries(diaryOf({ pain: 3, note: "mine" }), diaryOf({ note: "theirs", mood: 2 }));
  expect(merge).toEqual({
    diary: diaryOf({ pain: 3, note: "mine", mood: 2 }),
    changedDates: [date],
    keptDates: [date],
  });
});

test("a reading is one thing: its time is not added to another's degrees", () => {
  expect(
    merged({ temperature: { celsius: 36.5 } }, { temperature: { celsius: 36.9, time: "06:30" } }),
  ).toEqual({
    temperature: { celsius: 36.5 },
  });
});

test("what the import says of its bleeding is not said of hers", () => {
  const theirs: DayEntry = { bleeding: "medium", bleedingExcluded: true, periodStart: true };
  expect(merged({ bleeding: "heavy" }, theirs)).toEqual({ bleeding: "heavy" });
  expect(merged({ bleeding: "none" }, theirs)).toEqual({ bleeding: "none" });
  expect(merged({ bleeding: "medium" }, theirs)).toEqual(theirs);
  expect(merged({ pain: 2 }, theirs)).toEqual({ pain: 2, ...theirs });
});
