import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { dumpStore, openPostgresStore, openSqliteStore, type Store } from "@tidetable/relay";
import pg from "pg";
import type { TestPostgres } from "../postgres.ts";
import type { FeedPlace, SearchedFile } from "./feed-at-relay.ts";
import { dataFolderOf } from "./relay-traced-postgres.ts";

/** The bound of rule 51 for SQLite, in milliseconds. */
const withinMs = 60_000;
const lookAgainMs = 250;

/** What an operator of PostgreSQL runs to close the window at once (SECURITY.md). */
const renewing = [
  "VACUUM FULL",
  "CHECKPOINT",
  "SELECT pg_switch_wal()",
  "CHECKPOINT",
  "SELECT pg_switch_wal()",
  "CHECKPOINT",
];

export function feedPlaceOnSqlite(scratch: string): FeedPlace {
  const folder = join(scratch, "sqlite");
  return {
    engine: "SQLite",
    order: { folder },
    controlOrder: async () => ({ folder: join(scratch, "sqlite-control") }),
    files: (order) => filesIn(order.folder),
    backup: (order) => backupOf(openSqliteStore({ folder: order.folder })),
    async untilGone(count) {
      const began = performance.now();
      while (count() > 0 && performance.now() - began < withinMs) await setTimeout(lookAgainMs);
      return `within ${((performance.now() - began) / 1_000).toFixed(1)} s`;
    },
  };
}

export async function feedPlaceOnPostgres(scratch: string, server: TestPostgres): Promise<FeedPlace> {
  const folder = join(scratch, "postgres-ledger");
  const database = await server.freshDatabase();
  const data = dataFolderOf(server);
  const settle = async (...statements: readonly string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: database });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  return {
    engine: "PostgreSQL",
    order: { folder, database },
    controlOrder: async () => ({
      folder: join(scratch, "postgres-control"),
      database: await server.freshDatabase(),
    }),
    async files(order) {
      await settle("CHECKPOINT");
      return [...(await filesIn(order.folder)), ...(await filesIn(data))];
    },
    backup: ({ folder: ledger, database: address }) =>
      backupOf(openPostgresStore({ address: address ?? database, folder: ledger, connections: 1 })),
    async untilGone() {
      await settle(...renewing);
      return "after VACUUM FULL and new segments of the log";
    },
  };
}

async function filesIn(folder: string): Promise<readonly SearchedFile[]> {
  const found: SearchedFile[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    try {
      found.push({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) });
    } catch {
      // A running database deletes files of its own while its folder is read.
    }
  }
  return found;
}

/** The relay's own backup, made beside the running relay. */
async function backupOf(opening: Promise<Store>): Promise<Buffer> {
  const store = await opening;
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of dumpStore(store)) pieces.push(piece);
    return Buffer.concat(pieces);
  } finally {
    await store.close();
  }
}
