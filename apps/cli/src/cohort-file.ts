import type { Result } from "@tidetable/diary";
import Papa from "papaparse";

/** One cycle of one person, as a research file has it; what is blank there is absent here. */
export interface CohortRow {
  /** The line of the file, 1 the first. */
  readonly line: number;
  readonly person: string;
  readonly cycle: number;
  /** Days to the next start. */
  readonly length?: number;
  /** Cycle day of ovulation, 1 on the first day of the period. */
  readonly ovulationDay?: number;
  readonly periodLength?: number;
  /** Years, at this cycle. */
  readonly age?: number;
}

/** Why a cohort cannot be scored: the first place that does not fit. Nothing of the file's content is part of it. */
export type NotACohort =
  | { readonly kind: "no-rows" }
  | { readonly kind: "column-missing"; readonly column: string }
  | { readonly kind: "row-shape"; readonly line: number; readonly cells: number; readonly expected: number }
  | { readonly kind: "value"; readonly line: number; readonly column: string }
  | { readonly kind: "order"; readonly line: number };

const neededColumns = ["person", "cycle", "length"] as const;
const columns = [...neededColumns, "ovulation_day", "period_length", "age"] as const;
type Column = (typeof columns)[number];

/** Whole numbers a column may hold, both inclusive. An age may also have a fraction. Our choice: beyond them a typing error. */
const rangeByColumn: Readonly<Record<Exclude<Column, "person">, readonly [number, number]>> = {
  cycle: [0, 1_000_000],
  length: [1, 10_000],
  ovulation_day: [1, 10_000],
  period_length: [1, 1_000],
  age: [5, 120],
};

/**
 * The rows of a cohort file, in the file's order. Rows of one person must be oldest first; people may be mixed.
 *
 * Columns are found by name; others are left alone. A blank or `NA` cell is unknown.
 */
export function parseCohort(text: string): Result<readonly CohortRow[], NotACohort> {
  const { data } = Papa.parse<readonly string[]>(text.replace(/^\ufeff/, ""), { delimiter: "," });
  const header = (data[0] ?? []).map((cell) => cell.trim().toLowerCase());
  if (header.every((cell) => cell === "")) return { ok: false, error: { kind: "no-rows" } };
  const missing = neededColumns.find((column) => !header.includes(column));
  if (missing) return { ok: false, error: { kind: "column-missing", column: missing } };
  const indexOf = new Map(columns.map((column) => [column, header.indexOf(column)]));
  const latestCycle = new Map<string, number>();
  const rows: CohortRow[] = [];
  for (const [index, cells] of data.entries()) {
    if (index === 0 || cells.every((cell) => cell.trim() === "")) continue;
    const line = index + 1;
    if (cells.length !== header.length) {
      return {
        ok: false,
        error: { kind: "row-shape", line, cells: cells.length, expected: header.length },
      };
    }
    const row = parseRow(line, (column) => cells[indexOf.get(column) ?? -1]?.trim() ?? "");
    if (!row.ok) return row;
    const latest = latestCycle.get(row.value.person);
    if (latest !== undefined && row.value.cycle <= latest)
      return { ok: false, error: { kind: "order", line } };
    latestCycle.set(row.value.person, row.value.cycle);
    rows.push(row.value);
  }
  return rows.length > 0 ? { ok: true, value: rows } : { ok: false, error: { kind: "no-rows" } };
}

function parseRow(line: number, cellOf: (column: Column) => string): Result<CohortRow, NotACohort> {
  const numbers = new Map<Column, number>();
  for (const [column, [least, most]] of Object.entries(rangeByColumn) as [
    keyof typeof rangeByColumn,
    readonly [number, number],
  ][]) {
    const cell = cellOf(column);
    if (isBlank(cell)) continue;
    const value = Number(cell);
    const isWhole = Number.isInteger(value) || (column === "age" && Number.isFinite(value));
    if (!isWhole || value < least || value > most)
      return { ok: false, error: { kind: "value", line, column } };
    numbers.set(column, value);
  }
  const person = cellOf("person");
  const cycle = numbers.get("cycle");
  if (person === "") return { ok: false, error: { kind: "value", line, column: "person" } };
  if (cycle === undefined) return { ok: false, error: { kind: "value", line, column: "cycle" } };
  const [length, ovulationDay] = [numbers.get("length"), numbers.get("ovulation_day")];
  const [periodLength, age] = [numbers.get("period_length"), numbers.get("age")];
  return {
    ok: true,
    value: {
      line,
      person,
      cycle,
      ...(length === undefined ? {} : { length }),
      ...(ovulationDay === undefined ? {} : { ovulationDay }),
      ...(periodLength === undefined ? {} : { periodLength }),
      ...(age === undefined ? {} : { age }),
    },
  };
}

const isBlank = (cell: string): boolean => cell === "" || cell.toUpperCase() === "NA";
