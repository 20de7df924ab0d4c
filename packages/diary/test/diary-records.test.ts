import { expect, test } from "vitest";
import {
  diaryFromValues,
  emptyDiary,
  parsePlan,
  parseSchedule,
  valuesFromDiary,
  withoutPlan,
  withoutSchedule,
  withPlan,
  withSchedule,
} from "../src/index.ts";
import { goldenPlans } from "./exchange/golden-diary.ts";

const { plans = [], schedules = [] } = goldenPlans;
const [lisbon, wedding] = plans;
const [cramps] = schedules;
if (!lisbon || !wedding || !cramps) throw new Error("expected plans and schedules");

test("plans and schedules are kept under their ids, and read as they were written", () => {
  const values = valuesFromDiary(goldenPlans);
  expect([...values.keys()].slice(1)).toEqual([
    ...plans.map(({ id }) => `plan/${id}`),
    ...schedules.map(({ id }) => `schedule/${id}`),
  ]);
  const read = diaryFromValues(new Map([...values].reverse()));
  expect(read).toEqual({ diary: goldenPlans, unreadableKeys: [] });
});

test("what cannot be read stays in the store, and the rest is read", () => {
  const values = new Map<string, unknown>([
    ["plan/trip", { ...lisbon, last: "2026-05-01" }],
    ["schedule/odd", { ...cramps, dose: 0 }],
    ["plan/p-wedding", wedding],
  ]);
  expect(diaryFromValues(values)).toEqual({
    diary: { ...emptyDiary, plans: [wedding] },
    unreadableKeys: ["plan/trip", "schedule/odd"],
  });
});

test("a plan or schedule takes the place of the one with its id, and they stay in order", () => {
  const kept = withPlan(withPlan(withPlan(emptyDiary, wedding), lisbon), { ...wedding, name: "Party" });
  expect(kept.plans).toEqual([lisbon, { ...wedding, name: "Party" }]);
  expect(withoutPlan(kept, lisbon).plans).toEqual([{ ...wedding, name: "Party" }]);
  expect(withoutPlan(emptyDiary, lisbon).plans).toEqual([]);
  const taken = withSchedule(withSchedule(emptyDiary, cramps), { ...cramps, dose: 3 });
  expect(taken.schedules).toEqual([{ ...cramps, dose: 3 }]);
  expect(withoutSchedule(taken, cramps).schedules).toEqual([]);
});

test("a field that only a newer version knows is kept with its record", () => {
  const newer = { ...lisbon, colour: "blue" };
  expect(parsePlan(newer)).toEqual({ ok: true, value: newer });
  expect(parseSchedule({ ...cramps, colour: "blue" })).toMatchObject({ ok: true, value: { colour: "blue" } });
});

test.each([
  ["id", { id: "a/b" }],
  ["name", { name: " " }],
  ["name", { name: "n".repeat(61) }],
  ["first", { first: "2026-02-30" }],
  ["last", { last: "2026-05-12" }],
  ["last", { last: "2026-07-12" }],
  ["avoid.daysBefore", { avoid: { bleeding: true, daysBefore: 11 } }],
  ["avoid", { avoid: { bleeding: false, daysBefore: 0 } }],
  ["stakes", { stakes: "whatever" }],
  ["between.last", { between: { first: "2026-05-01", last: "2026-04-30" } }],
  ["between.last", { between: { first: "2026-05-01", last: "2028-05-02" } }],
  ["said.chance", { said: { today: "2026-03-03", chance: 1.01 } }],
])("a plan whose %s does not fit is none", (field, change) => {
  expect(parsePlan({ ...lisbon, ...change })).toMatchObject({
    ok: false,
    error: { kind: "not-a-plan", field },
  });
});

test.each([
  ["a plan of one day and one of sixty", [{ last: "2026-05-13" }, { last: "2026-07-11" }]],
  ["two years to choose from", [{ between: { first: "2026-05-01", last: "2028-04-30" } }]],
  ["the days before alone", [{ avoid: { bleeding: false, daysBefore: 1 } }]],
])("%s fit", (_, changes) => {
  for (const change of changes) expect(parsePlan({ ...lisbon, ...change }).ok).toBe(true);
});
