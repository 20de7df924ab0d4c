import { join } from "node:path";
import { expect, test } from "vitest";
import { migrations } from "../../src/store/postgres-sql.ts";
import { openSqliteFile } from "../../src/store/sqlite-driver.ts";
import { prepareSqlite } from "../../src/store/sqlite-schema.ts";
import { sqliteFolder } from "./sqlite-place.ts";

test("both engines have the same tables, with the same columns in the same order", async () => {
  const database = await openSqliteFile(join(await sqliteFolder(), "a.db"));
  await prepareSqlite(database, false);
  const found = database
    .prepare(
      `SELECT tables.name || ' ' || columns.name AS name FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
       WHERE tables.type = 'table' AND tables.name <> 'schema_version' ORDER BY tables.rowid, columns.cid`,
    )
    .all() as readonly { name: string }[];
  database.close();
  const created = [
    ...migrations.join("\n").matchAll(/CREATE TABLE ([a-z]+) \((.*?)\)(?: WITH \([^)]*\))?;/gs),
  ];
  const columns = created.flatMap(([, table, body]) =>
    [...body!.matchAll(/(?:^|,|\n)\s*([a-z]+) (?:bytea|bigint|integer|text)/g)].map(
      ([, name]) => `${table} ${name}`,
    ),
  );
  expect(found.map(({ name }) => name)).toEqual(columns);
  expect(columns.length).toBeGreaterThan(40);
});
