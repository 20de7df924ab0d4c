import type { PlannedPeople, PlanningResult } from "./planning/evaluate-planning.ts";
import type { CalibrationRow } from "./planning/tally.ts";
import { leastCases } from "./report/planning-tables.ts";
import type { CohortResult, ModelRow, Results, SimulationResult, Stratum } from "./results.ts";
import { claimedLevels } from "./stratum.ts";

/** One line of what the forecast must show: a number against its limit. */
export interface Claim {
  readonly id: string;
  readonly text: string;
  readonly value: number;
  readonly limit: number;
  readonly unit: "ratio" | "days" | "share";
  /** Whether a value must not be above its limit, or not below it. */
  readonly sense: "at most" | "at least" | "below";
  readonly isHeld: boolean;
}

/** All claims that can be checked on these results: those of the clinical file where it was evaluated, and the simulations'. */
export function claimsOf({ cohorts, simulations, planning }: Results): readonly Claim[] {
  const clinical = cohorts.find(({ isClinical }) => isClinical);
  return [
    ...(clinical ? clinicalClaims(clinical) : []),
    ...simulationClaims(simulations),
    ...(planning ? planningClaims(planning) : []),
  ];
}

/** Windows in a tenth below which it is not judged (issue 6), and people: ten windows of one are not ten cases. */
const leastPlanned = { cases: leastCases, people: 200 } as const;

/** Chances of windows of days against what came. The clinical file has too few people to judge single horizons by. */
function planningClaims({ simulated, clinical }: PlanningResult): readonly Claim[] {
  const worst = (rows: readonly CalibrationRow[]): number =>
    Math.max(0, ...rows.map(({ observed, stated }) => Math.abs(observed - stated)));
  const ofAll = ({ rows }: PlannedPeople) =>
    rows.filter(({ horizon, cases }) => horizon === 0 && cases >= leastPlanned.cases);
  const ofEach = ({ rows }: PlannedPeople) =>
    rows.filter(
      ({ horizon, cases, people }) =>
        horizon > 0 && cases >= leastPlanned.cases && people >= leastPlanned.people,
    );
  const say = (id: string, text: string, rows: readonly CalibrationRow[]): Claim =>
    claim(
      id,
      `planning, largest distance of stated and observed: ${text}`,
      worst(rows),
      "at most",
      0.03,
      "share",
    );
  return [
    say("planning-simulated", "made-up people, each tenth, six cycles together", ofAll(simulated)),
    say(
      "planning-simulated-each",
      "made-up people, each tenth of each cycle with 200 people or more",
      ofEach(simulated),
    ),
    ...(clinical
      ? [say("planning-clinical", "clinical cohort, each tenth, six cycles together", ofAll(clinical))]
      : []),
  ];
}

function claim(
  id: string,
  text: string,
  exactValue: number,
  sense: Claim["sense"],
  limit: number,
  unit: Claim["unit"],
): Claim {
  // Differences of rounded numbers, such as 0.54 − 0.5, are not beyond a limit that they equal.
  const value = Number(exactValue.toFixed(8));
  const isHeld = sense === "at most" ? value <= limit : sense === "at least" ? value >= limit : value < limit;
  return { id, text, value, limit, unit, sense, isHeld };
}

export const oursOf = ({ rows }: Stratum): ModelRow => rows.find(({ kind }) => kind === "ours")!;
const named = ({ rows }: Stratum, model: string): ModelRow | undefined =>
  rows.find((row) => row.model === model);

/** The least of a measure among other trackers' rules, in either reading: as they speak, and with their past errors. */
export const bestPeer = ({ rows }: Stratum, of: (row: ModelRow) => number): ModelRow =>
  rows.filter(({ isPeer }) => isPeer).reduce((best, row) => (of(row) < of(best) ? row : best));

export const generalisedPoissonName = "Generalised Poisson with skips";

const rankedProbability = (row: ModelRow): number => row.rankedProbability;
const absoluteError = (row: ModelRow): number => row.absoluteError;
const isBaseline = ({ kind }: ModelRow): boolean => kind !== "ours" && kind !== "variant";
/** The largest |observed − announced| coverage of the claimed levels. */
function worstCoverage(row: ModelRow): number {
  const gaps = row.intervals
    .filter(([level]) => claimedLevels.includes(level))
    .map(([, covered, announced]) => Math.abs(covered - announced));
  return Math.max(...gaps);
}

const widthAt = ({ intervals }: ModelRow, wanted: number): number =>
  intervals.find(([level]) => level === wanted)![3];

