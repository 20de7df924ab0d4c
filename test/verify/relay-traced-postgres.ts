import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type PostgresSettings, startPostgres, type TestPostgres } from "../postgres.ts";
import { launchRelay } from "./relay-launch.ts";
import { countOrder, type OrderCount } from "./relay-order.ts";
import { readTrace, straceWords } from "./relay-trace.ts";
import { bringVaults, sit, writersOn } from "./relay-writers.ts";

/**
 * What makes a PostgreSQL acknowledge commits that are not on disk, for up to three times the delay: the control that the
 * proofs must notice.
 */
export const unsafePostgres: PostgresSettings = { synchronous_commit: "off", wal_writer_delay: "10s" };

/** So that nothing but the clients' own changes writes to the log while it is traced. */
const quiet: PostgresSettings = { autovacuum: "off" };

/** The folder of a server's data, out of the address of its socket. */
export const dataFolderOf = (postgres: TestPostgres): string => {
  const folder = /@([^/]+)\//.exec(postgres.addressOf("any"))?.[1];
  return join(decodeURIComponent(folder ?? ""), "data");
};

/**
 * Traces a relay and every process of its PostgreSQL at once, so that one order holds for both: when an acknowledgement
 * leaves the relay, the write-ahead log has been synced since its last write, and the acknowledged bytes are in it. One
 * connection appends, so that no other request's write lies in between.
 */
export async function postgresOrder(
  scratch: string,
  seed: string,
  appends: number,
  unsafe: boolean,
): Promise<OrderCount> {
  const postgres = await startPostgres({ ...quiet, ...(unsafe ? unsafePostgres : {}) });
  const file = join(scratch, "trace-postgres.txt");
  try {
    const database = await postgres.freshDatabase();
    const relay = await launchRelay({ folder: join(scratch, "ledger"), database, unsafe });
    const writers = writersOn(seed, 1, 1);
    await bringVaults(relay.port, writers);
    const data = dataFolderOf(postgres);
    const strace = await attach([relay.pid, ...processesOf(data)], file);
    const { acknowledged } = await sit(relay.port, writers, (count) => count >= appends);
    await detach(strace);
    await relay.stop();
    const events = await readTrace(file, data);
    return countOrder(events, acknowledged, (path) => path.startsWith(`${data}/pg_wal/`));
  } finally {
    await postgres.stop();
    await rm(file, { force: true });
  }
}

/** The server and all that it started. */
function processesOf(data: string): readonly number[] {
  const server = Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n", 1)[0]);
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => parentOf(pid) === server)
    .map(Number);
  return [server, ...children];
}

function parentOf(pid: string): number | null {
  try {
    return Number(/^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    // It ended meanwhile.
    return null;
  }
}

/** Resolves when each of them is being traced. */
async function attach(pids: readonly number[], file: string): Promise<ChildProcess> {
  const strace = spawn("strace", [...straceWords(file), ...pids.flatMap((pid) => ["-p", `${pid}`])], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const left = new Set(pids);
  for await (const line of createInterface({ input: strace.stderr! })) {
    left.delete(Number(/^strace: Process (\d+) attached/.exec(line)?.[1]));
    if (left.size === 0) break;
  }
  if (left.size > 0) throw new Error("strace could not trace all processes");
  strace.stderr!.resume();
  return strace;
}

async function detach(strace: ChildProcess): Promise<void> {
  const gone = once(strace, "exit");
  strace.kill("SIGINT");
  await gone;
}
