import { rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { type PostgresSettings, startPostgres, type TestPostgres } from "../../../../test/postgres.ts";
import { openPostgresStore, type PostgresStoreOptions } from "../../src/store/postgres-store.ts";
import { StoreFailure } from "../../src/store/store.ts";
import { runSql } from "./postgres-place.ts";
import { appendAll, appended, envelope, newVault, readAll, sampleId, sampleKey, someDay } from "./sample.ts";
import { sqliteFolder as ledgerFolder } from "./sqlite-place.ts";

const failure = (trouble: StoreFailure["trouble"]) => new StoreFailure(trouble);

async function startServer(settings?: PostgresSettings): Promise<TestPostgres> {
  const server = await startPostgres(settings);
  onTestFinished(() => server.stop());
  return server;
}

async function openStore(options: PostgresStoreOptions) {
  const store = await openPostgresStore(options);
  onTestFinished(() => store.close());
  return store;
}

describe("a server that acknowledges before it syncs", () => {
  test("rule 53: it is refused, by its own settings and by those of the database, and local syncing is enough", async () => {
    const server = await startServer();
    const address = await server.freshDatabase();
    const options = { address, folder: await ledgerFolder() };
    await (await openPostgresStore(options)).close();
    const name = new URL(address).pathname.slice(1);
    await runSql(address, `ALTER DATABASE ${name} SET synchronous_commit = off`);
    await expect(openPostgresStore(options)).rejects.toThrow(failure("unsafe-settings"));
    await (await openStore({ ...options, unsafeForProof: true })).close();
    await runSql(address, `ALTER DATABASE ${name} SET synchronous_commit = local`);
    await (await openPostgresStore(options)).close();
    await server.restart({ fsync: "off" });
    await expect(openPostgresStore(options)).rejects.toThrow(failure("unsafe-settings"));
    await server.restart({ synchronous_commit: "off" });
    await (await openPostgresStore(options)).close();
    await runSql(address, `ALTER DATABASE ${name} RESET synchronous_commit`);
    await expect(openPostgresStore(options)).rejects.toThrow(failure("unsafe-settings"));
  });

  test("rule 53: what was safe when the store was opened is asked again of every new connection", async () => {
    const server = await startServer();
    const address = await server.freshDatabase();
    const store = await openStore({ address, folder: await ledgerFolder() });
    const session = await newVault(store, "a");
    await server.restart({ fsync: "off" });
    const append = { expect: 0, envelopes: [envelope("1")], day: someDay };
    // A connection of before may be found dead first.
    await store.append(session, append).catch(() => {});
    await expect(store.append(session, append)).rejects.toThrow(failure("unsafe-settings"));
  });
});

describe("a server that goes away", () => {
  test("everything acknowledged is there after it was killed, and the store goes on by itself", async () => {
    const server = await startServer();
    const store = await openStore({ address: await server.freshDatabase(), folder: await ledgerFolder() });
    const session = await newVault(store, "a");
    await appendAll(store, session, ["1", "2", "3"]);
    await server.kill();
    const append = { expect: 3, envelopes: [envelope("4")], day: someDay };
    await expect(store.append(session, append)).rejects.toThrow(failure("unreachable"));
    await expect(store.readVault(session.vault)).rejects.toThrow(failure("unreachable"));
    await server.restart();
    expect(await readAll(store, session)).toHaveLength(3);
    expect(await store.append(session, append)).toEqual(appended(4));
  });

  test("a server that is not there, and a database that is not, are said to be that", async () => {
    const server = await startServer();
    const folder = await ledgerFolder();
    const missing = { address: server.addressOf("nothing"), folder };
    await expect(openPostgresStore(missing)).rejects.toThrow(failure("refused"));
    const elsewhere = { address: "postgresql://nobody@%2Fnonexistent/nothing", folder };
    await expect(openPostgresStore(elsewhere)).rejects.toThrow(failure("unreachable"));
  });
});

describe("two relays on one database", () => {
  test("a deletion waits for an append that is under way, and takes it along", async () => {
    const server = await startServer();
    const address = await server.freshDatabase();
    const store = await openStore({ address, folder: await ledgerFolder() });
    await newVault(store, "a").then((session) => appendAll(store, session, ["1"]));
    const other = new pg.Client({ connectionString: address });
    await other.connect();
    await other.query("BEGIN");
    await other.query("UPDATE vault SET head = 2");
    await other.query("INSERT INTO entry SELECT vault, 2, day, hash, envelope FROM entry");
    const deleted = store.deleteVault({ vault: sampleId("a"), generation: 1 });
    const waiting = "SELECT count(*)::integer AS n FROM pg_locks WHERE NOT granted";
    while ((await other.query<{ n: number }>(waiting)).rows[0]!.n === 0);
    await other.query("COMMIT");
    expect(await deleted).toEqual({ kind: "done" });
    expect((await other.query("SELECT idx FROM entry")).rows).toEqual([]);
    await other.end();
  });

  test("both open an empty one at once, share a vault, and go on when one of them ends", async () => {
    const server = await startServer();
    const address = await server.freshDatabase();
    const [one, other] = await Promise.all(
      [1, 2].map(async () => openStore({ address, folder: await ledgerFolder(), connections: 2 })),
    );
    const session = await newVault(one!, "a");
    await appendAll(other!, session, ["1"]);
    expect(await readAll(one!, session)).toHaveLength(1);
    await one!.close();
    await appendAll(other!, session, ["2"], { expect: 1 });
    expect(await readAll(other!, session)).toHaveLength(2);
  });

  test("rule 56: a deletion that was begun and not ended is ended by the next start and by a sweep", async () => {
    const server = await startServer();
    const address = await server.freshDatabase();
    const folder = await ledgerFolder();
    const store = await openStore({ address, folder });
    const session = await newVault(store, "a");
    await appendAll(store, session, ["1"]);
    await symlink("/dev/full", join(folder, "deletions"));
    await expect(store.deleteVault(session)).rejects.toThrow(failure("full"));
    expect(await store.readVault(session.vault)).not.toBeNull();
    await rm(join(folder, "deletions"));
    await store.sweep(someDay);
    expect(await store.readVault(session.vault)).toBeNull();
    expect(await store.createVault(session.vault, sampleKey("a"), 0)).toBe(false);
  });
});