function clinicalClaims(clinical: CohortResult): readonly Claim[] {
  const ours = oursOf(clinical.known);
  const answered = oursOf(clinical.answered);
  const poisson = named(clinical.known, generalisedPoissonName);
  const lost = clinical.byLoss.find(({ id }) => id === "0.08");
  const lostAnswered = clinical.byLossAnswered.find(({ id }) => id === "0.08");
  const recognition = clinical.recognition.find(({ lossChance }) => lossChance === 0.08);
  return [
    claim(
      "crps-peer",
      "CRPS against the best peer's (three or more known cycles, all answer)",
      answered.rankedProbability / bestPeer(clinical.answered, rankedProbability).rankedProbability,
      "at most",
      0.93,
      "ratio",
    ),
    ...(poisson
      ? [
          claim(
            "crps-generalised-poisson",
            "CRPS against the Generalised Poisson's (one or more)",
            ours.rankedProbability / poisson.rankedProbability,
            "at most",
            0.95,
            "ratio",
          ),
        ]
      : []),
    claim(
      "mae-peer",
      "mean absolute error against the best peer's (three or more known cycles, all answer)",
      answered.absoluteError / bestPeer(clinical.answered, absoluteError).absoluteError,
      "at most",
      0.97,
      "ratio",
    ),
    ...coverageClaims("coverage", "distance of coverage from the chance announced", ours, 0.025),
    claim(
      "width",
      "mean width of 80 % intervals, both ends counted",
      widthAt(ours, 0.8),
      "at most",
      8,
      "days",
    ),
    ...(lost
      ? [
          claim(
            "lost-own",
            "8 % of starts lost: CRPS against its own without loss",
            oursOf(lost).rankedProbability / ours.rankedProbability,
            "at most",
            1.01,
            "ratio",
          ),
        ]
      : []),
    ...(lostAnswered
      ? [
          claim(
            "lost-peer",
            "8 % of starts lost: CRPS against the best peer's",
            oursOf(lostAnswered).rankedProbability /
              bestPeer(lostAnswered, rankedProbability).rankedProbability,
            "at most",
            0.865,
            "ratio",
          ),
        ]
      : []),
    ...(recognition
      ? [
          claim(
            "recognised",
            "8 % of starts lost: merged gaps up to 90 days that are recognised",
            recognition.recognised / (recognition.merged - recognition.pauses),
            "at least",
            0.98,
            "share",
          ),
          claim(
            "false-alarms",
            "8 % of starts lost: single cycles taken for more",
            recognition.falseAlarms / recognition.single,
            "at most",
            0.001,
            "share",
          ),
        ]
      : []),
    ...signClaims(clinical),
    ...waitingClaims(clinical),
  ];
}

function coverageClaims(id: string, text: string, row: ModelRow, limit: number): readonly Claim[] {
  return row.intervals
    .filter(([level]) => claimedLevels.includes(level))
    .map(([level, covered, announced]) =>
      claim(
        `${id}-${Math.round(100 * level)}`,
        `${text}, ${Math.round(100 * level)} % intervals`,
        Math.abs(covered - announced),
        "at most",
        limit,
        "share",
      ),
    );
}

function signClaims({ afterSign }: CohortResult): readonly Claim[] {
  if (!afterSign) return [];
  const ours = oursOf(afterSign);
  return [
    claim("sign-mae", "after a sign: mean absolute error", ours.absoluteError, "at most", 1.15, "days"),
    claim("sign-crps", "after a sign: CRPS", ours.rankedProbability, "at most", 0.84, "days"),
    ...coverageClaims(
      "sign-coverage",
      "after a sign: distance of coverage from the chance announced",
      ours,
      0.025,
    ),
  ];
}

function waitingClaims({ byOpenDayAnswered }: CohortResult): readonly Claim[] {
  return byOpenDayAnswered
    .filter(({ id }) => ["28", "30", "35"].includes(id))
    .map((stratum) => {
      const best = Math.min(...stratum.rows.filter(isBaseline).map(rankedProbability));
      return claim(
        `waiting-${stratum.id}`,
        `no bleeding by day ${stratum.id}: CRPS against the best baseline's (three or more known, all answer)`,
        oursOf(stratum).rankedProbability / best,
        "below",
        1,
        "ratio",
      );
    });
}

function simulationClaims(simulations: readonly SimulationResult[]): readonly Claim[] {
  return simulations.flatMap(({ id, label, coverage, exact }): readonly Claim[] => {
    const ratio = exact?.rows.find(({ kind }) => kind !== "ours")?.against?.rankedProbabilityRatio;
    if (ratio) {
      const text = `${label}: CRPS against the exact posterior's`;
      return [claim(`${id}-exact`, text, ratio.value, "at most", 1.01, "ratio")];
    }
    const text = `${label}: largest distance of coverage from the chance announced`;
    return [claim(`${id}-coverage`, text, worstCoverage(oursOf(coverage)), "at most", 0.04, "share")];
  });
}
