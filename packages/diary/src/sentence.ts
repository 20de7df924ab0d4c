import { longestCycle } from "@tidetable/forecast";
import { type CalendarDate, daysBetween } from "./calendar-date.ts";
import type { DatedForecast, ForecastAnswer } from "./dated-forecast.ts";
import type { DateStyle } from "./format-date.ts";

/** A date in a sentence, or the dates from one `through` another. */
interface SentenceDate {
  readonly date: CalendarDate;
  readonly style: DateStyle;
  readonly through?: CalendarDate;
}

/** A sentence before it is in any language: the message's id in `strings/`, and what goes into it. */
export interface Sentence {
  readonly id: string;
  readonly dates: Readonly<Record<string, SentenceDate>>;
  readonly values: Readonly<Record<string, string | number>>;
}

/**
 * A sentence whose dates are read in the order given.
 *
 * Each says its month only when the one before it had another, and its year only when that is not the year of
 * `today`, where that is given.
 */
export function sentence(
  id: string,
  dates: Readonly<Record<string, CalendarDate>> = {},
  values: Readonly<Record<string, string | number>> = {},
  today?: CalendarDate,
): Sentence {
  let month = "";
  const shown: Record<string, { date: CalendarDate; style: DateStyle }> = {};
  for (const [name, date] of Object.entries(dates)) {
    const isOtherYear = today !== undefined && date.slice(0, 4) !== today.slice(0, 4);
    const withMonth = isOtherYear ? "weekday-day-month-year" : "weekday-day-month";
    shown[name] = { date, style: date.slice(0, 7) === month ? "weekday-day" : withMonth };
    month = date.slice(0, 7);
  }
  return { id, dates: shown, values };
}

/** Up to this width, days, an interval is said as "between … and …"; wider, as "be ready from …". Source: docs/glossary.md, interval. */
const widestBetween = 9;
/** Beyond this width, days, there is no likeliest day worth naming. Our choice: three weeks. */
const widestReady = 21;

/** The one sentence that is the product. */
export function headlineFromForecast(answer: ForecastAnswer): Sentence {
  if (answer.kind === "no-start") return sentence("forecast-none");
  if (answer.kind === "withheld") {
    const { reason, method = "none" } = answer;
    return sentence("forecast-withheld", {}, { reason, method });
  }
  const { nextStart, today, basis } = answer.forecast;
  if (basis.pack) return headlineFromPack(answer.forecast);
  const { first, last } = nextStart.interval;
  const likely = nextStart.mostLikely;
  const days = daysBetween(first, last) + 1;
  const isNow = first === nextStart.first || likely === nextStart.first;
  // With two humps, a start that may have gone unlogged and the one after it, no one day is worth naming.
  const isAnyDay = days > widestReady || isPlaceLost(basis.unrecordedDays);
  const hasLikely = !isAnyDay && likely <= last && (isNow || likely >= first);
  if (isNow && !hasLikely) return sentence("forecast-any-time-now", { last });
  if (!hasLikely) return sentence("forecast-any-time", { first, last });
  if (isNow) {
    return likely === today
      ? sentence("forecast-now-today", { last })
      : sentence("forecast-now", { likely, last });
  }
  if (days === 1) return sentence("forecast-one-day", { likely });
  if (days > widestBetween) return sentence("forecast-ready", { first, likely, last });
  return sentence("forecast-between", { first, last, likely });
}

/** Never said as a period: it is the pack's bleed, not her cycle's. */
function headlineFromPack({ nextStart }: DatedForecast): Sentence {
  const { interval, mostLikely } = nextStart;
  const { first, last } = interval;
  if (first === last) return sentence("forecast-pack-one-day", { likely: mostLikely });
  if (first === nextStart.first) return sentence("forecast-pack-now", { likely: mostLikely, last });
  return sentence("forecast-pack-between", { first, last, likely: mostLikely });
}

/** The quiet lines under it: how sure, what it rests on, and what may be amiss. Empty where there is no forecast. */
export function basisFromForecast(answer: ForecastAnswer): readonly Sentence[] {
  if (answer.kind !== "forecast") return [];
  const { forecast } = answer;
  const { cyclesUsed, basis, possiblyUnlogged } = forecast;
  if (basis.pack) return basisFromPack(cyclesUsed, basis.pack);
  const lines: Sentence[] = [oddsOf(forecast)];
  if (basis.unrecordedDays > 0) {
    const place = isPlaceLost(basis.unrecordedDays) ? "lost" : "counted";
    lines.push(sentence("basis-gap", {}, { days: basis.unrecordedDays, place }));
  }
  lines.push(
    cyclesUsed === 0 ? sentence("basis-one-date") : sentence("basis-cycles", {}, { cycles: cyclesUsed }),
  );
  if (basis.afterHormones) lines.push(sentence("basis-after-hormones", { date: basis.afterHormones }));
  if (basis.emergency) lines.push(sentence("basis-emergency", { date: basis.emergency }));
  if (basis.sign) lines.push(sentence("basis-sign", { date: basis.sign }));
  if (basis.signsDisagree) lines.push(sentence("basis-signs-disagree"));
  const isProbablyUnlogged = (basis.unlogged?.probability ?? 0) > 0.5;
  if (basis.longerThan >= 0.9 && basis.unrecordedDays === 0 && !isProbablyUnlogged) {
    lines.push(sentence("basis-long-cycle", {}, { ownCycles: cyclesUsed >= 3 ? "yes" : "no" }));
  }
  if (basis.unlogged && !possiblyUnlogged.some(({ around }) => around === basis.unlogged?.around)) {
    const count = inTwenty(basis.unlogged.probability);
    lines.push(sentence("basis-maybe-unlogged", { date: basis.unlogged.around }, { count }));
  }
  for (const { around } of possiblyUnlogged)
    lines.push(sentence("basis-unlogged", { date: around }, {}, forecast.today));
  return lines;
}

function basisFromPack(
  breaks: number,
  { none }: NonNullable<DatedForecast["basis"]["pack"]>,
): readonly Sentence[] {
  const count = inTwenty(none);
  return [sentence("basis-pack-odds", {}, { count }), sentence("basis-pack-breaks", {}, { breaks })];
}

/** A chance in twenty, never none and never all. */
const inTwenty = (chance: number): number => Math.max(1, Math.min(19, Math.round(chance * 20)));

/** After a silence longer than any cycle the forecast takes every place in one for equally likely. */
const isPlaceLost = (unrecordedDays: number): boolean => unrecordedDays > longestCycle;

/** Inside and outside together, so that neither is taken for all of it. */
function oddsOf({ nextStart }: DatedForecast): Sentence {
  const { first, last } = nextStart.interval;
  if (first === nextStart.first || nextStart.mostLikely === nextStart.first) {
    return sentence("forecast-odds-now", { last });
  }
  const isBetween = daysBetween(first, last) + 1 <= widestBetween;
  return isBetween ? sentence("forecast-odds") : sentence("forecast-odds-ready", { first, last });
}

/** The whole forecast for the ear: the dates said once, in full sentences, then the basis. */
export function spokenForecast(answer: ForecastAnswer): readonly Sentence[] {
  if (answer.kind !== "forecast") return [headlineFromForecast(answer)];
  const { interval, mostLikely } = answer.forecast.nextStart;
  const dates = { first: interval.first, last: interval.last, likely: mostLikely };
  const id = answer.forecast.basis.pack ? "spoken-pack" : "spoken-forecast";
  return [sentence(id, dates), ...basisFromForecast(answer).slice(1)];
}
