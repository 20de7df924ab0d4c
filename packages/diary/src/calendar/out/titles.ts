import { type Sentence, sentence } from "../../sentence.ts";

/** What an entry of a calendar is about. */
export const calendarTitleKinds = ["ready", "plan", "dose", "order", "pick-up"] as const;
export type CalendarTitleKind = (typeof calendarTitleKinds)[number];

/** The title of each kind. `{name}` in one stands for the name of the plan or the schedule. */
export type CalendarTitles = Readonly<Record<CalendarTitleKind, string>>;

/** Titles that say nothing to whoever sees the calendar, and titles that do. */
export const titleStyles = ["neutral", "plain"] as const;
export type TitleStyle = (typeof titleStyles)[number];

/** A title of a style, to be said in her language. Words: `strings/calendar.en.ftl`. */
export function sentenceOfTitle(kind: CalendarTitleKind, style: TitleStyle): Sentence {
  return sentence(`calendar-title-${style}-${kind}`, {}, { name: "{name}" });
}
