import { effect, type ReadonlySignal, signal } from "@preact/signals";
import {
  type CalendarDate,
  type createForecaster,
  type Diary,
  type ForecastAnswer,
  forecastFromDiary,
  type Sentence,
  whatChanged,
} from "@tidetable/diary";

/** What is known about the days to come; null until it was first worked out. */
export interface Outlook {
  readonly answer: ReadonlySignal<ForecastAnswer | null>;
  /** How it differs from yesterday's. */
  readonly change: ReadonlySignal<Sentence | null>;
  /** The answer for the diary as it is now, worked out at once if it was still to come. */
  current(): ForecastAnswer;
}

/**
 * Follows the diary and the date.
 *
 * `afterPaint` runs its argument once the screen has shown what was tapped: a tap is answered before a forecast.
 */
export function createOutlook(
  diary: ReadonlySignal<Diary>,
  today: ReadonlySignal<CalendarDate>,
  forecaster: ReturnType<typeof createForecaster>,
  afterPaint: (work: () => void) => void,
): Outlook {
  const answer = signal<ForecastAnswer | null>(null);
  const change = signal<Sentence | null>(null);
  let worked: { readonly diary: Diary; readonly today: CalendarDate } | null = null;
  /** Nothing is forecast from forecasts: one that was kept changes no other. */
  const isWorked = (diaryNow: Diary, todayNow: CalendarDate): boolean =>
    worked?.today === todayNow &&
    worked.diary.entryByDate === diaryNow.entryByDate &&
    worked.diary.events === diaryNow.events &&
    worked.diary.birthYear === diaryNow.birthYear;

  const current = (): ForecastAnswer => {
    const [diaryNow, todayNow] = [diary.peek(), today.peek()];
    const known = answer.peek();
    if (known !== null && isWorked(diaryNow, todayNow)) return known;
    worked = { diary: diaryNow, today: todayNow };
    const next = forecastFromDiary(diaryNow, todayNow, forecaster);
    answer.value = next;
    change.value = next.kind === "forecast" ? whatChanged(diaryNow, todayNow, forecaster, next) : null;
    return next;
  };

  effect(() => {
    diary.value;
    today.value;
    afterPaint(current);
  });
  return { answer, change, current };
}
