import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { attacks } from "../../packages/sync/test/simulation/liar.ts";
import {
  drawLiarSchedule,
  type LiarSchedule,
  runLiarSchedule,
} from "../../packages/sync/test/simulation/liar-run.ts";
import {
  addLiarSurvey,
  emptyLiarSurvey,
  type LiarSurvey,
} from "../../packages/sync/test/simulation/liar-survey.ts";
import { Crew, stretches } from "./simulation/crew.ts";

export const about =
  "a relay that lies in fourteen ways is refused or found out, and none of its lies is ever shown as true";

const usage = [
  "malicious-relay [--schedules 20000] [--seed 1] [--replay SEED]",
  "  --schedules N   schedules, from --seed on; every fourth also with a relay that does not lie",
  "  --replay SEED   one schedule; where it fails, its shortest failing part",
];

const engine = fileURLToPath(new URL("../../packages/sync", import.meta.url));

/** `npm run verify -- malicious-relay`: see `about`. */
export async function maliciousRelay(
  words: readonly string[],
  say: (line: string) => void,
): Promise<boolean> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      schedules: { type: "string", default: "20000" },
      seed: { type: "string", default: "1" },
      replay: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    for (const line of usage) say(line);
    return true;
  }
  if (values.replay !== undefined) return replay(Number(values.replay), say);
  const crew = new Crew();
  const sum = emptyLiarSurvey();
  const began = Date.now();
  try {
    const tasks = stretches(
      { engine, proof: "malicious-relay" },
      Number(values.seed),
      Number(values.schedules),
      140,
    );
    await crew.runAll<LiarSurvey>(tasks, (part) => {
      addLiarSurvey(sum, part);
      return sum.failed.length < 20;
    });
  } finally {
    crew.dismiss();
  }
  sayTable(sum, (Date.now() - began) / 1_000, say);
  for (const { seed, attack, isHonest, faults } of sum.failed.slice(0, 8)) {
    const [first] = faults;
    say(`  seed ${seed} (${isHonest ? "honest" : attack}): ${first?.check}: ${first?.what.split("\n")[0]}`);
  }
  const first = sum.failed.toSorted((one, other) => one.seed - other.seed)[0];
  if (first) await replay(first.seed, say);
  return sum.failed.length === 0;
}

function sayTable(sum: LiarSurvey, seconds: number, say: (line: string) => void): void {
  const row = (cells: readonly (string | number)[]): string =>
    cells
      .map((cell, at) => (at === 0 ? String(cell).padEnd(14) : String(cell).padStart(at === 1 ? 10 : 16)))
      .join("");
  say(
    row([
      "attack",
      "schedules",
      "refused at once",
      "flagged later",
      "withheld only",
      "no occasion",
      "silently wrong",
      "pair again",
    ]),
  );
  for (const attack of attacks) {
    const {
      "refused at once": refused,
      "flagged later": flagged,
      "withheld only": withheld,
      "no occasion": none,
    } = sum.seen[attack];
    const wrong = sum.failed.filter((failed) => failed.attack === attack && isSilent(failed)).length;
    const schedules = refused + flagged + withheld + none;
    say(row([attack, schedules, refused, flagged, withheld, none, wrong, sum.stranded[attack]]));
  }
  const wrong = sum.failed.filter(isSilent).length;
  const alarms = sum.failed.filter(({ isHonest }) => isHonest).length;
  say(
    `${sum.schedules} schedules; silently wrong ${wrong}, other failures ${sum.failed.length - wrong - alarms}; ` +
      `${sum.honest} with an honest relay, false alarms ${alarms}; ${seconds.toFixed(0)} s, ` +
      `${((sum.schedules + sum.honest) / seconds).toFixed(0)} schedules/s`,
  );
  const withheld = attacks.reduce((total, attack) => total + sum.seen[attack]["withheld only"], 0);
  say(
    `not detectable (rule 27): nothing new was shown, or devices were kept apart, in ${withheld} schedules; an old state was ` +
      `given to somebody who had only the words in ${sum.oldStates}`,
  );
}

const isSilent = ({ faults, isHonest }: LiarSurvey["failed"][number]): boolean =>
  !isHonest && faults.some(({ check }) => check === "silently wrong");

async function replay(seed: number, say: (line: string) => void): Promise<boolean> {
  const schedule = drawLiarSchedule(seed);
  const honest = await runLiarSchedule(schedule, { isHonest: true });
  const { attack, seen, faults, trace } = await runLiarSchedule(schedule);
  for (const { check, what } of honest.faults) say(`seed ${seed} with an honest relay: ${check}: ${what}`);
  if (faults.length === 0) {
    say(`seed ${seed}: ${attack}, ${seen}, nothing off; trace ${trace.slice(0, 16)}`);
    return honest.faults.length === 0;
  }
  const short = await shortened(schedule, faults[0]!.check);
  say(`seed ${seed} fails; so does, with ${short.devices} devices and the attack "${attack}":`);
  for (const part of ["before", "during", "after"] as const) {
    for (const { kind, a, b, c } of short[part]) say(`  ${part}: ${kind} ${a} ${b} ${c}`);
  }
  for (const { check, what } of (await runLiarSchedule(short)).faults) say(`  -> ${check}: ${what}`);
  return false;
}

/** A shorter schedule that fails by the same check. */
async function shortened(schedule: LiarSchedule, check: string): Promise<LiarSchedule> {
  let best = schedule;
  for (let isShorter = true; isShorter; ) {
    isShorter = false;
    for (const part of ["before", "during", "after"] as const) {
      for (let at = best[part].length - 1; at >= 0; at--) {
        const tried = { ...best, [part]: best[part].toSpliced(at, 1) };
        if ((await runLiarSchedule(tried)).faults[0]?.check !== check) continue;
        best = tried;
        isShorter = true;
      }
    }
  }
  return best;
}
