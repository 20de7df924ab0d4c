import type { DiaryStore } from "@tidetable/diary";
import { createRecordKeys, type Lock, recordIdFromName, sealRecord } from "@tidetable/sync";
import type { IDBPDatabase } from "idb";
import { StoreFailure, type StoreTrouble } from "../store-failure.ts";
import type { KeptBefore } from "./kept-before.ts";
import { erasePlace, holdFirst, isPlaceUsed, otherPlace, readHeld } from "./key-place.ts";
import type { NewLock } from "./reseal.ts";
import { type Keys, openAll, readRecords, sealEnvironment } from "./sealed-records.ts";
import {
  isSameSeal,
  openDatabase,
  readOldKeys,
  readSeal,
  type Schema,
  type Seal,
  sealName,
  withTrouble,
} from "./store-database.ts";

export type { NewLock } from "./reseal.ts";

/** The diary's store once its keys are at hand. */
export interface SealedStore extends DiaryStore {
  /** Null: no lock. Whoever can open this browser can read the diary. */
  readonly lock: Lock | null;
  /**
   * Seals every record anew under other keys, behind a lock or none, in one transaction: it happens whole or not at
   * all. What opened the records before is erased then. @throws StoreFailure, with everything as it was
   */
  reseal(next: NewLock | null): Promise<void>;
}

export type OpenedStore =
  | { readonly kind: "open"; readonly store: SealedStore }
  /** Nothing can be read before what `lockFromJson` reads in `stored` was opened; these are its keys. */
  | {
      readonly kind: "locked";
      readonly stored: unknown;
      readonly unlock: (lock: Lock, keys: Keys) => SealedStore;
    };

interface Opened {
  readonly seal: Seal;
  readonly keys: Keys;
  readonly lock: Lock | null;
}

/**
 * The diary's store in this browser: IndexedDB that holds ciphertext only.
 *
 * Without a lock the keys are made here at the first write, cannot be exported, and lie beside the records: this keeps
 * the diary from backups, file searches and whoever reads the profile's files, not from somebody who opens the app.
 * With a lock they are in memory only, from unlocking until the page goes. `onTaken` is called when the database is
 * closed or claimed while the page is open.
 *
 * @throws StoreFailure here and from the store's functions
 */
export async function openSealedStore(
  keptBefore: KeptBefore,
  onTaken: (trouble: StoreTrouble) => void,
): Promise<OpenedStore> {
  const database = await openDatabase(onTaken);
  return withTrouble(async () => {
    const seal = await readSeal(database);
    const held = seal && (await heldBehind(database, seal));
    if (!seal || !held) return { kind: "open", store: createStore(database, keptBefore, null) };
    eraseLeftover(database, seal).catch(() => undefined);
    if (held.kind === "keys") {
      return {
        kind: "open",
        store: createStore(database, keptBefore, { seal, keys: held.keys, lock: null }),
      };
    }
    return {
      kind: "locked",
      stored: held.stored,
      unlock: (lock, keys) => createStore(database, keptBefore, { seal, keys, lock }),
    };
  });
}

/** The way to the records that a seal names. @throws StoreFailure if it is gone or is none */
async function heldBehind(database: IDBPDatabase<Schema>, seal: Seal) {
  if (seal.place !== null) {
    const held = await readHeld(seal.place);
    if (!held) throw new StoreFailure("unopenable");
    return held;
  }
  const keys = await readOldKeys(database);
  return keys ? ({ kind: "keys", keys } as const) : null;
}

/** A reseal that was cut short left keys behind; nobody else may be at it. */
async function eraseLeftover(database: IDBPDatabase<Schema>, seal: Seal): Promise<void> {
  const leftover = otherPlace(seal.place ?? "b");
  if (!navigator.locks || !(await isPlaceUsed(leftover))) return;
  await navigator.locks.request("tidetable-reseal", { ifAvailable: true }, async (turn) => {
    if (turn && isSameSeal(await readSeal(database), seal)) await erasePlace(leftover);
  });
}

