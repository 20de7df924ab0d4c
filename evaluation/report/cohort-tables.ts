import { bestPeer, oursOf } from "../claims.ts";
import type { CohortResult, IntervalRow, ModelRow, RecognitionResult, Stratum } from "../results.ts";
import type { VariantResult } from "../variants.ts";
import { type Column, markdownTable } from "./markdown.ts";
import { days, difference, percent, ratio, score, share } from "./numbers.ts";

/** Ours stands out. */
const name: Column<ModelRow> = {
  heading: "",
  isText: true,
  cell: ({ model, kind }) => (kind === "ours" ? `**${model}**` : model),
};
const at = ({ intervals }: ModelRow, level: number): IntervalRow => intervals.find(([own]) => own === level)!;
const coverage = (level: number): Column<ModelRow> => ({
  heading: `${Math.round(100 * level)} % covers (announced)`,
  cell: (row) => `${share(at(row, level)[1])} (${share(at(row, level)[2])})`,
});
const absoluteError: Column<ModelRow> = { heading: "MAE", cell: (row) => score(row.absoluteError) };
const rankedProbability: Column<ModelRow> = { heading: "CRPS", cell: (row) => score(row.rankedProbability) };
const width: Column<ModelRow> = { heading: "80 % width", cell: (row) => days(at(row, 0.8)[3]) };
const rankedRatio: Column<ModelRow> = {
  heading: "CRPS, ours ÷ this",
  cell: ({ against }) => (against ? ratio(against.rankedProbabilityRatio) : ""),
};
const errorDifference: Column<ModelRow> = {
  heading: "MAE, ours − this",
  cell: ({ against }) => (against ? difference(against.absoluteErrorDifference) : ""),
};
const scoreColumns: readonly Column<ModelRow>[] = [
  name,
  absoluteError,
  { heading: "RMSE", cell: (row) => score(row.rootSquaredError) },
  rankedProbability,
  { heading: "−log p", cell: (row) => score(row.logScore) },
];

/** Whoever gives probabilities of its own or of its past errors. */
const probabilityTable = ({ rows }: Stratum): string =>
  markdownTable(
    rows.filter(({ kind }) => kind !== "as told"),
    [...scoreColumns, coverage(0.5), coverage(0.8), coverage(0.95), width, rankedRatio, errorDifference],
  );

/** Rules taken at their word: one day is certain, the days of a range are equally likely. */
const asToldTable = ({ rows }: Stratum): string =>
  markdownTable(
    rows.filter(({ kind }) => kind === "ours" || kind === "as told"),
    [...scoreColumns, rankedRatio, errorDifference],
  );

/** One measure of every model in several strata, a column each. */
function acrossStrata(
  strata: readonly Stratum[],
  measure: (row: ModelRow) => string,
  include: (row: ModelRow) => boolean,
): string {
  const shown = strata.filter(({ targets }) => targets > 0);
  const rows = (shown[0]?.rows ?? []).filter(include);
  const columns = shown.map(
    ({ label, targets, rows: own }): Column<ModelRow> => ({
      heading: `${label} (${targets})`,
      cell: ({ model }) => measure(own.find((row) => row.model === model)!),
    }),
  );
  return markdownTable(rows, [name, ...columns]);
}

const givesProbabilities = ({ kind }: ModelRow): boolean => kind !== "as told";
const rankedProbabilityOf = (row: ModelRow): string => score(row.rankedProbability);

/** Ours and the best peer, a row for each stratum. */
const oursByStratum = (strata: readonly Stratum[]): string =>
  markdownTable(
    strata.filter(({ targets }) => targets > 0),
    [
      { heading: "", isText: true, cell: ({ label }) => label },
      { heading: "targets", cell: ({ targets }) => `${targets}` },
      ...[absoluteError, rankedProbability, coverage(0.5), coverage(0.8), coverage(0.95), width].map(
        ({ heading, cell }): Column<Stratum> => ({ heading, cell: (stratum) => cell(oursOf(stratum)) }),
      ),
      {
        heading: "best peer's CRPS",
        cell: (stratum) => {
          const best = bestPeer(stratum, (row) => row.rankedProbability);
          return `${score(best.rankedProbability)} (${best.model})`;
        },
      },
    ],
  );

const recognitionTable = (results: readonly RecognitionResult[]): string =>
  markdownTable(
    results.filter(({ lossChance }) => lossChance > 0),
    [
      { heading: "starts lost", cell: ({ lossChance }) => `${Math.round(100 * lossChance)} %` },
      { heading: "merged gaps", cell: ({ merged }) => `${merged}` },
      { heading: "of them above 90 days, taken as a pause", cell: ({ pauses }) => `${pauses}` },
      {
        heading: "of the others recognised, by the whole history",
        cell: (row) => `${row.recognised} (${percent(row.recognised / notPauses(row))})`,
      },
      {
        heading: "right after it was logged",
        cell: (row) => `${row.recognisedAtOnce} (${percent(row.recognisedAtOnce / notPauses(row))})`,
      },
      {
        heading: "single cycles taken for more",
        cell: ({ falseAlarms, single }) => `${falseAlarms} of ${single}`,
      },
      {
        heading: "right after it was logged",
        cell: ({ falseAlarmsAtOnce, single }) => `${falseAlarmsAtOnce} of ${single}`,
      },
    ],
  );

const notPauses = ({ merged, pauses }: RecognitionResult): number => Math.max(1, merged - pauses);

/** Above 0 the change is worse than ours as it is shipped. */
const variantTable = (results: readonly VariantResult[]): string =>
  markdownTable(results, [
    { heading: "ours, but with", isText: true, cell: ({ label }) => label },
    { heading: "judged on", isText: true, cell: ({ ground }) => ground },
    { heading: "CRPS, this − ours", cell: ({ difference: found }) => difference(found) },
  ]);

/** Every table of a cohort, by the name that a template asks for it. */
export function cohortTables(cohort: CohortResult): ReadonlyMap<string, string> {
  const { known, answered, afterSign } = cohort;
  return new Map([
    ["known", probabilityTable(known)],
    ["as-told", asToldTable(known)],
    ["answered", probabilityTable(answered)],
    ["answered-as-told", asToldTable(answered)],
    ["by-known", acrossStrata(cohort.byCyclesKnown, rankedProbabilityOf, givesProbabilities)],
    ["by-known-ours", oursByStratum(cohort.byCyclesKnown)],
    ["by-variability", acrossStrata(cohort.byVariability, rankedProbabilityOf, givesProbabilities)],
    ["by-variability-ours", oursByStratum(cohort.byVariability)],
    ["waiting", acrossStrata(cohort.byOpenDay, rankedProbabilityOf, () => true)],
    ["waiting-ours", oursByStratum(cohort.byOpenDay)],
    ["waiting-answered", acrossStrata(cohort.byOpenDayAnswered, rankedProbabilityOf, () => true)],
    ["losses", acrossStrata(cohort.byLoss, rankedProbabilityOf, givesProbabilities)],
    ["losses-ours", oursByStratum(cohort.byLossAnswered)],
    ["recognition", recognitionTable(cohort.recognition)],
    ["after-sign", afterSign ? probabilityTable(afterSign) : "No cycle has a sign of ovulation."],
    ["after-sign-as-told", afterSign ? asToldTable(afterSign) : "No cycle has a sign of ovulation."],
    ["variants", variantTable(cohort.variants)],
  ]);
}
