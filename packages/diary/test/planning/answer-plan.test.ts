import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  answerPlan,
  type CalendarDate,
  daysBetween,
  type LookAhead,
  longestQuestion,
  type PlanAnswer,
  type PlanQuestion,
  questionProblem,
  shortList,
} from "../../src/index.ts";
import { aheadAfter, drawnCycles, todayAfter, usualCycles } from "./diaries.ts";

const today = todayAfter(usualCycles);
const ahead = aheadAfter(usualCycles);
const bleeding = { bleeding: true, daysBefore: 0 };
const inDays = (days: number): CalendarDate => addDays(today, days);
const ask = (more: Partial<PlanQuestion> = {}): PlanQuestion => ({
  from: inDays(10),
  to: inDays(50),
  days: 4,
  avoid: bleeding,
  ...more,
});

/** The windows of an answer. @throws Error when it has none */
function windowsOf(question: PlanQuestion, of: LookAhead = ahead): PlanAnswer & { kind: "windows" } {
  const answer = answerPlan(of, question);
  if (answer.kind !== "windows") throw new Error(`expected windows, got ${answer.kind}`);
  return answer;
}

describe("the windows", () => {
  test("are all those of the dates, once each, the lowest chance first and then the earliest", () => {
    const { windows } = windowsOf(ask());
    expect(windows.map(({ first }) => first).sort()).toEqual(
      Array.from({ length: 38 }, (_, i) => inDays(10 + i)),
    );
    for (const [i, window] of windows.entries()) {
      expect(daysBetween(window.first, window.last)).toBe(3);
      const next = windows[i + 1];
      if (!next) continue;
      expect(
        window.chance < next.chance || (window.chance === next.chance && window.first < next.first),
      ).toBe(true);
    }
  });

  test("have the chance that each has when it is asked about alone, whatever is avoided", () => {
    const events = [
      [bleeding, (first: CalendarDate, last: CalendarDate) => ({ first, last, of: "bleeding" as const })],
      [
        { bleeding: true, daysBefore: 2 },
        (first: CalendarDate, last: CalendarDate) => ({
          first,
          last: addDays(last, 2),
          of: "bleeding" as const,
        }),
      ],
      [
        { bleeding: false, daysBefore: 3 },
        (first: CalendarDate, last: CalendarDate) => ({
          first: addDays(first, 1),
          last: addDays(last, 3),
          of: "start" as const,
        }),
      ],
    ] as const;
    for (const [avoid, eventOf] of events) {
      for (const { first, last, chance } of windowsOf(ask({ avoid })).windows) {
        expect(chance).toBeCloseTo(ahead.chances([eventOf(first, last)])![0]!, 12);
      }
    }
  });

  test("are never better for being longer, nor for avoiding more", () => {
    const chanceByFirst = (question: PlanQuestion) =>
      new Map(windowsOf(question).windows.map(({ first, chance }) => [first, chance]));
    const plain = chanceByFirst(ask());
    for (const more of [{ days: 5 }, { days: 30 }, { avoid: { bleeding: true, daysBefore: 1 } }]) {
      for (const [first, chance] of chanceByFirst(ask(more)))
        expect(chance).toBeGreaterThanOrEqual(plain.get(first)! - 1e-9);
    }
  });

  test("none meets a busy day, and all others are there", () => {
    const stretch = fc
      .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 5 }))
      .map(([day, days]) => ({ first: inDays(day), last: inDays(day + days) }));
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 6 }), fc.integer({ min: 1, max: 12 }), (busy, days) => {
        const isBusy = (date: CalendarDate) => busy.some(({ first, last }) => date >= first && date <= last);
        const free = Array.from({ length: 41 - days + 1 }, (_, i) => i + 10).filter((day) =>
          Array.from({ length: days }, (_, i) => inDays(day + i)).every((date) => !isBusy(date)),
        );
        const answer = answerPlan(ahead, ask({ busy, days }));
        if (free.length === 0) expect(answer).toEqual({ kind: "no-window" });
        else {
          const windows = answer.kind === "windows" ? answer.windows : [];
          expect(windows.map(({ first }) => first).sort()).toEqual(free.map(inDays));
        }
      }),
      { seed: 20_260_601, numRuns: 60 },
    );
  });

  test("there are none where there are fewer days than are asked for", () => {
    expect(answerPlan(ahead, ask({ to: inDays(12) }))).toEqual({ kind: "no-window" });
    expect(windowsOf(ask({ to: inDays(13) })).windows).toHaveLength(1);
  });
});

test("days before today are left out of a question, and a question of them alone is refused", () => {
  const from = windowsOf(ask({ from: addDays(today, -20), to: inDays(8) })).windows.map(({ first }) => first);
  expect(from.sort()[0]).toBe(today);
  expect(answerPlan(ahead, ask({ from: addDays(today, -20), to: inDays(2) }))).toEqual({ kind: "no-window" });
});

