import { execFile, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { startPostgres, type TestPostgres } from "../postgres.ts";
import { launchRelay, launchServer, type ServerProcess } from "../verify/relay-launch.ts";
import { whyNoStrace } from "../verify/relay-trace.ts";
import type { BareOrder } from "./relay-bare.ts";
import type { LoadOrder, LoadResult } from "./relay-load.ts";

/**
 * Durable appends a second over HTTP, beside what the same server does without keeping anything, what the bare driver does
 * without a server, and what Hocuspocus does: `npm run bench -- relay [--rounds N] [--seconds N]`. All contenders
 * take turns within each round, so that a slow minute of the disk meets all of them; medians over the rounds. Exits 1 when
 * a stated limit is broken.
 */
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "3" },
    connections: { type: "string", default: "64" },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const connections = Number(values.connections);
const changeBytes = 1_024;
const warmUpSeconds = 0.5;

/** Limits: our choice, made before anything was measured. */
const leastOfNothing = 0.6;
const leastOfRival = 3;

const run = promisify(execFile);
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const tsx = ["--import", import.meta.resolve("tsx")];
/** Node 20 has a WebSocket behind a flag; from 22 on it is simply there. */
const webSocketFlag = typeof WebSocket === "undefined" ? ["--experimental-websocket"] : [];

async function ask<Result>(script: string, order: object, flags: readonly string[] = []): Promise<Result> {
  const { stdout } = await run(process.execPath, [...flags, ...tsx, pathOf(script), JSON.stringify(order)]);
  return JSON.parse(stdout.trim().split("\n").at(-1)!);
}

const load = (to: LoadOrder["to"], { port }: ServerProcess): Promise<LoadResult> =>
  ask<LoadResult>(
    "relay-load.ts",
    { to, port, connections, warmUpSeconds, seconds, changeBytes } satisfies LoadOrder,
    webSocketFlag,
  );

const bare = async (folder: string, rowsPerTransaction: number): Promise<LoadResult> => {
  const order: BareOrder = { folder, rowsPerTransaction, seconds, vaults: connections, changeBytes };
  return {
    ...(await ask<{ perSecond: number }>("relay-bare.ts", order)),
    median: Number.NaN,
    p99: Number.NaN,
  };
};

