import { type Migrating, migrate } from "./migrations.ts";
import type { SqliteDatabase } from "./sqlite-driver.ts";
import { StoreFailure } from "./store.ts";

/**
 * Each table's key begins with what it would be divided by among machines, and no column is finer than a day, but for the
 * hour at which a notice is due: a plan that its reader chose, not when anything happened (rule 101).
 *
 * `floor` is the index up to which a vault's entries are gone, `snapshot` what its newest snapshot covers, `covered`
 * what its two newest both cover.
 *
 * Entries alone have SQLite's row number, and lie in its order: as they came, whose vault they may be of, so that what is
 * committed together is written together. That order says more than `idx` does, and is kept for today's entries only:
 * above 0 it is the order in which they came; a sweep gives those of days past numbers at random, all below 0.
 */
const migrations = [
  `CREATE TABLE vault (
     vault BLOB NOT NULL PRIMARY KEY,
     access BLOB NOT NULL,
     generation INTEGER NOT NULL,
     head INTEGER NOT NULL,
     floor INTEGER NOT NULL,
     snapshot INTEGER NOT NULL,
     covered INTEGER NOT NULL,
     bytes INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE entry (
     vault BLOB NOT NULL,
     idx INTEGER NOT NULL,
     day INTEGER NOT NULL,
     hash BLOB NOT NULL,
     envelope BLOB NOT NULL,
     PRIMARY KEY (vault, idx)
   ) STRICT;
   CREATE TABLE part (
     vault BLOB NOT NULL,
     at INTEGER NOT NULL,
     part INTEGER NOT NULL,
     parts INTEGER NOT NULL,
     hash BLOB NOT NULL,
     envelope BLOB NOT NULL,
     PRIMARY KEY (vault, at, part)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE deletion (name BLOB NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
   CREATE TABLE challenge (challenge BLOB NOT NULL PRIMARY KEY, day INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE mail (
     mailbox BLOB NOT NULL,
     slot INTEGER NOT NULL,
     day INTEGER NOT NULL,
     hash BLOB NOT NULL,
     body BLOB NOT NULL,
     PRIMARY KEY (mailbox, slot)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE secret (name TEXT NOT NULL PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;`,
  // Letterboxes and queues (rules 91 to 105). `gone` is the hash of an address at which nobody listens any more.
  `CREATE TABLE letterbox (
     letterbox BLOB NOT NULL PRIMARY KEY,
     writer BLOB NOT NULL,
     number INTEGER NOT NULL,
     day INTEGER NOT NULL,
     hash BLOB NOT NULL,
     body BLOB NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE queue (
     queue BLOB NOT NULL PRIMARY KEY,
     writer BLOB NOT NULL,
     number INTEGER NOT NULL,
     day INTEGER NOT NULL,
     hash BLOB NOT NULL,
     gone BLOB
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE notice (
     queue BLOB NOT NULL,
     place INTEGER NOT NULL,
     number INTEGER NOT NULL,
     due INTEGER NOT NULL,
     hash BLOB NOT NULL,
     body BLOB NOT NULL,
     PRIMARY KEY (queue, place)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX notice_due ON notice (due);`,
  // Calendar feeds (rules 107 to 112). `last` is the day after which it is gone.
  `CREATE TABLE feed (
     feed BLOB NOT NULL PRIMARY KEY,
     writer BLOB NOT NULL,
     number INTEGER NOT NULL,
     last INTEGER NOT NULL,
     day INTEGER NOT NULL,
     hash BLOB NOT NULL,
     body BLOB NOT NULL
   ) STRICT, WITHOUT ROWID;`,
];

/**
 * How the file is kept, each setting with the answer that proves it. 4 KiB pages: three rows of the smallest envelope fit
 * into one. `fullfsync` is for macOS alone.
 */
function settings(isUnsafe: boolean): readonly (readonly [name: string, set: string, answer: string])[] {
  return [
    ["page_size", "4096", "4096"],
    ["journal_mode", "WAL", "wal"],
    ["synchronous", isUnsafe ? "NORMAL" : "FULL", isUnsafe ? "1" : "2"],
    ["fullfsync", "ON", "1"],
    ["secure_delete", "ON", "1"],
    ["foreign_keys", "ON", "1"],
    // The store moves the log into the file itself, because here SQLite would swallow a failed sync.
    ["wal_autocheckpoint", "0", "0"],
  ];
}

/** @throws StoreFailure "unsafe-settings" where SQLite does not take a setting; "newer-schema" */
export async function prepareSqlite(database: SqliteDatabase, isUnsafe: boolean): Promise<void> {
  for (const [name, set] of settings(isUnsafe)) database.prepare(`PRAGMA ${name} = ${set}`).get();
  for (const [name, , answer] of settings(isUnsafe)) {
    const row = database.prepare(`PRAGMA ${name}`).get();
    if (String(Object.values(row ?? {})[0]) !== answer) throw new StoreFailure("unsafe-settings");
  }
  await migrate(migrating(database), migrations);
}

/**
 * From here on SQLite syncs only what it writes to the database itself, and the log before that and when it begins it
 * anew; each commit in between is synced by the store. @throws StoreFailure "unsafe-settings"
 */
export function leaveSyncsToUs(database: SqliteDatabase): void {
  database.exec("PRAGMA synchronous = NORMAL");
  const row = database.prepare("PRAGMA synchronous").get() as { synchronous: number };
  if (row.synchronous !== 1) throw new StoreFailure("unsafe-settings");
}

function migrating(database: SqliteDatabase): Migrating {
  return {
    async readVersion() {
      database.exec(
        "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID",
      );
      return versionOf(database);
    },
    async step(sql, version) {
      database.exec("BEGIN IMMEDIATE");
      // Another process may have taken the step while this one waited for the lock.
      if (versionOf(database) < version)
        database.exec(`${sql}; INSERT INTO schema_version VALUES (${version})`);
      database.exec("COMMIT");
    },
  };
}

const versionOf = (database: SqliteDatabase): number => {
  const row = database.prepare("SELECT max(version) AS version FROM schema_version").get();
  return (row as { version: number | null }).version ?? 0;
};