test.each<[string, Partial<PlanQuestion>, object]>([
  ["no day", { days: 0 }, { kind: "days" }],
  ["more than sixty days", { days: 61 }, { kind: "days" }],
  ["half a day", { days: 1.5 }, { kind: "days" }],
  ["an end before its beginning", { to: inDays(9) }, { kind: "backwards" }],
  ["the past", { from: addDays(today, -9), to: addDays(today, -1) }, { kind: "past" }],
  ["nothing to avoid", { avoid: { bleeding: false, daysBefore: 0 } }, { kind: "nothing-to-avoid" }],
  [
    "more than two years ahead",
    { to: inDays(longestQuestion + 1) },
    { kind: "too-far", latest: inDays(731) },
  ],
  [
    "two years ahead and the days after",
    { to: inDays(longestQuestion), avoid: { bleeding: true, daysBefore: 2 } },
    { kind: "too-far", latest: inDays(729) },
  ],
])("a question about %s has a problem, and is not answered", (_, more, problem) => {
  expect(questionProblem(ask(more), today)).toEqual(problem);
  expect(() => answerPlan(ahead, ask(more))).toThrow(RangeError);
});

test("what lies as far ahead as is told is answered to the last day", () => {
  for (const days of [1, 60]) {
    const question = ask({ to: inDays(longestQuestion - 2), days, avoid: { bleeding: true, daysBefore: 2 } });
    expect(questionProblem(question, today)).toBe(null);
    expect(windowsOf(question).windows).toHaveLength(longestQuestion - 2 - 10 - days + 2);
  }
});

test("without a forecast there is its reason instead of an answer", () => {
  const events = [{ kind: "pattern" as const, date: inDays(-2), pattern: "pregnancy" as const }];
  expect(answerPlan(aheadAfter(usualCycles, { events }), ask())).toMatchObject({
    kind: "no-forecast",
    answer: { kind: "withheld", reason: "pregnancy" },
  });
});

describe("the same", () => {
  test("are the largest groups in which every two differ by less than a tenth", () => {
    for (const days of [1, 4, 9]) {
      const { windows, same } = windowsOf(ask({ days }));
      const chance = (i: number) => windows[i]!.chance;
      const areSame = (i: number, j: number) => Math.abs(chance(i) - chance(j)) < 0.1;
      const indices = windows.map((_, i) => i);
      expect(same.length).toBeGreaterThan(1);
      for (const group of same) {
        expect(group.length).toBeGreaterThan(1);
        expect(group.every((i) => group.every((j) => areSame(i, j)))).toBe(true);
        // Whoever is like all of a group is in it.
        expect(indices.filter((i) => group.every((j) => areSame(i, j)))).toEqual(group);
      }
      for (const i of indices)
        for (const j of indices)
          if (i !== j && areSame(i, j))
            expect(same.some((group) => group.includes(i) && group.includes(j))).toBe(true);
    }
  });
});

describe("the short list", () => {
  const window = (first: number, days: number, chance: number) => ({
    first: inDays(first),
    last: inDays(first + days - 1),
    chance,
  });

  test("has at most five windows, none of which overlaps with a better one", () => {
    for (const days of [1, 4, 11]) {
      const { windows } = windowsOf(ask({ to: inDays(90), days }));
      const list = shortList(windows);
      expect(list).toHaveLength(5);
      for (const [i, one] of list.entries())
        for (const other of list.slice(i + 1))
          expect(one.last < other.first || one.first > other.last).toBe(true);
      // The best is there, and whatever is not there overlaps with something as good, or is no better than all that are.
      expect(list).toContain(windows[0]);
      const worst = Math.max(...list.map(({ chance }) => chance));
      for (const left of windows.filter((one) => !list.includes(one))) {
        const isCovered = list.some(
          ({ first, last, chance }) => left.first <= last && left.last >= first && chance <= left.chance,
        );
        expect(isCovered || left.chance >= worst).toBe(true);
      }
    }
  });

  test("says nothing by its order about what is the same as the best", () => {
    const windows = [
      window(20, 2, 0.05),
      window(10, 2, 0.06),
      window(30, 2, 0.149),
      window(1, 2, 0.2),
      window(5, 2, 0.4),
    ];
    expect(shortList(windows)).toEqual([windows[1], windows[0], windows[2], windows[3], windows[4]]);
    expect(shortList([])).toEqual([]);
  });
});

