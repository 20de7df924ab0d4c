import type { Fault } from "./home.ts";
import { type Attack, attacks } from "./liar.ts";
import { drawLiarSchedule, type LiarOutcome, runLiarSchedule, type Seen } from "./liar-run.ts";

/** What many schedules against lying relays came to; adds up. */
export interface LiarSurvey {
  schedules: number;
  /** By attack, then by what was seen. */
  seen: Record<Attack, Record<Seen, number>>;
  stranded: Record<Attack, number>;
  oldStates: number;
  /** Schedules that were run with an honest relay, too. */
  honest: number;
  failed: {
    readonly seed: number;
    readonly attack: Attack;
    readonly isHonest: boolean;
    readonly faults: readonly Fault[];
  }[];
}

const byAttack = <Value>(make: () => Value): Record<Attack, Value> =>
  Object.fromEntries(attacks.map((attack) => [attack, make()])) as Record<Attack, Value>;

export const emptyLiarSurvey = (): LiarSurvey => ({
  schedules: 0,
  seen: byAttack(() => ({ "refused at once": 0, "flagged later": 0, "withheld only": 0, "no occasion": 0 })),
  stranded: byAttack(() => 0),
  oldStates: 0,
  honest: 0,
  failed: [],
});

/** Every so manieth schedule is run again with a relay that does not lie. Our choice. */
const honestEvery = 4;

/** Runs `count` schedules from seed `from` on; stops early after `stopAfter` failures. */
export async function surveyLiars(
  from: number,
  count: number,
  { stopAfter = Number.POSITIVE_INFINITY } = {},
): Promise<LiarSurvey> {
  const sum = emptyLiarSurvey();
  const add = ({ seed, attack, faults }: LiarOutcome, isHonest: boolean): void => {
    if (faults.length > 0) sum.failed.push({ seed, attack, isHonest, faults: faults.slice(0, 4) });
  };
  for (let seed = from; seed < from + count && sum.failed.length < stopAfter; seed++) {
    const schedule = drawLiarSchedule(seed);
    const outcome = await runLiarSchedule(schedule);
    sum.schedules++;
    sum.seen[outcome.attack][outcome.seen]++;
    sum.stranded[outcome.attack] += outcome.stranded > 0 ? 1 : 0;
    if (outcome.oldState) sum.oldStates++;
    add(outcome, false);
    if (seed % honestEvery !== 0) continue;
    sum.honest++;
    add(await runLiarSchedule(schedule, { isHonest: true }), true);
  }
  return sum;
}

export function addLiarSurvey(sum: LiarSurvey, part: LiarSurvey): void {
  sum.schedules += part.schedules;
  for (const attack of attacks) {
    for (const seen of Object.keys(sum.seen[attack]) as Seen[])
      sum.seen[attack][seen] += part.seen[attack][seen];
    sum.stranded[attack] += part.stranded[attack];
  }
  sum.oldStates += part.oldStates;
  sum.honest += part.honest;
  sum.failed.push(...part.failed);
}
