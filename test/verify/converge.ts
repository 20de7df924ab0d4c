import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runSchedule, shrink } from "../../packages/sync/test/simulation/converge.ts";
import { drawSchedule, eventKinds } from "../../packages/sync/test/simulation/events.ts";
import { addSurvey, emptySurvey, type Survey } from "../../packages/sync/test/simulation/survey.ts";
import { Crew, stretches } from "./simulation/crew.ts";
import { catchPlantedBugs } from "./simulation/planted.ts";

export const about =
  "devices that were apart, cut off, cloned, removed and restored end up equal, with no edit lost";

const usage = [
  "converge [--schedules 20000] [--seed 1] [--real 500] [--replay SEED] [--planted | --no-planted]",
  "  --schedules N   schedules with the plain suite, from --seed on",
  "  --real N        schedules with the real ciphers",
  "  --replay SEED   one schedule; where it fails, its shortest failing part",
  "  --planted       only the planted bugs; --no-planted leaves them out",
];

/** The tree's own engine. */
const engine = fileURLToPath(new URL("../../packages/sync", import.meta.url));
/** Least share of schedules with each kind of event. Source: security.md 5(a). */
const leastShare = 0.05;
/** From so many schedules on a share says something. Our choice. */
const enoughForShares = 200;

/** `npm run verify -- converge`: see `about`; true where nothing is off and every kind of event was common enough. */
export async function converge(words: readonly string[], say: (line: string) => void): Promise<boolean> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      schedules: { type: "string", default: "20000" },
      seed: { type: "string", default: "1" },
      real: { type: "string", default: "500" },
      replay: { type: "string" },
      planted: { type: "boolean", default: false },
      "no-planted": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    for (const line of usage) say(line);
    return true;
  }
  if (values.replay !== undefined) return replay(Number(values.replay), say);
  const crew = new Crew();
  try {
    if (values.planted) return await catchPlantedBugs(crew, say);
    const seed = Number(values.seed);
    const plain = await surveyed(crew, "plain suite", Number(values.schedules), seed, false, say);
    const real = await surveyed(crew, "real ciphers", Number(values.real), seed, true, say);
    const planted = values["no-planted"] || (await catchPlantedBugs(crew, say));
    return plain && real && planted;
  } finally {
    crew.dismiss();
  }
}

async function surveyed(
  crew: Crew,
  name: string,
  schedules: number,
  seed: number,
  isReal: boolean,
  say: (line: string) => void,
): Promise<boolean> {
  if (schedules === 0) return true;
  const began = Date.now();
  const sum = emptySurvey();
  const tasks = stretches({ engine, proof: "converge", isReal }, seed, schedules, isReal ? 10 : 100);
  await crew.runAll<Survey>(tasks, (part) => {
    addSurvey(sum, part);
    return sum.failed.length < 20;
  });
  const seconds = (Date.now() - began) / 1_000;
  const isCovered = sayCoverage(sum, say);
  const of = (check: string): number =>
    sum.failed.filter(({ faults }) => faults.some((fault) => fault.check === check)).length;
  say(
    `${name}: ${sum.schedules} schedules, ${sum.steps} steps; divergences ${of("divergence")}, lost edits ${of("lost edit")}, ` +
      `resurrections ${of("resurrection")}, false alarms ${of("false alarm")}, other failures ${sum.failed.length}; ` +
      `${sum.runTwice} run twice, ${sum.notRepeated.length} went otherwise; ` +
      `${seconds.toFixed(0)} s, ${(sum.schedules / seconds).toFixed(0)} schedules/s`,
  );
  for (const { seed: failed, faults } of sum.failed.slice(0, 5)) {
    for (const { check, what } of faults.slice(0, 2))
      say(`  seed ${failed}: ${check}: ${what.split("\n")[0]}`);
  }
  const first = sum.failed.toSorted((one, other) => one.seed - other.seed)[0];
  if (first && !isReal) await replay(first.seed, say);
  return sum.failed.length === 0 && sum.notRepeated.length === 0 && isCovered;
}

/** How often each kind of event, and each two of them, came up; false where one was too rare to mean much. */
function sayCoverage(sum: Survey, say: (line: string) => void): boolean {
  const { schedules, events, schedulesWith, schedulesWithBoth } = sum;
  const percent = (part: number): string => `${((100 * part) / schedules).toFixed(0)} %`;
  say(
    `events (share of schedules): ${eventKinds
      .map((kind, at) => `${kind} ${events[at]} (${percent(schedulesWith[at]!)})`)
      .join(", ")}`,
  );
  let rarest = { share: Number.POSITIVE_INFINITY, names: "" };
  for (const [row, kind] of eventKinds.entries()) {
    for (const [column, other] of eventKinds.entries()) {
      const share = schedulesWithBoth[row]![column]!;
      if (column > row && share < rarest.share) rarest = { share, names: `${kind} with ${other}` };
    }
  }
  say(`rarest pair: ${rarest.names}, in ${rarest.share} schedules (${percent(rarest.share)})`);
  if (schedules < enoughForShares) return true;
  const rare = eventKinds.filter((_kind, at) => schedulesWith[at]! < leastShare * schedules);
  for (const kind of rare) say(`too rare: ${kind}`);
  return rare.length === 0 && rarest.share > 0;
}

async function replay(seed: number, say: (line: string) => void): Promise<boolean> {
  const schedule = drawSchedule(seed);
  const { faults, steps, trace } = await runSchedule(schedule);
  if (faults.length === 0) {
    say(
      `seed ${seed}: ${schedule.devices} devices, ${steps} steps, nothing off; trace ${trace.slice(0, 16)}`,
    );
    return true;
  }
  const short = await shrink(schedule, faults[0]!.check);
  say(`seed ${seed} fails; so does, with ${short.devices} devices:`);
  for (const { kind, a, b, c } of short.steps) say(`  ${kind} ${a} ${b} ${c}`);
  for (const { check, what } of (await runSchedule(short)).faults) say(`  -> ${check}: ${what}`);
  return false;
}
