import type { CalendarDate } from "../../calendar-date.ts";

/** One entry of a calendar: whole days, without a time, a zone, a place or a person. */
export interface CalendarEntry {
  /** The same for as long as it is the same thing, wherever it moves. */
  readonly uid: string;
  /** Inclusive. */
  readonly first: CalendarDate;
  readonly last: CalendarDate;
  readonly title: string;
  readonly description: string | null;
  /** Rises with every change; whole, 0 or more. */
  readonly sequence: number;
  readonly isCancelled: boolean;
  /** When it last changed: whole seconds since 1970. */
  readonly changed: number;
}
