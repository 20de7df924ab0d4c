export type { DatedDose } from "./calendar-entries.ts";
export { calendarEntries, defaultHorizonDays, keyOfForecast } from "./calendar-entries.ts";
export type { CalendarEntry } from "./entry.ts";
export type { CalendarMemory } from "./memory.ts";
export { parseCalendarMemory } from "./memory.ts";
export type { CalendarTitleKind, CalendarTitles, TitleStyle } from "./titles.ts";
export { calendarTitleKinds, sentenceOfTitle, titleStyles } from "./titles.ts";
export { writeCalendar } from "./write-calendar.ts";
