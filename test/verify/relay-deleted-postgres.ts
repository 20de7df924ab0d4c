import { spawnSync } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { startPostgres, type TestPostgres } from "../postgres.ts";
import { complaintOf, deleteDoomed, fillDoomed, findDoomed } from "./relay-doomed.ts";
import { countInFolder, type Finder, finderOf, sumOf } from "./relay-fragments.ts";
import { launchRelay } from "./relay-launch.ts";
import { dataFolderOf } from "./relay-traced-postgres.ts";

/** Segments of the log that are not needed any more are deleted, not kept with what is in them for later use. */
const advised = { wal_recycle: "off", min_wal_size: "32MB", autovacuum: "off" };

/** What an operator runs to close the window at once. */
const vacuum = ["VACUUM", "CHECKPOINT"];
const vacuumFull = ["VACUUM FULL", "CHECKPOINT"];
const renewLog = ["SELECT pg_switch_wal()", "CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT"];

/** Deletes a vault of a relay on PostgreSQL, measures what each step leaves, and brings yesterday's copy back. */
export async function postgresForgets(
  scratch: string,
  seed: string,
  say: (line: string) => void,
): Promise<boolean> {
  const postgres = await startPostgres(advised);
  try {
    return await measure(postgres, scratch, seed, say);
  } finally {
    await postgres.stop();
  }
}

async function measure(
  postgres: TestPostgres,
  scratch: string,
  seed: string,
  say: (line: string) => void,
): Promise<boolean> {
  const folder = join(scratch, "postgres-ledger");
  await mkdir(folder);
  const data = dataFolderOf(postgres);
  const database = await postgres.freshDatabase();
  const order = { folder, database };
  let relay = await launchRelay(order);
  const doomed = await fillDoomed(relay, seed);
  const finder = finderOf(doomed.envelopes);
  await ask(database, ["CHECKPOINT"]);
  const before = countAreas(data, finder);
  say(
    `PostgreSQL: fragments of ${doomed.envelopes.length} envelopes in its tables, in its log: ${words(before)}`,
  );
  await relay.stop();
  await postgres.kill();
  const yesterday = join(scratch, "postgres-yesterday");
  copy(data, yesterday);
  await postgres.restart();
  relay = await launchRelay(order);

  await deleteDoomed(relay, doomed);
  const deleted = complaintOf(await findDoomed(relay, doomed));
  await ask(database, ["CHECKPOINT"]);
  say(
    `  deleted: ${words(countAreas(data, finder))}${deleted ? `; ${deleted}` : "; for every reader it is gone"}`,
  );
  const steps = await runSteps(database, data, finder, say);
  await relay.stop();

  await postgres.kill();
  await rm(data, { recursive: true });
  copy(yesterday, data);
  await postgres.restart();
  relay = await launchRelay(order);
  const stillGone = complaintOf(await findDoomed(relay, doomed));
  await ask(database, ["CHECKPOINT"]);
  say(
    `  yesterday's copy restored, the ledger kept: ${stillGone ?? "still gone"}; ${words(countAreas(data, finder))}`,
  );
  const stepsAgain = await runSteps(database, data, finder, say);
  await relay.stop();
  say(
    "  So the window is: until VACUUM FULL for the tables, until the log's segments are deleted for the log",
  );
  return before.tables > 0 && before.log > 0 && !deleted && !stillGone && steps && stepsAgain;
}

/** True where nothing is left at the end. */
async function runSteps(
  database: string,
  data: string,
  finder: Finder,
  say: (line: string) => void,
): Promise<boolean> {
  let left = countAreas(data, finder);
  for (const step of [vacuum, vacuumFull, renewLog]) {
    await ask(database, step);
    left = countAreas(data, finder);
    say(`    after ${[...new Set(step)].join(", ")}: ${words(left)}`);
  }
  return left.tables === 0 && left.log === 0;
}

interface Areas {
  readonly tables: number;
  readonly log: number;
}

function countAreas(data: string, finder: Finder): Areas {
  const all = countInFolder(data, finder);
  const log = sumOf(new Map([...all].filter(([path]) => path.startsWith(join(data, "pg_wal")))));
  return { tables: sumOf(all) - log, log };
}

const words = ({ tables, log }: Areas): string => `${tables}, ${log}`;

async function ask(database: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** With owners and permissions, without which PostgreSQL does not start. */
function copy(from: string, to: string): void {
  const { status } = spawnSync("cp", ["-a", from, to]);
  if (status !== 0) throw new Error("cp could not copy the data");
}
