import type { Diary } from "../diary.ts";
import { type DayEntry, type Mucus, mucusQualities } from "../entry.ts";
import { entryFromFields } from "./checked-entry.ts";
import { plainName } from "./csv-table.ts";
import { formatCsv } from "./csv-text.ts";
import { type DayTexts, symptomsFromNames } from "./day-texts.ts";
import { daysOldestFirst } from "./days-oldest-first.ts";
import { columnNames, contraceptiveColumns, indexOf, scales, symptomByColumn } from "./drip-columns.ts";
import type { FormatReader } from "./file-format.ts";
import { temperature, timeOfDay, yesOrNo } from "./reading.ts";
import { readTableDays } from "./table-days.ts";

/** Reads the CSV of drip: a column `date`, and columns with drip's dotted names. */
export const readDripCsv: FormatReader = (content) => {
  if (content.kind !== "table") return null;
  const dateColumn = content.columnByName.get("date");
  const known = columnNames.flatMap((name): [string, number][] => {
    const index = content.columnByName.get(plainName(name));
    return index === undefined ? [] : [[name, index]];
  });
  if (dateColumn === undefined || known.length === 0) return null;
  const layout = { hasHeader: true, dateColumn, columnByName: new Map(known) };
  return (draft) => readTableDays(content, layout, draft, entryFromTexts);
};

function entryFromTexts(day: DayTexts): DayEntry {
  const isTicked = (name: string): boolean => day.read(name, yesOrNo) === true;
  const bleeding = day.read("bleeding.value", indexOf(scales.bleeding));
  const celsius = day.read("temperature.value", temperature);
  const symptoms = [...symptomByColumn].filter(([name]) => isTicked(name)).map(([, symptom]) => symptom);
  const fields = {
    bleeding,
    bleedingExcluded: bleeding !== undefined && isTicked("bleeding.exclude") ? true : undefined,
    symptoms: symptoms.length > 0 ? symptomsFromNames(symptoms) : undefined,
    temperature: celsius === undefined ? undefined : temperatureFrom(day, celsius),
    mucus: mucusFrom(day),
    cervix: cervixFrom(day),
    sex: sexFrom(isTicked),
    desire: day.read("desire.value", indexOf(scales.desire)),
    note: noteFrom(day),
  };
  return entryFromFields(fields, day.report);
}

function temperatureFrom(day: DayTexts, celsius: number) {
  const time = day.read("temperature.time", timeOfDay);
  const isExcluded = day.read("temperature.exclude", yesOrNo) === true;
  return { celsius, ...(time && { time }), ...(isExcluded && { excluded: true }) };
}

/** The value; without it, the better of feeling and texture, which is how drip makes it (Sensiplan). */
function mucusFrom(day: DayTexts): Mucus | undefined {
  const feeling = day.read("mucus.feeling", indexOf(scales.mucusFeeling));
  const texture = day.read("mucus.texture", indexOf(scales.mucusTexture));
  const best = mucusQualities.findLast((quality) => quality === feeling || quality === texture);
  const mucus = day.read("mucus.value", indexOf(scales.mucus)) ?? best;
  if (mucus === undefined || day.read("mucus.exclude", yesOrNo) !== true) return mucus;
  day.leaveOut("mucus.value");
  return undefined;
}

function cervixFrom(day: DayTexts) {
  const opening = day.read("cervix.opening", indexOf(scales.cervixOpening));
  const firmness = day.read("cervix.firmness", indexOf(scales.cervixFirmness));
  const position = day.read("cervix.position", indexOf(scales.cervixPosition));
  if (opening === undefined && firmness === undefined && position === undefined) return undefined;
  if (day.read("cervix.exclude", yesOrNo) !== true) {
    return { ...(opening && { opening }), ...(firmness && { firmness }), ...(position && { position }) };
  }
  day.leaveOut("cervix.opening");
  return undefined;
}

