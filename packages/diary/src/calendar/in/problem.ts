import { type Sentence, sentence } from "../../sentence.ts";

/** Why one component of a calendar was left out. */
export const calendarProblems = [
  "bad-line",
  "line-too-long",
  "start-missing",
  "not-a-date",
  "not-a-rule",
  "repeats-within-a-day",
  "ends-before-start",
  "too-long",
  "unknown-zone",
  "range",
  "too-many-dates",
  "too-many-repeats",
  "not-an-event",
] as const;
export type CalendarProblem = (typeof calendarProblems)[number];

/** A component that could not be read; what is in it is not told, only where it begins. */
export interface LeftOutComponent {
  readonly line: number;
  readonly component: string;
  readonly reason: CalendarProblem;
}

/** Why nothing of a file can be taken. Lines are counted from 1. */
export type NotACalendar =
  | { readonly kind: "empty" | "binary" }
  | { readonly kind: "too-large"; readonly limit: number; readonly unit: "mebibytes" | "events" | "problems" }
  /** `BEGIN:VCALENDAR` was expected there. */
  | { readonly kind: "not-a-calendar"; readonly line: number }
  /** A line that is neither `NAME:VALUE` nor the rest of one, outside every event. */
  | { readonly kind: "bad-line"; readonly line: number }
  /** The file ends inside the component that begins there. */
  | { readonly kind: "cut-short"; readonly line: number; readonly component: string }
  /** `END` of another component, where that of `component` was expected. */
  | { readonly kind: "wrong-end"; readonly line: number; readonly component: string }
  | { readonly kind: "too-deep"; readonly line: number; readonly limit: number };

/** Why a file was refused, as one sentence. Words: `strings/calendar.en.ftl`. */
export function sentenceFromNotACalendar({ kind, ...details }: NotACalendar): Sentence {
  const values = Object.entries(details).map(([name, value]): [string, string | number] => [
    name,
    // A line has a number but is no amount: no separator of thousands belongs in it.
    name === "line" ? String(value) : value,
  ]);
  return sentence(`calendar-refused-${kind}`, {}, Object.fromEntries(values));
}

/** Which component was left out, and why. */
export function sentenceFromLeftOut({ line, component, reason }: LeftOutComponent): Sentence {
  return sentence(`calendar-left-out-${reason}`, {}, { line: String(line), component });
}
