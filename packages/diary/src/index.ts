export type { CalendarDate } from "./calendar-date.ts";
export {
  addDays,
  calendarDate,
  dateFromDayNumber,
  dayNumberFromDate,
  daysBetween,
  daysInMonth,
  parseCalendarDate,
  weekdayOf,
} from "./calendar-date.ts";
export type { DailyProbability, DatedForecast, ForecastAnswer } from "./dated-forecast.ts";
export type { Diary, DiaryStore, ReadDiary } from "./diary.ts";
export {
  dayKey,
  diaryFromValues,
  emptyDiary,
  eventKey,
  isBirthYear,
  valuesFromDiary,
  withEntry,
  withEvent,
  withoutEvent,
} from "./diary.ts";
export type { Bleeding, DayEntry, Mucus, NotAnEntry } from "./entry.ts";
export { bleedingLevels, entryFields, isEmptyEntry, mucusQualities, parseDayEntry } from "./entry.ts";
export type { LifeEvent, NotAnEvent, Pattern } from "./life-event.ts";
export { parseLifeEvent, patterns, patternsWithForecast, patternsWithoutForecast } from "./life-event.ts";
export type { Result } from "./result.ts";
export type { Sentence } from "./sentence.ts";