/** Any contraceptive makes it protected; drip's "none" is of contraceptives. Alone, or nothing said of them: other. */
function sexFrom(isTicked: (name: string) => boolean): string | undefined {
  if (contraceptiveColumns.filter(isTicked).length > 0) return "protected";
  if (isTicked("sex.none")) return "unprotected";
  return isTicked("sex.partner") || isTicked("sex.solo") ? "other" : undefined;
}

/** The day's own note, then the notes of single fields, each after the name of its field. */
function noteFrom(day: DayTexts): string | undefined {
  const ofFields = ["temperature", "sex", "pain", "mood"].map((group) => {
    const text = day.text(`${group}.note`);
    return text === "" ? "" : `${group}: ${text}`;
  });
  return day.note("note.value", [day.text("note.value"), ...ofFields]);
}

/** The diary as drip reads it; what drip has no column for is not in it (see `drip-columns.ts`). */
export function formatDripCsv(diary: Diary): string {
  const rows = daysOldestFirst(diary)
    .map(([date, entry]) => [date, ...rowFromEntry(entry)])
    .filter(([, ...cells]) => cells.some((cell) => cell !== ""));
  return formatCsv([["date", ...columnNames], ...rows]);
}

function rowFromEntry(entry: DayEntry): readonly string[] {
  const cellByColumn = new Map<string, string>([
    ...bodyCells(entry),
    ...sexCells(entry.sex),
    ...symptomCells(Object.keys(entry.symptoms ?? {})),
    ["note.value", entry.note ?? ""],
  ]);
  return columnNames.map((name) => cellByColumn.get(name) ?? "");
}

function bodyCells({ temperature: reading, bleeding, bleedingExcluded, mucus, cervix, desire }: DayEntry) {
  const isInCervix = cervix?.opening ?? cervix?.firmness ?? cervix?.position;
  return cellsFrom({
    "temperature.value": reading && String(reading.celsius),
    "temperature.exclude": reading && String(reading.excluded === true),
    "temperature.time": reading?.time,
    "bleeding.value": numberIn(scales.bleeding, bleeding),
    "bleeding.exclude": numberIn(scales.bleeding, bleeding) && String(bleedingExcluded === true),
    "mucus.value": numberIn(scales.mucus, mucus),
    "mucus.exclude": mucus && "false",
    "cervix.opening": numberIn(scales.cervixOpening, cervix?.opening),
    "cervix.firmness": numberIn(scales.cervixFirmness, cervix?.firmness),
    "cervix.position": numberIn(scales.cervixPosition, cervix?.position),
    "cervix.exclude": isInCervix && "false",
    "desire.value": numberIn(scales.desire, desire),
  });
}

/** drip's place for protection of no named kind is "other"; for sex of no named kind, a partner and nothing else. */
function sexCells(sex: DayEntry["sex"]) {
  if (sex === undefined || sex === "none") return [];
  const ticked = { protected: "sex.other", unprotected: "sex.none", other: "sex.partner" }[sex];
  return ticksIn("sex", [ticked, "sex.partner"]);
}

function symptomCells(symptoms: readonly string[]) {
  const ticked = [...symptomByColumn]
    .filter(([, symptom]) => symptoms.includes(symptom))
    .map(([name]) => name);
  return ["pain", "mood"].flatMap((group) => ticksIn(group, ticked));
}

/** True and false for every tick of a group, as drip writes them once one of the group is set; else nothing. */
function ticksIn(group: string, ticked: readonly string[]): [string, string][] {
  const names = columnNames.filter((name) => name.startsWith(`${group}.`) && !name.endsWith(".note"));
  return names.some((name) => ticked.includes(name))
    ? names.map((name) => [name, String(ticked.includes(name))])
    : [];
}

const cellsFrom = (cellByName: Readonly<Record<string, string | undefined>>): [string, string][] =>
  Object.entries(cellByName).map(([name, cell]) => [name, cell ?? ""]);

/** Where a step stands in a scale; nothing when it is in none. */
function numberIn(scale: readonly unknown[], step: unknown): string | undefined {
  const index = scale.indexOf(step);
  return index < 0 ? undefined : String(index);
}
