import type { CalendarDate, Result, Sentence } from "@tidetable/diary";
import type { CalendarFile } from "@tidetable/diary/calendar";

/** What the page sends. */
export interface CalendarQuestion {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Entries between these days are wanted, both inclusive. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** Name of this device's zone, in the words of IANA. */
  readonly zone: string;
}

/** What the page is answered: the entries, and in words what was left out, or why nothing was read. */
export type CalendarAnswer = Result<ReadFile, Sentence>;
export interface ReadFile extends Pick<CalendarFile, "name" | "events" | "until"> {
  readonly leftOut: readonly Sentence[];
  /** Of how many `leftOut` are the first. */
  readonly leftOutCount: number;
}
