import { type Outcome, runSchedule } from "./converge.ts";
import { drawSchedule, eventKinds } from "./events.ts";
import { type Fault, plainSuite } from "./home.ts";
import { realSuite } from "./real-suite.ts";

/** What many schedules came to; adds up. */
export interface Survey {
  schedules: number;
  steps: number;
  /** By event kind: events, and schedules with at least one. */
  events: number[];
  schedulesWith: number[];
  /** By two event kinds: schedules with both. */
  schedulesWithBoth: number[][];
  /** Schedules that were run twice, and of these, those that went otherwise the second time. */
  runTwice: number;
  notRepeated: number[];
  failed: { readonly seed: number; readonly faults: readonly Fault[] }[];
}

export const emptySurvey = (): Survey => ({
  schedules: 0,
  steps: 0,
  events: eventKinds.map(() => 0),
  schedulesWith: eventKinds.map(() => 0),
  schedulesWithBoth: eventKinds.map(() => eventKinds.map(() => 0)),
  runTwice: 0,
  notRepeated: [],
  failed: [],
});

/** Every so manieth schedule is run twice, and must go the same way. Our choice. */
const repeatEvery = 100;

/** Runs `count` schedules from seed `from` on; stops early after `stopAfter` failures. */
export async function survey(
  from: number,
  count: number,
  { isReal = false, stopAfter = Number.POSITIVE_INFINITY } = {},
): Promise<Survey> {
  const sum = emptySurvey();
  const suite = isReal ? realSuite : plainSuite;
  for (let seed = from; seed < from + count && sum.failed.length < stopAfter; seed++) {
    const schedule = drawSchedule(seed);
    const outcome = await runSchedule(schedule, suite);
    addOutcome(sum, outcome);
    if (seed % repeatEvery !== 0 || isReal) continue;
    sum.runTwice++;
    if ((await runSchedule(schedule, suite)).trace !== outcome.trace) sum.notRepeated.push(seed);
  }
  return sum;
}

function addOutcome(sum: Survey, { seed, steps, events, faults }: Outcome): void {
  sum.schedules++;
  sum.steps += steps;
  for (const [row, kind] of eventKinds.entries()) {
    const times = events.get(kind) ?? 0;
    sum.events[row]! += times;
    if (times === 0) continue;
    sum.schedulesWith[row]!++;
    for (const [column, other] of eventKinds.entries())
      if (events.has(other)) sum.schedulesWithBoth[row]![column]!++;
  }
  if (faults.length > 0) sum.failed.push({ seed, faults: faults.slice(0, 4) });
}

export function addSurvey(sum: Survey, part: Survey): void {
  sum.schedules += part.schedules;
  sum.steps += part.steps;
  for (const [row] of eventKinds.entries()) {
    sum.events[row]! += part.events[row]!;
    sum.schedulesWith[row]! += part.schedulesWith[row]!;
    for (const [column] of eventKinds.entries())
      sum.schedulesWithBoth[row]![column]! += part.schedulesWithBoth[row]![column]!;
  }
  sum.runTwice += part.runTwice;
  sum.notRepeated.push(...part.notRepeated);
  sum.failed.push(...part.failed);
}
