import type { CalendarDate } from "../calendar-date.ts";
import type { Result } from "../result.ts";
import { readTable } from "./csv-table.ts";
import { readDaysCsv } from "./days-csv.ts";
import { createDiaryDraft, type ImportedDiary } from "./diary-draft.ts";
import { readDripCsv } from "./drip-csv.ts";
import type { FileContent, FormatReader } from "./file-format.ts";
import { readFileText } from "./file-text.ts";
import { type FormatName, formatNames } from "./format-name.ts";
import { readJson } from "./json-text.ts";
import { maxColumns, maxDays, maxLines } from "./limits.ts";
import type { NotReadable } from "./not-readable.ts";
import { readOvumcyCsv } from "./ovumcy-csv.ts";
import { readOvumcyJson } from "./ovumcy-json.ts";
import { readStartDatesCsv } from "./start-dates-csv.ts";
import { readTidetableJson } from "./tidetable-json.ts";

const readerByFormat: Readonly<Record<FormatName, FormatReader>> = {
  "tidetable-json": readTidetableJson,
  "ovumcy-json": readOvumcyJson,
  "drip-csv": readDripCsv,
  "ovumcy-csv": readOvumcyCsv,
  "start-dates-csv": readStartDatesCsv,
  "days-csv": readDaysCsv,
};

/** `latest`: no day after it is taken. `format`: what the file must be; without it, its content decides. */
export interface ImportOptions {
  readonly latest: CalendarDate;
  readonly format?: FormatName;
}

/**
 * What a file of any known format holds, or why it cannot be read. Never throws, whatever the bytes.
 *
 * What cannot be taken is told with its place and the rest is taken; nothing is stored.
 */
export function importDiary(
  bytes: Uint8Array,
  { latest, format: asked }: ImportOptions,
): Result<ImportedDiary, NotReadable> {
  const file = readFileText(bytes);
  if (!file.ok) return file;
  const content = readContent(file.value.text);
  if (!content.ok) return content;
  for (const format of asked === undefined ? formatNames : [asked]) {
    const readInto = readerByFormat[format](content.value);
    if (readInto === null) continue;
    const draft = createDiaryDraft(latest);
    if (file.value.foreignLine !== null) {
      draft.odd({ kind: "not-utf8", where: { line: file.value.foreignLine } });
    }
    const error = limitPassedBy(content.value) ?? readInto(draft);
    return error === null ? draft.finish(format) : { ok: false, error };
  }
  return {
    ok: false,
    error: asked === undefined ? { kind: "unknown-format" } : { kind: "not-this-format", format: asked },
  };
}

/** JSON begins with a bracket; no table does. */
function readContent(text: string): Result<FileContent, NotReadable> {
  return /^\s*[{[]/.test(text) ? readJson(text) : { ok: true, value: readTable(text) };
}

/** Asked only of a table that is one of ours, so that prose with an odd quote is an unknown format and no more. */
function limitPassedBy(content: FileContent): NotReadable | null {
  if (content.kind !== "table") return null;
  const { rows, isTooLong, openQuote } = content;
  if (isTooLong) return { kind: "too-large", limit: maxLines, unit: "lines" };
  if (rows.length > maxDays + 1) return { kind: "too-large", limit: maxDays, unit: "days" };
  const columns = rows[0]?.cells.length ?? 0;
  if (columns > maxColumns) return { kind: "too-large", limit: maxColumns, unit: "columns" };
  return openQuote && { kind: openQuote.kind, where: { line: openQuote.line } };
}
