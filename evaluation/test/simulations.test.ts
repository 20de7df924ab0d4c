import { expect, test } from "vitest";
import { totalVariation } from "../../packages/forecast/test/reference/slow-model.ts";
import { loggedGaps } from "../logged.ts";
import { createOurModel } from "../ours.ts";
import { simulatedPeople, simulatedTargets } from "../simulations/evaluate-scenario.ts";
import { createExactModel } from "../simulations/exact.ts";
import { live } from "../simulations/lived.ts";
import { scenarios } from "../simulations/scenarios.ts";
import { cyclesOf } from "./made-up.ts";

test("a life goes on until its gaps are whole, and one cycle more", () => {
  const person = live("a", { length: (cycle) => 20 + cycle, forgets: (cycle) => cycle === 2 }, 3);
  expect(person.cycles.map(({ length }) => length)).toEqual([20, 21, 22, 23, 24]);
  expect(person.isLogged).toEqual([true, true, false, true, true]);
  expect(loggedGaps(person, 4).map(({ gap }) => gap.length)).toEqual([20, 43, 23]);
});

test.each(scenarios)(
  "$id: everybody is asked after each number of gaps, at a logged start, for a possible length",
  (scenario) => {
    const people = simulatedPeople(scenario, 0, 40, 1);
    const targets = simulatedTargets(scenario, people);
    // A target beyond what the model can hold is a pause; none of these is asked for.
    expect(targets).toHaveLength(40 * scenario.after.length);
    expect(targets.every(({ length }) => length >= 10 && length <= 200)).toBe(true);
    expect(new Set(targets.map(({ known }) => known.cycles.length))).toEqual(new Set(scenario.after));
  },
);

test.each(scenarios)("$id: the seed repeats everybody, and others are others", (scenario) => {
  const people = simulatedPeople(scenario, 0, 5, 1);
  expect(simulatedPeople(scenario, 0, 5, 1)).toEqual(people);
  expect(simulatedPeople(scenario, 3, 2, 1)).toEqual(people.slice(3));
  expect(simulatedPeople(scenario, 0, 5, 2)).not.toEqual(people);
});

test("the pause is the seventh gap of everybody, whole and alone", () => {
  const scenario = scenarios.find(({ id }) => id === "pause")!;
  for (const person of simulatedPeople(scenario, 0, 60, 1)) {
    const gaps = loggedGaps(person);
    expect(gaps[6]!.trueCycles).toBe(1);
    expect(gaps[6]!.gap.length).toBeGreaterThanOrEqual(150);
  }
});

test("forgetting comes in clusters: after a lost start the next is lost three times as often as after a logged one", () => {
  const scenario = scenarios.find(({ id }) => id === "clustered-forgetting")!;
  const counts = { afterLost: [0, 0], afterLogged: [0, 0] };
  for (const { isLogged } of simulatedPeople(scenario, 0, 400, 1)) {
    for (let i = 2; i < isLogged.length; i++) {
      const count = counts[isLogged[i - 1] ? "afterLogged" : "afterLost"];
      count[isLogged[i] ? 1 : 0]!++;
    }
  }
  const share = ([lost, logged]: readonly number[]) => lost! / (lost! + logged!);
  expect(share(counts.afterLost)).toBeGreaterThan(3 * share(counts.afterLogged));
});

test("late perimenopause is longer and more varied than the usual pattern", () => {
  const lengthsOf = (id: string) =>
    simulatedPeople(scenarios.find((one) => one.id === id)!, 0, 200, 1).flatMap(({ cycles }) =>
      cycles.map(({ length }) => length),
    );
  const meanOf = (lengths: readonly number[]) => lengths.reduce((sum, one) => sum + one, 0) / lengths.length;
  expect(meanOf(lengthsOf("late-transition")) - meanOf(lengthsOf("well-specified"))).toBeGreaterThan(6);
});

test("the exact posterior is that of somebody of whom nothing is forgotten", () => {
  const known = { cycles: cyclesOf(27, 55, 29) };
  const exact = createExactModel().fit([])(known);
  expect(exact.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
  const remembering = createOurModel({ settings: { memory: 1 } }).fit([])(known);
  expect(totalVariation(exact, remembering)).toBeLessThan(0.01);
});
