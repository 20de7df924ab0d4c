import type { CalendarDate } from "./calendar-date.ts";
import type { RecordedCycle, ScoredCycle } from "./record.ts";
import type { ScoredForecast } from "./record-score.ts";
import { type RecordSummary, summaryOf } from "./record-summary.ts";
import { type Sentence, sentence } from "./sentence.ts";

/** What the record says as a whole: the hits first, then what they allow to conclude. One sentence where there are none. */
export function sentencesAboutRecord(cycles: readonly ScoredCycle[]): readonly Sentence[] {
  const summary = summaryOf(cycles.map(({ first }) => first));
  if (!summary) return [sentence("record-nothing")];
  const weekBefore = summaryOf(cycles.flatMap((cycle) => (cycle.weekBefore ? [cycle.weekBefore] : [])));
  const replayed = cycles.filter(({ kind }) => kind === "replayed").length;
  return [
    hitsOf(summary),
    summary.verdict === "too-few" ? sentence("record-too-few") : expectedOf(summary),
    sentence("record-days-off", {}, { days: daysOffOf(summary) }),
    ...(weekBefore ? [weekBeforeOf(weekBefore)] : []),
    ...(replayed > 0 ? [sentence("record-replayed", {}, { replayed, which: which(replayed, cycles) })] : []),
  ];
}

const hitsOf = ({ inside, scored }: RecordSummary): Sentence =>
  sentence("record-hits", {}, { inside, scored });

const which = (replayed: number, cycles: readonly ScoredCycle[]): "all" | "some" =>
  replayed === cycles.length ? "all" : "some";

function expectedOf({ announced, expected, scored, verdict }: RecordSummary): Sentence {
  const { least, most } = expected;
  const range = least === most ? "one" : "several";
  const inTwenty = Math.min(19, Math.round(20 * announced));
  return sentence("record-expected", {}, { announced: inTwenty, least, most, range, scored, verdict });
}

const weekBeforeOf = (summary: RecordSummary): Sentence =>
  sentence(
    "record-week-before",
    {},
    { inside: summary.inside, scored: summary.scored, days: daysOffOf(summary) },
  );

/** Days off to a tenth: more would be told than so few starts know. */
const daysOffOf = ({ daysOff }: RecordSummary): number => Math.round(10 * daysOff) / 10;

/** The dates that were said, as short as they can be written. */
export function rangeSaid({ forecast }: ScoredForecast): Sentence {
  const { first, last } = forecast.interval;
  return {
    id: "record-range",
    dates: { dates: { date: first, style: "brief", through: last } },
    values: {},
  };
}

/** The day on which a start came. */
export const cameOn = (came: CalendarDate): Sentence => ({
  id: "record-came",
  dates: { date: { date: came, style: "brief-year" } },
  values: {},
});

/** Which gap is not compared, and why. */
export function whyNotCounted({
  start,
  came,
  reason,
}: Extract<RecordedCycle, { kind: "not-scored" }>): Sentence {
  const dates = {
    first: { date: start, style: "brief-year" },
    next: { date: came, style: "brief-year" },
  } as const;
  return { id: "record-gap", dates, values: { reason } };
}
