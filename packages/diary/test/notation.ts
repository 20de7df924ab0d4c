import {
  addDays,
  type Bleeding,
  type CalendarDate,
  calendarDate,
  type DayEntry,
  type Diary,
} from "../src/index.ts";

const levelByCharacter: Readonly<Record<string, Bleeding>> = {
  ".": "none",
  S: "spotting",
  L: "light",
  M: "medium",
  H: "heavy",
};

/**
 * Days of bleeding as a line, one character a day from `first` on: `.` none, S, L, M, H, and `?` not recorded.
 * Spaces are for the eye.
 */
export function entries(first: string, line: string): Map<CalendarDate, DayEntry> {
  const start = calendarDate(first);
  const entryByDate = new Map<CalendarDate, DayEntry>();
  for (const [day, character] of [...line.replaceAll(" ", "")].entries()) {
    if (character === "?") continue;
    const bleeding = levelByCharacter[character];
    if (bleeding === undefined) throw new RangeError(`line expects . S L M H ?, got ${character}`);
    entryByDate.set(addDays(start, day), { bleeding });
  }
  return entryByDate;
}

export const diaryOf = (first: string, line: string): Diary => ({
  entryByDate: entries(first, line),
  events: [],
});

/** A diary with a period of `bleeding` days at the start of each cycle of these lengths, and one that has just begun. */
export function diaryOfCycles(first: string, lengths: readonly number[], bleeding = "LMMML"): Diary {
  const cycle = (length: number): string => bleeding.padEnd(length, "?").slice(0, length);
  return diaryOf(first, lengths.map(cycle).join("") + bleeding);
}
