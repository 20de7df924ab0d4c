import type { CalendarDate } from "../calendar-date.ts";
import type { DateStyle } from "../format-date.ts";
import { headlineFromForecast, type Sentence, sentence } from "../sentence.ts";
import type { PlanAnswer } from "./answer-plan.ts";
import { chanceCount } from "./chance-count.ts";
import { type Avoid, longestPlan, type Plan, type Stakes } from "./plan.ts";
import { type DateRange, lengthOf, type PlanProblem, type PlanQuestion } from "./question.ts";
import { isSameChance, type PlannedWindow, shortList } from "./same-chance.ts";
import type { PlanNews } from "./saved-plan.ts";

/** "3 in 20"; never none, and never all. */
export const chanceInTwenty = (chance: number): Sentence =>
  sentence("plan-odds", {}, { count: chanceCount(chance) });

/** "Thu 13 – Sun 16 May", with the year where that is not the year of `today`. */
export function datesOfWindow({ first, last }: DateRange, today: CalendarDate): Sentence {
  const style = styleIn(last, today, "weekday-day-month", "weekday-day-month-year");
  if (first === last) return { id: "plan-date", dates: { first: { date: first, style } }, values: {} };
  const isOneMonth = first.slice(0, 7) === last.slice(0, 7);
  return {
    id: "plan-dates",
    dates: {
      first: {
        date: first,
        style: isOneMonth
          ? "weekday-day"
          : styleIn(first, today, "weekday-day-month", "weekday-day-month-year"),
      },
      last: { date: last, style },
    },
    values: {},
  };
}

/** "Bleeding on at least one day: 1 in 20". */
export function sentenceOfChance(
  chance: number,
  { days, avoid }: Pick<PlanQuestion, "days" | "avoid">,
): Sentence {
  return sentence("plan-chance", {}, { ...avoided(avoid, days), count: chanceCount(chance) });
}

/** The question first: how many days between which dates, and what its chances are chances of. */
export function sentencesAboutQuestion(
  { from, to, days, avoid }: PlanQuestion,
  today: CalendarDate,
): readonly [Sentence, Sentence] {
  const asked = sentence("plan-asked", {}, avoided(avoid, days));
  if (from === to) return [sentence("plan-question-date", { from }, {}, today), asked];
  const isAllOfIt = lengthOf({ first: from, last: to }) === days;
  return [
    sentence(isAllOfIt ? "plan-question-dates" : "plan-question", { from, to }, { days }, today),
    asked,
  ];
}

/**
 * What is said under the short list of an answer: which of it is the same, when to ask again, and that the lowest is not zero
 * to whom it matters most. Why there is no list, where there is none.
 */
export function sentencesAboutAnswer(
  answer: PlanAnswer,
  { days }: Pick<PlanQuestion, "days">,
  stakes: Stakes,
): readonly Sentence[] {
  if (answer.kind === "no-forecast") return [headlineFromForecast(answer.answer)];
  if (answer.kind === "no-window") return [sentence("plan-no-window")];
  const { today, windows, tooFarAhead, askAgain, usual, clearerAfter } = answer;
  const count = chanceCount(windows[0]!.chance);
  return [
    ...(tooFarAhead ? [] : sameDates(shortList(windows), today)),
    ...(tooFarAhead && askAgain ? [farAhead(usual, days, askAgain, today)] : []),
    ...(!tooFarAhead && clearerAfter ? [clearer(clearerAfter, today)] : []),
    ...(stakes === "must-not" ? [sentence("plan-lowest", {}, { count })] : []),
  ];
}

