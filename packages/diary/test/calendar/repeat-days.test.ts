import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { civilDay, numberOfDay, weekOf } from "../../src/calendar/in/civil-day.ts";
import { readProperty } from "../../src/calendar/in/property.ts";
import { readRule } from "../../src/calendar/in/rule.ts";
import { repeatDays } from "../../src/calendar/in/rule-days.ts";

interface Reference {
  readonly start: string;
  readonly rule: string;
  readonly from2026: readonly string[];
}

const references: readonly Reference[] = JSON.parse(
  readFileSync(new URL("./fixtures/repeats.json", import.meta.url), "utf8"),
);

const number = (date: string): number => {
  const [year, month, day] = date.split("-").map(Number);
  const found = numberOfDay(year!, month!, day!);
  if (found === null) throw new RangeError("number expects a real day");
  return found;
};
const written = (day: number): string => {
  const { year, month, day: ofMonth } = civilDay(day);
  return `${year}-${String(month).padStart(2, "0")}-${String(ofMonth).padStart(2, "0")}`;
};

function ruleOf(text: string) {
  const property = readProperty({ line: 1, text: `RRULE:${text}`, isCut: false });
  return property ? readRule(property) : ({ ok: false, error: "not-a-rule" } as const);
}

function daysOf(text: string, start: string, [first, last]: readonly [string, string]): readonly string[] {
  const rule = ruleOf(text);
  if (!rule.ok) throw new Error(`${text}: ${rule.error}`);
  const { until } = rule.value;
  const end = Math.min(number(last), until?.day ?? Number.POSITIVE_INFINITY);
  const range = { first: number(first), last: end };
  return (repeatDays(rule.value, number(start), range, { left: 1e7 }) ?? []).map(written);
}

test("400 rules give the days that another program gives them", () => {
  expect(references).toHaveLength(400);
  const differing = references.filter(({ start, rule, from2026 }) => {
    const ours = daysOf(rule, start, ["2026-01-01", "2030-12-31"]).slice(0, 16);
    return ours.join() !== from2026.join();
  });
  expect(differing).toEqual([]);
});

test.each([
  ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-03-01", ["2026-03-01"]],
  ["FREQ=YEARLY", "2024-02-29", ["2028-02-29"]],
  ["FREQ=MONTHLY;COUNT=4", "2026-10-31", ["2026-10-31", "2026-12-31", "2027-01-31", "2027-03-31"]],
  ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", "2026-10-30", ["2026-10-30", "2026-11-30"]],
  ["FREQ=DAILY;INTERVAL=0;COUNT=2", "2026-10-30", ["2026-10-30", "2026-10-31"]],
  ["FREQ=YEARLY;INTERVAL=99999999999999999999", "2026-10-30", ["2026-10-30"]],
  // The standard's own example of what a week's first day changes, in another year.
  [
    "FREQ=WEEKLY;INTERVAL=2;COUNT=3;BYDAY=TU,SU;WKST=MO",
    "2026-08-04",
    ["2026-08-04", "2026-08-09", "2026-08-18"],
  ],
  [
    "FREQ=WEEKLY;INTERVAL=2;COUNT=3;BYDAY=TU,SU;WKST=SU",
    "2026-08-04",
    ["2026-08-04", "2026-08-16", "2026-08-18"],
  ],
])("%s from %s", (rule, start, days) => {
  expect(daysOf(rule, start, ["2026-01-01", "2028-12-31"])).toEqual(days);
});

test("a start counts as the first, whether or not it fits its rule", () => {
  expect(daysOf("FREQ=WEEKLY;BYDAY=MO;COUNT=3", "2026-03-04", ["2026-01-01", "2026-12-31"])).toEqual([
    "2026-03-04",
    "2026-03-09",
    "2026-03-16",
  ]);
});

test.each([
  ["FREQ=HOURLY", "repeats-within-a-day"],
  ["FREQ=SECONDLY;BYMONTH=1", "repeats-within-a-day"],
  ["FREQ=DAILY;BYHOUR=8,20", "repeats-within-a-day"],
  ["FREQ=NEVER", "not-a-rule"],
  ["COUNT=3", "not-a-rule"],
  ["FREQ=DAILY;COUNT=0", "not-a-rule"],
  ["FREQ=DAILY;COUNT=-1", "not-a-rule"],
  ["FREQ=DAILY;COUNT=many", "not-a-rule"],
  ["FREQ=DAILY;UNTIL=20260230", "not-a-rule"],
  ["FREQ=WEEKLY;BYDAY=1MO", "not-a-rule"],
  ["FREQ=WEEKLY;BYMONTHDAY=1", "not-a-rule"],
  ["FREQ=MONTHLY;BYWEEKNO=1", "not-a-rule"],
  ["FREQ=MONTHLY;BYDAY=0MO", "not-a-rule"],
  ["FREQ=MONTHLY;BYMONTHDAY=0", "not-a-rule"],
  ["FREQ=MONTHLY;BYMONTHDAY=32", "not-a-rule"],
  ["FREQ=YEARLY;BYEASTER=0", "not-a-rule"],
  ["", "not-a-rule"],
])("%s is refused before anybody follows it", (text, error) => {
  expect(ruleOf(text)).toEqual({ ok: false, error });
});

test("a look at part of the days gives that part of them", () => {
  const day = fc.integer({ min: number("2026-01-01"), max: number("2030-12-31") });
  fc.assert(
    fc.property(fc.constantFrom(...references), day, day, ({ rule, start }, one, other) => {
      const range = [written(Math.min(one, other)), written(Math.max(one, other))] as const;
      const all = daysOf(rule, start, ["2026-01-01", "2030-12-31"]);
      const part = all.filter((date) => date >= range[0] && date <= range[1]);
      expect(daysOf(rule, start, range)).toEqual(part);
    }),
    { numRuns: 200, seed: 20261123 },
  );
});

test("a rule that fits no day costs no more than its budget", () => {
  const rule = ruleOf("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1000000000");
  const budget = { left: 10_000 };
  if (!rule.ok) throw new Error(rule.error);
  expect(repeatDays(rule.value, number("1604-01-01"), { first: 0, last: 30_000 }, budget)).toBeNull();
  expect(budget.left).toBeGreaterThan(-367);
});

test.each([
  ["2026-12-31", 1, { week: 53, of: 53 }],
  ["2027-01-01", 1, { week: 53, of: 53 }],
  ["2027-01-04", 1, { week: 1, of: 52 }],
  ["2024-12-30", 1, { week: 1, of: 52 }],
])("%s is in a week that is counted as ISO 8601 does", (date, weekStart, week) => {
  expect(weekOf(number(date), weekStart)).toEqual(week);
});
