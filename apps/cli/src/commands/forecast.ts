import {
  type CalendarDate,
  createForecaster,
  type DatedForecast,
  forecastFromDiary,
  headlineFromForecast,
  whatChanged,
} from "@tidetable/diary";
import type { ImportedDiary } from "@tidetable/diary/exchange";
import { readDiaryFile, sayProblem } from "../diary-file.ts";
import { viewForecast } from "../forecast-view.ts";
import { type ExitCode, exitCodes, type World } from "../world.ts";

/** Says when the next period is likely, from a diary file alone. */
export async function forecast(
  input: { readonly path: string; readonly today: CalendarDate | null; readonly json: boolean },
  world: World,
): Promise<ExitCode> {
  const { words } = world;
  const clockToday = world.today();
  const today = input.today ?? clockToday;
  const latest = today > clockToday ? today : clockToday;

  const read = await readDiaryFile(input.path, { latest }, world);
  if (!read.ok) {
    world.stderr(`${read.error.sentence}\n`);
    return exitCodes.failure;
  }
  const { diary, skipped, odd } = read.value;
  if (skipped.length > 0) {
    tellFirst(input.path, skipped, world);
    world.stderr(`${words.say("forecast-refused")}\n`);
    return exitCodes.failure;
  }
  if (odd.length > 0) tellFirst(input.path, odd, world);
  const leftOut = [...diary.entryByDate.keys()].filter((date) => date > today).length;
  if (leftOut > 0) world.stderr(`${words.say("forecast-left-out", { days: leftOut, today })}\n`);

  const forecaster = createForecaster();
  const answer = forecastFromDiary(diary, today, forecaster);
  if (answer.kind !== "forecast") {
    world.stderr(`${words.saySentence(headlineFromForecast(answer))}\n`);
    return exitCodes.notEnoughData;
  }
  world.stdout(
    input.json
      ? `${JSON.stringify(jsonFromForecast(answer.forecast))}\n`
      : viewForecast(answer, whatChanged(diary, today, forecaster, answer), world),
  );
  return exitCodes.ok;
}

/** The first problem, how many more there are, and where to see them. */
function tellFirst(path: string, problems: ImportedDiary["skipped"], world: World): void {
  const [first, ...more] = problems;
  if (first) world.stderr(`${sayProblem(path, first, world.words)}\n`);
  if (more.length > 0) {
    const values = { count: more.length, file: path, program: world.program };
    world.stderr(`${world.words.say("problems-more", values)}\n`);
  }
}

/** Schema tidetable.forecast/1; docs and scripts rely on its fields, so a change of meaning is a new number. */
function jsonFromForecast({
  today,
  cyclesUsed,
  openCycle,
  nextStart,
  bleeding,
  possiblyUnlogged,
}: DatedForecast) {
  const { first, probability, beyondHorizon, mostLikely, interval } = nextStart;
  return {
    schema: "tidetable.forecast/1",
    today,
    cyclesUsed,
    openCycle: { start: openCycle.start, day: openCycle.day },
    nextStart: {
      first,
      probability,
      beyondHorizon,
      mostLikely,
      interval: { level: interval.level, first: interval.first, last: interval.last },
    },
    bleeding: { first: bleeding.first, probability: bleeding.probability },
    possiblyUnlogged: possiblyUnlogged.map(({ around, probability }) => ({ around, probability })),
  };
}
