import type { Diary } from "../diary.ts";
import { periodStarts } from "../period.ts";
import { entryFromFields } from "./checked-entry.ts";
import type { TableContent } from "./csv-table.ts";
import { formatCsv } from "./csv-text.ts";
import { dayColumn, medianGapDays, singleColumn, startColumn } from "./date-column.ts";
import { fieldsFromTexts, knownColumns } from "./days-csv.ts";
import type { FormatReader } from "./file-format.ts";
import { readTableDays, type TableLayout } from "./table-days.ts";

/**
 * Reads any CSV with one column of start dates. Each becomes a day with medium bleeding, on which a period starts by
 * its owner's word; columns that a row of a day could have are taken for that first day.
 */
export const readStartDatesCsv: FormatReader = (content) => {
  const layout = content.kind === "table" ? layoutOf(content) : null;
  if (content.kind !== "table" || layout === null) return null;
  return (draft) =>
    readTableDays(content, layout, draft, (day) =>
      entryFromFields({ bleeding: "medium", periodStart: true, ...fieldsFromTexts(day) }, day.report),
    );
};

/** Distances of starts, as the middle one of a list whose names do not tell starts from days. Our choice, days. */
const [leastMedianDays, mostMedianDays] = [15, 90];
/** In a single column, a smaller middle distance than this means days that follow each other. Our choice, days. */
const leastListedDays = 3;

/**
 * A column named for starts; or a single column of dates that do not follow each other; or a column of days without
 * one of anything else we know, when the dates lie as far apart as starts do.
 */
function layoutOf(table: TableContent): TableLayout | null {
  const [starts, days] = [startColumn(table), dayColumn(table)];
  if (starts !== null && days === null) {
    return { hasHeader: true, dateColumn: starts, columnByName: knownColumns(table, starts) };
  }
  const list = singleColumn(table);
  const gap = medianGapDays(table, days ?? 0);
  if (list !== null) {
    return gap !== null && gap < leastListedDays ? null : { ...list, dateColumn: 0, columnByName: new Map() };
  }
  const known = knownColumns(table, days);
  const areStarts = gap !== null && gap >= leastMedianDays && gap <= mostMedianDays;
  return days !== null && known.size === 0 && areStarts
    ? { hasHeader: true, dateColumn: days, columnByName: known }
    : null;
}

/** The first days of the diary's periods, and nothing else. */
export function formatStartDatesCsv(diary: Diary): string {
  return formatCsv([["start"], ...periodStarts(diary.entryByDate).map((start) => [start])]);
}
