import type { Result } from "@tidetable/diary";
import { shortestCycle } from "@tidetable/forecast";
import Papa from "papaparse";
import type { CohortCycle, CohortPerson } from "./cohort.ts";

/** A cohort file, and what of it is no cycle to forecast. */
export interface ReadCohort {
  readonly people: readonly CohortPerson[];
  /** Rows without a length, or with fewer days than a cycle can have: left out. */
  readonly leftOut: number;
}

/** Numbers a column may hold, both inclusive; all whole, but age. Our choice: beyond them a typing error. */
const rangeByColumn = {
  cycle: [0, 1_000_000],
  length: [1, 10_000],
  ovulation_day: [1, 10_000],
  period_length: [1, 1_000],
  age: [5, 120],
} as const;
type NumberColumn = keyof typeof rangeByColumn;
const neededColumns = ["person", "cycle", "length"] as const;

/** More than eighty years of cycles are not one person's. Our choice; it keeps the longest history from taking hours. */
const mostCyclesOfOne = 1_000;
/** Our choice: what two dozen models get through in an hour, with their scores in memory. */
const mostRows = 20_000;

type Row = Partial<Record<NumberColumn, number>>;
type Read<Value> = Result<Value, string>;
const no = (sentence: string): { readonly ok: false; readonly error: string } => ({
  ok: false,
  error: sentence,
});

/**
 * Reads a cohort with the columns `person,cycle,length` and, where known, `ovulation_day,period_length,age`; any
 * order of columns, others are left alone; blank or `NA` is unknown. The error is one sentence that names line and
 * column, and never what stands there.
 */
export function readCohort(text: string): Read<ReadCohort> {
  const { data } = Papa.parse<readonly string[]>(text.replace(/^\ufeff/, ""), { delimiter: "," });
  const header = (data[0] ?? []).map((cell) => cell.trim().toLowerCase());
  const missing = neededColumns.find((column) => !header.includes(column));
  if (missing) return no(`The first line has no column "${missing}".`);
  if (data.length - 1 > mostRows + 1) {
    return no(`It has more than ${mostRows} rows; give a random part of its people.`);
  }
  const cyclesByPerson = new Map<string, { cycles: CohortCycle[]; latest: number }>();
  let leftOut = 0;
  for (const [index, cells] of data.entries()) {
    if (index === 0 || cells.every((cell) => cell.trim() === "")) continue;
    const line = index + 1;
    if (cells.length !== header.length) {
      return no(`Line ${line} has ${cells.length} cells where the first line has ${header.length}.`);
    }
    const row = readRow(line, (column) => cells[header.indexOf(column)]?.trim() ?? "");
    if (!row.ok) return row;
    const { person, cycle } = row.value;
    const known = cyclesByPerson.get(person) ?? { cycles: [], latest: -1 };
    if (cycle <= known.latest) {
      return no(`Line ${line}, column "cycle": rows of one person must be oldest first.`);
    }
    known.latest = cycle;
    cyclesByPerson.set(person, known);
    const made = cycleOf(row.value.numbers);
    if (!made) leftOut++;
    else known.cycles.push(made);
    if (known.cycles.length > mostCyclesOfOne) {
      return no(`Line ${line}: one person has more than ${mostCyclesOfOne} cycles, more than a life holds.`);
    }
  }
  const people = [...cyclesByPerson]
    .map(([id, { cycles }]) => ({ id, cycles }))
    .filter(({ cycles }) => cycles.length > 0);
  if (people.length === 0) return no("It has no row with the length of a cycle.");
  if (people.length === 1) {
    return no("It has one person only; models learn from one half of the people and forecast the other.");
  }
  return { ok: true, value: { people, leftOut } };
}

function readRow(
  line: number,
  cellOf: (column: string) => string,
): Read<{ readonly person: string; readonly cycle: number; readonly numbers: Row }> {
  const numbers: Row = {};
  for (const [column, [least, most]] of Object.entries(rangeByColumn)) {
    const cell = cellOf(column);
    if (cell === "" || cell.toUpperCase() === "NA") continue;
    const value = Number(cell);
    const isOfItsKind = Number.isInteger(value) || (column === "age" && Number.isFinite(value));
    if (!isOfItsKind || value < least || value > most) {
      const kind = column === "age" ? "number" : "whole number";
      return no(`Line ${line}, column "${column}": expected a ${kind} from ${least} to ${most}.`);
    }
    numbers[column as NumberColumn] = value;
  }
  const person = cellOf("person");
  if (person === "") return no(`Line ${line}, column "person": it is blank.`);
  const { cycle } = numbers;
  if (cycle === undefined) return no(`Line ${line}, column "cycle": it is blank.`);
  return { ok: true, value: { person, cycle, numbers } };
}

function cycleOf({ length, ovulation_day, period_length, age }: Row): CohortCycle | null {
  if (length === undefined || length < shortestCycle) return null;
  return {
    length,
    ...(ovulation_day === undefined ? {} : { ovulationDay: ovulation_day }),
    ...(period_length === undefined ? {} : { periodLength: period_length }),
    ...(age === undefined ? {} : { age }),
  };
}
