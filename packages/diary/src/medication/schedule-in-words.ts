import { type CalendarDate, daysBetween } from "../calendar-date.ts";
import type { ForecastAnswer } from "../dated-forecast.ts";
import type { Diary } from "../diary.ts";
import { type Sentence, sentence } from "../sentence.ts";
import { type Adherence, adherenceOf } from "./adherence.ts";
import { type Due, isTaken, nextDue, standingDue } from "./due.ts";
import type { Schedule } from "./schedule.ts";
import { type StockDates, stockDates } from "./stock.ts";

/** Days that are looked back on. Our choice: four weeks, one usual pack. */
const lookBackDays = 28;

/** On which days something is due, as it was set down. */
export function rhythmInWords({ rhythm }: Pick<Schedule, "rhythm">): Sentence {
  switch (rhythm.kind) {
    case "pack": {
      const { activeDays: active, breakDays: off, placebo } = rhythm;
      const kind = off === 0 ? "daily" : placebo ? "placebo" : "pack";
      return sentence("schedule-rhythm", {}, { kind, active, off });
    }
    case "weekdays":
      return sentence("schedule-rhythm", {}, { kind: "weekdays", count: rhythm.weekdays.length });
    case "every": {
      const { count, unit } = rhythm;
      return sentence("schedule-rhythm", {}, { kind: unit, count });
    }
    case "as-needed":
      return sentence("schedule-rhythm", {}, { kind: "as-needed" });
    case "cycle-days":
      return sentence("schedule-rhythm", {}, { kind: "cycle-days", first: rhythm.first, last: rhythm.last });
    case "before-start":
      return sentence("schedule-rhythm", {}, { kind: "before-start", count: rhythm.days });
  }
}

/** What is due on a day, for whoever reads the day beside it. */
export const doseInWords = (
  { name, action }: Pick<Schedule, "name" | "action">,
  { isPlacebo, isLikely }: Pick<Due, "isPlacebo" | "isLikely">,
): Sentence =>
  sentence("schedule-dose", {}, { name, action, note: isPlacebo ? "placebo" : isLikely ? "likely" : "none" });

/** What is to be ordered or picked up by now; none where that is still to come, or the count is over. */
export function orderInWords(
  schedule: Schedule,
  dates: StockDates,
  today: CalendarDate,
): readonly Sentence[] {
  const { lastsThrough, orderBy, pickUpBy } = dates;
  if (orderBy === null || pickUpBy === null || lastsThrough === null) return [];
  if (today < orderBy || today > lastsThrough) return [];
  const what = pickUpBy > today ? "order" : "both";
  return [sentence("schedule-order-due", { date: lastsThrough }, { name: schedule.name, what }, today)];
}

/** Everything there is to say of one schedule today: what is next, what is left, and what is recorded. */
export function sentencesAboutSchedule(
  diary: Diary,
  schedule: Schedule,
  answer: ForecastAnswer,
  today: CalendarDate,
): readonly Sentence[] {
  const standing = standingDue(diary, schedule, answer, today);
  return [
    nextInWords(diary, schedule, answer, today),
    ...(standing && !standing.isTaken
      ? [sentence("schedule-standing", { date: standing.date }, {}, today)]
      : []),
    ...stockInWords(stockDates(diary, schedule, answer, today), today),
    ...recordedInWords(adherenceOf(diary, schedule, answer, today, lookBackDays)),
  ];
}

function nextInWords(
  diary: Diary,
  schedule: Schedule,
  answer: ForecastAnswer,
  today: CalendarDate,
): Sentence {
  const { action, rhythm, until } = schedule;
  if (until !== null && until < today) return sentence("schedule-over", { date: until }, {}, today);
  if (rhythm.kind === "as-needed") {
    const last = lastTaken(diary, schedule, today);
    return last === null
      ? sentence("schedule-as-needed")
      : sentence("schedule-last", { date: last }, {}, today);
  }
  const next = nextDue(diary, schedule, answer, today);
  if (next === null) return sentence("schedule-next-unknown", {}, { kind: rhythm.kind });
  const values = { action, likely: next.isLikely ? "yes" : "no" };
  return next.date === today
    ? sentence("schedule-next-today", {}, values)
    : sentence("schedule-next", { date: next.date }, values, today);
}

function lastTaken(diary: Diary, schedule: Schedule, today: CalendarDate): CalendarDate | null {
  const dates = [...diary.entryByDate.keys()].filter(
    (date) => date <= today && isTaken(diary, schedule, date),
  );
  return dates.reduce<CalendarDate | null>(
    (last, date) => (last === null || date > last ? date : last),
    null,
  );
}

function stockInWords(
  { left, lastsThrough, orderBy, pickUpBy }: StockDates,
  today: CalendarDate,
): readonly Sentence[] {
  if (left === null) return [];
  if (lastsThrough === null) return [sentence("schedule-left", {}, { left })];
  if (orderBy === null || pickUpBy === null)
    return [sentence("schedule-enough", { date: lastsThrough }, { left }, today)];
  if (lastsThrough < today) return [sentence("schedule-counted-out", { date: lastsThrough }, {}, today)];
  const through = sentence("schedule-lasts", { date: lastsThrough }, { left }, today);
  if (orderBy > today && daysBetween(orderBy, pickUpBy) > 0)
    return [through, sentence("schedule-order-and-pick-up", { order: orderBy, pickUp: pickUpBy }, {}, today)];
  if (orderBy > today) return [through, sentence("schedule-order", { order: orderBy }, {}, today)];
  return pickUpBy > today
    ? [through, sentence("schedule-order-now", { pickUp: pickUpBy }, {}, today)]
    : [through, sentence("schedule-order-pick-up-now")];
}

/** Counts and what a leaflet is for; nothing where nothing was due, or nothing was ever recorded. */
function recordedInWords({ due, taken, notRecorded, days }: Adherence): readonly Sentence[] {
  if (due === 0) return [];
  return notRecorded === 0
    ? [sentence("schedule-recorded", {}, { taken, due, days })]
    : [sentence("schedule-not-recorded", {}, { notRecorded, due, days })];
}
