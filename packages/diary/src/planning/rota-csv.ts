import type { CalendarDate } from "../calendar-date.ts";
import { readTable, type TableContent, type TableRow } from "../exchange/csv-table.ts";
import { columnNamed } from "../exchange/date-column.ts";
import { readFileText } from "../exchange/file-text.ts";
import { dateReadingFrom } from "../exchange/written-date.ts";
import type { Result } from "../result.ts";
import { type Duty, longestName, mostDuties, type Rota } from "./rota.ts";

/** Why nothing of a rota was taken; `line` is that of the file, 1 the first. */
export type NotARota =
  | { readonly kind: "empty" | "binary" | "columns" | "no-duties" }
  | { readonly kind: "too-large" | "too-many"; readonly limit: number }
  | {
      readonly kind: "date" | "ambiguous" | "person" | "duty" | "formula" | "cells" | "quotes" | "doubled";
      readonly line: number;
    };

/** What people call the columns, by plain name. */
const columnNames = {
  date: ["date", "day", "datum"],
  person: ["person", "name", "who", "staff"],
  what: ["duty", "shift", "what"],
} as const;
/** What a spreadsheet may take for a formula. Source: OWASP, "CSV Injection". */
const formulaStart = /^[\s']*[=+\-@]/;

/**
 * A rota as rows of date, person and, if there is one, duty, under their names; other columns are left out.
 *
 * Cells are separated by comma, semicolon or tab, and may be quoted; a byte order mark is no part of the text. One row that
 * does not fit refuses the whole: of a rota that is taken in part every answer would be wrong.
 */
export function parseRotaCsv(file: Uint8Array | string): Result<Rota, NotARota> {
  const text = textOf(file);
  if (!text.ok) return text;
  const table = readTable(text.value);
  const [header, ...rows] = table.rows;
  const columns = columnsOf(table);
  if (header === undefined || columns === null) return { ok: false, error: { kind: "columns" } };
  if (rows.length === 0) return { ok: false, error: { kind: "no-duties" } };
  if (rows.length > mostDuties || table.isTooLong)
    return { ok: false, error: { kind: "too-many", limit: mostDuties } };
  const dates = dateReadingFrom(rows.map(({ cells }) => (cells[columns.date] ?? "").trim()));
  if (dates.kind === "ambiguous") return refused("ambiguous", rows[dates.index]!.line);

  const seen = new Set<string>();
  const duties: Duty[] = [];
  for (const row of rows) {
    const problem = problemOf(row, header, table);
    if (problem !== null) return refused(problem, row.line);
    const duty = dutyOf(row, columns, dates.read);
    if (!duty.ok) return refused(duty.error.kind, row.line);
    const key = JSON.stringify(duty.value);
    if (seen.has(key)) return refused("doubled", row.line);
    seen.add(key);
    duties.push(duty.value);
  }
  return { ok: true, value: { duties } };
}

/** Bytes of a file, or characters of a text. Our choice: 400 for each duty, so that a hostile one costs a second or two. */
const largestFile = 2 * 1024 * 1024;

function textOf(file: Uint8Array | string): Result<string, NotARota> {
  if (file.length > largestFile) return { ok: false, error: { kind: "too-large", limit: mostDuties } };
  if (typeof file === "string") {
    const text = file.replace(/^\uFEFF/, "");
    return /\S/.test(text) ? { ok: true, value: text } : { ok: false, error: { kind: "empty" } };
  }
  const read = readFileText(file);
  if (read.ok) return { ok: true, value: read.value.text };
  return { ok: false, error: { kind: read.error.kind === "empty" ? "empty" : "binary" } };
}

interface Columns {
  readonly date: number;
  readonly person: number;
  readonly what: number | null;
}

function columnsOf(table: TableContent): Columns | null {
  const date = columnNamed(table, columnNames.date);
  const person = columnNamed(table, columnNames.person);
  return date === null || person === null
    ? null
    : { date, person, what: columnNamed(table, columnNames.what) };
}

function problemOf(
  { line, cells, hasBadQuotes }: TableRow,
  header: TableRow,
  { openQuote }: TableContent,
): "quotes" | "cells" | "formula" | null {
  if (hasBadQuotes || openQuote?.line === line) return "quotes";
  if (cells.length !== header.cells.length) return "cells";
  return cells.some((cell) => formulaStart.test(cell)) ? "formula" : null;
}

function dutyOf(
  { cells }: TableRow,
  { date, person, what }: Columns,
  read: (text: string) => CalendarDate | null,
): Result<Duty, { readonly kind: "date" | "person" | "duty" }> {
  const day = read((cells[date] ?? "").trim());
  const name = (cells[person] ?? "").trim();
  const duty = what === null ? "" : (cells[what] ?? "").trim();
  if (day === null) return { ok: false, error: { kind: "date" } };
  if (name === "" || name.length > longestName) return { ok: false, error: { kind: "person" } };
  if (duty.length > longestName) return { ok: false, error: { kind: "duty" } };
  return { ok: true, value: { date: day, person: name, what: duty } };
}

const refused = (
  kind: Extract<NotARota, { line: number }>["kind"],
  line: number,
): Result<Rota, NotARota> => ({
  ok: false,
  error: { kind, line },
});
