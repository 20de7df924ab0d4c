import type { PlannedPeople, PlanningResult } from "../planning/evaluate-planning.ts";
import { leastCases } from "../report/planning-tables.ts";
import { linePlot } from "./line-plot.ts";

/** Horizons that are drawn: all together, the next cycle, and two further ones. */
const drawn = [
  [0, "all six cycles"],
  [1, "the next cycle"],
  [3, "the third ahead"],
  [6, "the sixth ahead"],
] as const;

const plotOf = ({ rows }: PlannedPeople, who: string): string =>
  linePlot({
    title: `Bleeding on at least one of these days, ${who}`,
    description: `How often bleeding came on at least one day of a window of 1 to 7 days, against the chance stated for it, ${who}, in tenths of the stated chance with ${leastCases} windows or more. On the dotted line they agree.`,
    xName: "chance stated",
    yName: "came",
    diagonal: true,
    series: drawn.flatMap(([horizon, name]) => {
      const points = rows
        .filter((row) => row.horizon === horizon && row.cases >= leastCases)
        .map(({ stated, observed }) => [stated, observed] as const);
      return points.length > 0 ? [{ name, points }] : [];
    }),
  });

/** The planner's plots by the name of their files. */
export const planningPlots = ({ simulated, clinical }: PlanningResult): ReadonlyMap<string, string> =>
  new Map([
    ["planning-simulated", plotOf(simulated, "made-up people")],
    ...(clinical ? [["planning-clinical", plotOf(clinical, "clinical cohort")] as const] : []),
  ]);
