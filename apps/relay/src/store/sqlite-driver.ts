/** What a column may hold; tables are STRICT, so each column holds one of these only. */
export type SqliteValue = null | number | string | Uint8Array;

export interface SqliteStatement {
  run(...values: readonly SqliteValue[]): { readonly changes: number | bigint };
  get(...values: readonly SqliteValue[]): object | undefined;
  all(...values: readonly SqliteValue[]): readonly object[];
  iterate(...values: readonly SqliteValue[]): Iterable<object>;
}

/** The part of `node:sqlite` that the store uses. */
export interface SqliteDatabase {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  /** Ends the handle; end its transaction before, because the package keeps it until its statements are collected. */
  close(): void;
}

interface OpenOptions {
  readonly readOnly?: boolean;
  /** Milliseconds to wait for another handle's lock. */
  readonly timeout?: number;
}

interface Driver {
  readonly DatabaseSync: new (path: string, options: OpenOptions) => SqliteDatabase;
}

const isDriver = (module: object | undefined): module is Driver =>
  module !== undefined && "DatabaseSync" in module && typeof module.DatabaseSync === "function";

/** Opens a file with the SQLite inside Node, from 22.13 on; before, with a package of the same interface. */
export async function openSqliteFile(path: string, options: OpenOptions = {}): Promise<SqliteDatabase> {
  const inside = process.getBuiltinModule("node:sqlite");
  const driver = isDriver(inside) ? inside : await import("@photostructure/sqlite");
  return new driver.DatabaseSync(path, options);
}
