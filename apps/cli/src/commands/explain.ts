import {
  type CalendarDate,
  createForecaster,
  type ExplainedCycle,
  type Explanation,
  explainForecast,
  headlineFromForecast,
} from "@tidetable/diary";
import { viewExplanation } from "../explain-view.ts";
import { readForecastInput } from "../forecast-input.ts";
import { type ExitCode, exitCodes, type World } from "../world.ts";

/** Says why the forecast from a diary file is what it is. */
export async function explain(
  input: { readonly path: string; readonly today: CalendarDate | null; readonly json: boolean },
  world: World,
): Promise<ExitCode> {
  const read = await readForecastInput(input, world);
  if (!read.ok) return exitCodes.failure;
  const explanation = explainForecast(read.value.diary, read.value.today, createForecaster());
  const { answer } = explanation;
  if (answer.kind !== "forecast") {
    world.stderr(`${world.words.saySentence(headlineFromForecast(answer))}\n`);
    return exitCodes.notEnoughData;
  }
  world.stdout(
    input.json
      ? `${JSON.stringify(jsonFromExplanation(explanation))}\n`
      : viewExplanation(explanation, answer.forecast, world),
  );
  return exitCodes.ok;
}

/**
 * Schema tidetable.explanation/1, documented in `ExplainedCycle` and in the forecaster's `Portrait`.
 *
 * Days throughout; `usual`, `spread` and `common` have fractions, `cycleLength` is whole and inclusive.
 */
function jsonFromExplanation({ today, cycles, cyclesUsed, portrait, pattern, age, signs }: Explanation) {
  const { own, common, shareHers, effectiveCycles, chanceUnlogged } = portrait;
  return {
    schema: "tidetable.explanation/1",
    today,
    cyclesUsed,
    effectiveCycles,
    usual: own.usual,
    spread: own.spread,
    cycleLength: own.oneCycle,
    shareHers,
    common: { usual: common.usual, spread: common.spread, cycleLength: common.oneCycle },
    chanceUnlogged,
    pattern,
    age,
    signs,
    cycles: cycles.map(jsonFromCycle),
  };
}

function jsonFromCycle({ start, length, use }: ExplainedCycle) {
  if (use.kind === "left-out") {
    const { reason } = use;
    const because = reason.kind === "excluded" ? { because: reason.because } : {};
    return {
      start,
      length,
      use: use.kind,
      reason: reason.kind === "pattern" ? reason.pattern : reason.kind,
      ...because,
    };
  }
  const { weight, isBeforeChange, known, doubled } = use;
  return {
    start,
    length,
    use: use.kind,
    weight,
    isBeforeChange,
    ...(known ? { knownCycles: known.count, knownBy: known.by } : {}),
    ...(doubled
      ? { probablyCycles: doubled.cycles, around: doubled.around, probability: doubled.probability }
      : {}),
  };
}
