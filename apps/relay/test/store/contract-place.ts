import { afterEach, expect } from "vitest";
import { type Store, type StoredRow, StoreFailure } from "../../src/store/store.ts";

/** Where one store lives, and what may be done to it past the store. */
export interface Place {
  /** Each call opens a store of its own on the same data. */
  open(options?: { readonly vaultBytes?: number }): Promise<Store>;
  /** Runs SQL on the data themselves. */
  sql(text: string): Promise<void>;
  /** Rows in a table, whether a store shows them or not. */
  count(table: string): Promise<number>;
  /** This engine's expression for the bytes of a column with the first of them made zero. */
  readonly spoilt: (column: string) => string;
  /** Copies the data while no store is open; the answer puts the copy back in their place. */
  backUp(): Promise<() => Promise<void>>;
}

/** Gives an empty place and a store opened on it; every store it opened is closed after the test. */
export type SetUp = (options?: { readonly vaultBytes?: number }) => Promise<{
  readonly where: Place;
  readonly open: () => Promise<Store>;
  readonly store: Store;
}>;

export function setUpIn(place: () => Promise<Place>): SetUp {
  const opened: Store[] = [];
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
  });
  return async (options) => {
    const where = await place();
    const open = async () => {
      const store = await where.open(options);
      opened.push(store);
      return store;
    };
    return { where, open, store: await open() };
  };
}

export const corrupt = new StoreFailure("corrupt");

/** As the other engine's bytes may be a Buffer, both are compared as one. */
export const same = (bytes: Uint8Array) =>
  expect.toSatisfy((found: Uint8Array) => Buffer.compare(found, bytes) === 0);

export async function collect(rows: AsyncIterable<StoredRow>): Promise<readonly StoredRow[]> {
  const all: StoredRow[] = [];
  for await (const row of rows) all.push(row);
  return all;
}
