import { createRecordKeys, type Lock, openRecord, sealRecord } from "@tidetable/sync";
import type { IDBPDatabase } from "idb";
import { StoreFailure } from "../store-failure.ts";
import { clearPlace, hold, type KeyPlace, readHeld } from "./key-place.ts";
import {
  areSameRecords,
  type Keys,
  openAll,
  type Records,
  readRecords,
  sealEnvironment,
} from "./sealed-records.ts";
import { isSameSeal, type Schema, type Seal, sealName } from "./store-database.ts";

/** A lock to put on, and the way from the lock as it was stored to its keys. */
export interface NewLock {
  readonly lock: Lock;
  /** The keys behind what was stored of it. Null if it does not open; then nothing is changed. */
  readonly open: (stored: unknown) => Promise<Keys | null>;
}

/** A seal and its keys. */
interface Sealing {
  readonly seal: Seal;
  readonly keys: Keys;
}

/** How often a reseal begins again because something was written meanwhile. Our choice. */
const resealTries = 5;

/** Holds the new keys or lock, and answers the keys as they come back from what was stored. */
export async function prepareKeys(place: KeyPlace, next: NewLock | null): Promise<Keys> {
  await clearPlace(place);
  if (next) await hold(place, { kind: "lock", stored: next.lock });
  else await hold(place, { kind: "keys", keys: await createRecordKeys<CryptoKey>(sealEnvironment.subtle) });
  const held = await readHeld(place);
  const keys = held?.kind === "lock" ? await next?.open(held.stored) : held?.keys;
  if (!keys) throw new StoreFailure("refused");
  return keys;
}

/** Every record from one sealing to another, whole or not at all; `from` is null before the first write. */
export async function resealRecords(
  database: IDBPDatabase<Schema>,
  from: Sealing | null,
  to: Sealing,
): Promise<void> {
  for (let tries = 0; tries < resealTries; tries++) {
    const { seal, records } = await readRecords(database);
    if (!isSameSeal(seal, from?.seal ?? null)) throw new StoreFailure("unopenable");
    if (!from && records.ids.length > 0) throw new StoreFailure("unopenable");
    const sealed = from ? await sealAnew(from.keys, to.keys, records) : [];
    if (await exchange(database, records, sealed, from?.seal ?? null, to.seal)) return;
  }
  throw new StoreFailure("refused");
}

/** Every record under the new keys, each opened again and compared. */
async function sealAnew(from: Keys, to: Keys, records: Records) {
  const all = await openAll(from, records);
  return Promise.all(
    all.map(async ({ name, value }) => {
      const sealed = await sealRecord(sealEnvironment, to, name, value);
      const again = await openRecord(sealEnvironment.subtle, to, sealed);
      if (!again.ok || JSON.stringify(again.value) !== JSON.stringify({ name, value })) {
        throw new StoreFailure("refused");
      }
      return sealed;
    }),
  );
}

/** In one transaction: what was read is still there, goes, and what replaces it is read back. False to begin again. */
async function exchange(
  database: IDBPDatabase<Schema>,
  before: Records,
  sealed: readonly { readonly id: string; readonly bytes: Uint8Array<ArrayBuffer> }[],
  from: Seal | null,
  to: Seal,
): Promise<boolean> {
  const transaction = database.transaction(["keys", "records"], "readwrite", { durability: "strict" });
  const abort = async () => {
    transaction.abort();
    await transaction.done.catch(() => undefined);
  };
  // Heard below, where it can be waited for.
  transaction.done.catch(() => undefined);
  try {
    const current = await readRecords(transaction);
    if (!isSameSeal(current.seal, from) || !areSameRecords(current.records, before)) {
      await abort();
      return false;
    }
    const keys = transaction.objectStore("keys");
    const records = transaction.objectStore("records");
    // Each request fails with its transaction, and so does the reading that follows.
    const request = (made: Promise<unknown>) => made.catch(() => undefined);
    request(records.clear());
    request(keys.clear());
    request(keys.put(to, sealName));
    for (const { id, bytes } of sealed) request(records.put(bytes, id));
    const written = await readRecords(transaction);
    const inOrder = [...sealed].sort((a, b) => (a.id < b.id ? -1 : 1));
    const wanted = { ids: inOrder.map(({ id }) => id), sealed: inOrder.map(({ bytes }) => bytes) };
    if (!isSameSeal(written.seal, to) || !areSameRecords(written.records, wanted)) {
      throw new StoreFailure("refused");
    }
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // It is over already.
    }
    // Its own error says more than the request's: no room left, for one.
    await transaction.done;
    throw error;
  }
  await transaction.done;
  return true;
}
