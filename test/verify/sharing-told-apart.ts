/** Whether a relay's operator can tell somebody being shown less from an ordinary evening. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Scores, scoresOf } from "./sharing-classifier.ts";
import type { Sample } from "./sharing-features.ts";
import type { Act } from "./sharing-traces.ts";
import type { TraceOrder } from "./sharing-traces-process.ts";

type Say = (line: string) => void;

/** What one household's process says of it. */
interface Said {
  readonly acts: readonly Act[];
  readonly real: readonly Sample[];
  readonly onlyConcerned: readonly Sample[];
  readonly randomPlaces: readonly Sample[];
}

const tracesOfOne = 25;
/** At most so many of a hundred may be guessed right, and of a planted control at least so many. Source: security.md I14. */
const mostRight = 55;
const leastOfControl = 90;

const entry = fileURLToPath(new URL("sharing-traces-process.ts", import.meta.url));

export async function toldApart(count: number, seed: number, say: Say): Promise<boolean> {
  const began = performance.now();
  const households = Array.from({ length: Math.ceil(count / tracesOfOne) }, (_, household) => household);
  const processes = Math.min(4, availableParallelism());
  const said = (
    await Promise.all(
      Array.from({ length: processes }, (_, one) =>
        simulate({
          households: households.filter((household) => household % processes === one),
          seed,
          count: tracesOfOne,
        }),
      ),
    )
  ).flat();
  const acts = said.flatMap((one) => one.acts);
  const counted = (act: Act): number => acts.filter((one) => one === act).length;
  say(
    `${acts.length} traces of ${households.length} households at the relay's own request handler: ${counted("record")} ordinary evenings; shown less: ${counted("stop")} stopped, ${counted("pause")} paused, ${counted("narrow")} narrowed, ${counted("stop-all")} all stopped (${((performance.now() - began) / 1000).toFixed(0)} s)`,
  );
  const real = guessed(said.map((one) => one.real));
  say(
    `  numbers of each trace: ${said[0]?.real[0]?.features.length ?? 0}; each request comes over a network as near as a home's own; trained on every other household`,
  );
  say(`  told apart, of a hundred: ${textOf(real)}; at most ${mostRight} may be`);
  const only = guessed(said.map((one) => one.onlyConcerned));
  say(`  control, only the letter concerned is written: ${textOf(only)}`);
  const places = guessed(said.map((one) => one.randomPlaces));
  say(`  control, random bytes in place of keys: ${textOf(places)}`);
  return (
    best(real) <= mostRight &&
    best(only) > leastOfControl &&
    best(places) > leastOfControl &&
    counted("stop") > 0 &&
    counted("pause") > 0 &&
    counted("narrow") > 0
  );
}

/** Trained on every other household, and asked about those between. */
const guessed = (byHousehold: readonly (readonly Sample[])[]): Scores =>
  scoresOf(
    byHousehold.filter((_, place) => place % 2 === 0).flat(),
    byHousehold.filter((_, place) => place % 2 === 1).flat(),
  );

const best = (scores: Scores): number => Math.max(...Object.values(scores));
const textOf = ({ logistic, stumps, neighbours }: Scores): string =>
  `logistic ${logistic.toFixed(1)}, stumps ${stumps.toFixed(1)}, nearest ${neighbours.toFixed(1)}`;

/** Runs one process to its end. @throws where it did not come to one */
async function simulate(order: TraceOrder): Promise<readonly Said[]> {
  const child = spawn(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), entry, JSON.stringify(order)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const end = () => void child.kill("SIGKILL");
  process.once("exit", end);
  const said: Said[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => said.push(JSON.parse(line)));
  const [code] = await once(child, "close");
  process.off("exit", end);
  if (code !== 0) throw new Error(`a simulation ended with ${code}`);
  return said;
}
