import type { Forecaster } from "@tidetable/forecast";
import { type CalendarDate, daysBetween } from "./calendar-date.ts";
import type { ForecastAnswer } from "./dated-forecast.ts";
import type { DayQuestion } from "./day-chances.ts";
import type { Diary } from "./diary.ts";
import { foretell } from "./forecast-from-diary.ts";
import { longestQuestion } from "./planning/plan.ts";

/** What a diary tells of the days to come, on one day: the answer that is shown, and the chances that plans are made with. */
export interface LookAhead {
  readonly answer: ForecastAnswer;
  /**
   * The chance, for each question and in their order, that at least one of its days has bleeding (above spotting), or a
   * start; null where there is no forecast. Today counts as it was recorded, once something was.
   *
   * @throws RangeError for a day before today, for one more than `longestQuestion` days ahead, and for a last day before the first
   */
  chances(questions: readonly DayQuestion[]): readonly number[] | null;
  /** Her usual cycle, days: as many are shorter as longer; under a pack its own length. Null without a forecast. */
  readonly usualLength: number | null;
}

/** The one way from a diary to everything that is said of the days to come. Nothing after `today` is looked at. */
export function lookAhead(diary: Diary, today: CalendarDate, forecaster: Forecaster): LookAhead {
  const { answer, chances, usualLength } = foretell(diary, today, forecaster);
  return {
    answer,
    usualLength,
    chances(questions) {
      for (const question of questions) requireDaysAhead(question, today);
      return chances?.(questions) ?? null;
    },
  };
}

function requireDaysAhead({ first, last }: DayQuestion, today: CalendarDate): void {
  const [from, to] = [daysBetween(today, first), daysBetween(today, last)];
  if (from >= 0 && to >= from && to <= longestQuestion) return;
  throw new RangeError(`question expects days 0 to ${longestQuestion} ahead in order, got ${from} to ${to}`);
}
