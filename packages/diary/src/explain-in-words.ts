import type { CalendarDate } from "./calendar-date.ts";
import { addDays } from "./calendar-date.ts";
import type { DatedForecast } from "./dated-forecast.ts";
import type { ExplainedCycle, Explanation, LeftOut } from "./explain-forecast.ts";
import { shortestCycleDays } from "./period.ts";
import { basisFromForecast, type Sentence, sentence } from "./sentence.ts";

/** What her past cycles say, how much of it is hers, and which of them is doubtful. Empty where there is no forecast. */
export function sentencesAboutCycles(explanation: Explanation): readonly Sentence[] {
  const { answer, cycles, cyclesUsed, portrait } = explanation;
  if (answer.kind !== "forecast") return [];
  if (answer.forecast.basis.pack) return aboutPack(answer.forecast, answer.forecast.basis.pack);
  if (cyclesUsed === 0) {
    const none = sentence(cycles.length === 0 ? "explain-none" : "explain-none-used");
    return [none, aboutCommon(explanation), sentence("explain-narrows")];
  }
  const { own, shareHers } = portrait;
  const { lower, upper } = own.oneCycle;
  const parts = Math.round(10 * shareHers);
  return [
    sentence("explain-usual", {}, { cycles: cyclesUsed, shortest: lower, longest: upper }),
    sentence(
      "explain-middle",
      {},
      { usual: wholeDays(own.usual.median), spread: wholeDays(own.spread.median) },
    ),
    sentence("explain-share", {}, { parts, rest: 10 - parts }),
    aboutCommon(explanation),
    ...aboutDoubled(explanation),
  ];
}

/** What the open cycle adds to it. Empty where there is no forecast. */
export function sentencesAboutNow({ answer, signs }: Explanation): readonly Sentence[] {
  if (answer.kind !== "forecast") return [];
  const { forecast } = answer;
  if (forecast.basis.pack) return [];
  const { day } = forecast.openCycle;
  return [
    ...(forecast.basis.unrecordedDays > 0 ? [] : [sentence("explain-open", {}, { day })]),
    ...basisFromForecast(answer).filter((line) => isAboutNow(line, forecast)),
    ...signs.map(({ kind, date, use }) => sentence(`explain-sign-${use}`, { date }, { kind })),
  ];
}

/** What a reader of the list of cycles needs to know besides. */
export function notesOnCycles({ answer, cycles }: Explanation): readonly Sentence[] {
  if (isOfPack(answer)) return [];
  const used = cycles.flatMap(({ use }) => (use.kind === "used" ? [use] : []));
  return [
    ...(used.length > 1 ? [sentence("explain-newer")] : []),
    ...(used.some(({ isBeforeChange }) => isBeforeChange) ? [sentence("explain-changed")] : []),
  ];
}

/** What became of one cycle: whether it is used, and what else there is to say of it. */
export function sentencesAboutCycle(
  { length, use }: ExplainedCycle,
  { answer, today, portrait }: Explanation,
): readonly Sentence[] {
  if (use.kind === "left-out") return [whyLeftOut(use.reason)];
  if (isOfPack(answer)) return [sentence("explain-cycle-kept")];
  const used = sentence(use.isBeforeChange ? "explain-cycle-before-change" : "explain-cycle-used");
  if (use.doubled) {
    const { cycles, probability, around } = use.doubled;
    const chance = Math.min(19, Math.round(20 * probability));
    return [
      used,
      { ...pastDates("explain-cycle-doubled", aroundDates(around), today), values: { cycles, chance } },
    ];
  }
  if (use.known?.by === "owner") {
    return [used, sentence("explain-cycle-told", {}, { cycles: use.known.count })];
  }
  // Said only of a cycle so long that a reader wonders.
  if (use.known && length > portrait.own.oneCycle.upper) return [used, sentence("explain-cycle-watched")];
  return [used];
}

/** The day a cycle began, short, as the list of cycles says it. */
export function startOfCycle({ start }: ExplainedCycle, { today }: Explanation): Sentence {
  const style = isThisYear(start, today) ? "brief" : "brief-year";
  return { id: "explain-began", dates: { date: { date: start, style } }, values: {} };
}

const isOfPack = (answer: Explanation["answer"]): boolean =>
  answer.kind === "forecast" && answer.forecast.basis.pack !== null;

/** Of her own cycle nothing: the pack sets the timing. */
function aboutPack(
  { cyclesUsed }: DatedForecast,
  { lastActive }: NonNullable<DatedForecast["basis"]["pack"]>,
): readonly Sentence[] {
  return [
    sentence("explain-pack", { date: lastActive }),
    sentence("explain-pack-breaks", {}, { breaks: cyclesUsed }),
    sentence("explain-pack-cycles"),
  ];
}

function aboutCommon({ portrait, pattern, age }: Explanation): Sentence {
  const { lower, upper } = portrait.common.oneCycle;
  const values = { pattern, age: age === null ? "unknown" : "known", shortest: lower, longest: upper };
  return sentence("explain-common", {}, values);
}

/** One is told in full; of several the list of cycles tells. */
function aboutDoubled({ cycles, today }: Explanation): readonly Sentence[] {
  const doubled = cycles.flatMap(({ start, length, use }) =>
    use.kind === "used" && use.doubled ? [{ start, length, ...use.doubled }] : [],
  );
  const [only, ...more] = doubled;
  if (!only) return [];
  if (more.length > 0) return [sentence("explain-doubled-several", {}, { count: doubled.length })];
  const { start, length, cycles: count, around } = only;
  const dates = { first: start, next: addDays(start, length), ...aroundDates(around) };
  return [{ ...pastDates("explain-doubled", dates, today), values: { days: length, cycles: count } }];
}

/** A gap of two cycles hides one start, one of three hides two: a message takes both, and says what there is. */
function aroundDates(around: readonly CalendarDate[]): { around: CalendarDate; later: CalendarDate } {
  const [first, later = first] = around;
  if (first === undefined || later === undefined) throw new RangeError("around expects at least one date");
  return { around: first, later };
}

/** The lines under a forecast that are about the cycle which has not ended. */
function isAboutNow({ id, dates }: Sentence, { openCycle }: DatedForecast): boolean {
  if (id === "basis-unlogged") return dates.date !== undefined && dates.date.date > openCycle.start;
  return ["basis-gap", "basis-long-cycle", "basis-maybe-unlogged", "basis-emergency"].includes(id);
}

function whyLeftOut(reason: LeftOut): Sentence {
  switch (reason.kind) {
    case "excluded":
      return sentence("explain-cycle-excluded", {}, { because: reason.because });
    case "too-short":
      return sentence("explain-cycle-too-short", {}, { least: shortestCycleDays });
    case "method":
      return sentence("explain-cycle-method", {}, { method: reason.method });
    case "pattern":
      return sentence("explain-cycle-pattern", {}, { pattern: reason.pattern });
    default:
      return sentence(`explain-cycle-${reason.kind}`);
  }
}

/** Of days long past nobody needs the weekday; the year only where it is not this one. */
function pastDates(id: string, dates: Readonly<Record<string, CalendarDate>>, today: CalendarDate): Sentence {
  const styled = Object.entries(dates).map(([name, date]) => {
    const style = isThisYear(date, today) ? "day-month" : "day-month-year";
    return [name, { date, style }] as const;
  });
  return { id, dates: Object.fromEntries(styled), values: {} };
}

const isThisYear = (date: CalendarDate, today: CalendarDate): boolean =>
  date.slice(0, 4) === today.slice(0, 4);

/** Days as people count them; never none. */
const wholeDays = (days: number): number => Math.max(1, Math.round(days));
