import { openPostgresStore, openSqliteFile, openSqliteStore, type Store } from "@tidetable/relay";
import type { FoundPlace } from "./data-place.ts";

/** Opens what a relay keeps, beside a relay that may be running on it. @throws StoreFailure */
export function openStore({ folder, database }: FoundPlace): Promise<Store> {
  return database === null
    ? openSqliteStore({ folder })
    : openPostgresStore({ folder, address: database, connections: 2 });
}

/** What SQLite says of itself and of one file. */
export interface SqliteReport {
  readonly version: string;
  /** Whether it came with Node, or as a package. */
  readonly isInsideNode: boolean;
  /** Whether pages and indices are as they should be. */
  readonly isWhole: boolean;
}

/** Asks SQLite to look through a database without changing it. @throws what the driver throws */
export async function inspectSqlite(path: string): Promise<SqliteReport> {
  const database = await openSqliteFile(path, { readOnly: true, timeout: 5_000 });
  try {
    const [found] = database.prepare("SELECT sqlite_version() AS version").all();
    const [check] = database.prepare("PRAGMA quick_check(1)").all();
    return {
      version: String(Object.values(found ?? {})[0]),
      isInsideNode: process.getBuiltinModule("node:sqlite") !== undefined,
      isWhole: Object.values(check ?? {})[0] === "ok",
    };
  } finally {
    database.close();
  }
}

/** Locks a file of its own for this process, until the function that comes back is called; null: another has it. */
export async function openLockFile(path: string): Promise<(() => void) | null> {
  const database = await openSqliteFile(path, { timeout: 0 });
  try {
    database.exec("PRAGMA journal_mode = MEMORY");
    database.exec("BEGIN EXCLUSIVE");
    return () => database.close();
  } catch (error) {
    database.close();
    if (error instanceof Error && "errcode" in error && error.errcode === sqliteBusy) return null;
    throw error;
  }
}

/** Source: https://sqlite.org/rescode.html. */
const sqliteBusy = 5;
