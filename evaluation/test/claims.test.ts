import { describe, expect, test } from "vitest";
import { claimsOf, generalisedPoissonName } from "../claims.ts";
import { ourName } from "../ours.ts";
import type { CalibrationRow } from "../planning/tally.ts";
import type { CohortResult, ModelRow, Results, SimulationResult, Stratum } from "../results.ts";

/** A made-up row: what is not named is as good as can be. */
const row = (model: string, kind: ModelRow["kind"], rest: Partial<ModelRow> = {}): ModelRow => ({
  model,
  kind,
  isPeer: false,
  absoluteError: 1,
  rootSquaredError: 1,
  rankedProbability: 1,
  logScore: 1,
  intervals: [0.5, 0.8, 0.95].map((level) => [level, level, level, 8] as const),
  ...rest,
});
const ours = (rest: Partial<ModelRow> = {}): ModelRow => row(ourName, "ours", rest);
const peer = (
  rankedProbability: number,
  absoluteError: number,
  kind: ModelRow["kind"] = "dressed",
): ModelRow => row(`peer ${rankedProbability}`, kind, { isPeer: true, rankedProbability, absoluteError });
const stratum = (id: string, ...rows: readonly ModelRow[]): Stratum => ({
  id,
  label: id,
  people: 9,
  targets: 9,
  rows,
});

/** Everything exactly on its limit. */
const clinical: CohortResult = {
  name: "made-up",
  isClinical: true,
  people: 9,
  cycles: 9,
  targets: 9,
  known: stratum("known", ours({ rankedProbability: 0.95 }), row(generalisedPoissonName, "model")),
  answered: stratum(
    "answered",
    ours({ rankedProbability: 0.93, absoluteError: 0.97 }),
    peer(1, 3),
    peer(3, 1, "as told"),
  ),
  byCyclesKnown: [],
  byVariability: [],
  byOpenDay: [],
  byOpenDayAnswered: ["28", "30", "35"].map((day) =>
    stratum(
      day,
      ours({ rankedProbability: 0.99 }),
      row("variant", "variant", { rankedProbability: 0.1 }),
      peer(1, 1),
    ),
  ),
  byLoss: [stratum("0.08", ours({ rankedProbability: 0.95 * 1.01 }))],
  byLossAnswered: [stratum("0.08", ours({ rankedProbability: 0.865 }), peer(1, 1), peer(2, 2))],
  recognition: [
    {
      lossChance: 0.08,
      merged: 110,
      pauses: 10,
      recognised: 98,
      recognisedAtOnce: 0,
      single: 1000,
      falseAlarms: 1,
      falseAlarmsAtOnce: 9,
    },
  ],
  afterSign: stratum("sign", ours({ rankedProbability: 0.84, absoluteError: 1.15 })),
  integrals: [],
  variants: [],
};
const simulation: SimulationResult = {
  id: "drift",
  label: "drift",
  truth: "",
  all: stratum("", ours()),
  coverage: stratum(
    "drift",
    ours({
      intervals: [
        [0.5, 0.54, 0.5, 4],
        [0.8, 0.8, 0.8, 8],
        [0.95, 0.95, 0.95, 12],
      ],
    }),
  ),
  exact: null,
  integrals: [],
};
const resultsWith = (cohort: CohortResult, simulations: readonly SimulationResult[] = []): Results => ({
  schema: "tidetable.evaluation/1",
  seed: 1,
  settings: {
    isQuick: false,
    splits: 1,
    lossSeeds: 1,
    recognitionSeeds: 1,
    resamples: 1,
    simulatedPeople: 1,
    simulatedTraining: 1,
    coveragePeople: 1,
    exactPeople: 1,
  },
  cohorts: [cohort],
  simulations,
});
const broken = (results: Results) => claimsOf(results).flatMap(({ id, isHeld }) => (isHeld ? [] : [id]));

test("numbers that lie on their limits hold", () => {
  expect(broken(resultsWith(clinical, [simulation]))).toEqual([]);
  expect(claimsOf(resultsWith(clinical, [simulation]))).toHaveLength(20);
});

const off: ModelRow["intervals"] = [
  [0.5, 0.53, 0.5, 4],
  [0.8, 0.8, 0.8, 8.1],
  [0.95, 0.92, 0.95, 12],
];

