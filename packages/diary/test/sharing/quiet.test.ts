import { describe, expect, test } from "vitest";
import {
  addDays,
  type CalendarDate,
  calendarDate,
  createForecaster,
  type DayEntry,
  type Diary,
  diaryAsOf,
  type ForecastAnswer,
  faceOn,
  forecastFromDiary,
  type Projection,
  project,
  type Scope,
  withEntry,
} from "../../src/index.ts";
import { diaryOf, diaryOfCycles } from "../notation.ts";
import { scopeWith } from "./scopes.ts";

// I6 and I7, as far as they hold. What is shared is worked out as it stood before the cycle began (band.ts, "as before"),
// so with regular cycles, and with one date alone:
// - week, band, heads-up and "bleeding is likely" are equal on every day up to the next start, whatever is written down;
// - the distribution is equal up to the day before the band;
// - a letter that is up to 13 days old shows week, band, heads-up and "bleeding is likely" as today's would.
// A start that is written down moves the dates: that, and nothing else, can be seen. With irregular cycles a long silence
// makes an unlogged start likelier, and towards the end of the band moves it by a day.

const forecaster = createForecaster();
const first = calendarDate("2026-01-01");
const history = (after: string, lengths: readonly number[]) => ({
  after,
  diary: diaryOfCycles(first, lengths),
  start: addDays(
    first,
    lengths.reduce((sum, length) => sum + length, 0),
  ),
});
const regular = [
  history("cycles of about 28 days", [28, 29, 28, 27, 28, 29, 28]),
  history("cycles of 25 to 28 days", [26, 28, 27, 25, 27, 26, 28, 27]),
  history("cycles of 30 days", [30, 30, 30, 30, 30, 30]),
];
const newcomer = history("one date alone", []);
const headsUp = { days: 3, words: "" };
const scopes = {
  week: scopeWith("2026-01-01", { headsUp, nextStart: "week" }),
  band: scopeWith("2026-01-01", { headsUp, nextStart: "band" }),
  distribution: scopeWith("2026-01-01", { nextStart: "distribution" }),
  bleeding: scopeWith("2026-01-01", { bleeding: "estimate" }),
} as const;

/** Made once a day and diary: most of the time goes there. */
const answers = new WeakMap<Diary, Map<CalendarDate, ForecastAnswer>>();
function forecastOf(diary: Diary, today: CalendarDate): ForecastAnswer {
  const known = answers.get(diary) ?? new Map<CalendarDate, ForecastAnswer>();
  answers.set(diary, known);
  const answer = known.get(today) ?? forecastFromDiary(diary, today, forecaster);
  known.set(today, answer);
  return answer;
}

/** What each scope shows of a diary on a day. */
function shown(
  diary: Diary,
  today: CalendarDate,
  of: readonly (keyof typeof scopes)[],
): Readonly<Record<string, Projection | null>> {
  const forecast = forecastOf(diary, today);
  const show = (scope: Scope) =>
    project({
      diary,
      forecast,
      scope: { ...scope, first: today, last: addDays(today, 179) },
      today,
      care: null,
      told: null,
      plans: [],
    });
  return Object.fromEntries(of.map((name) => [name, show(scopes[name])]));
}

const estimates = ["week", "band", "bleeding"] as const;
const looked = { bleeding: "none", mood: 3, note: "x" } as const;

describe("I7: whether something was written down cannot be seen", () => {
  test.each([...regular, newcomer])(
    "after $after: week, band, heads-up and bleeding, on every day",
    ({ after, diary, start }) => {
      let daily = diary;
      let cards = 0;
      for (let day = addDays(start, 5); day < addDays(start, 40); day = addDays(day, 1)) {
        daily = withEntry(daily, day, looked);
        const today = withEntry(diary, day, { mood: 3 });
        const silent = shown(diary, day, estimates);
        expect(shown(daily, day, estimates), day).toEqual(silent);
        expect(shown(today, day, estimates), day).toEqual(silent);
        if (silent.band) cards++;
        // The distribution, up to the day before the band.
        const band = silent.band?.nextStart?.first;
        if (band === undefined || day >= band || after === newcomer.after) continue;
        const other = shown(diary, day, ["distribution"]);
        expect(shown(daily, day, ["distribution"]), day).toEqual(other);
        expect(shown(today, day, ["distribution"]), day).toEqual(other);
      }
      // It can fail: there are such days.
      expect(cards).toBeGreaterThan(20);
      expect(cards).toBeLessThan(35);
    },
  );
});

test("I7: with estimates only, what was written down today has no part in whether bleeding is likely, on any day of a cycle", () => {
  const entries: readonly DayEntry[] = [{ bleeding: "none" }, { bleeding: "heavy" }, { mood: 2 }, {}];
  const { start, diary } = regular[0]!;
  const said = [];
  for (let k = 1; k < 30; k++) {
    const day = addDays(start, k);
    // A period's last days are as long as they are known: only today differs.
    const known = diaryAsOf(diary, day);
    const all = entries.map(
      (entry) => shown(withEntry(known, day, entry), day, ["bleeding"]).bleeding?.days[0]?.bleeding,
    );
    // Heavy bleeding from the tenth day on is a start of its own.
    const compared = k < 10 ? all : all.filter((_, i) => i !== 1);
    expect(new Set(compared).size, `${k}`).toBe(1);
    said.push(all[0]);
  }
  expect(said.map((one) => (one === "likely" ? "L" : "."))).toEqual([..."LLLL.......................LL"]);
});

test("I7: a long period is not told while it lasts: its days are likely by the length of earlier ones", () => {
  const long = diaryOf("2026-07-17", "MMMMMMMM");
  const likely = (day: number) => {
    const today = addDays(calendarDate("2026-07-17"), day);
    return shown(diaryAsOf(long, today), today, ["bleeding"]).bleeding?.days[0]?.bleeding;
  };
  expect([4, 5, 6, 7].map(likely)).toEqual(["likely", "unlikely", "unlikely", "unlikely"]);
});

describe("I6: a card does not tell whether a device of hers still publishes", () => {
  test.each(regular)("after $after an old letter shows what today's would", ({ diary, start }) => {
    const faces = (made: number, day: number) => {
      const { week, band, bleeding } = shown(diary, addDays(start, made), estimates);
      return [week, band, bleeding].map((one) => faceOn(one ?? null, addDays(start, day), 0));
    };
    for (const made of [6, 12, 18, 22]) {
      for (let day = made; day < made + 14; day++)
        expect(faces(made, day), `${made} ${day}`).toEqual(faces(day, day));
    }
  });
});

test("a start that is written down moves the dates; the heads-up stays for the first three days of the period", () => {
  const { start } = regular[0]!;
  let { diary } = regular[0]!;
  const before = shown(diary, addDays(start, 27), ["band"]).band;
  expect(before?.nextStart).toEqual({ first: addDays(start, 27), last: addDays(start, 30) });
  for (const day of [28, 29, 30, 31]) {
    diary = withEntry(diary, addDays(start, day), { bleeding: "medium" });
    const face = faceOn(shown(diary, addDays(start, day), ["band"]).band ?? null, addDays(start, day), 0);
    expect(
      face.kind === "card" && face.nextStart?.kind === "band" && face.nextStart.first > addDays(start, 50),
    ).toBe(true);
    expect(face.kind === "card" && face.headsUp !== null).toBe(day <= 30);
  }
});
