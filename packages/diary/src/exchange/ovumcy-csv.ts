import type { Diary } from "../diary.ts";
import { plainName } from "./csv-table.ts";
import { formatCsv } from "./csv-text.ts";
import { daysOldestFirst } from "./days-oldest-first.ts";
import type { FormatReader } from "./file-format.ts";
import { entryFromOvumcy, type OvumcyDay, ovumcyFromEntry, ovumcySymptoms } from "./ovumcy-day.ts";
import { readTableDays } from "./table-days.ts";

/** The columns of ovumcy's CSV after "Date", in the order of an export: the name in JSON, and the header. */
const headerByName: Readonly<Record<string, string>> = {
  period: "Period",
  flow: "Flow",
  mood_rating: "Mood rating",
  sex_activity: "Sex activity",
  bbt: "BBT (C)",
  cervical_mucus: "Cervical mucus",
  ...Object.fromEntries(
    ovumcySymptoms.map((key) => [`symptoms.${key}`, capitalised(key.replaceAll("_", " "))]),
  ),
  cycle_factors: "Cycle factors",
  other_symptoms: "Other",
  notes: "Notes",
  pregnancy_test: "Pregnancy test",
  cycle_start: "Cycle start",
  is_uncertain: "Uncertain",
};
/** Only some versions have this column. */
const readOnlyHeaderByName = { lh_test: "LH test" };

/** Reads ovumcy's CSV: its columns "Date", "Period" and "Flow", and at least one that no plain list of days has. */
export const readOvumcyCsv: FormatReader = (content) => {
  if (content.kind !== "table") return null;
  const dateColumn = content.columnByName.get("date");
  const known = Object.entries({ ...headerByName, ...readOnlyHeaderByName }).flatMap(
    ([name, label]): [string, number][] => {
      const index = content.columnByName.get(plainName(label));
      return index === undefined ? [] : [[name, index]];
    },
  );
  const layout = { hasHeader: true, dateColumn: dateColumn ?? 0, columnByName: new Map(known) };
  const has = (name: string): boolean => layout.columnByName.has(name);
  const isItsOwn = ["mood_rating", "sex_activity", "bbt", "cycle_factors", "is_uncertain"].some(has);
  if (dateColumn === undefined || !has("period") || !has("flow") || !isItsOwn) return null;
  return (draft) =>
    readTableDays(content, layout, draft, (day) =>
      entryFromOvumcy(day, {
        factors: listFrom(day.text("cycle_factors")),
        otherSymptoms: listFrom(day.text("other_symptoms")),
      }),
    );
};

const listFrom = (text: string): readonly string[] =>
  text
    .split(";")
    .map((item) => item.trim())
    .filter((item) => item !== "");

/** The diary as ovumcy exports it; see `OvumcyDay` for what that leaves out. A `;` in a name would end it: it becomes a comma. */
export function formatOvumcyCsv(diary: Diary): string {
  const rows = daysOldestFirst(diary).map(([date, entry]) => {
    const day = ovumcyFromEntry(date, entry);
    return [date, ...Object.keys(headerByName).map((name) => cellOf(day, name))];
  });
  return formatCsv([["Date", ...Object.values(headerByName)], ...rows]);
}

function cellOf(day: OvumcyDay, name: string): string {
  if (name === "other_symptoms")
    return day.other_symptoms.map((item) => item.replaceAll(";", ",")).join("; ");
  if (name === "mood_rating" && day.mood_rating === 0) return "";
  if (name === "notes") return day.notes;
  if (name === "cervical_mucus" && day.cervical_mucus === "eggwhite") return "Egg white";
  return cellFrom(
    name.startsWith("symptoms.")
      ? day.symptoms[name.slice("symptoms.".length)]
      : new Map<string, unknown>(Object.entries(day)).get(name),
  );
}

function cellFrom(value: unknown): string {
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "string") return capitalised(value);
  return typeof value === "number" ? String(value) : "";
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
