import { addDays, type CalendarDate, daysBetween } from "../calendar-date.ts";
import type { DatedForecast, ForecastAnswer } from "../dated-forecast.ts";
import type { LookAhead } from "../look-ahead.ts";
import { medianStart } from "../read-forecast.ts";
import { horizonBefore, rangeFrom, type WindowCurve } from "./horizon.ts";
import { type Avoid, longestQuestion } from "./plan.ts";
import { type DateRange, dayQuestion, type PlanQuestion, questionProblem } from "./question.ts";
import { byChance, groupsOfSame, type PlannedWindow, sameWithin } from "./same-chance.ts";

export type PlanAnswer =
  | {
      readonly kind: "windows";
      readonly today: CalendarDate;
      /** Lowest chance first, then earliest; never empty. */
      readonly windows: readonly PlannedWindow[];
      /** The largest groups of indices in which all chances differ by less than 0.1; they may overlap, and have no order. */
      readonly same: readonly (readonly number[])[];
      /** Whether even the nearest of these dates lies where no date is better than another. */
      readonly tooFarAhead: boolean;
      /** From when on they are likely to differ; a day after today, and null unless it is too far ahead. */
      readonly askAgain: CalendarDate | null;
      /** The mean chance of such windows over one cycle, about there: what is usual for her. */
      readonly usual: number;
      /** About when her next period starts, where all of this lies after it: then it will be clearer. */
      readonly clearerAfter: CalendarDate | null;
    }
  /** Each window would meet a day that cannot be used, or there are fewer days than are asked for. */
  | { readonly kind: "no-window" }
  | { readonly kind: "no-forecast"; readonly answer: ForecastAnswer };

/** Days between the windows that are looked at to find where dates stop differing. Our choice: there the curve is flat. */
const horizonStep = 3;

/**
 * Every stretch of so many days that meets no busy day, ranked by the chance of what is avoided.
 *
 * @throws RangeError for a question that `questionProblem` refuses
 */
export function answerPlan(ahead: LookAhead, question: PlanQuestion): PlanAnswer {
  const { answer } = ahead;
  if (answer.kind !== "forecast" || ahead.usualLength === null) return { kind: "no-forecast", answer };
  const { today } = answer.forecast;
  const problem = questionProblem(question, today);
  if (problem) throw new RangeError(`question expects one without a problem, got ${problem.kind}`);
  const { to, days, avoid, busy = [] } = question;
  const nearest = Math.max(0, daysBetween(today, question.from));
  const furthest = daysBetween(today, to) - days + 1;
  const curve = curveOf(ahead, today, ahead.usualLength, { days, avoid });
  const first = Math.max(0, Math.min(nearest, lastBegin({ days, avoid }) - curve.cycle + 1));
  // A call costs more than what it asks for: whoever asks about days beyond a cycle will ask about the horizon too.
  const grid = nearest > curve.cycle ? horizonGrid(curve, first) : [];
  curve.ask([...new Set([...range(first, Math.max(furthest, first + curve.cycle - 1)), ...grid])]);
  const windows = range(nearest, furthest)
    .map((day): PlannedWindow => {
      const begin = addDays(today, day);
      return { first: begin, last: addDays(begin, days - 1), chance: curve.chanceAt(day) };
    })
    .filter((window) => !busy.some((taken) => meets(taken, window)))
    .sort(byChance);
  if (windows.length === 0) return { kind: "no-window" };
  const horizon = horizonOf(curve, first, nearest);
  return {
    kind: "windows",
    today,
    windows,
    same: groupsOfSame(windows),
    tooFarAhead: horizon !== null,
    askAgain: horizon === null ? null : whenToAsk(answer.forecast, horizon, nearest, curve.cycle),
    usual:
      range(first, first + curve.cycle - 1).reduce((sum, day) => sum + curve.chanceAt(day), 0) / curve.cycle,
    clearerAfter: clearerAfter(answer.forecast, addDays(today, nearest)),
  };
}

/** About when the next period starts, for dates that lie after it. A pack's days are known already. */
function clearerAfter(forecast: DatedForecast, first: CalendarDate): CalendarDate | null {
  if (forecast.basis.pack !== null) return null;
  const next = medianStart(forecast);
  return first > next && next > forecast.today ? next : null;
}

interface AskedCurve extends WindowCurve {
  /** Asks once for all of these days that were not asked for yet; those too far ahead to be told are left out. */
  ask(days: readonly number[]): void;
}

function curveOf(
  ahead: LookAhead,
  today: CalendarDate,
  cycle: number,
  window: { readonly days: number; readonly avoid: Avoid },
): AskedCurve {
  const chanceByDay = new Map<number, number>();
  const last = lastBegin(window);
  return {
    cycle,
    ask(days) {
      const open = days.filter((day) => day <= last && !chanceByDay.has(day));
      if (open.length === 0) return;
      const chances = ahead.chances(
        open.map((day) => {
          const begin = addDays(today, day);
          return dayQuestion({ first: begin, last: addDays(begin, window.days - 1) }, window.avoid);
        }),
      );
      for (const [i, day] of open.entries()) chanceByDay.set(day, chances?.[i] ?? 0);
    },
    // Beyond the last day that is told nothing differs any more.
    chanceAt: (day) => chanceByDay.get(Math.min(day, last)) ?? 0,
  };
}

/** The last day, counted from today, on which a window can begin that the forecast still tells of. */
const lastBegin = ({ days, avoid }: { readonly days: number; readonly avoid: Avoid }): number =>
  longestQuestion - avoid.daysBefore - days + 1;

/** The days that are looked at for the horizon, up to a cycle beyond the first of a question. */
const horizonGrid = ({ cycle }: WindowCurve, first: number): readonly number[] =>
  range(0, first + cycle).filter((day) => day % horizonStep === 0);

/** Where dates stop differing, days after today, if all of the question lies beyond it; null otherwise, and where they never differ. */
function horizonOf(curve: AskedCurve, first: number, nearest: number): number | null {
  if (rangeFrom(curve, first) >= sameWithin) return null;
  curve.ask(horizonGrid(curve, first));
  const horizon = horizonBefore(curve, first, horizonStep, sameWithin);
  return horizon === 0 ? null : Math.min(horizon, nearest);
}

/**
 * The expected start after which dates as far as these begin to differ: each start that is logged moves the horizon on by a
 * cycle. No later than the dates themselves, and not before tomorrow.
 */
function whenToAsk(forecast: DatedForecast, horizon: number, nearest: number, cycle: number): CalendarDate {
  const starts = Math.floor((nearest - horizon) / cycle) + 1;
  const start = daysBetween(forecast.today, medianStart(forecast)) + (starts - 1) * cycle;
  return addDays(forecast.today, Math.max(1, Math.min(start, nearest)));
}

const meets = (one: DateRange, other: DateRange): boolean =>
  one.first <= other.last && one.last >= other.first;

const range = (first: number, last: number): readonly number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
