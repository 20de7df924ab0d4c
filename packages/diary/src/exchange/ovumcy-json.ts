import type { Diary } from "../diary.ts";
import { createDayTexts, type DayTexts } from "./day-texts.ts";
import { daysOldestFirst } from "./days-oldest-first.ts";
import type { DiaryDraft } from "./diary-draft.ts";
import type { FormatReader } from "./file-format.ts";
import { type JsonObject, type JsonValue, jsonArray, jsonObject } from "./json-text.ts";
import { maxDays } from "./limits.ts";
import type { NotReadable } from "./not-readable.ts";
import { entryFromOvumcy, ovumcyFromEntry, ovumcyTextNames } from "./ovumcy-day.ts";
import { dateReadingFrom } from "./written-date.ts";

/** Reads ovumcy's JSON: an object with the list `entries`, one a day. */
export const readOvumcyJson: FormatReader = (content) => {
  const file = content.kind === "json" ? jsonObject(content.value) : null;
  const days = jsonArray(file?.entries);
  if (content.kind !== "json" || file === null || days === null) return null;
  const isOvumcy = file.exported_at !== undefined || days.some(isOvumcyDay);
  if (!isOvumcy) return null;
  return (draft) => {
    const names = Object.keys(file).filter((name) => name !== "exported_at" && name !== "entries");
    for (const name of [...names, ...content.refused]) draft.unknown(name);
    for (const { path, same } of content.doubled)
      if (!same) draft.skip({ kind: "doubled-name", where: { path } });
    return readDays(days, draft);
  };
};

const isOvumcyDay = (value: JsonValue): boolean => {
  const day = jsonObject(value);
  return typeof day?.date === "string" && (day.flow !== undefined || day.period !== undefined);
};

function readDays(days: readonly JsonValue[], draft: DiaryDraft): NotReadable | null {
  if (days.length > maxDays) return { kind: "too-large", limit: maxDays, unit: "days" };
  const dates = dateReadingFrom(days.map((day) => textFrom(jsonObject(day)?.date)));
  if (dates.kind === "ambiguous") {
    return { kind: "ambiguous-dates", where: { path: ["entries", dates.index, "date"] } };
  }
  for (const [index, value] of days.entries()) {
    const day = jsonObject(value);
    const path = ["entries", index];
    if (day === null) {
      draft.skip({ kind: "not-a-value", where: { path }, field: "entries", expected: "{ }" });
      continue;
    }
    const date = draft.checkedDate(textFrom(day.date), dates.read, { path: [...path, "date"] });
    if (date !== null) draft.addDay(date, readDay(day, path, draft), { path });
  }
  return null;
}

function readDay(day: JsonObject, path: readonly (string | number)[], draft: DiaryDraft) {
  const ticks = jsonObject(day.symptoms) ?? {};
  const fieldOf = (name: string): JsonValue | undefined =>
    name.startsWith("symptoms.") ? ticks[name.slice("symptoms.".length)] : day[name];
  const texts = createDayTexts(
    {
      textOf: (name) => textFrom(fieldOf(name)),
      labelOf: (name) => name,
      whereOf: (name) => ({ path: [...path, ...name.split(".")] }),
    },
    draft,
  );
  noteUnknownNames(day, ticks, draft);
  noteWrongShapes(day, fieldOf, texts);
  return entryFromOvumcy(texts, {
    factors: listFrom(day.cycle_factors),
    otherSymptoms: listFrom(day.other_symptoms),
  });
}

const listNames = ["cycle_factors", "other_symptoms"];

function noteUnknownNames(day: JsonObject, ticks: JsonObject, draft: DiaryDraft): void {
  const known = new Set(["date", "symptoms", ...listNames, ...ovumcyTextNames]);
  for (const name of Object.keys(day)) if (!known.has(name)) draft.unknown(name);
  for (const key of Object.keys(ticks)) {
    if (!known.has(`symptoms.${key}`)) draft.unknown(`symptoms.${key}`);
  }
}

/** What is a list or an object where a text is expected would else read as blank, and the other way round. */
function noteWrongShapes(
  day: JsonObject,
  fieldOf: (name: string) => JsonValue | undefined,
  texts: DayTexts,
): void {
  for (const name of ovumcyTextNames) {
    const value = fieldOf(name);
    if (typeof value === "object" && value !== null) texts.report(name, "text");
  }
  for (const name of listNames) {
    const list = jsonArray(day[name]);
    if (!isAbsent(day[name]) && !list?.every((item) => typeof item === "string"))
      texts.report(name, "[text, …]");
  }
  if (!isAbsent(day.symptoms) && jsonObject(day.symptoms) === null) texts.report("symptoms", "{ }");
}

const isAbsent = (value: JsonValue | undefined): boolean => value === undefined || value === null;

/** A number, a text or a yes as text; anything else as a blank. */
function textFrom(value: JsonValue | undefined): string {
  return typeof value === "object" || value === undefined ? "" : String(value);
}

const listFrom = (value: JsonValue | undefined): readonly string[] =>
  (jsonArray(value) ?? []).filter((item) => typeof item === "string");

/** The diary as ovumcy exports it, without the time of export; see `OvumcyDay` for what that leaves out. */
export function formatOvumcyJson(diary: Diary): string {
  const entries = daysOldestFirst(diary).map(([date, entry]) => ovumcyFromEntry(date, entry));
  return `${JSON.stringify({ entries }, null, 2)}\n`;
}
