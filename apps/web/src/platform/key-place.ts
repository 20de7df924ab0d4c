import type { RecordKeys } from "@tidetable/sync";
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";
import { eraseDatabase } from "./erase-database.ts";

/**
 * What opens the records, in a small database of its own, so that it can be erased whole: one place is in use, the
 * other is where the next one is made. See [Note: deleted is not gone] in erase-database.ts.
 */
export type KeyPlace = "a" | "b";

/** Keys that the browser does not give out, or a lock that somebody must open. */
export type Held =
  | { readonly kind: "keys"; readonly keys: RecordKeys<CryptoKey> }
  /** As it was stored: `lockFromJson` reads it, where somebody opens it. */
  | { readonly kind: "lock"; readonly stored: object };

type Stored = RecordKeys<CryptoKey> | object;

interface Schema extends DBSchema {
  held: { key: "held"; value: Stored };
}

export const otherPlace = (place: KeyPlace): KeyPlace => (place === "a" ? "b" : "a");

const nameOf = (place: KeyPlace): string => `tidetable-keys-${place}`;

/** Null where nothing is held there. */
export const readHeld = (place: KeyPlace): Promise<Held | null> =>
  withPlace(place, async (database) => {
    const stored = await database.get("held", "held");
    return stored ? heldFromStored(stored) : null;
  });

/** Holds this in place of whatever is there. */
export const hold = (place: KeyPlace, held: Held): Promise<void> =>
  withPlace(place, async (database) => {
    const transaction = database.transaction("held", "readwrite", { durability: "strict" });
    await transaction.store.put(storedFromHeld(held), "held");
    await transaction.done;
  });

/** Holds these keys unless another tab was quicker; answers what is held. */
export const holdFirst = (place: KeyPlace, keys: RecordKeys<CryptoKey>): Promise<Held> =>
  withPlace(place, async (database) => {
    const transaction = database.transaction("held", "readwrite", { durability: "strict" });
    const first = await transaction.store.get("held");
    if (!first) await transaction.store.put(keys, "held");
    await transaction.done;
    return heldFromStored(first ?? keys);
  });

export const erasePlace = (place: KeyPlace): Promise<void> => eraseDatabase(nameOf(place));

/** Makes room for what is held next. What lies there is in use nowhere. */
export const clearPlace = (place: KeyPlace): Promise<void> => deleteDB(nameOf(place));

/** Whether anything lies there, or an erasing was cut short; where the browser does not tell, no. */
export async function isPlaceUsed(place: KeyPlace): Promise<boolean> {
  const databases = await Promise.resolve(indexedDB.databases?.() ?? []).catch(() => []);
  return databases.some(({ name }) => name?.startsWith(nameOf(place)));
}

async function withPlace<Value>(
  place: KeyPlace,
  act: (database: IDBPDatabase<Schema>) => Promise<Value>,
): Promise<Value> {
  const database = await openDB<Schema>(nameOf(place), 1, {
    upgrade: (made) => void made.createObjectStore("held"),
  });
  try {
    return await act(database);
  } finally {
    database.close();
  }
}

const heldFromStored = (stored: Stored): Held =>
  "cipher" in stored ? { kind: "keys", keys: stored } : { kind: "lock", stored };

const storedFromHeld = (held: Held): Stored => (held.kind === "keys" ? held.keys : held.stored);
