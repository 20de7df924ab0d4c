import { calendarDate } from "../../src/calendar-date.ts";
import type { DayEntry } from "../../src/entry.ts";
import {
  type FormatName,
  type ImportedDiary,
  importDiary,
  type NotReadable,
} from "../../src/exchange/index.ts";
import type { Result } from "../../src/result.ts";

/** No invented day is after it. */
export const latest = calendarDate("2030-12-31");

/** Imports a text as the bytes of a UTF-8 file. */
export function importText(text: string, format?: FormatName): Result<ImportedDiary, NotReadable> {
  const bytes = new TextEncoder().encode(text);
  return importDiary(bytes, format === undefined ? { latest } : { latest, format });
}

/** What a text holds. @throws Error when it is not readable, so that a test fails with the reason. */
export function readText(text: string, format?: FormatName): ImportedDiary {
  const imported = importText(text, format);
  if (!imported.ok) throw new Error(`expected a readable file, got ${JSON.stringify(imported.error)}`);
  return imported.value;
}

/** Why a text cannot be read. @throws Error when it can. */
export function reasonOf(text: string, format?: FormatName): NotReadable {
  const imported = importText(text, format);
  if (imported.ok) throw new Error(`expected an unreadable file, got ${imported.value.format}`);
  return imported.error;
}

/** An import's days as a plain object, in their order. */
export function daysOf({ diary }: Pick<ImportedDiary, "diary">): Readonly<Record<string, DayEntry>> {
  return Object.fromEntries(diary.entryByDate);
}
