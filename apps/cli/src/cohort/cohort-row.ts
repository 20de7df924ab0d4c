import { type Column, type Layout, type NotACohort, type NumberColumn, rangeByColumn } from "./columns.ts";
import { type CsvRows, cellText } from "./csv-rows.ts";

/**
 * One cycle of one person, as a research file has it. One object serves for every row: what it holds is that of the
 * latest row read, NaN where a cell is blank or `NA`.
 */
export interface CohortRow {
  /** Who it is: bytes from `personStart` to before `personEnd`, without the blanks around them. */
  person: Uint8Array;
  personStart: number;
  personEnd: number;
  cycle: number;
  /** Days to the next start. */
  length: number;
  /** Cycle day of ovulation, 1 on the first day of the period. */
  ovulationDay: number;
  /** Years, at this cycle. */
  age: number;
}

const emptyRow = (): CohortRow => ({
  person: new Uint8Array(),
  personStart: 0,
  personEnd: 0,
  cycle: Number.NaN,
  length: Number.NaN,
  ovulationDay: Number.NaN,
  age: Number.NaN,
});

export const ageOf = ({ age }: CohortRow): number | undefined => (Number.isNaN(age) ? undefined : age);

/** The rows of a cohort, one after the other. */
export interface CohortRows {
  /** Fills `row` with the next row in which something is written; false at the end, and when there is a `problem`. */
  next(): boolean;
  readonly row: CohortRow;
  readonly problem: () => NotACohort | null;
}

export function createCohortRows(rows: CsvRows, layout: Layout): CohortRows {
  const row = emptyRow();
  let problem: NotACohort | null = null;
  const problemOfRow = (): NotACohort | null => {
    const { line, cellCount } = rows;
    const column = cellCount === layout.cellCount ? fillRow(rows, layout, row) : null;
    if (column) return { kind: "value", line, column };
    if (cellCount === layout.cellCount) return null;
    return { kind: "row-shape", line, cells: cellCount, expected: layout.cellCount };
  };
  return {
    row,
    problem: () => problem,
    next() {
      while (rows.next()) {
        problem = problemOfRow();
        if (!problem) return true;
        if (!isBlankRow(rows)) return false;
      }
      problem = rows.isTooLong ? { kind: "row-long", line: rows.line } : null;
      return false;
    },
  };
}

/** Fills `row` from the present row of the file; gives the column that does not fit. */
function fillRow(rows: CsvRows, { indexOf }: Layout, row: CohortRow): Column | null {
  const cycle = readNumber(rows, indexOf.cycle, "cycle");
  if (cycle === null) return "cycle";
  const length = readNumber(rows, indexOf.length, "length");
  if (length === null) return "length";
  const ovulationDay = readNumber(rows, indexOf.ovulation_day, "ovulation_day");
  if (ovulationDay === null) return "ovulation_day";
  if (readNumber(rows, indexOf.period_length, "period_length") === null) return "period_length";
  const age = readNumber(rows, indexOf.age, "age");
  if (age === null) return "age";
  readPerson(rows, indexOf.person, row);
  if (row.personStart === row.personEnd) return "person";
  if (Number.isNaN(cycle)) return "cycle";
  row.cycle = cycle;
  row.length = length;
  row.ovulationDay = ovulationDay;
  row.age = age;
  return null;
}

function isBlankRow(rows: CsvRows): boolean {
  for (let cell = 0; cell < rows.cellCount; cell++) if (cellText(rows, cell) !== "") return false;
  return true;
}

const zero = 0x30;
const nine = 0x39;
const firstBeyondAscii = 0x80;
/** Digits whose number is surely exact. */
const mostDigits = 9;

/** The number in a cell, NaN where it is blank; null where it is none, or out of the column's range. */
function readNumber(rows: CsvRows, cell: number, column: NumberColumn): number | null {
  if (cell === -1) return Number.NaN;
  const { bytes } = rows;
  const start = rows.starts[cell]!;
  const end = rows.ends[cell]!;
  if (start === end) return Number.NaN;
  let value = 0;
  let at = start;
  for (; at < end && bytes[at]! >= zero && bytes[at]! <= nine; at++) value = 10 * value + bytes[at]! - zero;
  if (at < end || end - start > mostDigits) {
    const text = cellText(rows, cell);
    if (text === "" || text.toUpperCase() === "NA") return Number.NaN;
    value = Number(text);
  }
  const [least, most] = rangeByColumn[column];
  const isNumber = Number.isInteger(value) || column === "age";
  return isNumber && value >= least && value <= most ? value : null;
}

/** Blanks of ASCII are skipped over; where others may stand, the text decides. */
function readPerson(rows: CsvRows, cell: number, row: CohortRow): void {
  const { bytes } = rows;
  let [start, end] = [rows.starts[cell]!, rows.ends[cell]!];
  while (start < end && isBlank(bytes[start]!)) start++;
  while (start < end && isBlank(bytes[end - 1]!)) end--;
  row.person = bytes;
  row.personStart = start;
  row.personEnd = end;
  if (start === end || (bytes[start]! < firstBeyondAscii && bytes[end - 1]! < firstBeyondAscii)) return;
  row.person = new TextEncoder().encode(cellText(rows, cell));
  row.personStart = 0;
  row.personEnd = row.person.length;
}

/** A space, or one of the controls that count as one: tab, line feed, vertical tab, form feed, carriage return. */
const isBlank = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
