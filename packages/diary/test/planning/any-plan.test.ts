import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addDays,
  answerPlan,
  createForecaster,
  lookAhead,
  newsOfPlan,
  type Plan,
  questionProblem,
  sentencesAboutAnswer,
  sentencesAboutPlan,
} from "../../src/index.ts";
import { sharedPlans } from "../../src/planning/saved-plan.ts";
import { anyDiary, day, diaryWithCycles } from "../arbitrary-diary.ts";

const forecaster = createForecaster();
const question = fc.record({
  begin: fc.integer({ min: -30, max: 720 }),
  length: fc.integer({ min: 0, max: 200 }),
  days: fc.integer({ min: 1, max: 60 }),
  avoid: fc
    .record({ bleeding: fc.boolean(), daysBefore: fc.integer({ min: 0, max: 10 }) })
    .filter(({ bleeding, daysBefore }) => bleeding || daysBefore > 0),
});

test("any question about any diary on any day has a problem or an answer, whose chances are chances", () => {
  const kinds = new Map<string, number>();
  const note = (kind: string): void => {
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  };
  fc.assert(
    fc.property(
      fc.oneof(anyDiary, diaryWithCycles),
      day,
      question,
      (diary, today, { begin, length, days, avoid }) => {
        const [from, to] = [addDays(today, begin), addDays(today, begin + length)];
        const asked = { from, to, days, avoid };
        const ahead = lookAhead(diary, today, forecaster);
        const plan: Plan = {
          id: "trip",
          name: "Trip",
          first: from,
          last: addDays(from, days - 1),
          avoid,
          stakes: "fine",
          between: { first: from, last: to },
          said: { today: addDays(today, -9), chance: 0.5 },
        };
        // A plan that was kept is never a reason to fail, wherever it lies.
        const news = newsOfPlan(ahead, plan);
        expect(news.chance === null || (news.chance >= 0 && news.chance <= 1)).toBe(true);
        expect(sentencesAboutPlan(plan, news, today).length).toBeGreaterThan(0);
        expect(sharedPlans(ahead, [plan]).length).toBeLessThanOrEqual(1);
        const problem = questionProblem(asked, today);
        note(problem?.kind ?? "no problem");
        if (problem) return;
        const answer = answerPlan(ahead, asked);
        note(answer.kind);
        expect(sentencesAboutAnswer(answer, asked, "must-not").length).toBeGreaterThan(0);
        if (answer.kind !== "windows") return;
        note(answer.tooFarAhead ? "too far ahead" : "near");
        for (const { first, last, chance } of answer.windows) {
          expect(chance >= 0 && chance <= 1).toBe(true);
          expect(first >= from && first >= today && last <= to).toBe(true);
        }
        expect(answer.usual >= 0 && answer.usual <= 1).toBe(true);
        expect(answer.tooFarAhead).toBe(answer.askAgain !== null);
        if (answer.askAgain) expect(answer.askAgain > today && answer.askAgain <= from).toBe(true);
        // Too far ahead is no more than it says: whatever is asked there is the same.
        if (answer.tooFarAhead)
          expect(answer.windows.at(-1)!.chance - answer.windows[0]!.chance).toBeLessThan(0.15);
      },
    ),
    { seed: 20_260_601, numRuns: 60 },
  );
  expect([...kinds.keys()].sort()).toEqual([
    "near",
    "no problem",
    "no-forecast",
    "no-window",
    "past",
    "too far ahead",
    "too-far",
    "windows",
  ]);
});
