import * as v from "valibot";
import type { Result } from "./result.ts";

/** Amount of bleeding on a day. `none` means looked and there was none; not recorded is an absent field. */
export const bleedingLevels = ["none", "spotting", "light", "medium", "heavy"] as const;
export type Bleeding = (typeof bleedingLevels)[number];

/** Cervical mucus by the Sensiplan scale t, ∅, f, S, S+, driest first. Source: docs/glossary.md, cervical mucus. */
export const mucusQualities = ["dry", "nothing", "damp", "creamy", "eggwhite"] as const;
export type Mucus = (typeof mucusQualities)[number];

/** An object with named values: an array is none, though the language says so. */
const plainObject = v.custom<Record<string, unknown>>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  "named values",
);

// Ranges say themselves what they expect, in the notation that the importers use: it is shown to people.
const scale = (lowest: number, highest: number) =>
  v.custom<number>(
    (value) => Number.isInteger(value) && Number(value) >= lowest && Number(value) <= highest,
    `${lowest} – ${highest}`,
  );

/** Longest text of one field. Our choice: a page of notes, and a bound for whoever stores it. */
export const maxTextLength = 10_000;
const text = v.custom<string>(
  (value) => typeof value === "string" && value.length > 0 && value.length <= maxTextLength,
  `1 – ${maxTextLength} characters`,
);
const name = v.pipe(
  v.string(),
  v.trim(),
  v.check((value) => value.length > 0 && value.length <= 100, "1 – 100 characters"),
);

/**
 * What was recorded for one day; every field is optional, and an absent field means "not recorded".
 *
 * Unknown fields are kept as they came, so that an older app does not lose what a newer one wrote.
 */
const dayEntrySchema = v.looseObject({
  bleeding: v.optional(v.picklist(bleedingLevels)),
  /** Recorded and kept, but not used to find periods (surgery, injury, a wrong note). */
  bleedingExcluded: v.optional(v.literal(true)),
  /** The owner's word on whether a period starts on this day; it outranks the rule in `period.ts`. */
  periodStart: v.optional(v.boolean()),
  /** 0 none to 10 the worst imaginable. */
  pain: v.optional(scale(0, 10)),
  /** 1 low to 5 high. */
  mood: v.optional(scale(1, 5)),
  /** 1 low to 5 high. */
  energy: v.optional(scale(1, 5)),
  /** Strength by the symptom's name: 1 mild, 2 moderate, 3 severe. */
  symptoms: v.optional(v.pipe(plainObject, v.record(name, scale(1, 3)))),
  temperature: v.optional(
    v.pipe(
      plainObject,
      v.looseObject({
        /** Basal body temperature, degrees Celsius. 34 to 42 is our choice: outside it a thermometer is wrong. */
        celsius: v.custom<number>(
          (value) => typeof value === "number" && value >= 34 && value <= 42,
          "34 – 42 °C",
        ),
        /** Local time of the reading, HH:MM. */
        time: v.optional(
          v.custom<string>(
            (value) => typeof value === "string" && /^([01]\d|2[0-3]):[0-5]\d$/.test(value),
            "HH:MM",
          ),
        ),
        /** Disturbed: recorded and kept, but not used by the rules. */
        excluded: v.optional(v.literal(true)),
      }),
    ),
  ),
  mucus: v.optional(v.picklist(mucusQualities)),
  cervix: v.optional(
    v.pipe(
      plainObject,
      v.looseObject({
        opening: v.optional(v.picklist(["closed", "medium", "open"])),
        firmness: v.optional(v.picklist(["hard", "soft"])),
        position: v.optional(v.picklist(["low", "medium", "high"])),
      }),
    ),
  ),
  lhTest: v.optional(v.picklist(["negative", "positive", "unclear"])),
  /** The owner, or a fertility monitor, marks this day as ovulation. */
  ovulation: v.optional(v.picklist(["marked", "monitor"])),
  pregnancyTest: v.optional(v.picklist(["negative", "positive", "unclear"])),
  sex: v.optional(v.picklist(["none", "protected", "unprotected", "other"])),
  desire: v.optional(scale(1, 3)),
  /** Names of what was taken, in the owner's words. */
  medication: v.optional(v.array(name)),
  note: v.optional(text),
});

export type DayEntry = Readonly<v.InferOutput<typeof dayEntrySchema>>;

/** Why a value is not an entry: `field` is the path of the first field that does not fit, `expected` in words. */
export interface NotAnEntry {
  readonly kind: "not-an-entry";
  readonly field: string;
  readonly expected: string;
}

/** What an issue says was expected: our own words where we gave some; a library's message would quote the value. */
export function expectedOf(issue: v.BaseIssue<unknown>): string {
  const isOurs = issue.type === "custom" || issue.type === "check";
  return isOurs ? issue.message : (issue.expected ?? "another value");
}

/** The entry, or the first field that does not fit; the value itself is never part of the reason. */
export function parseDayEntry(value: unknown): Result<DayEntry, NotAnEntry> {
  const parsed = v.safeParse(v.pipe(plainObject, dayEntrySchema), value, { abortEarly: true });
  if (parsed.success) return { ok: true, value: parsed.output };
  const issue = parsed.issues[0];
  const field = v.getDotPath(issue) ?? "entry";
  return { ok: false, error: { kind: "not-an-entry", field, expected: expectedOf(issue) } };
}

/** Names of the fields this version knows, in the order of the day sheet. */
export const entryFields: readonly string[] = Object.keys(dayEntrySchema.entries);

/** Whether anything at all is recorded; an entry without a field is the same as no entry. */
export function isEmptyEntry(entry: DayEntry): boolean {
  return Object.values(entry).every((value) => value === undefined);
}
