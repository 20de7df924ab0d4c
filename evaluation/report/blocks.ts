import { cycleConstants } from "@tidetable/forecast";
import { claimsOf } from "../claims.ts";
import type { CohortResult, Results } from "../results.ts";
import { claimTable } from "./claim-table.ts";
import { cohortTables } from "./cohort-tables.ts";
import { fitTable } from "./fit-table.ts";
import { planningBlocks } from "./planning-tables.ts";
import { exactTable, scenarioTable, simulationTable } from "./simulation-tables.ts";

/** All that a template may ask for, by `kind:name`: tables of the clinical cohort, of the simulations, and the claims. */
export function blocksOf(results: Results): ReadonlyMap<string, string> {
  const clinical = results.cohorts.find(({ isClinical }) => isClinical);
  return new Map([
    ...(clinical ? clinicalBlocks(clinical) : []),
    ...(results.fit ? ([["table:fit", fitTable(results.fit)]] as const) : []),
    ...(results.planning ? planningBlocks(results.planning) : []),
    ["table:scenarios", scenarioTable(results.simulations)],
    ["table:simulations", simulationTable(results.simulations)],
    ["table:exact", exactTable(results.simulations)],
    ["table:claims", claimTable(claimsOf(results))],
    ...constantBlocks(),
    ["value:seed", `${results.seed}`],
    ["value:splits", `${results.settings.splits}`],
    ["value:loss-seeds", `${results.settings.lossSeeds}`],
    ["value:recognition-seeds", `${results.settings.recognitionSeeds}`],
    ["value:resamples", `${results.settings.resamples}`],
  ]);
}

/** The constants as they are in the code, so that the page cannot say others. */
function constantBlocks(): readonly (readonly [string, string])[] {
  const { noise, loss, ...rest } = cycleConstants;
  const all = { ...rest, ...noise, lossA: loss[0], lossB: loss[1] };
  return Object.entries(all).map(([name, value]) => [`constant:${name}`, `${value}`.replace("-", "−")]);
}

function clinicalBlocks(clinical: CohortResult): readonly (readonly [string, string])[] {
  return [
    ...[...cohortTables(clinical)].map(([name, table]) => [`table:clinical-${name}`, table] as const),
    ["value:people", `${clinical.people}`],
    ["value:cycles", `${clinical.cycles}`],
    ["value:targets", `${clinical.known.targets}`],
  ];
}

/**
 * A template with every `{{kind:name}}` filled in.
 *
 * @throws RangeError naming a placeholder that there is no block for
 */
export function fillTemplate(template: string, blocks: ReadonlyMap<string, string>): string {
  return template.replaceAll(/\{\{([\w:-]+)\}\}/g, (_, name: string) => {
    const block = blocks.get(name);
    if (block === undefined) throw new RangeError(`template expects a known placeholder, got ${name}`);
    return block;
  });
}
