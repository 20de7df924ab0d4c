import { parseCalendarDate } from "../calendar-date.ts";
import { type Diary, isBirthYear } from "../diary.ts";
import { type DayEntry, entryFields } from "../entry.ts";
import { parseLifeEvent } from "../life-event.ts";
import { parseIssuedForecast } from "../record-issued.ts";
import { entryFromFields } from "./checked-entry.ts";
import { daysOldestFirst } from "./days-oldest-first.ts";
import type { DiaryDraft } from "./diary-draft.ts";
import type { FormatReader } from "./file-format.ts";
import { type JsonContent, type JsonObject, type JsonValue, jsonArray, jsonObject } from "./json-text.ts";
import { maxDays } from "./limits.ts";
import type { NotReadable } from "./not-readable.ts";
import { shownName } from "./problem.ts";

/** Names the format and its version; `tidetable-diary-1.schema.json` says the rest. */
const schema = "tidetable.diary/1";
const schemaOfAnyVersion = /^tidetable\.diary\/\d+$/;

/**
 * Reads our own JSON, which holds all that a diary does. Fields of a day that this version does not know are kept,
 * because a newer one may; they are also named as unknown.
 */
export const readTidetableJson: FormatReader = (content) => {
  const file = content.kind === "json" ? jsonObject(content.value) : null;
  if (content.kind !== "json" || file === null) return null;
  if (typeof file.schema !== "string" || !schemaOfAnyVersion.test(file.schema)) return null;
  if (file.schema !== schema) return () => ({ kind: "other-version" });
  return (draft) => {
    const known = ["schema", "birthYear", "days", "events", "issued"];
    const others = Object.keys(file).filter((name) => !known.includes(name));
    for (const name of [...others, ...content.refused]) draft.unknown(name);
    readBirthYear(file.birthYear, draft);
    noteDoubledNames(content, draft);
    return readDays(file.days, draft) ?? readEvents(file.events, draft) ?? readIssued(file.issued, draft);
  };
};

function readBirthYear(value: JsonValue | undefined, draft: DiaryDraft): void {
  if (value === undefined) return;
  if (isBirthYear(value)) draft.setBirthYear(value);
  else notAValue(draft, ["birthYear"], "1900 – 2199");
}

/** A day that comes twice is told as such, like a row that comes twice; any other name as a name. */
function noteDoubledNames({ doubled }: JsonContent, draft: DiaryDraft): void {
  for (const { path, same } of doubled) {
    const isDay = path.length === 2 && path[0] === "days";
    if (same && isDay) draft.odd({ kind: "doubled-day-same", where: { path } });
    else if (!same) draft.skip({ kind: isDay ? "doubled-day-differs" : "doubled-name", where: { path } });
  }
}

function readDays(value: JsonValue | undefined, draft: DiaryDraft): NotReadable | null {
  const days = value === undefined ? {} : jsonObject(value);
  if (days === null) notAValue(draft, ["days"], '{ "YYYY-MM-DD": { } }');
  const written = Object.entries(days ?? {});
  if (written.length > maxDays) return { kind: "too-large", limit: maxDays, unit: "days" };
  for (const [name, day] of written) {
    const path = ["days", shownName(name)];
    const date = draft.checkedDate(name, parseCalendarDate, { path });
    const fields = jsonObject(day);
    if (date === null) continue;
    if (fields === null) notAValue(draft, path, "{ }");
    else draft.addDay(date, readDay(fields, path, draft), { path });
  }
  return null;
}

function readDay(fields: JsonObject, path: readonly string[], draft: DiaryDraft): DayEntry {
  for (const name of Object.keys(fields)) if (!entryFields.includes(name)) draft.unknown(name);
  return entryFromFields(fields, (field, expected) =>
    notAValue(draft, [...path, ...stepsOf(field)], expected),
  );
}

/** A field has members but no members of members, so the rest of its path is one name, dots and all. */
function stepsOf(field: string): readonly (string | number)[] {
  const [name = "", ...rest] = field.split(".");
  const member = rest.join(".");
  if (rest.length === 0) return [name];
  return [name, /^\d{1,9}$/.test(member) ? Number(member) : member];
}

function readEvents(value: JsonValue | undefined, draft: DiaryDraft): NotReadable | null {
  const events = value === undefined ? [] : jsonArray(value);
  if (events === null) notAValue(draft, ["events"], "[{ }, …]");
  if (events !== null && events.length > maxDays) return { kind: "too-large", limit: maxDays, unit: "days" };
  for (const [index, item] of (events ?? []).entries()) {
    const path = ["events", index];
    const event = parseLifeEvent(item);
    if (event.ok) draft.addEvent(event.value, { path });
    else notAValue(draft, [...path, ...stepsOf(event.error.field)], event.error.expected);
  }
  return null;
}

/** Forecasts as they were shown. A field that files of older versions do not have, and that those versions leave out. */
function readIssued(value: JsonValue | undefined, draft: DiaryDraft): NotReadable | null {
  const issued = value === undefined ? [] : jsonArray(value);
  if (issued === null) notAValue(draft, ["issued"], "[{ }, …]");
  if (issued !== null && issued.length > maxDays) return { kind: "too-large", limit: maxDays, unit: "days" };
  for (const [index, item] of (issued ?? []).entries()) {
    const path = ["issued", index];
    const forecast = parseIssuedForecast(item);
    if (forecast.ok) draft.addIssued(forecast.value, { path });
    else notAValue(draft, [...path, ...stepsOf(forecast.error.field)], forecast.error.expected);
  }
  return null;
}

function notAValue(draft: DiaryDraft, path: readonly (string | number)[], expected: string): void {
  const shown = path.map((step) => (typeof step === "string" ? shownName(step) : step));
  const field = String(shown.findLast((step) => typeof step === "string") ?? "");
  draft.skip({ kind: "not-a-value", where: { path: shown }, field, expected });
}

/** The whole diary; days oldest first and a field a line, so that two files can be compared. */
export function formatTidetableJson(diary: Diary): string {
  const days = Object.fromEntries(daysOldestFirst(diary).map(([date, entry]) => [date, inFieldOrder(entry)]));
  const { birthYear, events, issued } = diary;
  const file = {
    schema,
    ...(birthYear !== undefined && { birthYear }),
    days,
    events,
    ...(issued && { issued }),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The fields in the order of the day sheet, then those that this version does not know. */
function inFieldOrder(entry: DayEntry): Readonly<Record<string, unknown>> {
  const place = (name: string): number => {
    const index = entryFields.indexOf(name);
    return index < 0 ? entryFields.length : index;
  };
  return Object.fromEntries(Object.entries(entry).sort(([one], [other]) => place(one) - place(other)));
}
