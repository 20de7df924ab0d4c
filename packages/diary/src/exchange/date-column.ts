import { daysBetween } from "../calendar-date.ts";
import type { TableContent, TableRow } from "./csv-table.ts";
import { unguarded } from "./csv-text.ts";
import { dateReadingFrom, isWrittenDate } from "./written-date.ts";

/** What people call a column of days, by plain name. */
const dayNames = "date,day,datum,tag,fecha,entry date,log date,logged date".split(",");
/** A column of first days says so in its name. */
const startName = /\b(starts?|started|start(date|day)|(period|cycle)start|began|beginn|anfang|first day)\b/;

/** Rows looked at to see whether a column holds dates. */
const sampledRows = 100;

/** The first column that goes by one of these plain names; null without one. */
export function columnNamed(table: TableContent, names: readonly string[]): number | null {
  return names.map((name) => table.columnByName.get(name)).find((index) => index !== undefined) ?? null;
}

/** The column of days: by its name, or as the only one that holds dates and is not named for starts. */
export function dayColumn(table: TableContent): number | null {
  const named = columnNamed(table, dayNames);
  const [dated, ...others] = named === null ? datedColumns(table) : [];
  if (named !== null || dated === undefined || others.length > 0) return named;
  return startColumn(table) === null ? dated : null;
}

/** The first column of dates that is named for starts. */
export function startColumn(table: TableContent): number | null {
  const named = [...table.columnByName].filter(([name]) => startName.test(name)).map(([, index]) => index);
  const dated = datedColumns(table);
  return named.find((index) => dated.includes(index) || isSingle(table)) ?? null;
}

/** Columns in which, under the header, at least every second of the cells that are not blank is a date. */
function datedColumns(table: TableContent): readonly number[] {
  const rows = table.rows.slice(1, 1 + sampledRows);
  return (table.rows[0]?.cells ?? []).flatMap((_, index) => {
    const cells = rows.map((row) => dateCell(row, index)).filter((cell) => cell.trim() !== "");
    const dates = cells.filter(isWrittenDate).length;
    return dates > 0 && dates * 2 >= cells.length ? index : [];
  });
}

/** Whether the table is one column of dates, with or without a name above them; null when it is something else. */
export function singleColumn(table: TableContent): { readonly hasHeader: boolean } | null {
  if (!isSingle(table)) return null;
  const isDate = table.rows.map((row) => isWrittenDate(dateCell(row, 0)));
  // What begins with a digit is no name, but perhaps a date with a slip.
  const hasHeader = !/^\s*\d/.test(table.rows[0]?.cells[0] ?? "");
  const dates = isDate.filter(Boolean).length;
  const areDates = dates > 0 && dates * 2 >= isDate.length - (hasHeader ? 1 : 0);
  return areDates || columnNamed(table, dayNames) === 0 ? { hasHeader } : null;
}

const isSingle = (table: TableContent): boolean =>
  table.rows.every(({ cells }) => cells.slice(1).every((cell) => cell.trim() === ""));

/** The middle one of the distances between a column's dates, in days; null when they cannot be told. */
export function medianGapDays(table: TableContent, column: number): number | null {
  const texts = table.rows.map((row) => dateCell(row, column));
  const reading = dateReadingFrom(texts);
  if (reading.kind === "ambiguous") return null;
  const dates = [...new Set(texts.flatMap((text) => reading.read(text) ?? []))].sort();
  const gaps = dates.slice(1).map((date, index) => daysBetween(dates[index]!, date));
  return gaps.sort((one, other) => one - other)[Math.floor(gaps.length / 2)] ?? null;
}

const dateCell = ({ cells }: TableRow, column: number): string => unguarded(cells[column] ?? "");
