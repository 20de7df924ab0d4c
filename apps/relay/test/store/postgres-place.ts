import pg from "pg";
import type { TestPostgres } from "../../../../test/postgres.ts";
import { openPostgresStore } from "../../src/store/postgres-store.ts";
import type { Place } from "./contract-place.ts";
import { sqliteFolder as ledgerFolder } from "./sqlite-place.ts";

/** Runs SQL on a database, past any store. */
export async function runSql(address: string, ...texts: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  for (const text of texts) await client.query(text);
  await client.end();
}

export async function postgresPlace(
  server: TestPostgres,
): Promise<Place & { readonly address: string; readonly folder: string }> {
  const address = await server.freshDatabase();
  const name = new URL(address).pathname.slice(1);
  const folder = await ledgerFolder();
  const elsewhere = server.addressOf("postgres");
  return {
    address,
    folder,
    open: (options) => openPostgresStore({ address, folder, connections: 4, ...options }),
    sql: (text) => runSql(address, text),
    async count(table) {
      const client = new pg.Client({ connectionString: address });
      await client.connect();
      const { rows } = await client.query<{ n: number }>(`SELECT count(*)::integer AS n FROM ${table}`);
      await client.end();
      return rows[0]!.n;
    },
    spoilt: (column) => `set_byte(${column}, 0, 0)`,
    async backUp() {
      await runSql(elsewhere, `CREATE DATABASE ${name}_copy TEMPLATE ${name}`);
      return () =>
        runSql(elsewhere, `DROP DATABASE ${name}`, `ALTER DATABASE ${name}_copy RENAME TO ${name}`);
    },
  };
}
