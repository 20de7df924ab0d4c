import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openSqliteFile } from "../../src/store/sqlite-driver.ts";
import { openSqliteStore } from "../../src/store/sqlite-store.ts";
import type { Place } from "./contract-place.ts";

/** A folder for one test's store; gone when the test is over. */
export async function sqliteFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tidetable-store-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function sqlitePlace(): Promise<Place & { readonly folder: string }> {
  const folder = await sqliteFolder();
  const data = ["tidetable.db", "tidetable.db-wal", "tidetable.db-shm"];
  return {
    folder,
    open: (options) => openSqliteStore({ folder, ...options }),
    async sql(text) {
      const database = await openSqliteFile(join(folder, "tidetable.db"), { timeout: 1_000 });
      database.exec(text);
      database.close();
    },
    async count(table) {
      const database = await openSqliteFile(join(folder, "tidetable.db"), { readOnly: true });
      const row = database.prepare(`SELECT count(*) AS n FROM ${table}`).get();
      database.close();
      return (row as { n: number }).n;
    },
    spoilt: (column) => `CAST(x'00' || substr(${column}, 2) AS BLOB)`,
    async backUp() {
      const copy = await sqliteFolder();
      await cp(join(folder, "tidetable.db"), join(copy, "tidetable.db"));
      return async () => {
        for (const name of data) await rm(join(folder, name), { force: true });
        await cp(join(copy, "tidetable.db"), join(folder, "tidetable.db"));
      };
    },
  };
}