test.each<[string, Partial<CohortResult>, readonly string[]]>([
  [
    "a peer, taken at its word, that is better in CRPS",
    {
      answered: stratum(
        "answered",
        ours({ rankedProbability: 0.93, absoluteError: 0.97 }),
        peer(0.9, 1, "as told"),
      ),
    },
    ["crps-peer"],
  ],
  [
    "another peer that is better in MAE",
    {
      answered: stratum(
        "answered",
        ours({ rankedProbability: 0.93, absoluteError: 0.97 }),
        peer(1, 3),
        peer(2, 0.9),
      ),
    },
    ["mae-peer"],
  ],
  [
    "too sure at one level, too wide at another, and too many days",
    {
      known: stratum(
        "known",
        ours({ rankedProbability: 0.95, intervals: off }),
        row(generalisedPoissonName, "model"),
      ),
    },
    ["coverage-50", "coverage-95", "width"],
  ],
  [
    "missed merged gaps and false alarms",
    { recognition: [{ ...clinical.recognition[0]!, recognised: 97, falseAlarms: 2 }] },
    ["recognised", "false-alarms"],
  ],
  [
    "a baseline that is as good while waiting",
    { byOpenDayAnswered: [stratum("30", ours(), peer(1, 1))] },
    ["waiting-30"],
  ],
  [
    "worse after a sign",
    { afterSign: stratum("sign", ours({ absoluteError: 1.2 })) },
    ["sign-mae", "sign-crps"],
  ],
])("%s is told", (_, change, ids) => {
  expect(broken(resultsWith({ ...clinical, ...change }))).toEqual(ids);
});

test("a simulation off its coverage, and one off the exact posterior", () => {
  const [one, ...others] = simulation.coverage.rows[0]!.intervals;
  const wide = {
    ...simulation,
    coverage: stratum("", ours({ intervals: [[0.5, 0.541, one![2], 4], ...others] })),
  };
  const estimate = (value: number) => ({ value, lower: value, upper: value });
  const against = {
    rankedProbabilityRatio: estimate(1.02),
    rankedProbabilityDifference: estimate(0),
    absoluteErrorRatio: estimate(1),
    absoluteErrorDifference: estimate(0),
    logScoreDifference: estimate(0),
  };
  const exact = {
    ...simulation,
    id: "well",
    exact: stratum("exact", ours(), row("exact", "model", { against })),
  };
  expect(broken(resultsWith(clinical, [wide, exact]))).toEqual(["drift-coverage", "well-exact"]);
});

test("another cohort than the clinical one is held to nothing", () => {
  expect(claimsOf(resultsWith({ ...clinical, isClinical: false }))).toEqual([]);
});

describe("of planning", () => {
  const row = (horizon: number, rest: Partial<CalibrationRow> = {}): CalibrationRow => ({
    horizon,
    tenth: 4,
    cases: 200,
    people: 200,
    stated: 0.45,
    observed: 0.48,
    standardError: 0.01,
    ...rest,
  });
  const people = (...rows: readonly CalibrationRow[]) => ({ people: 200, origins: 200, untold: 0, rows });
  const brokenBy = (simulated: CalibrationRow, own: CalibrationRow) =>
    broken({
      ...resultsWith(clinical),
      planning: { simulated: people(simulated), clinical: people(own), spreads: [] },
    });

  test("stated and observed may be 0.03 apart, and not more", () => {
    expect(brokenBy(row(0), row(0))).toEqual([]);
    expect(brokenBy(row(2), row(0))).toEqual([]);
    expect(brokenBy(row(0, { observed: 0.481 }), row(0))).toEqual(["planning-simulated"]);
    expect(brokenBy(row(2, { observed: 0.419 }), row(0))).toEqual(["planning-simulated-each"]);
    expect(brokenBy(row(0), row(0, { observed: 0.481, people: 9 }))).toEqual(["planning-clinical"]);
  });

  test("tenths with fewer windows, and single cycles with fewer people, are not judged", () => {
    expect(brokenBy(row(0, { observed: 0.6, cases: 199 }), row(0))).toEqual([]);
    expect(brokenBy(row(2, { observed: 0.6, people: 199 }), row(0))).toEqual([]);
    expect(brokenBy(row(0), row(2, { observed: 0.6 }))).toEqual([]);
  });
});
