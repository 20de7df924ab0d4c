import type { EventKind, Schedule, Step } from "./events.ts";
import { eventKinds } from "./events.ts";
import { type Fault, Home, plainSuite, type SimulatedSuite } from "./home.ts";
import { judge } from "./oracle.ts";
import { doStep } from "./steps.ts";

/** What came of one schedule. */
export interface Outcome {
  readonly seed: number;
  readonly steps: number;
  /** How often each kind of event found something to do. */
  readonly events: ReadonlyMap<EventKind, number>;
  readonly faults: readonly Fault[];
  /** A hash of everything that happened: equal for equal schedules. */
  readonly trace: string;
}

/** Households of each size to begin with: other keys, so that ties fall otherwise. Our choice. */
const variants = 4;

const isEventKind = (kind: Step["kind"]): kind is EventKind =>
  (eventKinds as readonly string[]).includes(kind);

/** Runs a schedule to its end, then lets everything heal, and judges. */
export async function runSchedule(
  schedule: Schedule,
  suite: (seed: number) => SimulatedSuite = plainSuite,
): Promise<Outcome> {
  const home = new Home(schedule.seed, suite(schedule.seed));
  const events = new Map<EventKind, number>();
  try {
    await home.begin(schedule.devices, schedule.seed % variants, suite);
    for (const step of schedule.steps) {
      const isDone = await doStep(home, step);
      if (isDone && isEventKind(step.kind)) events.set(step.kind, (events.get(step.kind) ?? 0) + 1);
      if (home.faults.length > 0) break;
    }
    if (home.faults.length === 0) await home.end();
    if (home.faults.length === 0) await judge(home);
  } catch (error) {
    home.fault("threw", error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  return {
    seed: schedule.seed,
    steps: schedule.steps.length,
    events,
    faults: home.faults,
    trace: home.trace(),
  };
}

/** The shortest part of a failing schedule that was found to fail by the same check. */
export async function shrink(
  schedule: Schedule,
  check: Fault["check"],
  run: (schedule: Schedule) => Promise<Outcome> = runSchedule,
): Promise<Schedule> {
  const fails = async (tried: Schedule): Promise<boolean> => (await run(tried)).faults[0]?.check === check;
  let best = schedule;
  for (let devices = 2; devices < best.devices; devices++) {
    if (await fails({ ...best, devices })) best = { ...best, devices };
  }
  for (let size = Math.ceil(best.steps.length / 2); size >= 1; ) {
    let isShorter = false;
    for (let at = 0; at < best.steps.length; ) {
      const tried = { ...best, steps: best.steps.toSpliced(at, size) };
      if (await fails(tried)) {
        best = tried;
        isShorter = true;
      } else at += size;
    }
    if (size > 1) size = Math.ceil(size / 2);
    else if (!isShorter) break;
  }
  return best;
}