/** A plan that was kept: its chance, what changed, when it will be clearer, and whether other dates are better by now. */
export function sentencesAboutPlan(plan: Plan, news: PlanNews, today: CalendarDate): readonly Sentence[] {
  const { name, first, last, avoid, between, said } = plan;
  const { chance, was, change, sinceStart, askAgain, tooFarAhead, usual, isBetterElsewhere } = news;
  const dates = { dates: briefly({ first, last }, today) };
  if (chance === null) {
    return [{ id: last < today ? "plan-kept-over" : "plan-kept-unknown", dates, values: { name } }];
  }
  const days = lengthOf(plan);
  const count = chanceCount(chance);
  const isMoved = said !== null && was !== null && change !== "new" && change !== "same";
  const changed = isMoved
    ? [changedFrom(was, count, said.today, sinceStart, today)]
    : said && change === "same" && said.today < today
      ? [inBrief("plan-unchanged", { date: said.today }, {}, today)]
      : [];
  return [
    { id: "plan-kept", dates, values: { name, count, ...avoided(avoid, days) } },
    ...changed,
    ...(askAgain
      ? [tooFarAhead && usual !== null ? farAhead(usual, days, askAgain, today) : clearer(askAgain, today)]
      : []),
    ...(isBetterElsewhere && between
      ? [inBrief("plan-better-elsewhere", { from: between.first, to: between.last }, {}, today)]
      : []),
  ];
}

/** Why a question cannot be answered, and which one could. */
export function sentenceOfPlanProblem(problem: PlanProblem): Sentence {
  const id = `plan-problem-${problem.kind}`;
  if (problem.kind === "days") return sentence(id, {}, { longest: longestPlan });
  if (problem.kind !== "too-far") return sentence(id);
  return { id, dates: { latest: { date: problem.latest, style: "day-month-year" } }, values: {} };
}

/** What a sentence needs to say what is avoided. */
function avoided({ bleeding, daysBefore }: Avoid, days: number) {
  const what = bleeding ? (daysBefore > 0 ? "both" : "bleeding") : "before";
  return { what, before: daysBefore, days };
}

const clearer = (date: CalendarDate, today: CalendarDate): Sentence =>
  inBrief("plan-clearer", { date }, {}, today);

const farAhead = (usual: number, days: number, date: CalendarDate, today: CalendarDate): Sentence =>
  inBrief("plan-far", { date }, { days, count: chanceCount(usual) }, today);

function changedFrom(
  was: number,
  count: number,
  date: CalendarDate,
  start: CalendarDate | null,
  today: CalendarDate,
): Sentence {
  const values = { was: chanceCount(was), count };
  if (start === null) return inBrief("plan-changed", { date }, values, today);
  return inBrief("plan-changed-start", { date, start }, values, today);
}

/** The dates of a short list that are the same as its best; nothing where the best is alone. */
function sameDates(listed: readonly PlannedWindow[], today: CalendarDate): readonly Sentence[] {
  const least = Math.min(...listed.map(({ chance }) => chance));
  const windows = listed.filter(({ chance }) => isSameChance(chance, least));
  if (windows.length < 2) return [];
  if (windows.length === listed.length && windows.length > 2) return [sentence("plan-same-all")];
  const dates = windows.map((window, i) => {
    const written = briefly(window, today);
    const next = windows[i + 1];
    // "13 – 16 and 22 – 25 May": a month is said once.
    const isSaidNext =
      next?.first.slice(0, 7) === window.last.slice(0, 7) && next.last.slice(0, 7) === next.first.slice(0, 7);
    return isSaidNext && isOneMonth(window) ? { ...written, style: "day" as const } : written;
  });
  return [
    {
      id: `plan-same-${windows.length}`,
      dates: Object.fromEntries(dates.map((date, i) => [`date${i + 1}`, date])),
      values: {},
    },
  ];
}

const isOneMonth = ({ first, last }: DateRange): boolean => first.slice(0, 7) === last.slice(0, 7);

/** "13 – 16 May", or "5 June". */
function briefly({ first, last }: DateRange, today: CalendarDate): Sentence["dates"][string] {
  const style = styleIn(last, today, "day-month", "day-month-year");
  return first === last ? { date: first, style } : { date: first, style, through: last };
}

/** Dates without their weekdays, with the year where it is not that of `today`. */
function inBrief(
  id: string,
  dates: Readonly<Record<string, CalendarDate>>,
  values: Sentence["values"],
  today: CalendarDate,
): Sentence {
  const written = Object.entries(dates).map(([name, date]) => [
    name,
    briefly({ first: date, last: date }, today),
  ]);
  return { id, dates: Object.fromEntries(written), values };
}

const styleIn = (date: CalendarDate, today: CalendarDate, same: DateStyle, other: DateStyle): DateStyle =>
  date.slice(0, 4) === today.slice(0, 4) ? same : other;
