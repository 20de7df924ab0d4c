import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  type CalendarDate,
  calendarDate,
  createForecaster,
  type DayEntry,
  type Diary,
  daysBetween,
  forecastFromDiary,
  type LifeEvent,
  medianStart,
  parseLifeEvent,
  periodStarts,
  type RecordedCycle,
  recordOf,
  type ScoredCycle,
  withEntry,
  withEvent,
  withIssued,
} from "../src/index.ts";
import { diaryOfCycles } from "./notation.ts";

const forecaster = createForecaster();
const first = calendarDate("2025-01-01");
const on = (day: number): CalendarDate => addDays(first, day);
/** After every diary here. */
const muchLater = on(2_000);

const record = (diary: Diary, today = muchLater, replays?: number): readonly RecordedCycle[] => [
  ...recordOf(diary, today, forecaster, replays),
];
const kindsOf = (diary: Diary): readonly string[] =>
  record(diary).map((cycle) => (cycle.kind === "not-scored" ? cycle.reason : cycle.kind));
function scored(cycle: RecordedCycle | undefined): ScoredCycle {
  if (!cycle || cycle.kind === "not-scored") throw new Error(cycle?.reason ?? "no cycle");
  return cycle;
}
function withLife(diary: Diary, value: unknown): Diary {
  const event = parseLifeEvent(value);
  if (!event.ok) throw new Error(event.error.field);
  return withEvent(diary, event.value);
}
/** What the app would have shown on a day, kept. */
function shown(diary: Diary, day: number): Diary {
  const answer = forecastFromDiary(diary, on(day), forecaster);
  if (answer.kind !== "forecast") throw new Error(answer.kind);
  return withIssued(diary, answer.forecast);
}
/** The whole diary, and with it what the app would have shown on these days, when no more was recorded than up to each. */
function shownAsItWent(diary: Diary, ...days: readonly number[]): Diary {
  let issued: Diary["issued"];
  for (const day of days) issued = shown({ ...until(diary, day), ...(issued && { issued }) }, day).issued;
  return { ...diary, ...(issued && { issued }) };
}
/** The diary without what was recorded after a day. */
const until = (diary: Diary, day: number): Diary => ({
  ...diary,
  entryByDate: new Map([...diary.entryByDate].filter(([date]) => date <= on(day))),
});
const steady = diaryOfCycles(first, [28, 29, 28, 27, 28]);
// Starts on days 0, 28, 57, 85, 112 and 140.

describe("a diary in which nothing was issued", () => {
  test("is replayed: each cycle as it would have been forecast on its first day, and a week before the start", () => {
    const cycles = record(steady);
    expect(cycles.map(({ start, came }) => [start, came])).toEqual([
      [on(112), on(140)],
      [on(85), on(112)],
      [on(57), on(85)],
      [on(28), on(57)],
      [on(0), on(28)],
    ]);
    for (const cycle of cycles.map(scored)) {
      expect(cycle.kind).toBe("replayed");
      const answer = forecastFromDiary(steady, cycle.start, forecaster);
      const forecast = answer.kind === "forecast" ? answer.forecast : null;
      expect(cycle.first.forecast).toMatchObject({
        issued: cycle.start,
        start: cycle.start,
        interval: forecast?.nextStart.interval,
      });
      expect(forecast && medianStart(forecast)).toBe(cycle.first.middle);
      expect(cycle.weekBefore?.forecast.issued).toBe(addDays(cycle.came, -7));
    }
  });

  test("has nothing to compare while only one start is known", () => {
    expect(record(diaryOfCycles(first, []))).toEqual([]);
    expect(record({ entryByDate: new Map(), events: [] })).toEqual([]);
    expect(record(steady, on(27))).toEqual([]);
    expect(record(steady, on(28))).toHaveLength(1);
  });

  test("is replayed no further back than asked", () => {
    expect(record(steady, muchLater, 2).map(({ start }) => start)).toEqual([on(112), on(85)]);
    expect(record(steady, muchLater, 0)).toEqual([]);
  });
});

describe("a score", () => {
  test("says inside exactly when the start came on one of the dates said, and how far it was from the middle", () => {
    const results = new Set<boolean>();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 15, max: 44 }), { minLength: 1, maxLength: 6 }), (lengths) => {
        for (const cycle of record(diaryOfCycles(first, lengths))) {
          if (cycle.kind === "not-scored") continue;
          for (const score of cycle.weekBefore ? [cycle.first, cycle.weekBefore] : [cycle.first]) {
            const { interval } = score.forecast;
            results.add(score.inside);
            expect(score.inside).toBe(cycle.came >= interval.first && cycle.came <= interval.last);
            expect(score.daysOff).toBe(Math.abs(daysBetween(score.middle, cycle.came)));
            expect(score.announced).toBeGreaterThanOrEqual(interval.level - 1e-6);
            expect(score.rankedProbabilityScore).toBeGreaterThanOrEqual(0);
            expect(score.integral >= 0 && score.integral <= 1).toBe(true);
            expect(score.logScore).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      { numRuns: 15, seed: 41 },
    );
    expect([...results].sort()).toEqual([false, true]);
  });
});

