import { cohortPlots } from "./plots/cohort-plots.ts";
import { planningPlots } from "./plots/planning-plots.ts";
import { blocksOf, fillTemplate } from "./report/blocks.ts";
import type { Results } from "./results.ts";
import { formatResults } from "./rounded.ts";

/** Where the documents lie, from the root of the project. */
export const docsPaths = {
  results: "docs/evaluation.json",
  text: "docs/forecasting.md",
  plots: "docs/images/forecast",
  template: "evaluation/forecasting.md.template",
} as const;

/** Every file of the documents by its path: what is written, and what a test compares with what is there. */
export function docsFiles(results: Results, template: string): ReadonlyMap<string, string> {
  const clinical = results.cohorts.find(({ isClinical }) => isClinical);
  const plots = [
    ...(clinical ? cohortPlots(clinical) : []),
    ...(results.planning ? planningPlots(results.planning) : []),
  ];
  return new Map([
    [docsPaths.results, formatResults(results)],
    [docsPaths.text, fillTemplate(template, blocksOf(results))],
    ...plots.map(([name, plot]) => [`${docsPaths.plots}/${name}.svg`, plot] as const),
  ]);
}
