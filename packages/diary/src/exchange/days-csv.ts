import type { Diary } from "../diary.ts";
import type { DayEntry } from "../entry.ts";
import { entryFromFields } from "./checked-entry.ts";
import type { TableContent } from "./csv-table.ts";
import { formatCsv } from "./csv-text.ts";
import { columnNamed, dayColumn, singleColumn } from "./date-column.ts";
import type { DayTexts } from "./day-texts.ts";
import { columnsWithTicks, type DaysColumn, daysCell, daysColumns, noteNames } from "./days-columns.ts";
import { daysOldestFirst } from "./days-oldest-first.ts";
import type { FormatReader } from "./file-format.ts";
import { readTableDays } from "./table-days.ts";

/**
 * Reads any CSV with a row a day: a column of dates, and one whose name `days-columns.ts` knows. A single column of
 * dates that are no starts, because most follow each other, is a list of days with bleeding: medium, like a plain yes.
 */
export const readDaysCsv: FormatReader = (content) => {
  if (content.kind !== "table") return null;
  const list = singleColumn(content);
  if (list !== null) {
    const layout = { ...list, dateColumn: 0, columnByName: new Map<string, number>() };
    return (draft) => readTableDays(content, layout, draft, () => ({ bleeding: "medium" }));
  }
  const dateColumn = dayColumn(content);
  const known = knownColumns(content, dateColumn);
  if (dateColumn === null || known.size === 0) return null;
  const layout = { hasHeader: true, dateColumn, columnByName: known };
  const columns = hasTicks(content, known.get("bleeding")) ? columnsWithTicks : daysColumns;
  return (draft) =>
    readTableDays(content, layout, draft, (day) =>
      entryFromFields(fieldsFromTexts(day, columns), day.report),
    );
};

/** Whether nothing but 0 and 1 stands in the column: then a 1 is a tick, not the least step of a scale. */
function hasTicks(content: TableContent, column: number | undefined): boolean {
  if (column === undefined) return false;
  const texts = content.rows.slice(1).map(({ cells }) => (cells[column] ?? "").trim());
  return texts.includes("1") && texts.every((text) => text === "" || text === "0" || text === "1");
}

/** The columns, beside that of the dates, that hold a field of an entry, by the name that an export gives them. */
export function knownColumns(content: TableContent, dateColumn: number | null): ReadonlyMap<string, number> {
  const named = [...daysColumns.map(({ names }) => names), noteNames].flatMap((names): [string, number][] => {
    const index = columnNamed(content, names);
    return index === null || index === dateColumn ? [] : [[names[0] ?? "", index]];
  });
  return new Map(named);
}

/** What the known columns say, as the fields of an entry. */
export function fieldsFromTexts(
  day: DayTexts,
  columns: readonly DaysColumn[] = daysColumns,
): Readonly<Record<string, unknown>> {
  const fields = new Map<string, unknown>();
  for (const { names, path, reading } of columns) {
    const value = day.read(names[0], reading);
    const [field, member] = path;
    if (value === undefined) continue;
    if (member === undefined) fields.set(field, value);
    else fields.set(field, { ...Object(fields.get(field)), [member]: value });
  }
  return { ...Object.fromEntries(fields), note: day.note("note", [day.text("note")]) };
}

/** The diary's days, a column for each field of an entry. What this version does not know and events are left out. */
export function formatDaysCsv(diary: Diary): string {
  const header = ["date", ...daysColumns.map(({ names }) => names[0]), "note"];
  const rows = daysOldestFirst(diary).map(([date, entry]) => [date, ...cellsFrom(entry)]);
  return formatCsv([header, ...rows]);
}

const cellsFrom = (entry: DayEntry): readonly string[] => [
  ...daysColumns.map((column) => daysCell(entry, column)),
  entry.note ?? "",
];
