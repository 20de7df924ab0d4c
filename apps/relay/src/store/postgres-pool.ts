import pg from "pg";
import { migrate } from "./migrations.ts";
import { isRetried, postgresFailureOf } from "./postgres-failure.ts";
import { migrations, readSettings, type StatementName, statements, versioning } from "./postgres-sql.ts";
import { StoreFailure } from "./store.ts";

type Value = number | string | Uint8Array | readonly Uint8Array[] | readonly number[];

/** Asks one statement, prepared under its name on each connection. */
export interface Asking {
  ask<Row>(name: StatementName, ...values: readonly Value[]): Promise<Answer<Row>>;
}

export interface Answer<Row> {
  readonly rows: readonly Row[];
  /** Rows found or changed. */
  readonly count: number;
}

export interface PostgresPool extends Asking {
  /** Runs `work` in one transaction, again where another was in the way; undone where it throws. */
  transaction<T>(work: (asking: Asking) => Promise<T>): Promise<T>;
  /** The same, tried once: for work that cannot be begun again. */
  transactionOnce<T>(work: (asking: Asking) => Promise<T>): Promise<T>;
  /** Holds one transaction that sees one moment and changes nothing, until `end`. */
  beginReading(): Promise<Asking & { end(): Promise<void> }>;
  close(): Promise<void>;
}

export interface PostgresPoolOptions {
  /** As PostgreSQL writes addresses: `postgresql://user@host/database`. */
  readonly address: string;
  /** Connections at most. */
  readonly connections: number;
  readonly unsafeForProof: boolean;
}

/** Times a transaction is tried while others are in its way. Our choice. */
const attempts = 8;
/** Milliseconds to wait for a connection. Our choice: a device gives up and tries again later. */
const connectionWait = 5_000;
const bigintType = 20;

/**
 * Connections to one database with the newest schema. Each is asked, when it is made, whether the server syncs before
 * it acknowledges; one that does not is not used.
 *
 * @throws StoreFailure "unsafe-settings", "newer-schema", "unreachable", "refused"
 */
export async function openPostgresPool(options: PostgresPoolOptions): Promise<PostgresPool> {
  const pool = new pg.Pool({
    connectionString: options.address,
    max: options.connections,
    connectionTimeoutMillis: connectionWait,
    types: {
      getTypeParser: (type, format) => (type === bigintType ? Number : pg.types.getTypeParser(type, format)),
    },
    onConnect: (client) => (options.unsafeForProof ? undefined : refuseUnsafe(client)),
  });
  // A connection that ends while nobody uses it is replaced by the next one.
  pool.on("error", () => {});
  const opened = createPool(pool);
  try {
    await withFailures(() => migrateSchema(pool));
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Local and remote acknowledgement alike are after a sync; `off` alone is before (rule 53). */
async function refuseUnsafe(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ fsync: string; synchronous: string }>(readSettings);
  if (rows[0]?.fsync !== "on" || rows[0].synchronous === "off") throw new StoreFailure("unsafe-settings");
}

async function migrateSchema(pool: pg.Pool): Promise<void> {
  const locked = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> =>
    inTransaction(pool, async (client) => {
      await client.query(versioning.lock);
      return work(client);
    });
  const versionOf = async (client: pg.PoolClient) =>
    (await client.query<{ version: number }>(versioning.read)).rows[0]!.version;
  await migrate(
    {
      readVersion: () =>
        locked(async (client) => {
          await client.query(versioning.table);
          return versionOf(client);
        }),
      step: (sql, version) =>
        locked(async (client) => {
          if ((await versionOf(client)) >= version) return;
          await client.query(sql);
          await client.query(versioning.record, [version]);
        }),
    },
    migrations,
  );
}

function createPool(pool: pg.Pool): PostgresPool {
  const askingOf = (client: pg.Pool | pg.PoolClient): Asking => ({
    async ask<Row>(name: StatementName, ...values: readonly Value[]) {
      const result = await client.query({ name, text: statements[name], values: values.map(toParameter) });
      return { rows: result.rows as readonly Row[], count: result.rowCount ?? 0 };
    },
  });
  return {
    ask: (name, ...values) => withFailures(() => askingOf(pool).ask(name, ...values)),
    transaction: (work) => withFailures(() => inTransaction(pool, (client) => work(askingOf(client)))),
    transactionOnce: (work) => withFailures(() => inTransaction(pool, (client) => work(askingOf(client))), 1),
    async beginReading() {
      const client = await withFailures(() => pool.connect());
      const asking = askingOf(client);
      await withFailures(() => client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
      return {
        ask: (name, ...values) => withFailures(() => asking.ask(name, ...values)),
        async end() {
          const failure = await client.query("ROLLBACK").then(() => undefined, asError);
          client.release(failure);
        },
      };
    },
    async close() {
      if (!pool.ended) await pool.end();
    },
  };
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error("not an error"));

/** The driver takes bytes as a Buffer over the same memory. */
const toParameter = (value: Value): unknown =>
  value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : Array.isArray(value)
      ? value.map(toParameter)
      : value;

async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const value = await work(client);
    await client.query("COMMIT");
    return value;
  } catch (error) {
    broken = await client.query("ROLLBACK").then(() => undefined, asError);
    throw error;
  } finally {
    client.release(broken);
  }
}

async function withFailures<T>(work: () => Promise<T>, atMost = attempts): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt < atMost && isRetried(error)) continue;
      throw postgresFailureOf(error) ?? error;
    }
  }
}
