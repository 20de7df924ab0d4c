import { mucusQualities } from "../entry.ts";
import { type Reading, wholeNumber } from "./reading.ts";

/**
 * The columns of drip's CSV after `date`, and what their numbers mean; empty is not recorded.
 * Source: bloodyhealth/drip, database schema 4 of 2022; i18n/en/cycle-day.js for the order of the words.
 *
 * drip has no place for: no bleeding, pain, mood and energy as numbers, tests, medication, how strong a symptom is
 * and those without a column, the owner's word on starts and ovulation, events. An export leaves them out.
 */
const fieldsByGroup = {
  temperature: ["value", "exclude", "time", "note"],
  bleeding: ["value", "exclude"],
  mucus: ["feeling", "texture", "value", "exclude"],
  cervix: ["opening", "firmness", "position", "exclude"],
  note: ["value"],
  desire: ["value"],
  sex: [
    "solo",
    "partner",
    "condom",
    "pill",
    "iud",
    "patch",
    "ring",
    "implant",
    "diaphragm",
    "none",
    "other",
    "note",
  ],
  pain: [
    "cramps",
    "ovulationPain",
    "headache",
    "backache",
    "nausea",
    "tenderBreasts",
    "migraine",
    "other",
    "note",
  ],
  mood: [
    "happy",
    "sad",
    "stressed",
    "balanced",
    "fine",
    "anxious",
    "energetic",
    "fatigue",
    "angry",
    "other",
    "note",
  ],
} as const;

export const columnNames: readonly string[] = Object.entries(fieldsByGroup).flatMap(([group, fields]) =>
  fields.map((field) => `${group}.${field}`),
);

export const contraceptiveColumns: readonly string[] = [
  ...["condom", "pill", "iud", "patch", "ring", "implant", "diaphragm", "other"].map(
    (method) => `sex.${method}`,
  ),
];

/** The symptom that a tick in a column of pain or mood means; both have an "other". */
export const symptomByColumn: ReadonlyMap<string, string> = new Map(
  (["pain", "mood"] as const).flatMap((group) =>
    fieldsByGroup[group]
      .filter((field) => field !== "note")
      .map((field): [string, string] => [
        `${group}.${field}`,
        field === "other"
          ? `other ${group}`
          : field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
      ]),
  ),
);

/** What drip's numbers mean, 0 first. Feeling and texture in terms of the mucus they are graded as (Sensiplan). */
export const scales = {
  bleeding: ["spotting", "light", "medium", "heavy"],
  mucus: mucusQualities,
  mucusFeeling: ["dry", "nothing", "damp", "eggwhite"],
  mucusTexture: ["dry", "creamy", "eggwhite"],
  cervixOpening: ["closed", "medium", "open"],
  cervixFirmness: ["hard", "soft"],
  cervixPosition: ["low", "medium", "high"],
  desire: [1, 2, 3],
} as const;

/** A number that counts through a scale. */
export function indexOf<Step>(scale: readonly Step[]): Reading<Step> {
  const { expected, read } = wholeNumber(0, scale.length - 1);
  return { expected, read: (text) => scale[read(text) ?? -1] };
}
