import { maxTextLength } from "../entry.ts";
import type { DiaryDraft } from "./diary-draft.ts";
import { isRefusedName } from "./json-text.ts";
import { maxNameLength } from "./limits.ts";
import { shownName, type Where } from "./problem.ts";
import type { Reading } from "./reading.ts";

/** What a file says of one day, by the names of its columns or fields, whatever its form. */
export interface DayTexts {
  /** As written, or "" when blank or absent. */
  text(name: string): string;
  /** What the text means; undefined when it is blank, or means nothing we know, which is noted as a problem. */
  read<Value>(name: string, reading: Reading<Value>): Value | undefined;
  /** The texts that are not blank as the lines of a note, cut to the length that a note has; undefined without any. */
  note(name: string, texts: readonly string[]): string | undefined;
  /** The texts as names that an entry can hold; undefined without any. */
  names(name: string, texts: readonly string[]): readonly string[] | undefined;
  /** Notes that a text is there, but marked as not to be used. */
  leaveOut(name: string): void;
  /** Notes that the file says something here for which an entry has no place. */
  noPlaceFor(name: string): void;
  /** Notes a field of the entry that does not fit. */
  report(field: string, expected: string): void;
}

/** Where a day's texts come from. `labelOf` gives the name under which its owner knows a column or field. */
export interface DaySource {
  readonly textOf: (name: string) => string;
  readonly labelOf: (name: string) => string;
  readonly whereOf: (name: string) => Where;
}

/** A day's texts, whose problems go to the draft. */
export function createDayTexts({ textOf, labelOf, whereOf }: DaySource, draft: DiaryDraft): DayTexts {
  const text = (name: string): string => {
    const written = textOf(name);
    return written.trim() === "" ? "" : written;
  };
  const report = (name: string, expected: string): void =>
    draft.skip({ kind: "not-a-value", where: whereOf(name), field: shownName(labelOf(name)), expected });
  const cut = (name: string, written: string, longest: number): string => {
    if (written.length <= longest) return written;
    draft.skip({ kind: "too-long", where: whereOf(name), field: shownName(labelOf(name)), longest });
    // Not between the two halves of a character outside the basic plane.
    return written.slice(0, longest).replace(/[\uD800-\uDBFF]$/, "");
  };

  return {
    text,
    report,
    read: (name, reading) => {
      const written = text(name).trim();
      const value = written === "" ? null : reading.read(written);
      if (value === undefined) report(name, reading.expected);
      return value ?? undefined;
    },
    note: (name, texts) => {
      const lines = texts.filter((line) => line.trim() !== "");
      return lines.length === 0 ? undefined : cut(name, lines.join("\n"), maxTextLength);
    },
    names: (name, texts) => {
      const names = texts.map((item) => item.trim()).filter((item) => item !== "");
      if (names.some(isRefusedName)) report(name, "text");
      const kept = names.filter((item) => !isRefusedName(item));
      return kept.length === 0 ? undefined : kept.map((item) => cut(name, item, maxNameLength).trim());
    },
    noPlaceFor: (name) => draft.unknown(labelOf(name)),
    leaveOut: (name) =>
      draft.skip({ kind: "excluded-value", where: whereOf(name), field: shownName(labelOf(name)) }),
  };
}

/** Each name with the strength 2, moderate, for sources that give none; undefined without names. */
export function symptomsFromNames(
  names: readonly string[] | undefined,
): Readonly<Record<string, number>> | undefined {
  return names && Object.fromEntries(names.map((name) => [name, 2]));
}
