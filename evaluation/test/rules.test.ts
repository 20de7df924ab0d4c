import { expect, test } from "vitest";
import type { Known } from "../cohort.ts";
import { peerRules, simpleRules } from "../rules/index.ts";
import type { Rule, Said } from "../rules/rule.ts";

const knowing = (lengths: readonly number[], age?: number): Known => ({
  cycles: lengths.map((length) => ({ length })),
  ...(age === undefined ? {} : { age }),
});
const named = (name: string): Rule => [...peerRules, ...simpleRules].find((rule) => rule.name === name)!;
const says = (name: string, lengths: readonly number[], age?: number): Said | null =>
  named(name).says(knowing(lengths, age));
const dayOf = (name: string, lengths: readonly number[]): number | undefined => says(name, lengths)?.day;
const around = (day: number, reach: number): Said => ({
  day,
  range: { first: day - reach, last: day + reach },
});

/**
 * Five histories and what twelve trackers say of them, worked out from the trackers' formulas before these rules were
 * written.
 *
 * There, today was ten days after the last start; only Menstrudel looks at today, and its window holds the same
 * lengths on both days. Mooneva is taken with its switch "adaptive" on, Mensinator in its basic mode, no age is
 * declared and no period is longer than five days. There yuvomi still said 31 of one length; it now says nothing.
 */
const histories = {
  steady: [28, 29, 27, 28, 30, 28],
  oneStartNotLogged: [28, 28, 56, 28, 28, 28],
  irregular: [24, 38, 27, 45, 26, 33],
  pause: [28, 29, 280, 30, 31, 29],
  single: [31],
} as const;

const expected: Readonly<Record<string, Readonly<Record<keyof typeof histories, Said | number | null>>>> = {
  ovumcy: {
    steady: around(28, 1),
    oneStartNotLogged: around(28, 5),
    irregular: around(30, 5),
    pause: around(30, 5),
    single: 31,
  },
  Luteal: {
    steady: around(28, 5),
    oneStartNotLogged: around(33, 22),
    irregular: around(32, 16),
    pause: around(29, 6),
    single: around(31, 8),
  },
  Menstrudel: { steady: 28, oneStartNotLogged: 34, irregular: 34, pause: 30, single: 31 },
  Mensinator: { steady: 28, oneStartNotLogged: 33, irregular: 33, pause: 79, single: 31 },
  drip: {
    steady: around(28, 1),
    oneStartNotLogged: around(33, 2),
    irregular: around(32, 2),
    pause: around(29, 1),
    single: null,
  },
  Mooneva: { steady: 29, oneStartNotLogged: 28, irregular: 35, pause: 30, single: 28 },
  Periodical: { steady: 28, oneStartNotLogged: 32, irregular: 32, pause: 29, single: 31 },
  peri: { steady: 28, oneStartNotLogged: 34, irregular: 34, pause: 80, single: 31 },
  Oky: { steady: 28, oneStartNotLogged: 33, irregular: 32, pause: 71, single: 31 },
  Euki: { steady: 27, oneStartNotLogged: 32, irregular: 32, pause: 78, single: 30 },
  "HA-menstrual-cycle": { steady: 28, oneStartNotLogged: 35, irregular: 33, pause: 30, single: 31 },
  yuvomi: { steady: 28, oneStartNotLogged: 33, irregular: 32, pause: 60, single: null },
};

test("there are twelve trackers, each with its own name and source", () => {
  expect(peerRules.map(({ name }) => name).toSorted()).toEqual(Object.keys(expected).toSorted());
  expect(new Set(peerRules.map(({ source }) => source)).size).toBe(12);
});

test.each(Object.entries(expected))("%s says of five histories what its formula gives", (name, answers) => {
  for (const history of Object.keys(histories) as (keyof typeof histories)[]) {
    const answer = answers[history];
    expect(says(name, histories[history]), history).toEqual(
      typeof answer === "number" ? { day: answer } : answer,
    );
  }
});

test("before one length is known some say 28 and the others nothing", () => {
  const withDefault = ["ovumcy", "Mooneva", "peri", "HA-menstrual-cycle", "Oky"];
  for (const { name, says } of peerRules) {
    expect(says(knowing([])), name).toEqual(withDefault.includes(name) ? { day: 28 } : null);
  }
});

test("each rounds in its own way", () => {
  const half = [28, 29];
  expect(dayOf("ovumcy", half)).toBe(29);
  expect(dayOf("Luteal", half)).toBe(29);
  expect(dayOf("Menstrudel", half)).toBe(29);
  expect(dayOf("Mensinator", half)).toBe(28);
  expect(dayOf("Periodical", half)).toBe(28);
  expect(dayOf("peri", half)).toBe(29);
  expect(dayOf("Euki", half)).toBe(27);
  expect(dayOf("Oky", half)).toBe(29);
  // To the even one: down here, up one day later.
  expect(dayOf("HA-menstrual-cycle", half)).toBe(28);
  expect(dayOf("HA-menstrual-cycle", [29, 30])).toBe(30);
  // A mean of 28.495 becomes 28.5 by drip's two decimals, and then 29.
  const twoHundred = [...Array<number>(101).fill(28), ...Array<number>(99).fill(29)];
  expect(dayOf("drip", twoHundred)).toBe(29);
});

