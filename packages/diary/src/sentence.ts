import type { CalendarDate } from "./calendar-date.ts";

/**
 * A sentence before it is in any language: the message's id in `strings/`, and what goes into it.
 *
 * A date is shown as weekday and day ("Fri 5"), with its month ("Mon 1 March") where the month is not plain from
 * the date before it.
 */
export interface Sentence {
  readonly id: string;
  readonly dates: Readonly<Record<string, { readonly date: CalendarDate; readonly withMonth: boolean }>>;
  readonly values: Readonly<Record<string, string | number>>;
}
