import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  type CalendarDate,
  calendarDate,
  createForecaster,
  type ForecastAnswer,
  forecastFromDiary,
  headsUpDay,
  type PlannedNotice,
  parseRhythm,
  planNotices,
  type Rhythm,
  weekdayOf,
} from "../../src/index.ts";
import { diaryWithCycles } from "../arbitrary-diary.ts";
import { diaryOfCycles } from "../notation.ts";
import { scopeFrom, scopeWith } from "./scopes.ts";

const forecaster = createForecaster();
const lengths = [28, 29, 28, 27, 28, 29, 28];
const steady = diaryOfCycles("2026-01-01", lengths);
/** A Friday; the next start is likely from day 26 to 30, the heads-up three days ahead on day 24. */
const start = calendarDate("2026-07-17");
const on = (days: number): CalendarDate => addDays(start, days);
const forecastOn = (today: CalendarDate): ForecastAnswer => forecastFromDiary(steady, today, forecaster);
const scope = scopeWith("2026-07-01", { headsUp: { days: 3, words: "Tea, please." } });
const daily: Rhythm = { kind: "daily", hour: 9 };
const weekly: Rhythm = { kind: "weekly", weekday: 1, hour: 18 };

const plan = (
  today: CalendarDate,
  hour: number,
  rhythm: Rhythm,
  told: CalendarDate | null = null,
  count = 8,
) => planNotices({ scope, forecast: forecastOn(today), today, hour, rhythm, count, told });
const speaking = (notices: readonly PlannedNotice[]) => notices.filter(({ what }) => what.kind !== "nothing");
const time = ({ date, hour }: PlannedNotice): string => `${date} ${String(hour).padStart(2, "0")}`;

const anyRhythm: fc.Arbitrary<Rhythm> = fc.oneof(
  fc.record({
    kind: fc.constant("weekly" as const),
    weekday: fc.integer({ min: 1, max: 7 }),
    hour: fc.integer({ min: 0, max: 23 }),
  }),
  fc.record({
    kind: fc.constantFrom("daily" as const, "day-itself" as const),
    hour: fc.integer({ min: 0, max: 23 }),
  }),
);

describe("rule 102: a queue is always full", () => {
  test("weekly and daily give as many notices as are asked for, whatever there is to say, on the rhythm's days", () => {
    fc.assert(
      fc.property(
        diaryWithCycles,
        fc.integer({ min: 0, max: 900 }).map((days) => addDays(calendarDate("2025-01-01"), days)),
        fc.integer({ min: 0, max: 23 }),
        anyRhythm,
        fc.integer({ min: 1, max: 8 }),
        fc.boolean(),
        (diary, today, hour, rhythm, count, isPaused) => {
          const forecast = forecastFromDiary(diary, today, forecaster);
          const [some] = fc.sample(scopeFrom(today), { numRuns: 1, seed: count });
          const notices = planNotices({
            scope: isPaused ? null : some!,
            forecast,
            today,
            hour,
            rhythm,
            count,
            told: null,
          });
          if (rhythm.kind !== "day-itself") expect(notices).toHaveLength(count);
          else expect(notices.length).toBeLessThanOrEqual(1);
          expect(speaking(notices).length).toBeLessThanOrEqual(isPaused ? 0 : 1);
          expect(notices.map(time)).toEqual([...new Set(notices.map(time))].sort());
          for (const notice of notices) {
            expect(time(notice) > time({ ...notice, date: today, hour })).toBe(true);
            expect(notice.hour).toBe(rhythm.hour);
            if (rhythm.kind === "weekly") expect(weekdayOf(notice.date)).toBe(rhythm.weekday);
          }
        },
      ),
      { numRuns: 50, seed: 102 },
    );
  });

  test("the first notice is due after this hour, today or on the rhythm's next day", () => {
    const first = (hour: number, rhythm: Rhythm) => plan(on(20), hour, rhythm)[0]?.date;
    expect([first(8, daily), first(9, daily), first(10, daily)]).toEqual([on(20), on(21), on(21)]);
    // on(20) is a Thursday.
    const thursdays: Rhythm = { kind: "weekly", weekday: 4, hour: 9 };
    expect([first(8, thursdays), first(9, thursdays), first(8, weekly)]).toEqual([on(20), on(27), on(24)]);
  });

  test("the times of the notices are the same whether there is a heads-up among them, a pause, or nothing to say", () => {
    for (const rhythm of [daily, weekly]) {
      const times = (withScope: typeof scope | null, forecast: ForecastAnswer) =>
        planNotices({
          scope: withScope,
          forecast,
          today: on(20),
          hour: 12,
          rhythm,
          count: 8,
          told: null,
        }).map(time);
      const full = times(scope, forecastOn(on(20)));
      expect(speaking(plan(on(20), 12, rhythm))).toHaveLength(1);
      expect(times(null, forecastOn(on(20)))).toEqual(full);
      expect(times(scope, { kind: "no-start" })).toEqual(full);
    }
  });
});

