import { bestPeer, generalisedPoissonName } from "../claims.ts";
import { ourName } from "../ours.ts";
import type { CohortResult, ModelRow, Stratum } from "../results.ts";
import { histograms } from "./histograms.ts";
import { linePlot, type Series } from "./line-plot.ts";

/** The four that are drawn: ours, the two published models, and the peer that is best where all answer. */
function drawnModels({ answered }: CohortResult): readonly string[] {
  const rows = answered.rows.filter(({ kind }) => kind !== "as told");
  const peer = bestPeer({ ...answered, rows }, (row) => row.rankedProbability).model;
  const there = new Set(rows.map(({ model }) => model));
  return [ourName, generalisedPoissonName, "Poisson with skips", peer].filter((model) => there.has(model));
}

const rowOf = ({ rows }: Stratum, model: string): ModelRow => rows.find((row) => row.model === model)!;

/** A line for each drawn model through strata that stand in order. */
function throughStrata(
  cohort: CohortResult,
  strata: readonly Stratum[],
  numbered: boolean,
): readonly Series[] {
  return drawnModels(cohort).map((model) => ({
    name: model,
    points: strata.flatMap((stratum, index) =>
      stratum.targets === 0
        ? []
        : [[numbered ? Number(stratum.id) : index, rowOf(stratum, model).rankedProbability] as const],
    ),
  }));
}

const labels = (strata: readonly Stratum[]): ReadonlyMap<number, string> =>
  new Map(strata.map(({ label }, index) => [index, label]));

/** Every plot of a cohort, by the name of its file. Where nobody answers everywhere there is no best peer to draw. */
export function cohortPlots(cohort: CohortResult): ReadonlyMap<string, string> {
  if (cohort.answered.targets === 0) return new Map();
  const models = drawnModels(cohort);
  const of = `${cohort.name}, one or more known cycles`;
  return new Map([
    [
      "integrals",
      histograms(
        "Where the true length fell in each forecast",
        `Histograms of the probability integral transform, ${of}. A calibrated forecast is level; a hump means that it is too wide, a bowl too narrow.`,
        models.map((name) => ({
          name,
          shares: cohort.integrals.find(({ model }) => model === name)!.shares,
        })),
      ),
    ],
    [
      "reliability",
      linePlot({
        title: "How often the true day was inside, against the chance announced",
        description: `Coverage of central intervals of seven levels against the chance announced for them, ${of}. On the dotted line they agree; above it a forecast is too wide, below it too sure.`,
        xName: "chance announced",
        yName: "covered",
        diagonal: true,
        series: models.map((model) => ({
          name: model,
          points: rowOf(cohort.known, model).intervals.map(
            ([, covered, announced]) => [announced, covered] as const,
          ),
        })),
      }),
    ],
    [
      "by-known",
      linePlot({
        title: "Error of the whole forecast, by cycles known",
        description: `Mean ranked probability score by number of known cycles, ${cohort.name}. Lower is better.`,
        xName: "cycles known",
        yName: "CRPS, days",
        xLabels: labels(cohort.byCyclesKnown),
        series: throughStrata(cohort, cohort.byCyclesKnown, false),
      }),
    ],
    [
      "losses",
      linePlot({
        title: "Error of the whole forecast, by starts lost",
        description: `Mean ranked probability score when starts go unlogged, ${cohort.name}, where every peer answers. Lower is better.`,
        xName: "starts lost",
        yName: "CRPS, days",
        xLabels: labels(cohort.byLossAnswered),
        series: throughStrata(cohort, cohort.byLossAnswered, false),
      }),
    ],
    [
      "waiting",
      linePlot({
        title: "Error of the whole forecast, by day of the open cycle",
        description: `Mean ranked probability score on days of the open cycle on which no period has come, ${of}. Lower is better.`,
        xName: "day without a period",
        yName: "CRPS, days",
        series: throughStrata(cohort, cohort.byOpenDay, true),
      }),
    ],
  ]);
}
