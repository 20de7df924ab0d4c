import {
  type CalendarDate,
  createForecaster,
  type DatedForecast,
  forecastFromDiary,
  headlineFromForecast,
  whatChanged,
} from "@tidetable/diary";
import { readForecastInput } from "../forecast-input.ts";
import { viewForecast } from "../forecast-view.ts";
import { type ExitCode, exitCodes, type World } from "../world.ts";

/** Says when the next period is likely, from a diary file alone. */
export async function forecast(
  input: { readonly path: string; readonly today: CalendarDate | null; readonly json: boolean },
  world: World,
): Promise<ExitCode> {
  const { words } = world;
  const read = await readForecastInput(input, world);
  if (!read.ok) return exitCodes.failure;
  const { diary, today } = read.value;

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

/** Schema tidetable.forecast/1; docs and scripts rely on its fields, so a change of meaning is a new number. */
function jsonFromForecast({
  today,
  cyclesUsed,
  openCycle,
  nextStart,
  bleeding,
  possiblyUnlogged,
  basis,
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
    // Only where a pack sets the timing: then the start is that of its break's bleed.
    ...(basis.pack && { pack: { lastActive: basis.pack.lastActive, none: basis.pack.none } }),
  };
}
