import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addDays,
  basisFromForecast,
  bleedingLevels,
  calendarDate,
  createForecaster,
  type DayEntry,
  type Diary,
  dotsFromForecast,
  forecastFromDiary,
  headlineFromForecast,
  type LifeEvent,
  patterns,
  spokenForecast,
  whatChanged,
  withEntry,
  withEvent,
} from "../src/index.ts";

const forecaster = createForecaster();
const first = calendarDate("2025-01-01");
const day = fc.integer({ min: 0, max: 500 }).map((days) => addDays(first, days));

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
);

const diary: fc.Arbitrary<Diary> = fc
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

test("any diary on any day gets an answer that can be said, and a forecast in it sums to 1", () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(diary, day, (written, today) => {
      const answer = forecastFromDiary(written, today, forecaster);
      kinds.add(answer.kind);
      expect(headlineFromForecast(answer).id).toMatch(/^forecast-/);
      expect(spokenForecast(answer).length).toBeGreaterThan(0);
      const change = whatChanged(written, today, forecaster, answer);
      expect(change === null || /^changed-/.test(change.id)).toBe(true);
      if (answer.kind !== "forecast") return;
      const { nextStart, bleeding, possiblyUnlogged } = answer.forecast;
      const sum = nextStart.probability.reduce((total, p) => total + p, nextStart.beyondHorizon);
      expect(Math.abs(sum - 1)).toBeLessThan(1e-9);
      expect([...nextStart.probability, ...bleeding.probability].every((p) => p >= 0 && p <= 1)).toBe(true);
      expect(nextStart.interval.first <= nextStart.interval.last).toBe(true);
      expect(nextStart.first >= today).toBe(true);
      expect(dotsFromForecast(answer.forecast)).toHaveLength(20);
      expect(possiblyUnlogged.every(({ around }) => around <= today)).toBe(true);
      expect(basisFromForecast(answer).length).toBeGreaterThan(1);
    }),
    { numRuns: 120, seed: 20_261_122 },
  );
  expect([...kinds].sort()).toEqual(["forecast", "no-start", "withheld"]);
});