describe("a heads-up among the notices", () => {
  const heads = headsUpDay(
    (() => {
      const answer = forecastOn(on(10));
      if (answer.kind !== "forecast") throw new Error(answer.kind);
      return answer.forecast;
    })(),
    3,
  )!;

  test("is in time: daily on its day, weekly on the last of the rhythm's days up to it", () => {
    expect(heads).toBe(on(24));
    expect(speaking(plan(on(20), 12, daily))).toEqual([
      { date: on(24), hour: 9, what: { kind: "heads-up", called: "R.", words: "Tea, please." } },
    ]);
    for (let weekday = 1; weekday <= 7; weekday++) {
      const [notice] = speaking(plan(on(10), 12, { kind: "weekly", weekday, hour: 18 }));
      expect(weekdayOf(notice!.date)).toBe(weekday);
      expect(notice!.date <= heads && addDays(notice!.date, 7) > heads).toBe(true);
    }
  });

  test("is given once for a start, planned anew every day as a device of hers does", () => {
    for (const rhythm of [daily, weekly, { kind: "day-itself", hour: 9 } as const]) {
      let told: CalendarDate | null = null;
      let waiting: readonly PlannedNotice[] = [];
      const given: CalendarDate[] = [];
      for (let day = 5; day < 40; day++) {
        // Each day at six in the morning what waits is replaced; then what is due is sent.
        waiting = plan(on(day), 6, rhythm, told);
        for (const { date } of speaking(waiting).filter((notice) => notice.date === on(day))) {
          given.push(date);
          told = date;
        }
      }
      expect(given, rhythm.kind).toHaveLength(1);
      expect(given[0]! <= heads).toBe(true);
    }
  });

  test("comes at the next time there is, where its day is past and it was not given", () => {
    expect(speaking(plan(on(26), 12, daily))).toMatchObject([{ date: on(27) }]);
    expect(speaking(plan(on(26), 12, daily, on(24)))).toEqual([]);
    // One that was left for an earlier start does not count.
    expect(speaking(plan(on(26), 12, daily, on(-4)))).toMatchObject([{ date: on(27) }]);
  });

  test("that was given is not given again while it stands, however wide the dates", () => {
    const newcomer = diaryOfCycles("2026-07-17", []);
    for (let day = 24; day < 34; day++) {
      const forecast = forecastFromDiary(newcomer, on(day), forecaster);
      const input = { scope, forecast, today: on(day), hour: 12, rhythm: daily, count: 8 };
      expect(speaking(planNotices({ ...input, told: on(23) })), `${day}`).toEqual([]);
      expect(speaking(planNotices({ ...input, told: null })).length, `${day}`).toBe(1);
    }
  });

  test("is none past the dates on which the start was likely, before or after the grant's days, or without its switch", () => {
    expect(speaking(plan(on(33), 12, daily))).toEqual([]);
    const today = on(20);
    const input = { forecast: forecastOn(today), today, hour: 12, rhythm: daily, count: 8, told: null };
    expect(speaking(planNotices({ ...input, scope: { ...scope, last: on(23) } }))).toEqual([]);
    expect(speaking(planNotices({ ...input, scope: { ...scope, first: on(25) } }))).toEqual([]);
    expect(
      speaking(planNotices({ ...input, scope: { ...scope, headsUp: null, nextStart: "band" } })),
    ).toEqual([]);
  });

  test("on the day itself is all that waits: its day can be seen", () => {
    expect(plan(on(20), 12, { kind: "day-itself", hour: 9 }).map(({ date }) => date)).toEqual([on(24)]);
    expect(plan(on(5), 12, { kind: "day-itself", hour: 9 })).toEqual([]);
  });
});

describe("a check-in among the notices", () => {
  const message: PlannedNotice = {
    date: on(22),
    hour: 20,
    what: { kind: "check-in", words: "Please call me." },
  };
  const today = on(20);
  const input = { scope, forecast: forecastOn(today), today, hour: 12, rhythm: daily, told: null };

  test("takes the place of one that says nothing, at its own hour", () => {
    const notices = planNotices({ ...input, count: 8, checkIns: [message] });
    expect(notices).toHaveLength(8);
    expect(speaking(notices).map(time)).toEqual([time(message), time({ ...message, date: on(24), hour: 9 })]);
  });

  test("at an hour of the rhythm is the one notice of that hour", () => {
    const notices = planNotices({ ...input, count: 8, checkIns: [{ ...message, hour: 9 }] });
    expect(notices).toHaveLength(8);
    expect(new Set(notices.map(time)).size).toBe(8);
  });

  test("goes first where there are too many of them", () => {
    const many = Array.from({ length: 10 }, (_, k) => ({ ...message, date: on(21 + k) }));
    expect(planNotices({ ...input, count: 3, checkIns: many }).map(({ date }) => date)).toEqual([
      on(21),
      on(22),
      on(23),
    ]);
  });
});

test("a count that cannot be is a mistake of ours", () => {
  for (const count of [0, 101, 1.5])
    expect(() => plan(on(20), 12, daily, null, count)).toThrow("count expects");
});

test("a rhythm from outside is taken only if it is one", () => {
  for (const rhythm of [daily, weekly, { kind: "day-itself", hour: 0 }]) {
    expect(parseRhythm({ ...rhythm, more: 1 })).toEqual({ ok: true, value: rhythm });
  }
  for (const [value, field] of [
    [null, "whole"],
    [{ kind: "hourly", hour: 1 }, "kind"],
    [{ kind: "daily", hour: 24 }, "hour"],
    [{ kind: "daily" }, "hour"],
    [{ kind: "weekly", weekday: 0, hour: 1 }, "weekday"],
  ] as const) {
    expect(parseRhythm(value)).toMatchObject({ ok: false, error: { kind: "not-a-rhythm", field } });
  }
});
