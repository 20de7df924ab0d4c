import { dirname } from "node:path";
import { openDeletionLedger } from "./deletion-ledger.ts";
import { failureOf } from "./disk-failure.ts";
import { lockWait } from "./group-commit.ts";
import { importRows, type RowSink, RowsFailed } from "./import-rows.ts";
import { checkedBytes, rowHash } from "./row-hash.ts";
import { openSqliteFile, type SqliteDatabase } from "./sqlite-driver.ts";
import {
  type EntryRecord,
  type PartRecord,
  prepareStatements,
  type VaultRecord,
} from "./sqlite-statements.ts";
import type { StoredRow } from "./store.ts";

/**
 * Reads through a handle of its own, whose one transaction sees the moment it began (WAL).
 *
 * `whenDurable` runs something while no commit waits for its sync: a backup holds nothing that the disk does not.
 */
export async function* exportSqlite(
  path: string,
  whenDurable: (work: () => void) => Promise<void>,
): AsyncGenerator<StoredRow> {
  const database = await openSqliteFile(path, { readOnly: true, timeout: lockWait });
  try {
    const statements = prepareStatements(database);
    await whenDurable(() => {
      // A transaction sees the moment of its first question, not that of its BEGIN.
      database.exec("BEGIN");
      statements.countVaults.get();
    });
    for (const row of statements.deletions.iterate())
      yield { kind: "deletion", name: (row as { name: Uint8Array }).name };
    for (const row of statements.vaults.all()) {
      const { vault } = row as { vault: Uint8Array };
      const { access, generation, head, floor, snapshot } = statements.vault.get(
        vault,
      ) as unknown as VaultRecord;
      yield { kind: "vault", vault, access, generation, head, floor, snapshot };
      for (const found of statements.allParts.iterate(vault)) {
        const { at, part, parts, hash, envelope } = found as PartRecord;
        yield { kind: "part", vault, at, part, parts, bytes: checkedBytes(envelope, hash) };
      }
      for (const found of statements.entries.iterate(vault, floor)) {
        const { idx, day, hash, envelope } = found as EntryRecord;
        yield { kind: "entry", vault, index: idx, day, bytes: checkedBytes(envelope, hash) };
      }
    }
  } catch (error) {
    throw failureOf(error) ?? error;
  } finally {
    closeUndone(database);
  }
}

/** Takes everything in within one transaction of a handle of its own, so that a broken backup leaves nothing. */
export async function importSqlite(
  path: string,
  rows: AsyncIterable<StoredRow>,
): Promise<"imported" | "not-empty"> {
  const database = await openSqliteFile(path, { timeout: lockWait });
  const ledger = openDeletionLedger(dirname(path));
  try {
    for (const pragma of ["synchronous = FULL", "fullfsync = ON", "secure_delete = ON"])
      database.exec(`PRAGMA ${pragma}`);
    const statements = prepareStatements(database);
    database.exec("BEGIN IMMEDIATE");
    if ((statements.countVaults.get() as { vaults: number }).vaults > 0) return "not-empty";
    const deleted: Uint8Array[] = [];
    const sink: RowSink = {
      async deletion(name) {
        if (Number(statements.insertDeletion.run(name).changes) > 0) deleted.push(name);
      },
      isDeleted: async (name) => statements.deletion.get(name) !== undefined,
      async vault({ vault, access, generation, head, floor, snapshot }, { covered, bytes }) {
        statements.insertVault.run(vault, access, generation, head, floor, snapshot, covered, bytes);
      },
      async part({ vault, at, part, parts, bytes }) {
        statements.insertPart.run(vault, at, part, parts, rowHash(bytes), bytes);
      },
      async entry({ vault, index, day, bytes }) {
        statements.insertEntry.run(vault, index, day, rowHash(bytes), bytes);
      },
    };
    await importRows(rows, sink);
    if (deleted.length > 0) ledger.add(deleted);
    database.exec("COMMIT");
    return "imported";
  } catch (error) {
    if (error instanceof RowsFailed) throw error.reason;
    throw failureOf(error) ?? error;
  } finally {
    closeUndone(database);
  }
}

/** Ends a handle and, where one is still open, its transaction, of which nothing is kept. */
function closeUndone(database: SqliteDatabase): void {
  try {
    database.exec("ROLLBACK");
  } catch {
    // There was none.
  }
  database.close();
}