test("each looks back as far as it does and no further", () => {
  const earlier = (lengths: number, length = 20) => [
    ...Array<number>(5).fill(length),
    ...Array<number>(lengths).fill(30),
  ];
  for (const [name, window] of [
    ["ovumcy", 6],
    ["Luteal", 6],
    ["Mensinator", 5],
    ["Mooneva", 3],
    ["peri", 5],
    ["HA-menstrual-cycle", 4],
    ["Oky", 6],
    ["yuvomi", 6],
  ] as const) {
    expect(dayOf(name, earlier(window)), name).toBe(30);
    // A median is moved by no single length; six lengths and a half of others move it.
    const shorter = name === "ovumcy" ? window - 3 : window - 1;
    expect(dayOf(name, earlier(shorter)), name).not.toBe(30);
  }
  expect(dayOf("Euki", earlier(5))).toBe(29);
  expect(dayOf("Euki", earlier(4))).toBe(27);
  expect(dayOf("Periodical", earlier(15))).toBe(27);
  expect(dayOf("drip", earlier(15))).toBe(28);
  // 6 × 30 days end on the edge of Menstrudel's window, 6 × 31 beyond it.
  expect(dayOf("Menstrudel", [15, 30, 30, 30, 30, 30, 30])).toBe(30);
  expect(dayOf("Menstrudel", [15, 33, 33, 33, 33, 33])).toBe(30);
  expect(dayOf("Menstrudel", [15, 34, 34, 34, 34, 34])).toBe(34);
  expect(says("Menstrudel", [28, 181])).toBeNull();
});

test.each([
  ["Luteal", 15, 90],
  ["Menstrudel", 10, 130],
  ["Mooneva", 18, 60],
  ["HA-menstrual-cycle", 11, 79],
])("%s keeps lengths from %i to %i days", (name, shortest, longest) => {
  // Three of each, so that a rule that needs three has them; Menstrudel's window holds one long one.
  const three = (length: number) => (name === "Menstrudel" ? [length] : [length, length, length]);
  const kept = (length: number): boolean => {
    const day = dayOf(name, three(length));
    return day !== undefined && (day === length || (name === "Mooneva" && day === 45));
  };
  expect([shortest - 1, shortest, longest, longest + 1].map(kept)).toEqual([false, true, true, false]);
});

test("the others leave out what is longer than they allow, or write 28 for what is too short", () => {
  expect(dayOf("drip", [99, 99, 99, 100])).toBe(99);
  expect(dayOf("Periodical", [183, 184])).toBe(183);
  expect(dayOf("Oky", [15])).toBe(28);
  expect(dayOf("Oky", [16])).toBe(16);
  expect(dayOf("yuvomi", [14, 14, 14])).toBe(15);
  expect(dayOf("yuvomi", [90, 90, 90])).toBe(60);
  expect(dayOf("Mooneva", [60, 60, 60])).toBe(45);
});

test("ovumcy shows days about its day from three lengths on, five at most", () => {
  expect(says("ovumcy", [28, 28])).toEqual({ day: 28 });
  expect(says("ovumcy", [28, 28, 28])).toEqual(around(28, 1));
  expect(says("ovumcy", [20, 28, 60])).toEqual(around(28, 5));
});

test("Luteal's window follows the declared age", () => {
  const reachAt = (count: number, age: number | undefined): number => {
    const said = says("Luteal", Array<number>(count).fill(29), age)!;
    return said.day - said.range!.first;
  };
  // Worked by hand: of n equal lengths the variance is 2 p² / (n + 2); 1.96 its root, rounded up.
  const ages = [24.9, 25, 29.9, 30, 44.9, 45, 49.9, 50, undefined];
  expect(ages.map((age) => reachAt(1, age))).toEqual([9, 8, 8, 7, 7, 9, 9, 18, 8]);
  expect([19.9, 20].map((age) => reachAt(4, age))).toEqual([7, 6]);
  expect([34.9, 35, 39.9, 40].map((age) => reachAt(5, age))).toEqual([5, 4, 4, 5]);
});

test("Luteal trusts the usual spread less once neighbours differ by a week twice in ten", () => {
  // Worked by hand: 1.96 √((6 × 40.3 + 0.5 × 20.6) / 6.5) = 12.2; with the full weight of two it were 11.7.
  expect(says("Luteal", [20, 40, 29, 29, 29, 29])).toEqual(around(29, 13));
  // The swings lie outside the last six and inside the last ten: 1.96 √(0.5 × 20.6 / 6.5) = 2.5, else 4.4.
  expect(says("Luteal", [20, 40, 29, 29, 29, 29, 29, 29, 29, 29])).toEqual(around(29, 3));
});

test("drip says nothing where its days would reach into the period", () => {
  expect(says("drip", [6, 6, 6])).toEqual(around(6, 1));
  expect(says("drip", [5, 5, 5])).toBeNull();
});

test("the simple rules say the sums they are named for, unrounded", () => {
  const lengths = [30, 26, 31, 27, 35, 28, 29];
  const days = Object.fromEntries(simpleRules.map(({ name, says }) => [name, says(knowing(lengths))!.day]));
  expect(days["last cycle"]).toBe(29);
  expect(days["mean of last 3"]).toBeCloseTo(92 / 3, 12);
  expect(days["mean of last 6"]).toBeCloseTo(176 / 6, 12);
  expect(days["mean of all"]).toBeCloseTo(206 / 7, 12);
  expect(days["median of all"]).toBe(29);
  expect(dayOf("median of all", [28, 29])).toBe(28.5);
  expect(dayOf("exponentially weighted mean 0.3", [30, 20, 40])).toBeCloseTo(0.7 * 27 + 0.3 * 40, 12);
  for (const { says } of simpleRules) expect(says(knowing([]))).toBeNull();
});
