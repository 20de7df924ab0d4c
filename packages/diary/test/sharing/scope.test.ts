import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  calendarDate,
  createForecaster,
  daysBetween,
  forecastFromDiary,
  formatScope,
  headsUpOnly,
  kindsOf,
  lastDayFor,
  longestGrantDays,
  narrowest,
  parseScope,
  type Scope,
  shareKinds,
} from "../../src/index.ts";
import { diaryOfCycles } from "../notation.ts";
import { everything, scopeFrom, scopeWith } from "./scopes.ts";

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/scopes/${name}.json`, import.meta.url), "utf8");
function scope(text: string): Scope {
  const parsed = parseScope(text);
  if (!parsed.ok) throw new Error(parsed.error.field);
  return parsed.value;
}
const first = calendarDate("2027-03-01");

describe("rule 90: a scope's text", () => {
  test("has golden bytes, with every field set", () => {
    const whole: Scope = {
      ...scopeWith("2027-03-01", everything),
      headsUp: { days: 10, words: "Fewer plans for me, please. Tea?" },
    };
    expect(formatScope(whole)).toBe(fixture("1-everything"));
    expect(scope(fixture("1-everything"))).toEqual(whole);
    expect(kindsOf(whole)).toEqual(shareKinds);
  });

  test("has golden bytes, with the fewest", () => {
    const least = { ...scopeWith("2027-03-01", {}), last: first };
    expect(formatScope(least)).toBe(fixture("1-least"));
    expect(scope(fixture("1-least"))).toEqual(least);
    expect(kindsOf(least)).toEqual([]);
  });

  test("reads back what was written, whatever it shares", () => {
    fc.assert(
      fc.property(scopeFrom(first), (one) => {
        expect(scope(formatScope(one))).toEqual(one);
      }),
      { numRuns: 300, seed: 90 },
    );
  });

  test("is the same whatever the order in which switches were turned on", () => {
    const one = scopeWith("2027-03-01", { plans: ["Lisbon", "Berlin"], care: ["brings", "helps"] });
    const other = scopeWith("2027-03-01", { plans: ["Berlin", "Lisbon"], care: ["helps", "brings"] });
    expect(formatScope(one)).toBe(formatScope(other));
  });

  test("is never written for what it would not give back", () => {
    const refused: readonly [Partial<Scope>, RegExp][] = [
      [{ called: "" }, /scope\.called/],
      [{ called: "x".repeat(41) }, /scope\.called/],
      [{ called: "a\u202eb" }, /scope\.called/],
      [{ called: "a\nb" }, /scope\.called/],
      [{ called: "\ud800" }, /scope\.called/],
      [{ last: addDays(first, -1) }, /scope\.last/],
      [{ last: addDays(first, longestGrantDays) }, /scope\.last/],
      [{ headsUp: { days: 11, words: "" } }, /scope\.headsUp/],
      [{ headsUp: { days: 3, words: "x".repeat(241) } }, /scope\.headsUp/],
      [{ plans: ["a", "b", "c", "d", "e", "f"] }, /scope\.plans/],
      [{ plans: ["Lisbon", "Lisbon"] }, /scope\.plans/],
    ];
    for (const [field, message] of refused) {
      expect(() => formatScope(scopeWith("2027-03-01", field))).toThrow(message);
    }
  });

  test("that is none is refused by the name of its field, and its content is not told", () => {
    const least = JSON.parse(fixture("1-least"));
    const refusals: readonly [string, string][] = [
      ["", "whole"],
      ["null", "whole"],
      ["[]", "v"],
      ["x".repeat(9_000), "whole"],
      [JSON.stringify({ ...least, v: "secret" }), "v"],
      [JSON.stringify({ ...least, called: " " }), "called"],
      [JSON.stringify({ ...least, first: "2027-02-30" }), "first"],
      [JSON.stringify({ ...least, last: "2027-02-28" }), "last"],
      [JSON.stringify({ ...least, last: "2027-08-28" }), "last"],
    ];
    for (const [text, field] of refusals) {
      const parsed = parseScope(text);
      expect(parsed).toMatchObject({ ok: false, error: { kind: "not-a-scope", field } });
      expect(JSON.stringify(parsed)).not.toContain("secret");
    }
  });

  test("of an earlier version shares what was agreed to then and nothing else", () => {
    expect(scope(fixture("0-older"))).toEqual({
      ...scopeWith("2027-03-01", { headsUp: { days: 3, words: "" }, bleeding: "estimate" }),
      last: "2027-03-30",
    });
  });

  test("any text at all is answered with a value", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(typeof parseScope(text).ok).toBe("boolean");
      }),
      { numRuns: 300, seed: 91 },
    );
  });
});

describe("I3: what a version does not know is not shared", () => {
  test("kinds and values of a later version share nothing", () => {
    const later = scope(fixture("2-later"));
    expect(later).toEqual({
      ...scopeWith("2027-03-01", { headsUp: { days: 3, words: "" }, plans: ["Lisbon"], care: ["helps"] }),
      last: "2027-03-30",
    });
    expect(kindsOf(later)).toEqual(["heads-up", "plans", "care"]);
  });

  test("a kind that is added to any text of today leaves its scope as it was", () => {
    fc.assert(
      fc.property(
        scopeFrom(first),
        fc
          .string()
          .filter((name) => !(name in scopeWith("2027-03-01", {})) && name !== "v" && name !== "__proto__"),
        fc.jsonValue(),
        (one, name, value) => {
          const text = JSON.stringify({ ...JSON.parse(formatScope(one)), [name]: value });
          expect(scope(text)).toEqual(one);
        },
      ),
      { numRuns: 200, seed: 3 },
    );
  });

  test("a field that is taken out of a text shares less, never more", () => {
    const whole = JSON.parse(fixture("1-everything"));
    for (const field of Object.keys(whole).slice(4)) {
      const { [field]: _gone, ...rest } = whole;
      expect(kindsOf(scope(JSON.stringify(rest)))).toHaveLength(shareKinds.length - 1);
    }
  });
});

describe("I2: there is no sharing of everything", () => {
  test("each kind is a switch of its own, and the proposal turns on two", () => {
    expect(kindsOf(headsUpOnly("R.", first))).toEqual(["heads-up", "care"]);
    expect(
      kindsOf(scope('{"v":1,"called":"R.","first":"2027-03-01","last":"2027-03-01","everything":true}')),
    ).toEqual([]);
  });
});

describe("I4: a grant ends", () => {
  const diary = diaryOfCycles("2026-10-01", [28, 29, 28, 27, 28]);
  const today = calendarDate("2027-02-24");
  const forecast = forecastFromDiary(diary, today, createForecaster());

  test("after 30 days where nothing else is chosen, after 180 at the latest", () => {
    const { last } = headsUpOnly("R.", first);
    expect(daysBetween(first, last) + 1).toBe(30);
    expect(longestGrantDays).toBe(180);
    const far = lastDayFor({ kind: "date", date: calendarDate("2199-01-01") }, today, forecast);
    expect(daysBetween(today, far) + 1).toBe(180);
  });

  test("on the date chosen, and not before it began", () => {
    expect(lastDayFor({ kind: "date", date: first }, today, forecast)).toBe(first);
    expect(lastDayFor({ kind: "date", date: calendarDate("2020-01-01") }, today, forecast)).toBe(today);
  });

  test("a week after the last date on which its last start is likely", () => {
    if (forecast.kind !== "forecast") throw new Error(forecast.kind);
    const { interval } = forecast.forecast.nextStart;
    const one = lastDayFor({ kind: "cycles", cycles: 1 }, today, forecast);
    const three = lastDayFor({ kind: "cycles", cycles: 3 }, today, forecast);
    expect(daysBetween(interval.last, one)).toBe(7);
    expect(daysBetween(one, three)).toBe(2 * 28);
    expect(
      daysBetween(today, lastDayFor({ kind: "cycles", cycles: 3 }, today, { kind: "no-start" })) + 1,
    ).toBe(90);
  });
});

describe("two edits of one grant at once", () => {
  test("share what both share", () => {
    const one = scopeWith("2027-03-01", { ...everything, nextStart: "week", care: ["helps"] });
    const other = scopeWith("2027-03-05", {
      ...everything,
      bleeding: "estimate",
      today: false,
      plans: ["Lisbon"],
    });
    expect(narrowest([one, other])).toEqual({
      ...scopeWith("2027-03-05", {
        ...everything,
        nextStart: "week",
        bleeding: "estimate",
        plans: ["Lisbon"],
        today: false,
        care: ["helps"],
      }),
      last: one.last,
    });
  });

  test("that have no day in common share nothing", () => {
    const one = { ...scopeWith("2027-03-01", everything), last: calendarDate("2027-03-09") };
    expect(kindsOf(narrowest([one, scopeWith("2027-04-01", everything)]))).toEqual([]);
  });

  test("in any order come to the same scope, which can be written and shares no kind that one of them does not", () => {
    const any = fc.integer({ min: 0, max: 100 }).chain((days) => scopeFrom(addDays(first, days)));
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        const all = narrowest([a, b, c]);
        expect(narrowest([c, a, b])).toEqual(all);
        expect(narrowest([narrowest([b, a]), c])).toEqual(all);
        expect(scope(formatScope(all))).toEqual(all);
        for (const kind of kindsOf(all)) {
          expect([a, b, c].every((one) => kindsOf(one).includes(kind))).toBe(true);
        }
        expect(narrowest([a, a])).toEqual(a);
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  test("of none is a mistake of ours", () => {
    expect(() => narrowest([])).toThrow("scopes expects");
  });
});
