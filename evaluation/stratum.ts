import { type Bootstrap, compare, type Estimate } from "./bootstrap.ts";
import type { Entrant } from "./contestants.ts";
import { ourName } from "./ours.ts";
import type { IntegralHistogram, ModelRow, Stratum } from "./results.ts";
import type { ScoreTable } from "./score-table.ts";
import { levels, type Measure } from "./scores.ts";
import type { Target } from "./targets.ts";

/** What a stratum is made of: indices into the targets and the table. */
export interface Chosen {
  readonly id: string;
  readonly label: string;
  readonly indices: readonly number[];
}

/** Scores of one run, and what is needed to read them. */
export interface Scoring {
  readonly targets: readonly Target[];
  readonly table: ScoreTable;
  readonly entrants: readonly Entrant[];
}

/** How much of a stratum is kept. */
export interface Detail {
  /** When ours is to be compared with each of the others. */
  readonly bootstrap?: Bootstrap;
  /** Without it only the levels that claims are about. */
  readonly allLevels?: true;
  /** Without it rules are left out in the reading that takes them at their word. */
  readonly asTold?: true;
}

/** Levels at which coverage is claimed, and shown in tables. */
export const claimedLevels: readonly number[] = [0.5, 0.8, 0.95];

export function stratumOf(
  scoring: Scoring,
  { id, label, indices }: Chosen,
  { bootstrap, allLevels, asTold }: Detail = {},
): Stratum {
  const { targets, table, entrants } = scoring;
  const people = new Set(indices.map((index) => targets[index]!.person)).size;
  const shown = entrants.filter(({ kind }) => asTold || kind !== "as told");
  const shownLevels = allLevels ? levels : levels.filter((level) => claimedLevels.includes(level));
  const rows = shown.map(({ name, kind, isPeer }): ModelRow => {
    const mean = (measure: Measure): number => meanOver(table, name, indices, measure);
    return {
      model: name,
      kind,
      isPeer,
      absoluteError: mean("absoluteError"),
      rootSquaredError: Math.sqrt(mean("squaredError")),
      rankedProbability: mean("rankedProbability"),
      logScore: mean("logScore"),
      intervals: (kind === "as told" ? [] : shownLevels).map((level) => [
        level,
        mean(`covered ${level}`),
        mean(`announced ${level}`),
        mean(`width ${level}`),
      ]),
      ...(bootstrap && kind !== "ours" && indices.length > 0
        ? { against: againstOurs(scoring, name, indices, bootstrap) }
        : {}),
    };
  });
  return { id, label, people, targets: indices.length, rows: indices.length === 0 ? [] : rows };
}

function againstOurs(
  { targets, table }: Scoring,
  model: string,
  indices: readonly number[],
  bootstrap: Bootstrap,
): NonNullable<ModelRow["against"]> {
  const against = (measure: Measure, statistic: "difference" | "ratio"): Estimate | null =>
    compareOver(targets, table, model, indices, measure, statistic, bootstrap);
  return {
    rankedProbabilityRatio: against("rankedProbability", "ratio"),
    rankedProbabilityDifference: against("rankedProbability", "difference")!,
    absoluteErrorRatio: against("absoluteError", "ratio"),
    absoluteErrorDifference: against("absoluteError", "difference")!,
    logScoreDifference: against("logScore", "difference")!,
  };
}

function meanOver(table: ScoreTable, model: string, indices: readonly number[], measure: Measure): number {
  let sum = 0;
  for (const index of indices) sum += read(table, model, index, measure);
  return sum / indices.length;
}

function compareOver(
  targets: readonly Target[],
  table: ScoreTable,
  model: string,
  indices: readonly number[],
  measure: Measure,
  statistic: "difference" | "ratio",
  bootstrap: Bootstrap,
): Estimate | null {
  const pairs = indices.map((index) => ({
    person: targets[index]!.person,
    ours: read(table, ourName, index, measure),
    theirs: read(table, model, index, measure),
  }));
  return compare(pairs, statistic, bootstrap);
}

function read(table: ScoreTable, model: string, target: number, measure: Measure): number {
  const value = table.read(model, target, measure);
  if (value === null)
    throw new RangeError(`indices expects targets that ${model} has forecast, got ${target}`);
  return value;
}

/** Bins of a histogram of the probability integral transform. */
const binCount = 10;

/** How the integrals of one model fall; each target once, at the mean over splits that gave the same forecast. */
export function histogramOf(
  { table }: Scoring,
  model: string,
  indices: readonly number[],
): IntegralHistogram {
  const shares = new Array<number>(binCount).fill(0);
  for (const index of indices) {
    const integral = read(table, model, index, "integral");
    shares[Math.min(binCount - 1, Math.floor(integral * binCount))]! += 1 / indices.length;
  }
  return { model, shares };
}