const entry: fc.Arbitrary<DayEntry> = fc.record(
  {
    bleeding: fc.constantFrom("none" as const, "light" as const, "heavy" as const),
    lhTest: fc.constantFrom("negative" as const, "positive" as const),
    periodStart: fc.boolean(),
  },
  { requiredKeys: [] },
);
const soon = fc.integer({ min: 1, max: 90 }).map(on);
const laterEvent: fc.Arbitrary<LifeEvent> = fc.oneof(
  fc.record({
    kind: fc.constant("pattern" as const),
    date: soon,
    pattern: fc.constantFrom("pregnancy" as const, "pcos" as const, "after-birth" as const),
  }),
  fc.record({ kind: fc.constant("pause" as const), date: soon, last: fc.constant(null) }),
  fc.record({
    kind: fc.constant("cycle-excluded" as const),
    date: soon,
    reason: fc.constant("other" as const),
  }),
  fc.record({ kind: fc.constant("unlogged" as const), date: soon, answer: fc.constant("missed" as const) }),
);

test("no cycle depends on anything after the start that ended it", () => {
  let changed = 0;
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 18, max: 60 }), { minLength: 2, maxLength: 5 }),
      fc.nat({ max: 4 }),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), entry), { minLength: 1, maxLength: 12 }),
      laterEvent,
      (lengths, index, entries, event) => {
        const diary = diaryOfCycles(first, lengths);
        const starts = periodStarts(diary.entryByDate);
        const end = starts[1 + (index % lengths.length)]!;
        const after = daysBetween(first, end);
        const moved = { ...event, date: addDays(event.date, after) };
        const later = entries.reduce(
          (known, [day, one]) => withEntry(known, on(after + day), one),
          withLife(diary, moved),
        );
        const earlier = (all: readonly RecordedCycle[]) => all.filter(({ came }) => came <= end);
        const [before, now] = [record(diary), record(later)];
        changed += before.length === now.length ? 0 : 1;
        expect(earlier(now)).toEqual(earlier(before));
        expect(earlier(before)).toHaveLength(1 + (index % lengths.length));
      },
    ),
    { numRuns: 15, seed: 42 },
  );
  expect(changed).toBeGreaterThan(0);
});

test("any diary, with whatever was shown on any days of it, has each of its cycles once, newest first", () => {
  const seen = new Set<string>();
  const day = fc.integer({ min: 0, max: 240 });
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 18, max: 60 }), { maxLength: 5 }),
      fc.array(fc.tuple(day, entry), { maxLength: 12 }),
      fc.array(fc.tuple(day, laterEvent), { maxLength: 2 }),
      fc.array(day, { maxLength: 6 }),
      (lengths, entries, events, shownDays) => {
        let diary = diaryOfCycles(first, lengths);
        for (const [at, one] of entries) diary = withEntry(diary, on(at), one);
        for (const [at, event] of events) diary = withLife(diary, { ...event, date: on(at) });
        for (const at of shownDays.toSorted((one, other) => one - other)) {
          const answer = forecastFromDiary(diary, on(at), forecaster);
          if (answer.kind !== "forecast") continue;
          const { issued } = withIssued(until(diary, at), answer.forecast);
          diary = { ...diary, ...(issued && { issued }) };
        }
        const starts = periodStarts(diary.entryByDate);
        const all = record(diary);
        expect(all.map(({ start }) => start)).toEqual(starts.slice(0, -1).toReversed());
        expect(all.map(({ came }) => came)).toEqual(starts.slice(1).toReversed());
        for (const cycle of all) {
          seen.add(cycle.kind);
          if (cycle.kind === "not-scored") continue;
          expect(cycle.first.forecast.issued < cycle.came).toBe(true);
          const stood = cycle.weekBefore?.forecast.issued;
          if (stood !== undefined) expect(stood <= addDays(cycle.came, -7)).toBe(true);
        }
      },
    ),
    { numRuns: 40, seed: 43 },
  );
  expect([...seen].sort()).toEqual(["issued", "not-scored", "replayed"]);
});

