import type { CohortPerson } from "../cohort.ts";
import { createOurModel } from "../ours.ts";
import { casesOfAll } from "./cases.ts";
import { cohortOrigins } from "./cohort-origins.ts";
import { simulatedOrigins } from "./simulated-origins.ts";
import { type SpreadRow, spreadRows } from "./spreads.ts";
import { addTallies, type CalibrationRow, calibrationRows, type Tally, tallyOf } from "./tally.ts";

/** How chances of windows of days compare with what came. */
export interface PlanningResult {
  readonly simulated: PlannedPeople;
  /** Absent where the clinical file was not there. */
  readonly clinical?: PlannedPeople;
  readonly spreads: readonly SpreadRow[];
}

export interface PlannedPeople {
  readonly people: number;
  /** Days on which somebody asked. */
  readonly origins: number;
  /** Windows of which the record does not tell whether she bled. */
  readonly untold: number;
  readonly rows: readonly CalibrationRow[];
}

/** One piece of it, which needs nothing of the others. */
export type PlanningPart =
  | { readonly what: "simulated"; readonly first: number; readonly count: number }
  | { readonly what: "clinical"; readonly path: string }
  | { readonly what: "spreads" };

export type PlanningPartResult =
  | {
      readonly what: "simulated" | "clinical";
      readonly people: number;
      readonly origins: number;
      readonly tally: Tally;
    }
  | { readonly what: "spreads"; readonly rows: readonly SpreadRow[] };

/** Simulated people: those the issue asks for, and few where a look must be quick. */
const simulatedPeople = { full: 20_000, quick: 60 } as const;
/** People in one piece: about half a minute. */
const peopleInPart = 2_500;

export function planningParts(isQuick: boolean, clinicalPath: string | null): readonly PlanningPart[] {
  const count = simulatedPeople[isQuick ? "quick" : "full"];
  const simulated: PlanningPart[] = [];
  for (let first = 0; first < count; first += peopleInPart) {
    simulated.push({ what: "simulated", first, count: Math.min(peopleInPart, count - first) });
  }
  return [
    ...simulated,
    ...(clinicalPath === null ? [] : [{ what: "clinical", path: clinicalPath } as const]),
    { what: "spreads" },
  ];
}

/** @param cohortAt reads the people of a file */
export function evaluatePlanningPart(
  part: PlanningPart,
  seed: number,
  cohortAt: (path: string) => readonly CohortPerson[],
): PlanningPartResult {
  if (part.what === "spreads") return { what: part.what, rows: spreadRows(seed) };
  const origins =
    part.what === "simulated"
      ? simulatedOrigins(part.first, part.count, seed)
      : cohortOrigins(cohortAt(part.path));
  return {
    what: part.what,
    people: new Set(origins.map(({ person }) => person)).size,
    origins: origins.length,
    tally: tallyOf(casesOfAll(origins, createOurModel(), seed)),
  };
}

export function planningFrom(results: readonly PlanningPartResult[]): PlanningResult {
  const of = (what: "simulated" | "clinical"): PlannedPeople | null => {
    const parts = results.flatMap((part) => (part.what === what ? [part] : []));
    if (parts.length === 0) return null;
    const tally = addTallies(parts.map((part) => part.tally));
    return {
      people: parts.reduce((sum, { people }) => sum + people, 0),
      origins: parts.reduce((sum, { origins }) => sum + origins, 0),
      untold: tally.untold,
      rows: calibrationRows(tally),
    };
  };
  const simulated = of("simulated");
  if (!simulated) throw new RangeError("results expects simulated people");
  const clinical = of("clinical");
  return {
    simulated,
    ...(clinical ? { clinical } : {}),
    spreads: results.flatMap((part) => (part.what === "spreads" ? part.rows : [])),
  };
}