/** Appends that the relay commits at once under this load, by the times of its syncs as seen from outside; null without strace. */
async function groupSize(scratch: string): Promise<number | null> {
  if (whyNoStrace() !== null) return null;
  const file = join(scratch, "syncs.txt");
  const trace = ["-f", "-ttt", "--seccomp-bpf", "-e", "trace=fsync,fdatasync", "-e", "signal=none"];
  const relay = await launchRelay({ folder: join(scratch, "counted") }, ["strace", ...trace, "-o", file]);
  const { perSecond } = await load("relay", relay);
  await relay.kill();
  const times = [...readFileSync(file, "utf8").matchAll(/^\d+ +(\d+\.\d+) f(?:data)?sync/gm)].map((match) =>
    Number(match[1]),
  );
  // The last of them belong to the appends that were counted.
  const counted = times.filter((time) => time > times.at(-1)! - seconds).length;
  return Math.max(1, Math.round((perSecond * seconds) / counted));
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

async function postgresIfThere(): Promise<TestPostgres | null> {
  try {
    return await startPostgres();
  } catch {
    return null;
  }
}

/** The rival's file, put into WAL mode before it opens it; then its driver syncs no commit. */
function makeWalFile(path: string): void {
  const script = `const d = new (require(${JSON.stringify(
    createRequire(import.meta.url).resolve("better-sqlite3"),
  )}))(process.argv[1]); d.pragma("journal_mode = WAL"); d.close();`;
  spawnSync(process.execPath, ["-e", script, path]);
}

const scratch = await mkdtemp(join(tmpdir(), "tidetable-bench-relay-"));
/** A disk that syncs in no time, where there is one: what is left of the difference is the relay's own work. */
const memory = existsSync("/dev/shm") ? await mkdtemp("/dev/shm/tidetable-bench-relay-") : null;
const servers: ServerProcess[] = [];
const postgres = await postgresIfThere();
const up = async (starting: Promise<ServerProcess>): Promise<ServerProcess> => {
  const server = await starting;
  servers.push(server);
  return server;
};
try {
  process.exitCode = (await measure()) ? 0 : 1;
} finally {
  for (const server of servers) await server.stop();
  await postgres?.stop();
  await rm(scratch, { recursive: true });
  if (memory) await rm(memory, { recursive: true });
}

async function measure(): Promise<boolean> {
  const group = await groupSize(scratch);
  const rows = group ?? connections;
  const folder = join(scratch, "bare");
  await mkdir(folder);
  makeWalFile(join(scratch, "rival-wal.db"));
  const relay = await up(launchRelay({ folder: join(scratch, "relay") }));
  const nothing = await up(launchServer(pathOf("relay-nothing.ts"), []));
  const rival = await up(launchServer(pathOf("relay-rival.ts"), [join(scratch, "rival.db")]));
  const rivalWal = await up(launchServer(pathOf("relay-rival.ts"), [join(scratch, "rival-wal.db")]));
  const inMemory = memory && (await up(launchRelay({ folder: memory })));
  const onPostgres =
    postgres &&
    (await up(launchRelay({ folder: join(scratch, "ledger"), database: await postgres.freshDatabase() })));

  const contenders: Record<string, () => Promise<LoadResult>> = {
    "relay, SQLite": () => load("relay", relay),
    "the same HTTP server, keeping nothing": () => load("nothing", nothing),
    ...(inMemory ? { "relay, SQLite on a disk of memory": () => load("relay", inMemory) } : {}),
    [`bare SQLite, ${rows} appends a transaction`]: () => bare(folder, rows),
    "bare SQLite, one append a transaction": () => bare(folder, 1),
    "Hocuspocus, as its SQLite extension comes": () => load("rival", rival),
    "Hocuspocus, its file in WAL mode": () => load("rival", rivalWal),
    ...(onPostgres ? { "relay, PostgreSQL": () => load("relay", onPostgres) } : {}),
  };
  const resultsByName = new Map<string, LoadResult[]>();
  for (let round = 0; round < rounds; round++)
    for (const [name, contend] of Object.entries(contenders))
      resultsByName.set(name, [...(resultsByName.get(name) ?? []), await contend()]);

  print(
    `${connections} connections, one change of ${changeBytes} bytes under way on each, ${rounds} rounds of ${seconds} s`,
  );
  print(
    group === null
      ? "how many appends the relay commits at once is not counted: strace is not here"
      : `the relay commits ${group} appends at once, by its syncs`,
  );
  for (const [name, results] of resultsByName) {
    const of = (key: keyof LoadResult) => median(results.map((result) => result[key]));
    const times = Number.isNaN(of("median"))
      ? ""
      : `, ${of("median").toFixed(1)} ms, p99 ${of("p99").toFixed(1)} ms`;
    print(`  ${name}: ${Math.round(of("perSecond"))} a second${times}`);
  }
  print(
    "An append counts when the relay's answer has come: it was synced to disk before (rule 53). A change of the",
  );
  print(
    "rival counts when its sync status has come, which it sends before it stores; it stores each at once (debounce",
  );
  print(
    "0), as the whole document, which here is the last change alone. In WAL mode its driver syncs no commit.",
  );

  const ratio = (to: string): number =>
    median(
      resultsByName
        .get("relay, SQLite")!
        .map(({ perSecond }, round) => perSecond / resultsByName.get(to)![round]!.perSecond),
    );
  if (inMemory) {
    const onMemory = resultsByName.get("relay, SQLite on a disk of memory")!;
    const nothings = resultsByName.get("the same HTTP server, keeping nothing")!;
    const share = median(onMemory.map(({ perSecond }, round) => perSecond / nothings[round]!.perSecond));
    print(`${share.toFixed(2)} of the server that keeps nothing, were the disk as fast as memory`);
  }
  return [
    verdict(
      "of the server that keeps nothing",
      ratio("the same HTTP server, keeping nothing"),
      leastOfNothing,
    ),
    verdict("times Hocuspocus", ratio("Hocuspocus, as its SQLite extension comes"), leastOfRival),
  ].every((holds) => holds);
}

function verdict(name: string, value: number, least: number): boolean {
  const holds = value >= least;
  print(`${value.toFixed(2)} ${name}: ${holds ? "within" : "BELOW"} the limit of ${least}`);
  return holds;
}
