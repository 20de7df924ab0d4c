import { bestPeer, generalisedPoissonName, oursOf } from "../claims.ts";
import type { ModelRow, SimulationResult } from "../results.ts";
import { markdownTable } from "./markdown.ts";
import { days, ratio, score, share } from "./numbers.ts";

const crpsOf = ({ all }: SimulationResult, model: string): string => {
  const row = all.rows.find((one) => one.model === model && one.kind !== "as told");
  return row ? score(row.rankedProbability) : "";
};
const ours = ({ all }: SimulationResult): ModelRow => oursOf(all);
const oursOnMany = ({ coverage }: SimulationResult): ModelRow => oursOf(coverage);
const covers = (level: number) => (result: SimulationResult) => {
  const [, covered, announced] = oursOnMany(result).intervals.find(([own]) => own === level)!;
  return `${share(covered)} (${share(announced)})`;
};

/** What the made-up people are. */
export const scenarioTable = (results: readonly SimulationResult[]): string =>
  markdownTable(results, [
    { heading: "scenario", isText: true, cell: ({ label }) => label },
    { heading: "truth", isText: true, cell: ({ truth }) => truth },
    { heading: "targets, people", cell: ({ all }) => `${all.targets}, ${all.people}` },
    { heading: "for coverage", cell: ({ coverage }) => `${coverage.targets}, ${coverage.people}` },
  ]);

/** CRPS of ours and others, and how ours covers. */
export function simulationTable(results: readonly SimulationResult[]): string {
  const untold = "Tidetable, pattern not told";
  return markdownTable(results, [
    { heading: "scenario", isText: true, cell: ({ label }) => label },
    { heading: "CRPS, ours", cell: (result) => score(ours(result).rankedProbability) },
    { heading: "pattern not told", cell: (result) => crpsOf(result, untold) },
    {
      heading: "best peer",
      cell: ({ all }) => {
        const best = bestPeer(all, (row) => row.rankedProbability);
        return `${score(best.rankedProbability)} (${best.model})`;
      },
    },
    { heading: "mean of all", cell: (result) => crpsOf(result, "mean of all") },
    { heading: "Poisson", cell: (result) => crpsOf(result, "Poisson with skips") },
    { heading: "Gen. Poisson", cell: (result) => crpsOf(result, generalisedPoissonName) },
    ...[0.5, 0.8, 0.95].map((level) => ({
      heading: `${Math.round(100 * level)} % covers (announced)`,
      cell: covers(level),
    })),
    {
      heading: "80 % width",
      cell: (result) => days(oursOnMany(result).intervals.find(([level]) => level === 0.8)![3]),
    },
  ]);
}

/** Ours beside the exact posterior, where there is one. */
export const exactTable = (results: readonly SimulationResult[]): string =>
  markdownTable(
    results.flatMap(({ label, exact }) => (exact ? [{ label, exact }] : [])),
    [
      { heading: "scenario", isText: true, cell: ({ label }) => label },
      { heading: "people", cell: ({ exact }) => `${exact.people}` },
      { heading: "targets", cell: ({ exact }) => `${exact.targets}` },
      { heading: "CRPS, ours", cell: ({ exact }) => score(oursOf(exact).rankedProbability) },
      {
        heading: "CRPS, exact",
        cell: ({ exact }) => score(exact.rows.find(({ kind }) => kind !== "ours")!.rankedProbability),
      },
      {
        heading: "ours ÷ exact",
        cell: ({ exact }) =>
          ratio(exact.rows.find(({ against }) => against)!.against!.rankedProbabilityRatio),
      },
    ],
  );
