import { describe, expect, test } from "vitest";
import {
  addDays,
  type CalendarDate,
  chanceOfPlan,
  chancesByDay,
  newsOfPlan,
  type Plan,
  parseProjection,
  planSaid,
} from "../../src/index.ts";
import { sharedPlans } from "../../src/planning/saved-plan.ts";
import { aheadAfter, drawnCycles, todayAfter, usualCycles } from "./diaries.ts";

const today = todayAfter(usualCycles);
const ahead = aheadAfter(usualCycles);
const inDays = (days: number): CalendarDate => addDays(today, days);
const bleeding = { bleeding: true, daysBefore: 0 };

const plan = (first: number, last: number, more: Partial<Plan> = {}): Plan => ({
  id: "trip",
  name: "Lisbon",
  first: inDays(first),
  last: inDays(last),
  avoid: bleeding,
  stakes: "rather-not",
  between: null,
  said: null,
  ...more,
});

describe("the chance of a plan", () => {
  test("is that of its days", () => {
    const asked = ahead.chances([{ first: inDays(22), last: inDays(25), of: "bleeding" }])![0]!;
    expect(chanceOfPlan(ahead, plan(22, 25))).toBe(asked);
    expect(asked).toBeGreaterThan(0.5);
  });

  test("is that of the days that are left, once it has begun", () => {
    const left = ahead.chances([{ first: today, last: inDays(25), of: "bleeding" }])![0]!;
    expect(chanceOfPlan(ahead, plan(-4, 25))).toBe(left);
  });

  test("is not told of a plan that is over, one beyond what is told, and without a forecast", () => {
    expect(chanceOfPlan(ahead, plan(-4, -1))).toBe(null);
    expect(chanceOfPlan(ahead, plan(731, 732))).toBe(null);
    const paused = aheadAfter(usualCycles, { events: [{ kind: "pause", date: inDays(-1), last: null }] });
    expect(chanceOfPlan(paused, plan(22, 25))).toBe(null);
    expect(newsOfPlan(paused, plan(22, 25))).toMatchObject({ chance: null, change: "new", askAgain: null });
  });

  test("of each day by itself is that of a plan of one day", () => {
    const days = chancesByDay(ahead, plan(-1, 30));
    expect(days.map(({ date }) => date)).toEqual(Array.from({ length: 31 }, (_, i) => inDays(i)));
    for (const { date, chance } of days)
      expect(chance).toBe(chanceOfPlan(ahead, { first: date, last: date, avoid: bleeding }));
    // Hard days before a start are hard days too: of those alone the chance is that of a start soon after.
    const before = chancesByDay(ahead, { ...plan(10, 10), avoid: { bleeding: false, daysBefore: 2 } });
    expect(before[0]!.chance).toBe(
      ahead.chances([{ first: inDays(11), last: inDays(12), of: "start" }])![0]!,
    );
  });
});

