import {
  addDays,
  answerPlan,
  type CalendarDate,
  createForecaster,
  type DateRange,
  lookAhead,
  type PlanAnswer,
  type PlanQuestion,
  questionProblem,
  sentenceOfPlanProblem,
  sentencesAboutAnswer,
} from "@tidetable/diary";
import { readForecastInput } from "../forecast-input.ts";
import { viewPlan } from "../plan-view.ts";
import { readCalendarFile } from "../read-calendar-file.ts";
import { reportUsage } from "../usage.ts";
import { type ExitCode, exitCodes, type World } from "../world.ts";

/** Says which days between two dates are best for something, from a diary file. */
export async function plan(
  input: PlanQuestion & {
    readonly path: string;
    readonly today: CalendarDate | null;
    /** Files of calendars whose busy days cannot be used. */
    readonly calendars: readonly string[];
    readonly json: boolean;
  },
  world: World,
): Promise<ExitCode> {
  const { words } = world;
  const { from, to, days, avoid } = input;
  const problem = questionProblem(input, input.today ?? world.today());
  if (problem) {
    const said = words.saySentence(sentenceOfPlanProblem(problem));
    return reportUsage({ kind: "plan-unanswerable", topic: "plan" }, world, { problem: said });
  }
  const read = await readForecastInput(input, world);
  if (!read.ok) return exitCodes.failure;
  const { diary, today } = read.value;
  const busy = await busyIn(input.calendars, { from: from < today ? today : from, to }, world);
  if (busy === null) return exitCodes.failure;

  const question = { from, to, days, avoid, busy };
  const answer = answerPlan(lookAhead(diary, today, createForecaster()), question);
  const under = sentencesAboutAnswer(answer, question, "rather-not").map(words.saySentence);
  if (answer.kind === "no-forecast") {
    world.stderr(`${under.join("\n")}\n`);
    return exitCodes.notEnoughData;
  }
  if (input.json) {
    if (answer.kind === "no-window") world.stderr(`${under.join("\n")}\n`);
    world.stdout(`${JSON.stringify(jsonFromPlan(today, answer))}\n`);
  } else world.stdout(viewPlan({ question, answer, under, today }, world));
  return exitCodes.ok;
}

/** The days that calendars take; null where one cannot be read. */
async function busyIn(
  paths: readonly string[],
  { from, to }: { readonly from: CalendarDate; readonly to: CalendarDate },
  world: World,
): Promise<readonly DateRange[] | null> {
  const busy: DateRange[] = [];
  for (const path of paths) {
    // One day more at each end: what is on around midnight belongs to a day that is asked about.
    const events = await readCalendarFile(path, { from: addDays(from, -1), to: addDays(to, 1) }, world);
    if (events === null) return null;
    const { busyRanges } = await import("@tidetable/diary/calendar");
    busy.push(...busyRanges(events));
  }
  return busy;
}

/**
 * Schema tidetable.plan/1: windows with the lowest chance first, then the earliest; `chance` is that of what is avoided on at
 * least one of their days, `same` groups the indices of those that differ by less than 0.1.
 */
function jsonFromPlan(today: CalendarDate, answer: Exclude<PlanAnswer, { kind: "no-forecast" }>) {
  const schema = "tidetable.plan/1";
  if (answer.kind === "no-window")
    return { schema, today, windows: [], same: [], tooFarAhead: false, askAgain: null };
  const { windows, same, tooFarAhead, askAgain } = answer;
  return {
    schema,
    today,
    windows: windows.map(({ first, last, chance }) => ({ first, last, chance })),
    same,
    tooFarAhead,
    askAgain,
  };
}
