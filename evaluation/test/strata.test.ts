import { expect, test } from "vitest";
import { compare } from "../bootstrap.ts";
import type { Entrant } from "../contestants.ts";
import { fullyLogged } from "../logged.ts";
import { ourName } from "../ours.ts";
import { createScoreTable } from "../score-table.ts";
import { measures, type Score, scoreOf } from "../scores.ts";
import { byCyclesKnown, byVariability, stillOpen, whereAllAnswer, withHistory } from "../strata.ts";
import { histogramOf, stratumOf } from "../stratum.ts";
import { targetsOf } from "../targets.ts";
import { forecastOf, lastLength, personOf } from "./made-up.ts";

const steady = personOf("steady", 28, 28, 28, 28, 28, 28, 28);
const middling = personOf("middling", 27, 29, 27, 29, 27, 29, 27);
const varied = personOf("varied", 24, 34, 24, 34, 24, 34, 24);
const short = personOf("short", 20, 40);
const people = fullyLogged([steady, middling, varied, short]);
const targets = targetsOf(people);

test("by cycles known, every target is in one stratum", () => {
  const strata = byCyclesKnown(targets);
  expect(strata.map(({ label, indices }) => [label, indices.length])).toEqual([
    ["0", 4],
    ["1", 4],
    ["2", 3],
    ["3–5", 9],
    ["6–11", 3],
    ["12 or more", 0],
  ]);
  expect(withHistory(targets).indices).toHaveLength(targets.length - 4);
});

test("a peer that is silent leaves a target out for all", () => {
  const silent = { ...lastLength, says: () => null };
  expect(whereAllAnswer(targets, [lastLength]).indices).toHaveLength(12);
  expect(whereAllAnswer(targets, [lastLength, silent]).indices).toEqual([]);
});

test("terciles of people with six cycles or more, and only their targets from the fourth cycle on", () => {
  const owners = byVariability(people, targets).map(({ indices }) => [
    ...new Set(indices.map((index) => targets[index]!.person)),
  ]);
  expect(owners).toEqual([[0], [1], [2]]);
  expect(byVariability(people, targets).every(({ indices }) => indices.length === 4)).toBe(true);
});

test("on day 28 only cycles are open that last longer", () => {
  const { indices } = stillOpen(targets, withHistory(targets), 28);
  expect(indices.every((index) => targets[index]!.length > 28)).toBe(true);
  expect(indices).toHaveLength(3 + 3 + 1);
});

const entrants: readonly Entrant[] = [
  { name: ourName, kind: "ours", isPeer: false },
  { name: "other", kind: "as told", isPeer: true },
];
const table = createScoreTable([ourName, "other"], targets.length);
const shift = (score: Score, by: number): Score => score.map((one) => one + by);
for (const [index, { length }] of targets.entries()) {
  const score = scoreOf(forecastOf({ 28: 1 }), length, 0.5);
  table.add(ourName, index, score);
  table.add("other", index, shift(score, 1));
}

test("a stratum has the means of its targets, and ours compared with each of the others", () => {
  const scoring = { targets, table, entrants };
  const bootstrap = { seed: 1, resamples: 50 };
  const chosen = { id: "two", label: "two", indices: [0, 7] };
  const { rows, people: count, targets: size } = stratumOf(scoring, chosen, { bootstrap, asTold: true });
  expect([count, size]).toEqual([2, 2]);
  expect(rows.map(({ absoluteError }) => absoluteError)).toEqual([0.5, 1.5]);
  expect(rows[0]!.against).toBeUndefined();
  expect(rows[1]!.against!.absoluteErrorDifference).toEqual(
    compare(
      [
        { person: 0, ours: 0, theirs: 1 },
        { person: 1, ours: 1, theirs: 2 },
      ],
      "difference",
      bootstrap,
    ),
  );
  expect(rows[1]!.intervals).toEqual([]);
  expect(stratumOf(scoring, chosen).rows.map(({ model }) => model)).toEqual([ourName]);
});

test("a target that a model has not forecast is a mistake, not a number", () => {
  const empty = createScoreTable([ourName, "other"], targets.length);
  expect(() => stratumOf({ targets, table: empty, entrants }, { id: "", label: "", indices: [0] })).toThrow(
    /^indices expects/,
  );
});

test("no targets, no rows; and a histogram's shares sum to 1", () => {
  const scoring = { targets, table, entrants };
  expect(stratumOf(scoring, { id: "", label: "", indices: [] })).toMatchObject({ targets: 0, rows: [] });
  const { shares } = histogramOf(scoring, ourName, [0, 1, 2, 8]);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(measures).toContain("integral");
});
