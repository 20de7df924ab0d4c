import {
  addDays,
  type CalendarDate,
  calendarDate,
  createForecaster,
  emptyDiary,
  forecastFromDiary,
  withEntry,
  withEvent,
} from "@tidetable/diary";
import { describe, expect, test } from "vitest";
import {
  type CalendarMemory,
  type CalendarTitles,
  calendarEntries,
  parseCalendarMemory,
} from "../../src/calendar/out/index.ts";

const titles: CalendarTitles = {
  ready: "T. – ready from today",
  plan: "T. – planned",
  dose: "T. – due today",
  order: "Order {name}",
  "pick-up": "T. – pick up",
};
const forecaster = createForecaster();
const starts = ["2026-07-02", "2026-07-30", "2026-08-28", "2026-09-24", "2026-10-23"].map(calendarDate);
const diary = starts.reduce((diary, date) => withEntry(diary, date, { bleeding: "medium" }), emptyDiary);
const day = (date: string): number => Date.parse(date) / 1000;

interface Given {
  readonly diary?: typeof diary;
  readonly memory?: CalendarMemory | null;
  readonly plans?: Parameters<typeof calendarEntries>[0]["plans"];
  readonly doses?: Parameters<typeof calendarEntries>[0]["doses"];
  readonly titles?: CalendarTitles;
  readonly horizonDays?: number;
  readonly description?: string;
}

/** A calendar as it is made on a day, every uid telling what it was made for. */
function made(on: string, given: Given = {}) {
  const today = calendarDate(on);
  const { diary: recorded = diary, memory = null, plans = [], doses = [], horizonDays = 60, ...rest } = given;
  return calendarEntries({
    answer: forecastFromDiary(recorded, today, forecaster),
    plans,
    doses,
    today,
    titles,
    horizonDays,
    memory,
    now: day(on),
    newUid: (key) => `uid of ${key}`,
    ...rest,
  });
}
const trip = {
  id: "trip",
  name: "Trip",
  first: calendarDate("2026-11-20"),
  last: calendarDate("2026-11-23"),
};
const dose = (date: string, kind: "take" | "change" | "order" | "pick-up" = "change", schedule = "ring") => ({
  schedule,
  name: "Ring",
  date: calendarDate(date),
  kind,
});

describe("a forecast", () => {
  test("is one day, the first of its interval, under the title alone", () => {
    const answer = forecastFromDiary(diary, calendarDate("2026-11-01"), forecaster);
    if (answer.kind !== "forecast") throw new Error(answer.kind);
    const { first } = answer.forecast.nextStart.interval;
    expect(made("2026-11-01").entries).toEqual([
      {
        uid: "uid of ready/2026-10-23",
        first,
        last: first,
        title: "T. – ready from today",
        description: null,
        sequence: 0,
        isCancelled: false,
        changed: day("2026-11-01"),
      },
    ]);
  });

  test("that stays where it is changes nothing of its entry, on any later day", () => {
    const first = made("2026-11-01");
    const later = made("2026-11-02", { memory: first.memory });
    expect(later).toEqual(first);
  });

  test("that moves keeps its uid, and its number rises", () => {
    const before = made("2026-11-01");
    const moved = withEntry(diary, calendarDate("2026-11-02"), { lhTest: "positive" });
    const after = made("2026-11-03", { diary: moved, memory: before.memory });
    expect(after.entries[0]?.first).not.toBe(before.entries[0]?.first);
    expect(after.entries).toMatchObject([
      { uid: before.entries[0]?.uid, sequence: 1, changed: day("2026-11-03"), isCancelled: false },
    ]);
  });

  test("whose day has come stays on it until the start comes, however long that takes", () => {
    let { entries, memory } = made("2026-11-01");
    const before = entries;
    for (let today = calendarDate("2026-11-02"); today < "2026-12-20"; today = addDays(today, 1)) {
      ({ entries, memory } = made(today, { memory }));
      expect(entries).toEqual(before);
    }
  });

  test("whose day has come is told of today where nobody was told before", () => {
    expect(made("2026-12-01").entries).toMatchObject([{ first: "2026-12-01", last: "2026-12-01" }]);
  });

  test("whose cycle is over is cancelled, told so for fourteen days, and then gone", () => {
    const before = made("2026-11-10");
    const started = withEntry(diary, calendarDate("2026-11-19"), { bleeding: "medium" });
    let { entries, memory } = made("2026-11-19", { diary: started, memory: before.memory });
    expect(entries).toMatchObject([
      { uid: "uid of ready/2026-10-23", isCancelled: true, sequence: 1 },
      { uid: "uid of ready/2026-11-19", isCancelled: false, sequence: 0 },
    ]);
    ({ entries, memory } = made("2026-12-02", { diary: started, memory }));
    expect(entries.filter(({ isCancelled }) => isCancelled)).toHaveLength(1);
    ({ entries, memory } = made("2026-12-03", { diary: started, memory }));
    expect(entries.map(({ uid }) => uid)).toEqual(["uid of ready/2026-11-19"]);
  });

  test("that is withheld is cancelled, and back with a higher number when it is made again", () => {
    const pause = {
      kind: "pause",
      date: calendarDate("2026-11-02"),
      last: calendarDate("2026-11-05"),
    } as const;
    const paused = withEvent(diary, pause);
    let { entries, memory } = made("2026-11-01");
    ({ entries, memory } = made("2026-11-02", { diary: paused, memory }));
    expect(entries).toMatchObject([{ isCancelled: true, sequence: 1 }]);
    ({ entries, memory } = made("2026-11-06", { diary, memory }));
    expect(entries).toMatchObject([{ isCancelled: false, sequence: 2 }]);
  });

  test("beyond the horizon, or no part of the calendar, is not told", () => {
    expect(made("2026-11-01", { horizonDays: 5 }).entries).toEqual([]);
    const today = calendarDate("2026-11-01");
    const rest = { plans: [], doses: [], today, titles, horizonDays: 60, memory: null, now: 0 };
    expect(calendarEntries({ ...rest, answer: null, newUid: (key) => key }).entries).toEqual([]);
  });

  test("has what is said of it in its description, which counts as a change", () => {
    const before = made("2026-11-01");
    const after = made("2026-11-01", { memory: before.memory, description: "By Mon 23, nine in ten." });
    expect(after.entries).toMatchObject([{ description: "By Mon 23, nine in ten.", sequence: 1 }]);
  });
});

