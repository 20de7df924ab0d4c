import type { CalendarDate } from "../calendar-date.ts";
import type { ForecastAnswer } from "../dated-forecast.ts";
import type { Diary } from "../diary.ts";
import { periodStarts } from "../period.ts";

/** What a rhythm that follows the cycle is counted from. */
export interface Cycles {
  /** Recorded, oldest first. */
  readonly starts: readonly CalendarDate[];
  /** The start to come by the forecast, and the day it was told on, which is never after it; null where none is told. */
  readonly next: { readonly likely: CalendarDate; readonly today: CalendarDate } | null;
}

/** The recorded starts and the likely one. With a forecast, starts after its day are not looked at. */
export function cyclesOf(diary: Diary, answer: ForecastAnswer): Cycles {
  const starts = periodStarts(diary.entryByDate);
  if (answer.kind !== "forecast") return { starts, next: null };
  const { today, nextStart } = answer.forecast;
  const likely = nextStart.mostLikely < today ? today : nextStart.mostLikely;
  return { starts: starts.filter((start) => start <= today), next: { likely, today } };
}
