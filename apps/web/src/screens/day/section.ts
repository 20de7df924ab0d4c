import type { CalendarDate, DayEntry } from "@tidetable/diary";

/** What each section of the day sheet is given. */
export interface SectionProps {
  readonly date: CalendarDate;
  readonly entry: DayEntry;
}