describe("a forecast that was issued", () => {
  test("is compared as it was shown, not as it would be made now", () => {
    const said = shown(until(steady, 120), 120);
    const later = { ...withEntry(steady, on(118), { lhTest: "positive" }), issued: said.issued! };
    const cycle = scored(record(later)[0]);
    expect(cycle).toMatchObject({ kind: "issued", start: on(112), came: on(140) });
    expect(cycle.first.forecast).toBe(said.issued?.[0]);
    expect(
      record(later)
        .slice(1)
        .map(({ kind }) => kind),
    ).toEqual(Array(4).fill("replayed"));
  });

  test("gives the same scores as its replay while the diary stays as it was", () => {
    const said = shownAsItWent(steady, 112, 120, 133, 136);
    const [issued, replayed] = [scored(record(said)[0]), scored(record(steady)[0])];
    expect(issued).toEqual({ ...replayed, kind: "issued" });
  });

  test("that stood a week before is the last that was shown by then; where none was, there is none", () => {
    const newest = (...days: readonly number[]) => scored(record(shownAsItWent(steady, ...days))[0]);
    expect(newest(112, 125, 134).weekBefore?.forecast.issued).toBe(on(125));
    expect(newest(112).weekBefore?.forecast.issued).toBe(on(112));
    expect(newest(134)).toMatchObject({ kind: "issued", weekBefore: null });
  });

  test("on the day the start came, before it was logged, says nothing of that cycle", () => {
    const said = shown(until(steady, 139), 140);
    expect(scored(record({ ...steady, issued: said.issued! })[0]).kind).toBe("replayed");
  });

  test("keeps its words when the start that followed is moved or taken out: only what came changes", () => {
    const said = shownAsItWent(steady, 85);
    const moved = withEntry(withEntry(said, on(112), { bleeding: "spotting" }), on(113), {
      bleeding: "medium",
    });
    const gone = [112, 113, 114, 115, 116].reduce((diary, day) => withEntry(diary, on(day), null), said);
    const cycleOf = (diary: Diary) => record(diary).find(({ start }) => start === on(85));
    expect(scored(cycleOf(said)).came).toBe(on(112));
    expect(scored(cycleOf(moved)).came).toBe(on(113));
    expect(scored(cycleOf(moved)).first.forecast).toBe(said.issued?.[0]);
    expect(cycleOf(gone)).toMatchObject({ came: on(140), reason: "probably-unlogged" });
  });

  test("stays with its cycle when the cycle's own start is corrected, and with none when it is taken out", () => {
    const said = shownAsItWent(steady, 85);
    const corrected = withEntry(withEntry(said, on(84), { bleeding: "light" }), on(83), {
      bleeding: "light",
    });
    expect(record(corrected).find(({ start }) => start === on(83))).toMatchObject({
      kind: "issued",
      came: on(112),
      first: { forecast: { start: on(85) } },
    });
    const gone = [85, 86, 87, 88, 89].reduce((diary, day) => withEntry(diary, on(day), null), said);
    expect(record(gone).map(({ kind }) => kind)).not.toContain("issued");
  });

  test("is not looked at before the day it was issued", () => {
    const said = shownAsItWent(steady, 112);
    expect(record(said, on(139)).map(({ kind }) => kind)).toEqual(Array(4).fill("replayed"));
  });
});

describe("a cycle that is not scored says why", () => {
  const long = diaryOfCycles(first, [28, 29, 28, 57, 28]);

  test("its owner left it out", () => {
    expect(kindsOf(withLife(steady, { kind: "cycle-excluded", date: on(85), reason: "illness" }))).toEqual([
      ...["replayed", "left-out", "replayed", "replayed", "replayed"],
    ]);
  });

  test("its starts are nearer than cycles are", () => {
    const two = withEntry(steady, on(92), { bleeding: "medium", periodStart: true });
    expect(kindsOf(two)).toContain("too-short");
  });

  test("forecasts were paused, or off, in it", () => {
    expect(kindsOf(withLife(steady, { kind: "pause", date: on(90), last: on(95) }))[1]).toBe("paused");
    const pregnant = withLife(steady, { kind: "pattern", date: on(90), pattern: "pregnancy" });
    const over = withLife(pregnant, { kind: "pattern", date: on(110), pattern: "usual" });
    expect(kindsOf(over)[1]).toBe("pregnancy");
    expect(kindsOf(withLife(steady, { kind: "pattern", date: on(80), pattern: "after-birth" }))[1]).toBe(
      "after-birth",
    );
  });

  test("even where a forecast had been shown", () => {
    const said = shownAsItWent(steady, 85);
    expect(kindsOf(withLife(said, { kind: "pause", date: on(90), last: on(95) }))[1]).toBe("paused");
  });

  test("a start in between was probably not logged: neither a hit nor, silently, a miss", () => {
    expect(kindsOf(long)).toEqual(["replayed", "probably-unlogged", "replayed", "replayed", "replayed"]);
  });

  test("its owner says that one was not logged; when she says that none was, it counts", () => {
    const said = (answer: string) => withLife(long, { kind: "unlogged", date: on(113), answer });
    expect(kindsOf(said("missed"))[1]).toBe("unlogged");
    expect(kindsOf(said("unsure"))[1]).toBe("probably-unlogged");
    const counted = scored(record(said("not-missed"))[1]);
    expect([counted.kind, counted.first.inside]).toEqual(["replayed", false]);
  });

  test("a long cycle of which every day was recorded counts, since nothing can hide in it", () => {
    let watched = long;
    for (let day = 85; day < 142; day++) {
      if (!watched.entryByDate.has(on(day))) watched = withEntry(watched, on(day), { bleeding: "none" });
    }
    expect(scored(record(watched)[1]).first.inside).toBe(false);
  });

  test("nothing was logged for so long that nobody can tell", () => {
    expect(kindsOf(diaryOfCycles(first, [28, 29, 400, 28]))[1]).toBe("probably-unlogged");
  });
});
