import type { DayEntry } from "../entry.ts";
import type { TableContent, TableRow } from "./csv-table.ts";
import { unguarded } from "./csv-text.ts";
import { createDayTexts, type DayTexts } from "./day-texts.ts";
import type { DiaryDraft } from "./diary-draft.ts";
import type { NotReadable } from "./not-readable.ts";
import { dateReadingFrom } from "./written-date.ts";

/** Which columns of a table mean what. */
export interface TableLayout {
  /** The first row names the columns; else it is a day. */
  readonly hasHeader: boolean;
  readonly dateColumn: number;
  /** By the format's own names; the columns that are in neither are unknown. */
  readonly columnByName: ReadonlyMap<string, number>;
}

/** Adds each row to the draft as the day that `entryFromTexts` makes of it; the reason, when no row can be read. */
export function readTableDays(
  table: TableContent,
  layout: TableLayout,
  draft: DiaryDraft,
  entryFromTexts: (day: DayTexts) => DayEntry,
): NotReadable | null {
  const header = layout.hasHeader ? (table.rows[0]?.cells ?? []) : [];
  const rows = layout.hasHeader ? table.rows.slice(1) : table.rows;
  const written = rows.map(({ cells }) => unguarded(cells[layout.dateColumn] ?? ""));
  const dates = dateReadingFrom(written);
  if (dates.kind === "ambiguous") {
    return { kind: "ambiguous-dates", where: { line: rows[dates.index]?.line ?? 1 } };
  }
  noteUnknownColumns(header, rows, layout, draft);
  const width = { least: header.findLastIndex(isFilled) + 1, most: header.length || 1 };
  for (const [index, row] of rows.entries()) {
    if (!hasRightShape(row, width, draft)) continue;
    const date = draft.checkedDate(written[index] ?? "", dates.read, { line: row.line });
    if (date !== null)
      draft.addDay(date, entryFromTexts(textsOf(row, header, layout, draft)), { line: row.line });
  }
  return null;
}

const isFilled = (cell: string | undefined): boolean => cell !== undefined && cell.trim() !== "";

/** A column without a name is told by its number, if anything is in it. */
function noteUnknownColumns(
  header: readonly string[],
  rows: readonly TableRow[],
  layout: TableLayout,
  draft: DiaryDraft,
): void {
  const known = new Set([layout.dateColumn, ...layout.columnByName.values()]);
  for (const [index, cell] of header.entries()) {
    if (known.has(index)) continue;
    if (isFilled(cell)) draft.unknown(cell.trim());
    else if (rows.some(({ cells }) => isFilled(cells[index]))) draft.unknown(`#${index + 1}`);
  }
}

function textsOf(
  { cells, line }: TableRow,
  header: readonly string[],
  layout: TableLayout,
  draft: DiaryDraft,
): DayTexts {
  const cellOf = (list: readonly string[], name: string): string =>
    list[layout.columnByName.get(name) ?? -1] ?? "";
  const source = {
    textOf: (name: string) => unguarded(cellOf(cells, name)),
    labelOf: (name: string) => cellOf(header, name).trim() || name,
    whereOf: () => ({ line }),
  };
  return createDayTexts(source, draft);
}

/** A row with a cell too many is not taken: an unquoted comma may have moved its cells. One with too few is. */
function hasRightShape(row: TableRow, width: { least: number; most: number }, draft: DiaryDraft): boolean {
  const where = { line: row.line };
  const found = row.cells.findLastIndex(isFilled) + 1;
  if (row.hasBadQuotes) draft.skip({ kind: "bad-quotes", where });
  else if (found > width.most) draft.skip({ kind: "too-many-columns", where, expected: width.most, found });
  else if (row.cells.length < width.least) {
    draft.odd({ kind: "too-few-columns", where, expected: width.least, found: row.cells.length });
    return true;
  } else return true;
  return false;
}
