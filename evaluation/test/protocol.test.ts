import { expect, test } from "vitest";
import { fullyLogged } from "../logged.ts";
import type { LengthModel } from "../models/length-model.ts";
import { fittedOnce, forecastTwoFold, randomHalves } from "../protocol.ts";
import { targetsOf } from "../targets.ts";
import { alwaysSays, forecastOf, madeUpCohort } from "./made-up.ts";

const people = madeUpCohort(9, 4);
const targets = targetsOf(fullyLogged(people));

test("half of the people, to one, are in each half; splits differ; the seed repeats them", () => {
  const splits = randomHalves(9, 5, 1);
  for (const inFirst of splits) expect(inFirst.filter(Boolean)).toHaveLength(5);
  expect(new Set(splits.map((split) => split.join())).size).toBeGreaterThan(1);
  expect(randomHalves(9, 5, 1)).toEqual(splits);
  expect(randomHalves(9, 5, 2)).not.toEqual(splits);
});

test("nobody is forecast by a model that learned from her, and everybody once a split", () => {
  const asked = new Map<number, number>();
  const lengthsOf = (index: number) => people[index]!.cycles.map(({ length }) => length).join();
  // A model that answers with whom it learned from.
  let learned: readonly string[] = [];
  const spy: LengthModel = {
    name: "spy",
    source: "a test",
    fit: (training) => () => {
      learned = training.map(({ cycles }) => cycles.map(({ length }) => length).join());
      return forecastOf({ 28: 1 });
    },
  };
  forecastTwoFold(people, targets, [spy], randomHalves(9, 3, 1), (_, index) => {
    asked.set(index, (asked.get(index) ?? 0) + 1);
    expect(learned).not.toContain(lengthsOf(targets[index]!.person));
    expect([4, 5]).toContain(learned.length);
  });
  expect([...asked.values()]).toEqual(targets.map(() => 3));
});

test("a model that answers alike whatever it learned from is asked once a target", () => {
  const predict = () => forecastOf({ 28: 1 });
  let visits = 0;
  forecastTwoFold(
    people,
    targets,
    [{ name: "a", source: "", fit: () => predict }],
    randomHalves(9, 3, 1),
    () => {
      visits++;
    },
  );
  expect(visits).toBe(targets.length);
});

test("fitted once a fold, a model keeps what it learned from it first", () => {
  let fits = 0;
  const counting: LengthModel = {
    ...alwaysSays("a", 28),
    fit: () => {
      fits++;
      return () => forecastOf({ 28: 1 });
    },
  };
  const [once] = fittedOnce([counting], ([first]) => first?.id ?? "");
  const [a, b] = [once!.fit(people.slice(0, 4)), once!.fit(people.slice(4))];
  expect(once!.fit(people.slice(0, 3))).toBe(a);
  expect(once!.fit(people.slice(4, 6))).toBe(b);
  expect(fits).toBe(2);
});
