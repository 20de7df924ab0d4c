export type { Forecaster } from "@tidetable/forecast";
export { createForecaster } from "@tidetable/forecast";
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
export type { DayQuestion } from "./day-chances.ts";
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
  withoutPlan,
  withoutSchedule,
  withPlan,
  withSchedule,
} from "./diary.ts";
export type { Bleeding, DayEntry, Mucus, NotAnEntry } from "./entry.ts";
export { bleedingLevels, entryFields, isEmptyEntry, mucusQualities, parseDayEntry } from "./entry.ts";
export type { ExplainedCycle, ExplainedSign, Explanation, LeftOut } from "./explain-forecast.ts";
export { explainForecast } from "./explain-forecast.ts";
export {
  notesOnCycles,
  sentencesAboutCycle,
  sentencesAboutCycles,
  sentencesAboutNow,
  startOfCycle,
} from "./explain-in-words.ts";
export { forecastFromDiary } from "./forecast-from-diary.ts";
export type { DateStyle } from "./format-date.ts";
export { formatDate } from "./format-date.ts";
export type { CompletedCycle, DiaryHistory } from "./history.ts";
export { diaryAsOf, historyFromDiary } from "./history.ts";
export type { LifeEvent, NotAnEvent, Pattern } from "./life-event.ts";
export { parseLifeEvent, patterns, patternsWithForecast, patternsWithoutForecast } from "./life-event.ts";
export type { LookAhead } from "./look-ahead.ts";
export { lookAhead } from "./look-ahead.ts";
export type { CalendarDose } from "./medication/calendar-doses.ts";
export { calendarDoses } from "./medication/calendar-doses.ts";
export type { Due } from "./medication/due.ts";
export { dueBetween, standingDue } from "./medication/due.ts";
export { schedulePresets } from "./medication/presets.ts";
export type { NotASchedule, Schedule, ScheduleAction, ScheduleRhythm } from "./medication/schedule.ts";
export { parseSchedule, scheduleActions } from "./medication/schedule.ts";
export {
  doseInWords,
  orderInWords,
  rhythmInWords,
  sentencesAboutSchedule,
} from "./medication/schedule-in-words.ts";
export type { StockDates } from "./medication/stock.ts";
export { stockDates } from "./medication/stock.ts";
export type { EmergencyDrug, Method } from "./methods/method.ts";
export { emergencyDrugs, hasPack, isHormonal, methods } from "./methods/method.ts";
export type { MethodSpan } from "./methods/method-spans.ts";
export { methodOn } from "./methods/method-spans.ts";
export type { Pack } from "./methods/pack.ts";
export { activeDaysRange, breakDaysRange, packDay } from "./methods/pack.ts";
export { patternOn } from "./pattern-on.ts";
export type { EntryByDate, Period } from "./period.ts";
export { isAboveSpotting, periodStarts, periodsFromEntries } from "./period.ts";
export type { PlanAnswer } from "./planning/answer-plan.ts";
export { answerPlan } from "./planning/answer-plan.ts";
export type { RotaAnswer, RotaSwap, WorstDuty } from "./planning/better-rota.ts";
export { betterRota } from "./planning/better-rota.ts";
export type { Avoid, NotAPlan, Plan, Stakes } from "./planning/plan.ts";
export { longestPlan, longestQuestion, parsePlan, stakes } from "./planning/plan.ts";
export {
  chanceInTwenty,
  datesOfWindow,
  sentenceOfChance,
  sentenceOfPlanProblem,
  sentencesAboutAnswer,
  sentencesAboutPlan,
  sentencesAboutQuestion,
} from "./planning/plan-in-words.ts";
export type { DateRange, PlanProblem, PlanQuestion } from "./planning/question.ts";
export { questionProblem } from "./planning/question.ts";
export type { Duty, Rota } from "./planning/rota.ts";
export { mostDuties, rotaFromEvents } from "./planning/rota.ts";
export { sentencesAboutRota } from "./planning/rota-in-words.ts";
export type { PlannedWindow } from "./planning/same-chance.ts";
export { shortList } from "./planning/same-chance.ts";
export type { PlanNews } from "./planning/saved-plan.ts";
export { chanceOfPlan, chancesByDay, newsOfPlan, planSaid, sharedPlans } from "./planning/saved-plan.ts";
export { chanceStartedBy, chanceStartsOn, dotCount, dotsFromForecast, medianStart } from "./read-forecast.ts";
export type { NotScored, RecordedCycle, ScoredCycle } from "./record.ts";
export { recordOf } from "./record.ts";
export {
  cameOn,
  rangeSaid,
  sentencesAboutRecord,
  whyNotCounted,
} from "./record-in-words.ts";
export type { IssuedForecast } from "./record-issued.ts";
export { parseIssuedForecast } from "./record-issued.ts";
export { withIssued } from "./record-keeping.ts";
export type { ScoredForecast } from "./record-score.ts";
export type { RecordSummary } from "./record-summary.ts";
export { summaryOf } from "./record-summary.ts";
export { fieldsFromValue, valueFromFields } from "./registers.ts";
export type { Result } from "./result.ts";
export type { Sentence } from "./sentence.ts";
export { basisFromForecast, headlineFromForecast, spokenForecast } from "./sentence.ts";
export type { CheckIn, DueCheckIns, NotACheckIn } from "./sharing/check-in.ts";
export { dueCheckIns, parseCheckIn } from "./sharing/check-in.ts";
export type { Card, Face } from "./sharing/face.ts";
export { faceOn } from "./sharing/face.ts";
export { aheadForReaders, plansForReaders } from "./sharing/for-readers.ts";
export type { GrantUntil } from "./sharing/grant-length.ts";
export { lastDayFor } from "./sharing/grant-length.ts";
export { headsUpDay } from "./sharing/heads-up-day.ts";
export { narrowest } from "./sharing/narrowest.ts";
export type { NoticeWhat, PlannedNotice } from "./sharing/notices.ts";
export { planNotices } from "./sharing/notices.ts";
export type { CareWords, Told } from "./sharing/project.ts";
export { project } from "./sharing/project.ts";
export type { ProjectedDay, Projection, SharedPlan } from "./sharing/projection.ts";
export { parseProjection, projectionBytes } from "./sharing/projection.ts";
export type { Rhythm } from "./sharing/rhythm.ts";
export { parseRhythm } from "./sharing/rhythm.ts";
export type { NotAScope, Scope, ShareKind } from "./sharing/scope.ts";
export {
  formatScope,
  headsUpOnly,
  kindsOf,
  longestGrantDays,
  parseScope,
  shareKinds,
} from "./sharing/scope.ts";
export { isShareText, shareLimits } from "./sharing/shared-text.ts";
export { sentencesAboutScope, sentencesOnFace, wordsOfNotice } from "./sharing/sharing-in-words.ts";
export { changeAfterEntry, whatChanged } from "./what-changed.ts";
