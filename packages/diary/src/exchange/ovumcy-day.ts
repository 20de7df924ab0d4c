import type { CalendarDate } from "../calendar-date.ts";
import type { DayEntry } from "../entry.ts";
import { isAboveSpotting } from "../period.ts";
import { entryFromFields } from "./checked-entry.ts";
import { type DayTexts, symptomsFromNames } from "./day-texts.ts";
import { alsoOneOf, oneOf, temperature, wholeNumber, yesOrNo } from "./reading.ts";

/**
 * A day as ovumcy exports it, in JSON and CSV alike. Source: ovumcy-web, docs/export.md @ 9018e8a2.
 *
 * Every day has every field, so "none" may mean "not asked". For flow it is taken as no bleeding, because whether
 * there was any is the first thing ovumcy's day asks; for sex, mucus and tests it is taken as not recorded.
 *
 * ovumcy has no place for: pain, energy, strengths of symptoms, medication, time and exclusion of a temperature,
 * cervix, ovulation, desire, unclear tests, dry-without-sensation mucus, other sex, excluded bleeding, events.
 */
export interface OvumcyDay {
  readonly date: CalendarDate;
  readonly period: boolean;
  readonly cycle_start: boolean;
  readonly is_uncertain: boolean;
  readonly flow: string;
  readonly mood_rating: number;
  readonly sex_activity: string;
  /** Degrees Celsius; absent when not measured. */
  readonly bbt?: number;
  readonly cervical_mucus: string;
  readonly pregnancy_test: string;
  readonly cycle_factors: readonly string[];
  readonly symptoms: Readonly<Record<string, boolean>>;
  readonly other_symptoms: readonly string[];
  readonly notes: string;
}

/** The symptoms that ovumcy names itself, in its order. */
export const ovumcySymptoms: readonly string[] = [
  "cramps",
  "headache",
  "acne",
  "mood",
  "bloating",
  "fatigue",
  "breast_tenderness",
  "back_pain",
  "nausea",
  "spotting",
  "irritability",
  "insomnia",
  "food_cravings",
  "diarrhea",
  "constipation",
  "swelling",
];
const symptomName = (key: string): string => key.replaceAll("_", " ");

/** The names of a day's texts; some versions have `lh_test`, and a list or two besides. */
export const ovumcyTextNames: readonly string[] = [
  "period",
  "cycle_start",
  "is_uncertain",
  "flow",
  "mood_rating",
  "sex_activity",
  "bbt",
  "cervical_mucus",
  "pregnancy_test",
  "lh_test",
  "notes",
  ...ovumcySymptoms.map((key) => `symptoms.${key}`),
];

const flow = oneOf({ none: "none", spotting: "spotting", light: "light", medium: "medium", heavy: "heavy" });
const mucus = alsoOneOf(
  oneOf({ none: null, dry: "dry", moist: "damp", creamy: "creamy", eggwhite: "eggwhite" }),
  { "egg white": "eggwhite" },
);
const sex = oneOf({ none: null, protected: "protected", unprotected: "unprotected" });
const pregnancyTest = oneOf({ none: null, negative: "negative", positive: "positive" });
/** A peak is the surge; "high", the band before it on some tests, is neither of our two answers. */
const lhTest = oneOf({ none: null, negative: "negative", high: "unclear", peak: "positive" });
const mood = alsoOneOf(wholeNumber(1, 5), { 0: null });

/** The lists of a day, which JSON and CSV hold in different forms. */
export interface OvumcyLists {
  readonly factors: readonly string[];
  readonly otherSymptoms: readonly string[];
}

/** The entry that a day of ovumcy makes. Cycle factors (stress, travel, …) become a line of the note. */
export function entryFromOvumcy(day: DayTexts, { factors, otherSymptoms }: OvumcyLists): DayEntry {
  const ticked = ovumcySymptoms.filter((key) => day.read(`symptoms.${key}`, yesOrNo) === true);
  const named = day.names("other_symptoms", otherSymptoms) ?? [];
  const symptoms = [...ticked.map(symptomName), ...named];
  const celsius = day.read("bbt", temperature);
  if (day.read("is_uncertain", yesOrNo) === true) day.noPlaceFor("is_uncertain");
  const factorLine = factors.length > 0 ? `cycle factors: ${factors.join(", ")}` : "";
  const fields = {
    bleeding: bleedingFrom(day, ticked.includes("spotting")),
    periodStart: day.read("cycle_start", yesOrNo) === true ? true : undefined,
    mood: day.read("mood_rating", mood),
    symptoms: symptoms.length > 0 ? symptomsFromNames(symptoms) : undefined,
    temperature: celsius === undefined ? undefined : { celsius },
    mucus: day.read("cervical_mucus", mucus),
    lhTest: day.read("lh_test", lhTest),
    pregnancyTest: day.read("pregnancy_test", pregnancyTest),
    sex: day.read("sex_activity", sex),
    note: day.note("notes", [day.text("notes"), factorLine]),
  };
  return entryFromFields(fields, day.report);
}

/** A period day whose flow was left at none is taken as medium, like a plain "yes"; spotting is also a symptom there. */
function bleedingFrom(day: DayTexts, hasSpotting: boolean): string | undefined {
  const isPeriod = day.read("period", yesOrNo);
  const amount = day.read("flow", flow) ?? (isPeriod === false ? "none" : undefined);
  if (amount !== "none" && amount !== undefined) return amount;
  if (isPeriod === true) return "medium";
  return hasSpotting ? "spotting" : amount;
}

/** The day that ovumcy would have exported for this entry; see `OvumcyDay` for what is left out. */
export function ovumcyFromEntry(date: CalendarDate, entry: DayEntry): OvumcyDay {
  const names = Object.keys(entry.symptoms ?? {});
  return {
    date,
    // Excluded bleeding keeps its flow, but must not become a period there.
    period: isAboveSpotting(entry.bleeding) && entry.bleedingExcluded !== true,
    cycle_start: entry.periodStart === true,
    is_uncertain: false,
    flow: entry.bleeding ?? "none",
    mood_rating: entry.mood ?? 0,
    sex_activity: entry.sex === "protected" || entry.sex === "unprotected" ? entry.sex : "none",
    ...(entry.temperature && { bbt: entry.temperature.celsius }),
    cervical_mucus: mucusWord(entry.mucus),
    pregnancy_test: entry.pregnancyTest === "unclear" ? "none" : (entry.pregnancyTest ?? "none"),
    cycle_factors: [],
    symptoms: Object.fromEntries(ovumcySymptoms.map((key) => [key, names.includes(symptomName(key))])),
    other_symptoms: names.filter((name) => !ovumcySymptoms.map(symptomName).includes(name)),
    notes: entry.note ?? "",
  };
}

function mucusWord(quality: DayEntry["mucus"]): string {
  if (quality === undefined || quality === "nothing") return "none";
  return quality === "damp" ? "moist" : quality;
}
