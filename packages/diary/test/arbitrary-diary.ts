import fc from "fast-check";
import {
  addDays,
  bleedingLevels,
  calendarDate,
  type DayEntry,
  type Diary,
  emergencyDrugs,
  hasPack,
  type LifeEvent,
  methods,
  patterns,
  withEntry,
  withEvent,
} from "../src/index.ts";
import { diaryOfCycles } from "./notation.ts";

const first = calendarDate("2025-01-01");
/** A day that an arbitrary diary may tell of. */
export const day = fc.integer({ min: 0, max: 500 }).map((days) => addDays(first, days));

const entry: fc.Arbitrary<DayEntry> = fc.record(
  {
    bleeding: fc.constantFrom(...bleedingLevels),
    bleedingExcluded: fc.constant(true as const),
    periodStart: fc.boolean(),
    lhTest: fc.constantFrom("negative", "positive", "unclear"),
    ovulation: fc.constantFrom("marked", "monitor"),
    mucus: fc.constantFrom("dry", "nothing", "damp", "creamy", "eggwhite"),
    temperature: fc.record({ celsius: fc.double({ min: 36, max: 37.2, noNaN: true }) }),
    mood: fc.integer({ min: 1, max: 5 }),
  },
  { requiredKeys: [] },
);

const event: fc.Arbitrary<LifeEvent> = fc.oneof(
  fc.record({ kind: fc.constant("pattern" as const), date: day, pattern: fc.constantFrom(...patterns) }),
  fc.record({
    kind: fc.constant("pause" as const),
    date: day,
    last: fc.option(day),
  }),
  fc.record({
    kind: fc.constant("cycle-excluded" as const),
    date: day,
    reason: fc.constant("other" as const),
  }),
  fc.record({
    kind: fc.constant("unlogged" as const),
    date: day,
    answer: fc.constantFrom("missed" as const, "not-missed" as const, "unsure" as const),
  }),
  fc.record({
    kind: fc.constant("method" as const),
    date: day,
    method: fc.constantFrom(...methods.filter((method) => !hasPack(method))),
  }),
  fc.record({
    kind: fc.constant("method" as const),
    date: day,
    method: fc.constantFrom(...methods.filter(hasPack)),
    pack: fc.constantFrom(
      { activeDays: 21, breakDays: 7 },
      { activeDays: 24, breakDays: 4 },
      { activeDays: 84, breakDays: 7 },
      { activeDays: 28, breakDays: 0 },
    ),
  }),
  fc.record({
    kind: fc.constant("emergency-contraception" as const),
    date: day,
    drug: fc.constantFrom(...emergencyDrugs),
  }),
);

/** Entries and events thrown together, as no person would. */
export const anyDiary: fc.Arbitrary<Diary> = fc
  .record({
    entries: fc.array(fc.tuple(day, entry), { maxLength: 120 }),
    events: fc.array(event, { maxLength: 5 }),
    birthYear: fc.option(fc.integer({ min: 1900, max: 2199 }), { nil: undefined }),
  })
  .map(({ entries, events, birthYear }) => {
    const empty: Diary = { entryByDate: new Map(), events: [] };
    const recorded = entries.reduce((known, [date, one]) => withEntry(known, date, one), empty);
    const lived = events.reduce(withEvent, recorded);
    return birthYear === undefined ? lived : { ...lived, birthYear };
  });

/** Cycles of every length that two logged starts can have, with events and a year of birth among them. */
export const diaryWithCycles: fc.Arbitrary<Diary> = fc
  .record({
    lengths: fc.array(fc.integer({ min: 10, max: 100 }), { maxLength: 8 }),
    events: fc.array(event, { maxLength: 3 }),
    birthYear: fc.option(fc.integer({ min: 1960, max: 2012 }), { nil: undefined }),
  })
  .map(({ lengths, events, birthYear }) => {
    const lived = events.reduce(withEvent, diaryOfCycles(first, lengths));
    return birthYear === undefined ? lived : { ...lived, birthYear };
  });