describe("too far ahead", () => {
  /** The first of her cycles whose days do not differ any more, counted from now, for one who has this spread. */
  function firstCycleTooFar(spread: number, seed: number): number {
    // Nine cycles know the mean to a day or so, as the table that this is compared with supposes.
    const lengths = drawnCycles(29, spread, 9, seed);
    const [person, now] = [aheadAfter(lengths), todayAfter(lengths)];
    for (let cycle = 1; cycle <= 20; cycle++) {
      const from = addDays(now, (cycle - 1) * 29);
      const { tooFarAhead } = windowsOf({ from, to: addDays(from, 32), days: 1, avoid: bleeding }, person);
      if (tooFarAhead) return cycle;
    }
    return 21;
  }

  test.each([
    // Source: the table of the design, made with a normal model: 9, 7, 5 to 6, 4, 2 to 3.
    [1.5, 8, 12],
    [2.5, 6, 9],
    [3.5, 5, 7],
    [5, 3, 5],
    [7, 2, 4],
  ])("whose cycles spread by %s days is told so from cycle %i to %i on", (spread, least, most) => {
    const cycles = [1, 2, 3].map((seed) => firstCycleTooFar(spread, seed)).sort((one, other) => one - other);
    expect(cycles[1]).toBeGreaterThanOrEqual(least);
    expect(cycles[1]).toBeLessThanOrEqual(most);
  });

  const wide = drawnCycles(30, 5, 14, 7);
  const [her, now] = [aheadAfter(wide), todayAfter(wide)];
  const farQuestion = (ofDay: CalendarDate): PlanQuestion => ({
    from: addDays(ofDay, 330),
    to: addDays(ofDay, 375),
    days: 4,
    avoid: bleeding,
  });

  test("all dates are the same, as many as are usual for her have it, and it says when to ask again", () => {
    const { windows, same, tooFarAhead, askAgain, usual } = windowsOf(farQuestion(now), her);
    expect(tooFarAhead).toBe(true);
    expect(same).toEqual([windows.map((_, i) => i)]);
    for (const { chance } of windows) expect(Math.abs(chance - usual)).toBeLessThan(0.1);
    // Four days touch a period of five in eight of thirty places.
    expect(usual).toBeGreaterThan(0.2);
    expect(usual).toBeLessThan(0.36);
    expect(askAgain! > now && askAgain! <= farQuestion(now).from).toBe(true);
  });

  test("asked again after the starts that were likely, it is too far no more; and before them, still", () => {
    for (const seed of [3, 5, 8, 13]) {
      const lengths = drawnCycles(30, 4, 14, seed);
      const question = farQuestion(todayAfter(lengths));
      const { askAgain, tooFarAhead } = windowsOf(question, aheadAfter(lengths));
      expect(tooFarAhead).toBe(true);
      const usual = aheadAfter(lengths).usualLength!;
      const later = [...lengths];
      // One cycle of grace: what she logs meanwhile also changes what is known of her spread.
      while (todayAfter(later) < addDays(askAgain!, usual)) later.push(usual);
      expect(windowsOf(question, aheadAfter(later)).tooFarAhead).toBe(false);
      const before = [...lengths, usual];
      if (todayAfter(before) < addDays(askAgain!, -2 * usual))
        expect(windowsOf(question, aheadAfter(before)).tooFarAhead).toBe(true);
    }
  });

  test("a near question whose dates happen to be the same is not too far", () => {
    const { windows, tooFarAhead, askAgain } = windowsOf(ask({ from: inDays(3), to: inDays(9), days: 2 }));
    expect(windows.at(-1)!.chance - windows[0]!.chance).toBeLessThan(0.1);
    expect({ tooFarAhead, askAgain }).toEqual({ tooFarAhead: false, askAgain: null });
  });

  test("neither is a plan so long that no date could be better", () => {
    const { tooFarAhead, askAgain } = windowsOf(ask({ from: inDays(200), to: inDays(300), days: 60 }));
    expect({ tooFarAhead, askAgain }).toEqual({ tooFarAhead: false, askAgain: null });
  });

  test("neither is a question that only ends too far ahead", () => {
    const { tooFarAhead } = windowsOf({ from: now, to: addDays(now, 375), days: 4, avoid: bleeding }, her);
    expect(tooFarAhead).toBe(false);
  });
});

test("under a pack its breaks are what is avoided, far ahead too, and no start makes it clearer", () => {
  const first = inDays(-5);
  const events = [
    {
      kind: "method" as const,
      date: first,
      method: "combined-pill" as const,
      pack: { activeDays: 21, breakDays: 7 },
    },
  ];
  const pill = aheadAfter(usualCycles, { events });
  expect(pill.usualLength).toBe(28);
  for (const packs of [1, 3, 12]) {
    const from = addDays(first, packs * 28);
    const question = { from, to: addDays(from, 27 + 3), days: 4, avoid: bleeding };
    const { windows, tooFarAhead, clearerAfter } = windowsOf(question, pill);
    expect({ tooFarAhead, clearerAfter }).toEqual({ tooFarAhead: false, clearerAfter: null });
    const dayInPack = ({ first: begin }: { readonly first: CalendarDate }) => daysBetween(from, begin);
    // The best four days lie among the active ones, the worst touch the break.
    expect(dayInPack(windows[0]!)).toBeLessThan(18);
    expect(dayInPack(windows.at(-1)!)).toBeGreaterThanOrEqual(18);
    expect(windows.at(-1)!.chance - windows[0]!.chance).toBeGreaterThan(0.5);
  }
});

test("what lies after the next start will be clearer after it, and what lies before will not", () => {
  expect(windowsOf(ask({ from: inDays(3), to: inDays(9) })).clearerAfter).toBe(null);
  const { clearerAfter } = windowsOf(ask({ from: inDays(40), to: inDays(80) }));
  expect(clearerAfter! > inDays(20) && clearerAfter! < inDays(30)).toBe(true);
});
