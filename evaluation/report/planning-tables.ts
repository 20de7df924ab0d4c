import type { PlannedPeople, PlanningResult } from "../planning/evaluate-planning.ts";
import { type SpreadRow, sameBelow } from "../planning/spreads.ts";
import type { CalibrationRow } from "../planning/tally.ts";
import { type Column, markdownTable } from "./markdown.ts";
import { share } from "./numbers.ts";

/** Fewer cases say nothing. Source: issue 6. */
export const leastCases = 200;

const tenths = Array.from({ length: 10 }, (_, tenth) => tenth);
const rangeOf = (tenth: number): string => `${(tenth / 10).toFixed(1)} – ${((tenth + 1) / 10).toFixed(1)}`;
const at = ({ rows }: PlannedPeople, horizon: number, tenth: number): CalibrationRow | undefined =>
  rows.find((row) => row.horizon === horizon && row.tenth === tenth);
const difference = ({ observed, stated, standardError }: CalibrationRow): string => {
  const value = observed - stated;
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)} (${share(standardError)})`;
};

/** All horizons together: what was stated and what came, a row for each tenth of the stated chances. */
function pooledTable({ simulated, clinical }: PlanningResult): string {
  const columns = (name: string, people: PlannedPeople | undefined): readonly Column<number>[] => {
    if (!people) return [];
    const cell = (write: (row: CalibrationRow) => string) => (tenth: number) => {
      const row = at(people, 0, tenth);
      return row ? write(row) : "";
    };
    return [
      { heading: `${name}: windows`, cell: cell(({ cases }) => `${cases}`) },
      { heading: "people", cell: cell((row) => `${row.people}`) },
      { heading: "stated", cell: cell(({ stated }) => share(stated)) },
      { heading: "came", cell: cell(({ observed }) => share(observed)) },
      { heading: "difference (standard error)", cell: cell(difference) },
    ];
  };
  return markdownTable(tenths, [
    { heading: "stated", isText: true, cell: rangeOf },
    ...columns("made-up", simulated),
    ...columns("clinical", clinical),
  ]);
}

/** Observed minus stated for each horizon and tenth; blank below `leastCases`. */
const horizonTable = (people: PlannedPeople): string =>
  markdownTable(
    [...new Set(people.rows.map(({ horizon }) => horizon))].filter((horizon) => horizon > 0),
    [
      { heading: "cycles ahead", isText: true, cell: (horizon) => `${horizon}` },
      ...tenths.map((tenth) => ({
        heading: rangeOf(tenth),
        cell: (horizon: number) => {
          const row = at(people, horizon, tenth);
          return row && row.cases >= leastCases ? difference(row) : "";
        },
      })),
    ],
  );

const spreadTable = (rows: readonly SpreadRow[]): string =>
  markdownTable(rows, [
    { heading: "own spread, days", cell: ({ spread }) => `${spread}` },
    { heading: "days asked about", cell: ({ days }) => `${days}` },
    ...(rows[0]?.ranges ?? []).map((_, i) => ({
      heading: `cycle ${i + 1}`,
      cell: ({ ranges }: SpreadRow) => ranges[i]!.toFixed(2),
    })),
    {
      heading: `below ${sameBelow} from`,
      isText: true,
      cell: ({ ranges }) => {
        const from = ranges.findIndex((range) => range < sameBelow);
        return from === -1 ? `after cycle ${ranges.length}` : `cycle ${from + 1}`;
      },
    },
  ]);

/** Tenths of single horizons that are far enough off to be told from chance: beyond 0.03, and two standard errors. */
function standingOut({ rows }: PlannedPeople): {
  readonly out: number;
  readonly beyond: number;
  readonly all: number;
} {
  const judged = rows.filter(({ horizon, cases }) => horizon > 0 && cases >= leastCases);
  const beyond = judged.filter(({ observed, stated }) => Math.abs(observed - stated) > 0.03);
  const out = beyond.filter((row) => Math.abs(row.observed - row.stated) > 2 * row.standardError);
  return { out: out.length, beyond: beyond.length, all: judged.length };
}

/** Every table of the planner, by the name that a template asks for it. */
export function planningBlocks(planning: PlanningResult): readonly (readonly [string, string])[] {
  const { simulated, clinical, spreads } = planning;
  return [
    ["table:planning-pooled", pooledTable(planning)],
    ["table:planning-simulated", horizonTable(simulated)],
    ["table:planning-spreads", spreadTable(spreads)],
    ["value:planning-people", `${simulated.people}`],
    ...standingOutBlocks("simulated", simulated),
    ...(clinical ? clinicalBlocks(clinical) : []),
  ];
}

function standingOutBlocks(name: string, people: PlannedPeople): readonly (readonly [string, string])[] {
  const { out, beyond, all } = standingOut(people);
  return [
    [`value:planning-${name}-tenths`, `${all}`],
    [`value:planning-${name}-beyond`, `${beyond}`],
    [`value:planning-${name}-out`, `${out}`],
  ];
}

function clinicalBlocks(clinical: PlannedPeople): readonly (readonly [string, string])[] {
  return [
    ["table:planning-clinical", horizonTable(clinical)],
    ["value:planning-clinical-people", `${clinical.people}`],
    ["value:planning-clinical-origins", `${clinical.origins}`],
    ["value:planning-clinical-untold", `${clinical.untold}`],
    ...standingOutBlocks("clinical", clinical),
  ];
}
