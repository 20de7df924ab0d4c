import {
  type CalendarDate,
  createForecaster,
  type RecordedCycle,
  recordOf,
  type ScoredCycle,
  type ScoredForecast,
  sentencesAboutRecord,
  summaryOf,
  whyNotCounted,
} from "@tidetable/diary";
import { readForecastInput } from "../forecast-input.ts";
import { viewRecord } from "../record-view.ts";
import { type ExitCode, exitCodes, type World } from "../world.ts";
import { readableColumns, wrap } from "../wrap.ts";

/** Says how the forecasts of a diary file compare with what came. */
export async function record(
  input: { readonly path: string; readonly today: CalendarDate | null; readonly json: boolean },
  world: World,
): Promise<ExitCode> {
  const { words, reader } = world;
  const read = await readForecastInput(input, world);
  if (!read.ok) return exitCodes.failure;
  const { diary, today } = read.value;
  const cycles = [...recordOf(diary, today, createForecaster())];
  const scored = cycles.filter((cycle) => cycle.kind !== "not-scored");
  const notScored = cycles.filter((cycle) => cycle.kind === "not-scored");
  if (scored.length === 0) {
    const sentences = [...sentencesAboutRecord(scored), ...notScored.map(whyNotCounted)];
    for (const sentence of sentences) {
      const lines = wrap(words.saySentence(sentence), readableColumns(reader.columns));
      world.stderr(`${lines.join("\n")}\n`);
    }
    return exitCodes.notEnoughData;
  }
  world.stdout(
    input.json
      ? `${JSON.stringify(jsonFromRecord(today, scored, notScored))}\n`
      : viewRecord(today, scored, notScored, world),
  );
  return exitCodes.ok;
}

type NotScoredCycle = Extract<RecordedCycle, { kind: "not-scored" }>;

/**
 * Schema tidetable.record/1; cycles oldest first. A cycle's own fields are those of its first forecast; `announced` is
 * the chance of its interval, `daysOff` is counted from `middle`, `crps` is the ranked probability score in days, and
 * `logScore` is null where the day that came was told as impossible.
 */
function jsonFromRecord(
  today: CalendarDate,
  scored: readonly ScoredCycle[],
  notScored: readonly NotScoredCycle[],
) {
  const weekBefore = scored.flatMap((cycle) => (cycle.weekBefore ? [cycle.weekBefore] : []));
  return {
    schema: "tidetable.record/1",
    today,
    cycles: scored.toReversed().map(({ start, kind, came, first, weekBefore }) => ({
      start,
      kind,
      ...jsonFromScore(first),
      came,
      weekBefore: weekBefore && jsonFromScore(weekBefore),
    })),
    notScored: notScored.toReversed().map(({ start, came, reason }) => ({ start, came, reason })),
    summary: {
      ...jsonFromSummary(scored.map(({ first }) => first)),
      issued: scored.filter(({ kind }) => kind === "issued").length,
      replayed: scored.filter(({ kind }) => kind === "replayed").length,
      weekBefore: jsonFromSummary(weekBefore),
    },
  };
}

function jsonFromScore(score: ScoredForecast) {
  const { forecast, announced, inside, middle, daysOff, rankedProbabilityScore, logScore, integral } = score;
  const { level, first, last } = forecast.interval;
  return {
    issued: forecast.issued,
    interval: { level, first, last },
    announced,
    inside,
    middle,
    daysOff,
    crps: rankedProbabilityScore,
    logScore: Number.isFinite(logScore) ? logScore : null,
    pit: integral,
  };
}

function jsonFromSummary(scores: readonly ScoredForecast[]) {
  const summary = summaryOf(scores);
  if (!summary) return null;
  const { scored, inside, announced, expected, verdict, daysOff, rankedProbabilityScore } = summary;
  return { scored, inside, announced, expected, verdict, daysOff, crps: rankedProbabilityScore };
}
