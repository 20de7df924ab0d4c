import {
  addDays,
  calendarDate,
  daysBetween,
  longestPlan,
  longestQuestion,
  parsePlan,
} from "@tidetable/diary";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Asked,
  changed,
  firstQuestion,
  latestDay,
  mostDaysBefore,
  planOf,
  planQuestionOf,
  questionAbout,
} from "../../src/planning/question.ts";

const today = calendarDate("2027-03-04");
const day = fc.integer({ min: -400, max: 1_500 }).map((days) => addDays(today, days));
const change: fc.Arbitrary<Partial<Asked>> = fc.oneof(
  fc.record({ days: fc.integer({ min: -5, max: 400 }) }),
  fc.record({ from: day }),
  fc.record({ to: day }),
  fc.record({ from: day, to: day, days: fc.integer({ min: 0, max: 90 }) }),
  fc.record({
    avoid: fc.record({ bleeding: fc.boolean(), daysBefore: fc.integer({ min: 0, max: mostDaysBefore }) }),
  }),
);

describe("the question on the screen", () => {
  test("can be asked whatever is changed in it, one change after another", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const asked = changes.reduce<Asked>(
          (before, one) => changed(before, one, today),
          firstQuestion(today),
        );
        expect(asked.days).toBeGreaterThanOrEqual(1);
        expect(asked.days).toBeLessThanOrEqual(longestPlan);
        expect(asked.from >= today).toBe(true);
        expect(daysBetween(asked.from, asked.to) + 1).toBeGreaterThanOrEqual(asked.days);
        expect(asked.to <= latestDay(today)).toBe(true);
        expect(daysBetween(today, asked.to) + mostDaysBefore).toBeLessThan(longestQuestion);
        expect(asked.avoid.bleeding || asked.avoid.daysBefore > 0).toBe(true);
      }),
      { seed: 20_270_304, numRuns: 500 },
    );
  });

  test("moves its end along when its first day is put behind it, and keeps it otherwise", () => {
    const asked = changed(firstQuestion(today), { from: today, to: addDays(today, 30) }, today);
    expect(changed(asked, { from: addDays(today, 10) }, today).to).toBe(addDays(today, 30));
    expect(changed(asked, { from: addDays(today, 40) }, today).to).toBe(addDays(today, 70));
  });

  test("that was left open over midnight asks of no day that is past", () => {
    const asked = changed(firstQuestion(today), { from: today }, today);
    expect(changed(asked, {}, addDays(today, 1)).from).toBe(addDays(today, 1));
  });

  test("leaves out the days of calendar files, unless they do not matter or the date is fixed", () => {
    const calendar = {
      id: "work",
      name: "Work",
      events: [{ first: addDays(today, 20), last: addDays(today, 22), title: "Fair" }],
      until: addDays(today, 700),
      read: today,
    };
    const asked = firstQuestion(today);
    expect(planQuestionOf(asked, [calendar]).busy).toEqual([
      { first: addDays(today, 20), last: addDays(today, 22) },
    ]);
    expect(planQuestionOf({ ...asked, withCalendars: false }, [calendar]).busy).toEqual([]);
    const event = planQuestionOf({ ...asked, occasion: "event", days: 2 }, [calendar]);
    expect(event).toEqual({ from: asked.from, to: addDays(asked.from, 1), days: 2, avoid: asked.avoid });
  });
});

describe("a plan", () => {
  const window = { first: addDays(today, 20), last: addDays(today, 23), chance: 0.1 };

  test("keeps the dates it was chosen from, and is asked about again by them", () => {
    const asked = firstQuestion(today);
    const plan = planOf(asked, window, { id: "plan-1", name: "Trip", today });
    expect(parsePlan(plan)).toEqual({ ok: true, value: plan });
    expect(plan.said).toEqual({ today, chance: 0.1 });
    const again = questionAbout(plan, addDays(today, 5));
    expect(again).toMatchObject({ days: 4, from: asked.from, to: asked.to, moving: "plan-1" });
  });

  test("of an event has nothing to move, and without a forecast nothing was said", () => {
    const asked = { ...firstQuestion(today), occasion: "event" as const };
    const plan = planOf(asked, { ...window, chance: null }, { id: "plan-2", name: "Wedding", today });
    expect(parsePlan(plan)).toEqual({ ok: true, value: plan });
    expect(plan.said).toBeNull();
    expect(questionAbout(plan, today)).toBeNull();
  });
});
