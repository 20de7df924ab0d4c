export { busyRanges } from "./busy-ranges.ts";
export type { BusyEvent } from "./occurrences.ts";
export type { CalendarProblem, LeftOutComponent, NotACalendar } from "./problem.ts";
export { sentenceFromLeftOut, sentenceFromNotACalendar } from "./problem.ts";
export type { CalendarFile } from "./read-calendar.ts";
export { readCalendar } from "./read-calendar.ts";
export type { ZoneReader } from "./zone-reader.ts";
export { zoneReader } from "./zone-reader.ts";
