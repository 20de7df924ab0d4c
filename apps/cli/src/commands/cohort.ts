import {
  type Belief,
  createForecaster,
  type Forecaster,
  type Observation,
  type Sign,
  shortestCycle,
} from "@tidetable/forecast";
import { type CohortRow, type NotACohort, parseCohort } from "../cohort-file.ts";
import { sayUnread } from "../diary-file.ts";
import { type ExitCode, exitCodes, type World } from "../world.ts";

/** Rows between two words of progress. Our choice: a few seconds' work. */
const rowsPerProgress = 5_000;

/**
 * For research: one line of JSON for each cycle of a cohort file, in the file's order, each forecast from that
 * person's earlier rows only. How this project scores itself.
 */
export async function forecastCohort(input: { readonly path: string }, world: World): Promise<ExitCode> {
  const file = await world.readFile(input.path);
  if (!file.ok) {
    world.stderr(`${sayUnread(input.path, file.error, world.words)}\n`);
    return exitCodes.failure;
  }
  const parsed = parseCohort(new TextDecoder().decode(file.value));
  if (!parsed.ok) {
    world.stderr(`${sayNotACohort(input.path, parsed.error, world)}\n`);
    return exitCodes.failure;
  }
  const answer = createCohortAnswerer(createForecaster());
  for (const [index, row] of parsed.value.entries()) {
    world.stdout(`${JSON.stringify(answer(row))}\n`);
    if ((index + 1) % rowsPerProgress === 0) {
      const values = { done: index + 1, all: parsed.value.length };
      world.stderr(`${world.words.say("cohort-progress", values)}\n`);
    }
  }
  return exitCodes.ok;
}

/** Chance by length in days; lengths of less than 1e-12 are left out, and what is missing from 1 is `beyond`. */
interface LengthAnswer {
  readonly length: Readonly<Record<string, number>>;
  readonly beyond: number;
}

interface CohortAnswer extends LengthAnswer {
  readonly person: string;
  readonly cycle: number;
  /** Earlier rows with a length. */
  readonly known: number;
  readonly afterOvulation?: LengthAnswer;
}

/** Answers row after row. Of each person it keeps what her rows said, so that people may come mixed. */
export function createCohortAnswerer(forecaster: Forecaster): (row: CohortRow) => CohortAnswer {
  const earlierByPerson = new Map<string, Observation[]>();
  let current: { person: string; belief: Belief } | null = null;
  return (row) => {
    const earlier = earlierByPerson.get(row.person) ?? [];
    earlierByPerson.set(row.person, earlier);
    const known = current?.person === row.person ? current.belief : forecaster.learn({}, earlier);
    const belief = forecaster.atAge(known, row.age);
    const sign: Sign | null =
      row.ovulationDay === undefined ? null : { kind: "monitor", day: row.ovulationDay };
    const answer: CohortAnswer = {
      person: row.person,
      cycle: row.cycle,
      known: earlier.filter(({ kind }) => kind !== "period").length,
      ...lengthAnswer(forecaster.cycleLength(belief)),
      ...(sign ? { afterOvulation: lengthAnswer(forecaster.cycleLengthAfter(belief, [sign])) } : {}),
    };
    const observed = observationsOf(row);
    earlier.push(...observed);
    current = { person: row.person, belief: observed.reduce(forecaster.observe, belief) };
    return answer;
  };
}

/** What a row teaches. Fewer days than a cycle can have are some other bleeding, and teach nothing. */
function observationsOf({ length, ovulationDay, periodLength, age }: CohortRow): readonly Observation[] {
  const period: Observation[] = periodLength === undefined ? [] : [{ kind: "period", days: periodLength }];
  if (length === undefined || length < shortestCycle) return period;
  const signs: readonly Sign[] = ovulationDay === undefined ? [] : [{ kind: "monitor", day: ovulationDay }];
  return [...period, { kind: "cycle", length, signs, ...(age === undefined ? {} : { age }) }];
}

function lengthAnswer(chance: Float64Array): LengthAnswer {
  const length: Record<string, number> = {};
  let total = 0;
  for (const [days, p] of chance.entries()) {
    if (p < 1e-12) continue;
    const rounded = Number(p.toPrecision(12));
    length[days] = rounded;
    total += rounded;
  }
  return { length, beyond: Math.max(0, 1 - total) };
}

function sayNotACohort(file: string, error: NotACohort, { words }: World): string {
  const where = "line" in error ? { line: error.line } : {};
  const column = "column" in error ? { column: error.column } : {};
  const shape = error.kind === "row-shape" ? { cells: error.cells, expected: error.expected } : {};
  return words.say(`cohort-${error.kind}`, { file, ...where, ...column, ...shape });
}
