import { bleedingLevels, type DayEntry, mucusQualities } from "../entry.ts";
import { formatNameList, formatSymptomList, nameList, symptomList } from "./name-list.ts";
import { alsoOneOf, oneOf, type Reading, temperature, timeOfDay, wholeNumber, yesOrNo } from "./reading.ts";

/** One column of a plain CSV with a row a day, and the field of an entry that it holds. */
export interface DaysColumn {
  /** Plain names (see `plainName`); the first is the one that an export writes. */
  readonly names: readonly [string, ...string[]];
  /** Leads to the value in an entry. */
  readonly path: readonly [string] | readonly [string, string];
  readonly reading: Reading<unknown>;
}

export const noteNames: readonly string[] = "note,notes,comment,comments,notiz".split(",");

const words = <Word extends string>(list: readonly Word[]): Readonly<Record<string, Word>> =>
  Object.fromEntries(list.map((word) => [word, word]));

/** Words, or how far along the scale: 0 none to 4 heavy. A plain yes says nothing of how much: medium, the middle. */
const bleeding = alsoOneOf<string>(oneOf(words(bleedingLevels)), {
  ...Object.fromEntries(bleedingLevels.entries()),
  yes: "medium",
  true: "medium",
  no: "none",
  false: "none",
});
const testResult = alsoOneOf<string>(oneOf(words(["negative", "positive", "unclear"])), {
  yes: "positive",
  no: "negative",
});
const ovulation = alsoOneOf<string>(oneOf(words(["marked", "monitor"])), { yes: "marked", no: null });
/** For fields that are true or absent. */
const mark: Reading<true> = {
  expected: yesOrNo.expected,
  read: (text) => (yesOrNo.read(text) === false ? null : yesOrNo.read(text) || undefined),
};

/** Every field of an entry but the note, which keeps its spaces and so is read otherwise. */
export const daysColumns: readonly DaysColumn[] = [
  {
    names: [
      "bleeding",
      "flow",
      "period",
      "menses",
      "menstruation",
      "flow level",
      "menstrual flow",
      "blutung",
    ],
    path: ["bleeding"],
    reading: bleeding,
  },
  { names: ["bleeding excluded"], path: ["bleedingExcluded"], reading: mark },
  { names: ["period start", "cycle start", "start"], path: ["periodStart"], reading: yesOrNo },
  { names: ["pain"], path: ["pain"], reading: wholeNumber(0, 10) },
  { names: ["mood", "mood rating"], path: ["mood"], reading: wholeNumber(1, 5) },
  { names: ["energy"], path: ["energy"], reading: wholeNumber(1, 5) },
  { names: ["symptoms", "symptom"], path: ["symptoms"], reading: symptomList },
  {
    names: [
      "temperature",
      "temp",
      "bbt",
      "bbt (c)",
      "basal body temperature",
      "basal temperature",
      "temperatur",
    ],
    path: ["temperature", "celsius"],
    reading: temperature,
  },
  { names: ["temperature time"], path: ["temperature", "time"], reading: timeOfDay },
  { names: ["temperature excluded"], path: ["temperature", "excluded"], reading: mark },
  { names: ["mucus", "cervical mucus"], path: ["mucus"], reading: oneOf(words(mucusQualities)) },
  {
    names: ["cervix opening"],
    path: ["cervix", "opening"],
    reading: oneOf(words(["closed", "medium", "open"])),
  },
  { names: ["cervix firmness"], path: ["cervix", "firmness"], reading: oneOf(words(["hard", "soft"])) },
  {
    names: ["cervix position"],
    path: ["cervix", "position"],
    reading: oneOf(words(["low", "medium", "high"])),
  },
  { names: ["lh test", "lh", "ovulation test", "opk"], path: ["lhTest"], reading: testResult },
  { names: ["ovulation"], path: ["ovulation"], reading: ovulation },
  { names: ["pregnancy test"], path: ["pregnancyTest"], reading: testResult },
  { names: ["sex"], path: ["sex"], reading: oneOf(words(["none", "protected", "unprotected", "other"])) },
  { names: ["desire"], path: ["desire"], reading: wholeNumber(1, 3) },
  { names: ["medication", "medications"], path: ["medication"], reading: nameList },
];

/** The same columns for a file whose bleeding is only ticked: 1 says no more than yes. */
export const columnsWithTicks: readonly DaysColumn[] = daysColumns.map((column) =>
  column.path[0] === "bleeding" ? { ...column, reading: oneOf<string>({ 0: "none", 1: "medium" }) } : column,
);

/** The cell that a column's reading takes back to the same value; empty when the entry has none. */
export function daysCell(entry: DayEntry, { path }: DaysColumn): string {
  const [field, member] = path;
  if (field === "symptoms") return formatSymptomList(entry.symptoms ?? {});
  if (field === "medication") return formatNameList(entry.medication ?? []);
  const value = entry[field];
  const part =
    member === undefined ? value : new Map<string, unknown>(Object.entries(value ?? {})).get(member);
  if (typeof part === "boolean") return part ? "yes" : "no";
  return part === undefined ? "" : String(part);
}
