import { claimsOf } from "../claims.ts";
import type { CohortResult, Results } from "../results.ts";
import { claimTable } from "./claim-table.ts";
import { cohortTables } from "./cohort-tables.ts";
import { planningBlocks } from "./planning-tables.ts";
import { exactTable, scenarioTable, simulationTable } from "./simulation-tables.ts";

/** The whole evaluation as one document of Markdown. */
export function evaluationDocument(results: Results): string {
  const { seed, settings, cohorts, simulations } = results;
  const parts = [
    "# Evaluation",
    `Seed ${seed}${settings.isQuick ? ", quick: fewer splits, seeds, people and models, so numbers are rough" : ""}. Errors in days, lower is better; MAE of the median, RMSE of the mean, CRPS: ranked probability score; −log p with a floor of 1e-6 for p. "Announced" is the chance that an interval really holds on whole days. In brackets behind a ratio or difference: 95 % of ${settings.resamples} bootstrap resamples of people.`,
    ...cohorts.flatMap((cohort) => cohortParts(cohort, results)),
    ...(simulations.length > 0
      ? [
          "## Simulations",
          `Rules and models learn from ${settings.simulatedTraining} others of the same kind; targets are next true cycles.`,
          scenarioTable(simulations),
          simulationTable(simulations),
          exactTable(simulations),
        ]
      : []),
    ...planningParts(results),
    ...(claimsOf(results).length > 0 ? ["## Claims", claimTable(claimsOf(results))] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

function planningParts({ planning }: Results): readonly string[] {
  if (!planning) return [];
  const blocks = new Map(planningBlocks(planning));
  const tables = ["pooled", "simulated", "clinical", "spreads"].flatMap(
    (name) => blocks.get(`table:planning-${name}`) ?? [],
  );
  return ["## Planning", ...tables];
}

function cohortParts(cohort: CohortResult, { settings }: Results): readonly string[] {
  const tables = cohortTables(cohort);
  const section = (heading: string, explained: string, ...names: readonly string[]): readonly string[] => [
    `### ${heading}`,
    explained,
    ...names.map((name) => tables.get(name)!),
  ];
  const { people, cycles, known, answered } = cohort;
  return [
    `## ${cohort.name}`,
    `${people} people, ${cycles} cycles. Two-fold by person, ${settings.splits} random halvings averaged: whatever learns from others learns from one half and forecasts the other. Rules of other trackers are given probabilities by the errors they made on the training half; then they are taken at their word.`,
    ...section("Every model", `One or more known cycles: ${known.targets} targets.`, "known", "as-told"),
    ...section(
      "Where every peer answers",
      `Three or more known cycles: ${answered.targets} targets.`,
      "answered",
      "answered-as-told",
    ),
    ...section("By cycles known", "CRPS, targets in brackets.", "by-known", "by-known-ours"),
    ...section(
      "By the person's own variability",
      "People with six or more cycles, in terciles of their standard deviation; three or more known.",
      "by-variability",
      "by-variability-ours",
    ),
    ...section(
      "Waiting without bleeding",
      "CRPS on a day of the open cycle, given that the period has not come; a day that is past is moved to tomorrow.",
      "waiting",
      "waiting-ours",
    ),
    ...section(
      "With starts not logged",
      `Each start but a person's first lost with that chance, ${settings.lossSeeds} seeds averaged (recognition: ${settings.recognitionSeeds}); the first table one or more cycles before, the second where every peer answers. The targets stay the same.`,
      "losses",
      "losses-ours",
      "recognition",
    ),
    ...section(
      "After a sign of ovulation",
      `A luteal phase of 5 to 22 days: ${cohort.afterSign?.targets ?? 0} targets.`,
      "after-sign",
      "after-sign-as-told",
    ),
    ...(cohort.variants.length > 0
      ? section(
          "What else was tried",
          "Ours with one thing otherwise; above 0 the change is worse.",
          "variants",
        )
      : []),
  ];
}
