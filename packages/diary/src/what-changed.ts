import type { Forecaster } from "@tidetable/forecast";
import { addDays, type CalendarDate, daysBetween } from "./calendar-date.ts";
import type { DatedForecast, ForecastAnswer } from "./dated-forecast.ts";
import type { Diary } from "./diary.ts";
import { forecastFromDiary } from "./forecast-from-diary.ts";
import { medianStart } from "./read-forecast.ts";
import { type Sentence, sentence } from "./sentence.ts";

/** What moved since yesterday, told by the diary alone; `after` is today's answer, for who has it already; null when nothing did, or there was no forecast yesterday. */
export function whatChanged(
  diary: Diary,
  today: CalendarDate,
  forecaster: Forecaster,
  after: ForecastAnswer = forecastFromDiary(diary, today, forecaster),
): Sentence | null {
  const before = forecastFromDiary(diary, addDays(today, -1), forecaster);
  if (before.kind !== "forecast" || after.kind !== "forecast") return null;
  // In a long silence every day is a day later, which is no news.
  if (after.forecast.basis.unrecordedDays > 0) return null;
  const shift = shiftBetween(before.forecast, after.forecast);
  if (shift.kind !== "moved") return newCycleOf(shift);
  const isQuiet = !diary.entryByDate.has(today) && !diary.entryByDate.has(addDays(today, -1));
  const why = shift.bySign ? "sign" : isQuiet ? "no-start" : "entry";
  const id = shift.days > 0 ? "changed-later" : "changed-earlier";
  return sentence(id, {}, { days: Math.abs(shift.days), why });
}

/** What an entry just made, or taken back, has moved; null when nothing did. */
export function changeAfterEntry(before: ForecastAnswer, after: ForecastAnswer): Sentence | null {
  if (before.kind !== "forecast" || after.kind !== "forecast") return null;
  const shift = shiftBetween(before.forecast, after.forecast);
  if (shift.kind !== "moved") return newCycleOf(shift);
  return sentence(shift.days > 0 ? "moved-later" : "moved-earlier", {}, { days: Math.abs(shift.days) });
}

type Shift =
  | { readonly kind: "none" }
  | { readonly kind: "new-cycle"; readonly start: CalendarDate }
  /** The median moved by `days`, never 0; later is positive. */
  | { readonly kind: "moved"; readonly days: number; readonly bySign: boolean };

function shiftBetween(before: DatedForecast, after: DatedForecast): Shift {
  // A bleed of a pack is not a period that moved.
  if ((before.basis.pack === null) !== (after.basis.pack === null)) return { kind: "none" };
  if (after.openCycle.start > before.openCycle.start) {
    return { kind: "new-cycle", start: after.openCycle.start };
  }
  const days = daysBetween(medianStart(before), medianStart(after));
  return days === 0
    ? { kind: "none" }
    : { kind: "moved", days, bySign: after.basis.sign !== before.basis.sign };
}

const newCycleOf = (shift: Shift): Sentence | null =>
  shift.kind === "new-cycle" ? sentence("changed-new-cycle", { date: shift.start }) : null;
