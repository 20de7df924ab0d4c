import { StoreFailure } from "./store.ts";

/** One engine's way of asking for the schema's version and of going one step on. */
export interface Migrating {
  /** 0 for an empty database. */
  readVersion(): Promise<number>;
  /** Runs the step and records its number, both or neither. */
  step(sql: string, version: number): Promise<void>;
}

/**
 * Brings a database to the newest schema, forwards only; step n makes version n + 1.
 *
 * @throws StoreFailure "newer-schema" where a later version of Tidetable has been at it; nothing is changed then
 */
export async function migrate(engine: Migrating, steps: readonly string[]): Promise<void> {
  const version = await engine.readVersion();
  if (version > steps.length) throw new StoreFailure("newer-schema");
  for (const [offset, sql] of steps.slice(version).entries()) await engine.step(sql, version + offset + 1);
}
