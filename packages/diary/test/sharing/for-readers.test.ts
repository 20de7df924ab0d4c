import { describe, expect, test } from "vitest";
import {
  addDays,
  aheadForReaders,
  calendarDate,
  createForecaster,
  type ForecastAnswer,
  lookAhead,
  type Plan,
  plansForReaders,
  project,
  withEntry,
  withEvent,
  withPlan,
} from "../../src/index.ts";
import { diaryOfCycles } from "../notation.ts";
import { scopeWith } from "./scopes.ts";

const forecaster = createForecaster();
const first = calendarDate("2026-01-01");
const before = diaryOfCycles(first, [28, 29, 28, 27, 28, 29, 28]);
const taken = addDays(first, 197 + 12);
const after = withEvent(before, {
  kind: "emergency-contraception",
  date: taken,
  drug: "ulipristal",
});
const scope = scopeWith("2026-07-01", { nextStart: "distribution", bleeding: "estimate" });

describe("an emergency contraceptive, which widens the owner's own dates", () => {
  const cardOf = (forecast: ForecastAnswer, diary: typeof before, today: typeof first) =>
    project({ diary, forecast, scope, today, care: null, told: null, plans: [] });

  test("is never heard of by readers: their card is what it would have been, on every day of that cycle", () => {
    const own = lookAhead(after, taken, forecaster).answer;
    expect(own).not.toEqual(lookAhead(before, taken, forecaster).answer);
    expect(cardOf(own, after, taken)).not.toEqual(
      cardOf(lookAhead(before, taken, forecaster).answer, before, taken),
    );
    for (let day = taken; day <= addDays(taken, 30); day = addDays(day, 1)) {
      const seen = cardOf(aheadForReaders(after, day, forecaster).answer, after, day);
      expect(seen).toEqual(cardOf(lookAhead(before, day, forecaster).answer, before, day));
    }
  });
});

describe("a plan's chance as readers see it", () => {
  const plan: Plan = {
    id: "trip",
    name: "Trip",
    first: addDays(taken, 22),
    last: addDays(taken, 25),
    avoid: { bleeding: true, daysBefore: 2 },
    stakes: "rather-not",
    between: null,
    said: null,
  };
  const planned = withPlan(before, plan);
  const start = addDays(first, 197);

  test("stays as it was when the cycle began, while the owner's own moves with every day without a start", () => {
    const begun = plansForReaders(planned, start, forecaster);
    expect(begun).toHaveLength(1);
    for (let day = start; day <= addDays(start, 30); day = addDays(day, 1)) {
      expect(plansForReaders(planned, day, forecaster)).toEqual(begun);
      const written = withEntry(planned, day, { ...planned.entryByDate.get(day), pain: 3 });
      expect(plansForReaders(written, day, forecaster)).toEqual(begun);
    }
    const chance = { first: plan.first, last: plan.last, of: "bleeding" } as const;
    const own = lookAhead(planned, addDays(start, 30), forecaster).chances([chance])?.[0] ?? 0;
    expect(Math.abs(own - (begun[0]?.chance ?? 0))).toBeGreaterThan(0.05);
  });

  test("moves with a start that is written down, and is gone when the plan is over", () => {
    const earlier = withEntry(planned, addDays(start, 20), { bleeding: "medium" });
    const begun = plansForReaders(planned, start, forecaster);
    expect(plansForReaders(earlier, addDays(start, 20), forecaster)).not.toEqual(begun);
    expect(plansForReaders(planned, addDays(plan.last, 1), forecaster)).toEqual([]);
  });
});