describe("plans and doses", () => {
  const without = emptyDiary;

  test("are there up to the horizon, and not once they have passed", () => {
    const far = { ...trip, id: "far", first: calendarDate("2027-01-02"), last: calendarDate("2027-01-02") };
    const doses = [dose("2026-11-05"), dose("2026-10-31"), dose("2027-02-01"), dose("2026-11-30", "order")];
    const { entries } = made("2026-11-01", { diary: without, plans: [trip, far], doses });
    expect(entries.map(({ uid, first, last, title }) => [uid, first, last, title])).toEqual([
      ["uid of dose/ring/2026-11-05", "2026-11-05", "2026-11-05", "T. – due today"],
      ["uid of plan/trip", "2026-11-20", "2026-11-23", "T. – planned"],
      ["uid of order/ring", "2026-11-30", "2026-11-30", "Order Ring"],
    ]);
  });

  test("that have passed are left to the past, without a word", () => {
    const before = made("2026-11-01", { diary: without, plans: [trip], doses: [dose("2026-11-05")] });
    const after = made("2026-11-24", { diary: without, plans: [trip], memory: before.memory });
    expect(after).toEqual({ entries: [], memory: { entries: {} } });
  });

  test("that were deleted are cancelled", () => {
    const before = made("2026-11-01", { diary: without, plans: [trip] });
    expect(made("2026-11-02", { diary: without, memory: before.memory }).entries).toMatchObject([
      { uid: "uid of plan/trip", isCancelled: true, sequence: 1 },
    ]);
  });

  test("an order that moves keeps its uid", () => {
    const before = made("2026-11-01", { diary: without, doses: [dose("2026-11-10", "order")] });
    const after = made("2026-11-01", {
      diary: without,
      doses: [dose("2026-11-12", "order")],
      memory: before.memory,
    });
    expect(after.entries).toMatchObject([{ uid: "uid of order/ring", first: "2026-11-12", sequence: 1 }]);
  });

  test("a pill of every day is not told day by day, but its order is", () => {
    const days = ["2026-11-05", "2026-11-06", "2026-11-07"].map((date) => dose(date, "take", "pill"));
    const { entries } = made("2026-11-01", {
      diary: without,
      doses: [...days, dose("2026-11-09", "order", "pill"), dose("2026-11-08", "change", "ring")],
    });
    expect(entries.map(({ uid }) => uid)).toEqual(["uid of dose/ring/2026-11-08", "uid of order/pill"]);
  });

  test("a name never acts as anything but a name", () => {
    const name = "$& {name}";
    const { entries } = made("2026-11-01", {
      diary: without,
      plans: [{ ...trip, name }],
      titles: { ...titles, plan: "({name})" },
    });
    expect(entries[0]?.title).toBe("($& {name})");
  });
});

test.each([0, 401, 1.5])("a horizon of %s days is our mistake", (horizonDays) => {
  expect(() => made("2026-11-01", { horizonDays })).toThrow(RangeError);
});

describe("what is remembered", () => {
  const { memory } = made("2026-11-01", { plans: [trip] });

  test("is JSON, there and back", () => {
    expect(parseCalendarMemory(JSON.parse(JSON.stringify(memory)))).toEqual({ ok: true, value: memory });
  });

  test.each([
    ["nothing", null],
    ["no number", { entries: { a: { ...memory.entries["plan/trip"], sequence: -1 } } }],
    ["no day", { entries: { a: { ...memory.entries["plan/trip"], first: "2026-02-30" } } }],
    [
      "an end before its beginning",
      { entries: { a: { ...memory.entries["plan/trip"], last: "2026-01-01" } } },
    ],
    [
      "too much",
      {
        entries: Object.fromEntries(
          Array.from({ length: 2_001 }, (_, i) => [i, memory.entries["plan/trip"]]),
        ),
      },
    ],
  ])("%s is refused", (_name, value) => {
    expect(parseCalendarMemory(value)).toMatchObject({ ok: false, error: { kind: "not-a-calendar-memory" } });
  });
});

test("every day is told of at most once, whatever came before: a year of days", () => {
  const recorded = (today: CalendarDate) =>
    ["2026-11-19", "2026-12-18", "2027-01-14", "2027-02-12"]
      .filter((start) => start <= today)
      .reduce((diary, start) => withEntry(diary, calendarDate(start), { bleeding: "medium" }), diary);
  let memory: CalendarMemory | null = null;
  const sequences = new Map<string, number>();
  for (let today = calendarDate("2026-11-01"); today < "2027-03-15"; today = addDays(today, 1)) {
    const now = made(today, { diary: recorded(today), memory });
    memory = now.memory;
    expect(now.entries.filter(({ isCancelled }) => !isCancelled)).toHaveLength(1);
    for (const { uid, sequence, changed } of now.entries) {
      const before = sequences.get(uid) ?? -1;
      expect(sequence).toBeGreaterThanOrEqual(before);
      if (sequence === before) expect(changed).toBeLessThan(day(today) + 1);
      sequences.set(uid, sequence);
    }
  }
  expect(sequences.size).toBe(5);
});