function createStore(
  database: IDBPDatabase<Schema>,
  keptBefore: KeptBefore,
  first: Opened | null,
): SealedStore {
  let opened = first;
  let turn: Promise<unknown> = Promise.resolve();
  /** One after the other, so that a reseal and a write do not undo each other. */
  const inTurn = <Value>(act: () => Promise<Value>): Promise<Value> => {
    const mine = turn.then(() => withTrouble(act));
    turn = mine.catch(() => undefined);
    return mine;
  };

  /** The keys of the seal that is on the records now. */
  const keysBehind = async (seal: Seal): Promise<Keys> => {
    // Another tab made the first write, and this one has no keys yet.
    if (!opened) {
      const held = await heldBehind(database, seal);
      if (held?.kind === "keys") opened = { seal, keys: held.keys, lock: null };
    }
    // Another tab changed the lock: nothing here fits any more, and loading the page again asks for it.
    if (!opened || !isSameSeal(opened.seal, seal)) throw new StoreFailure("unopenable");
    return opened.keys;
  };

  const readAll = async (): Promise<ReadonlyMap<string, unknown>> => {
    const { seal, records } = await readRecords(database);
    if (!seal) {
      if (records.ids.length > 0) throw new StoreFailure("unopenable");
      if (keptBefore.get()) throw new StoreFailure("emptied");
      return new Map();
    }
    const all = await openAll(await keysBehind(seal), records);
    return new Map(all.map(({ name, value }) => [name, value]));
  };

  const writeAll = async (valueByKey: ReadonlyMap<string, unknown>): Promise<void> => {
    const { seal, keys } = await sealForWriting();
    // Sealed before the transaction opens: IndexedDB ends a transaction that waits for anything else.
    const changes = await Promise.all(
      [...valueByKey].map(async ([name, value]) =>
        value === null
          ? { id: await recordIdFromName(sealEnvironment.subtle, keys, name), bytes: null }
          : sealRecord(sealEnvironment, keys, name, value),
      ),
    );
    const transaction = database.transaction(["keys", "records"], "readwrite", { durability: "strict" });
    const records = transaction.objectStore("records");
    const requests = changes.map(({ id, bytes }) =>
      bytes === null ? records.delete(id) : records.put(bytes, id),
    );
    // Each request fails with its transaction; the transaction's own error says why.
    for (const request of requests) Promise.resolve(request).catch(() => undefined);
    const current = await readSeal(transaction).catch(() => seal);
    if (!isSameSeal(current, seal)) {
      transaction.abort();
      await transaction.done.catch(() => undefined);
      throw new StoreFailure(current ? "unopenable" : "emptied");
    }
    await transaction.done;
    keptBefore.set(true);
  };

  const sealForWriting = async (): Promise<{ readonly seal: Seal; readonly keys: Keys }> => {
    const seal = (await readSeal(database)) ?? (await firstSeal());
    return { seal, keys: await keysBehind(seal) };
  };

  /** Keys made at the first write, and the mark that says where they are; the quicker of two tabs makes them. */
  const firstSeal = async (): Promise<Seal> => {
    if (keptBefore.get()) throw new StoreFailure("emptied");
    await holdFirst("a", await createRecordKeys<CryptoKey>(sealEnvironment.subtle));
    const made = newSeal("a");
    const transaction = database.transaction("keys", "readwrite", { durability: "strict" });
    const existing = await transaction.store.get(sealName);
    if (!existing) await transaction.store.put(made, sealName);
    await transaction.done;
    return existing && "id" in existing ? existing : made;
  };

  const resealAll = async (next: NewLock | null): Promise<void> => {
    const before = await readSeal(database);
    if (before) await keysBehind(before);
    else if (keptBefore.get()) throw new StoreFailure("emptied");
    const place = otherPlace(before?.place ?? "b");
    // Loaded when it is wanted: few change their lock twice.
    const { prepareKeys, resealRecords } = await import("./reseal.ts");
    try {
      const keys = await prepareKeys(place, next);
      const seal = newSeal(place);
      await resealRecords(database, before && opened, { seal, keys });
      opened = { seal, keys, lock: next?.lock ?? null };
    } catch (error) {
      // Only where the records are known to be sealed with the other place: a key in use is never erased.
      const now = await readSeal(database).catch(() => ({ place }));
      if (now?.place !== place) await erasePlace(place);
      throw error;
    }
    keptBefore.set(true);
    if (before?.place) await erasePlace(before.place);
  };

  return {
    get lock() {
      return opened?.lock ?? null;
    },
    read: () => withTrouble(readAll),
    write: (valueByKey) => inTurn(() => writeAll(valueByKey)),
    reseal: (next) =>
      inTurn(() =>
        navigator.locks
          ? navigator.locks.request("tidetable-reseal", () => resealAll(next))
          : resealAll(next),
      ),
  };
}

const newSeal = (place: "a" | "b"): Seal => ({ place, id: crypto.randomUUID() });
