import { parseCalendarDate } from "../calendar-date.ts";
import { type Diary, isBirthYear } from "../diary.ts";
import { type DayEntry, entryFields } from "../entry.ts";
import { parseLifeEvent } from "../life-event.ts";
import { parseSchedule } from "../medication/schedule.ts";
import { parsePlan } from "../planning/plan.ts";
import { parseIssuedForecast } from "../record-issued.ts";
import type { Result } from "../result.ts";
import { entryFromFields } from "./checked-entry.ts";
import { daysOldestFirst } from "./days-oldest-first.ts";
import type { DiaryDraft } from "./diary-draft.ts";
import type { FormatReader } from "./file-format.ts";
import { type JsonContent, type JsonObject, type JsonValue, jsonArray, jsonObject } from "./json-text.ts";
import { maxDays } from "./limits.ts";
import type { NotReadable } from "./not-readable.ts";
import { shownName, type Where } from "./problem.ts";

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
    const known = ["schema", "birthYear", "days", "events", "issued", "plans", "schedules"];
    const others = Object.keys(file).filter((name) => !known.includes(name));
    for (const name of [...others, ...content.refused]) draft.unknown(name);
    readBirthYear(file.birthYear, draft);
    noteDoubledNames(content, draft);
    return (
      readDays(file.days, draft) ??
      readList("events", file.events, parseLifeEvent, draft.addEvent, draft) ??
      // Fields that files of older versions do not have, and that those versions leave out.
      readList("issued", file.issued, parseIssuedForecast, draft.addIssued, draft) ??
      readList("plans", file.plans, parsePlan, draft.addPlan, draft) ??
      readList("schedules", file.schedules, parseSchedule, draft.addSchedule, draft)
    );
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

/** A list of records, each taken whole or told by the first field that does not fit. */
function readList<Value>(
  name: string,
  value: JsonValue | undefined,
  parse: (item: JsonValue) => Result<Value, { readonly field: string; readonly expected: string }>,
  add: (value: Value, where: Where) => void,
  draft: DiaryDraft,
): NotReadable | null {
  const items = value === undefined ? [] : jsonArray(value);
  if (items === null) notAValue(draft, [name], "[{ }, …]");
  if (items !== null && items.length > maxDays) return { kind: "too-large", limit: maxDays, unit: "days" };
  for (const [index, item] of (items ?? []).entries()) {
    const path = [name, index];
    const record = parse(item);
    if (record.ok) add(record.value, { path });
    else notAValue(draft, [...path, ...stepsOf(record.error.field)], record.error.expected);
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
  const { birthYear, events, issued, plans, schedules } = diary;
  const file = {
    schema,
    ...(birthYear !== undefined && { birthYear }),
    days,
    events,
    ...(issued && { issued }),
    ...(plans && plans.length > 0 && { plans }),
    ...(schedules && schedules.length > 0 && { schedules }),
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