describe("what is new of a plan", () => {
  const chance = chanceOfPlan(ahead, plan(22, 25))!;
  const said = (was: number, on = inDays(-3)) => plan(22, 25, { said: { today: on, chance: was } });

  test("is nothing within a tenth, and beyond it whether it is better or worse", () => {
    expect(newsOfPlan(ahead, plan(22, 25))).toMatchObject({ chance, was: null, change: "new" });
    for (const was of [chance - 0.099, chance, chance + 0.099])
      expect(newsOfPlan(ahead, said(was))).toMatchObject({ chance, was, change: "same" });
    expect(newsOfPlan(ahead, said(chance - 0.101)).change).toBe("worse");
    expect(newsOfPlan(ahead, said(chance + 0.101)).change).toBe("better");
  });

  test("is none any more once she has seen it", () => {
    const seen = planSaid(said(0.01), today, chance);
    expect(seen.said).toEqual({ today, chance });
    expect(newsOfPlan(ahead, seen).change).toBe("same");
    expect(planSaid(seen, today, null).said).toBe(null);
  });

  test("names a start that was logged since then", () => {
    const start = inDays(-5);
    expect(newsOfPlan(ahead, said(0.1, inDays(-6))).sinceStart).toBe(start);
    expect(newsOfPlan(ahead, said(0.1, inDays(-4))).sinceStart).toBe(null);
    // On the day of the start itself nobody knows which came first, once that day is over.
    expect(newsOfPlan(ahead, said(0.1, start)).sinceStart).toBe(null);
  });

  test("an early start makes what was good bad, and says so", () => {
    const early = [...usualCycles, 24];
    const day = todayAfter(early);
    const trip: Plan = {
      ...plan(0, 0),
      first: addDays(day, 22),
      last: addDays(day, 24),
      said: {
        today,
        chance: chanceOfPlan(ahead, { first: addDays(day, 22), last: addDays(day, 24), avoid: bleeding })!,
      },
    };
    const news = newsOfPlan(aheadAfter(early), trip);
    expect(news.sinceStart).toBe(addDays(day, -5));
    expect(news.change).not.toBe("same");
    expect(Math.abs(news.chance! - news.was!)).toBeGreaterThanOrEqual(0.1);
  });

  test("says when it will be clearer: after the next start, if it lies after that", () => {
    expect(newsOfPlan(ahead, plan(10, 12)).askAgain).toBe(null);
    const { askAgain, tooFarAhead } = newsOfPlan(ahead, plan(80, 83));
    expect(tooFarAhead).toBe(false);
    expect(askAgain! > inDays(20) && askAgain! < inDays(30)).toBe(true);
  });

  test("says that it is too far ahead, what is usual, and when to look again", () => {
    const wide = drawnCycles(30, 5, 14, 7);
    const day = todayAfter(wide);
    const far = { ...plan(0, 0), first: addDays(day, 330), last: addDays(day, 333) };
    const { tooFarAhead, usual, askAgain, chance } = newsOfPlan(aheadAfter(wide), far);
    expect(tooFarAhead).toBe(true);
    expect(Math.abs(usual! - chance!)).toBeLessThan(0.1);
    expect(askAgain! > addDays(day, 60) && askAgain! <= far.first).toBe(true);
  });

  test("tells of better dates only among those it was chosen from, and only if they are better by a tenth", () => {
    const between = (first: number, last: number) => ({
      between: { first: inDays(first), last: inDays(last) },
    });
    const isBetter = (chosen: Plan) => newsOfPlan(ahead, chosen).isBetterElsewhere;
    expect(isBetter(plan(22, 25))).toBe(false);
    expect(isBetter(plan(22, 25, between(5, 40)))).toBe(true);
    expect(isBetter(plan(22, 25, between(-60, 40)))).toBe(true);
    expect(isBetter(plan(22, 25, between(22, 25)))).toBe(false);
    expect(isBetter(plan(10, 13, between(5, 40)))).toBe(false);
    // Dates that are over are no choice.
    expect(isBetter(plan(22, 25, between(-20, -1)))).toBe(false);
    expect(isBetter(plan(22, 25, between(800, 900)))).toBe(false);
    expect(isBetter(plan(22, 25, between(5, 1_000)))).toBe(true);
  });
});

describe("plans that are shared", () => {
  test("have the chance of bleeding, whatever they avoid, and nothing else", () => {
    const chosen = plan(22, 25, { avoid: { bleeding: false, daysBefore: 5 }, said: { today, chance: 0.5 } });
    expect(sharedPlans(ahead, [chosen])).toEqual([
      { name: "Lisbon", first: inDays(22), last: inDays(25), chance: chanceOfPlan(ahead, plan(22, 25)) },
    ]);
  });

  test("are the earliest first, without those that are over", () => {
    const plans = [
      plan(30, 31, { name: "later" }),
      plan(-9, -2, { name: "over" }),
      plan(-1, 2, { name: "now" }),
    ];
    const shared = sharedPlans(ahead, plans);
    expect(shared.map(({ name }) => name)).toEqual(["now", "later"]);
    expect(
      parseProjection({
        v: 1,
        called: "R.",
        from: today,
        last: today,
        shares: ["plans"],
        days: [{}],
        plans: shared,
      }).ok,
    ).toBe(true);
  });

  test("are none where there is no forecast", () => {
    const events = [{ kind: "pause" as const, date: inDays(-1), last: null }];
    expect(sharedPlans(aheadAfter(usualCycles, { events }), [plan(22, 25)])).toEqual([]);
    expect(sharedPlans(ahead, [])).toEqual([]);
  });
});
