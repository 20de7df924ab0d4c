import type { DiaryStore } from "@tidetable/diary";
import { createRecordKeys, openRecord, type RecordKeys, recordIdFromName, sealRecord } from "@tidetable/sync";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { StoreFailure, type StoreTrouble } from "../store-failure.ts";
import type { KeptBefore } from "./kept-before.ts";

/** Nothing in it has a name that says what it is: ids are keyed hashes, values are sealed. */
interface Schema extends DBSchema {
  keys: { key: "record-keys"; value: RecordKeys<CryptoKey> };
  records: { key: string; value: Uint8Array<ArrayBuffer> };
}

const databaseName = "tidetable";
const databaseVersion = 1;
const keysName = "record-keys";

const environment = {
  subtle: crypto.subtle,
  randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
};

/**
 * The diary's store in this browser: IndexedDB that holds ciphertext only.
 *
 * The keys are made here at the first write, cannot be exported, and lie beside the records: this keeps the diary
 * from backups, file searches and whoever reads the profile's files, not from somebody who opens the app.
 * `onTaken` is called when the database is closed or claimed while the page is open.
 *
 * @throws StoreFailure here and from `read` and `write`
 */
export async function openSealedStore(
  keptBefore: KeptBefore,
  onTaken: (trouble: StoreTrouble) => void,
): Promise<DiaryStore> {
  const database = await openDatabase(onTaken);
  return {
    read: () => withTrouble(() => readAll(database, keptBefore)),
    write: (valueByKey) => withTrouble(() => writeAll(database, keptBefore, valueByKey)),
  };
}

async function openDatabase(onTaken: (trouble: StoreTrouble) => void): Promise<IDBPDatabase<Schema>> {
  return withTrouble(
    () =>
      new Promise<IDBPDatabase<Schema>>((resolve, reject) => {
        openDB<Schema>(databaseName, databaseVersion, {
          upgrade(database) {
            database.createObjectStore("keys");
            database.createObjectStore("records");
          },
          blocked: () => reject(new StoreFailure("older-tab")),
          blocking(_current, _wanted, event) {
            // A newer version in another tab waits for this connection; holding on would stop both.
            if (event.target instanceof IDBDatabase) event.target.close();
            onTaken("newer-version");
          },
          terminated: () => onTaken("closed"),
        }).then(resolve, reject);
      }),
    "blocked",
  );
}

async function readAll(
  database: IDBPDatabase<Schema>,
  keptBefore: KeptBefore,
): Promise<ReadonlyMap<string, unknown>> {
  const transaction = database.transaction(["keys", "records"]);
  const records = transaction.objectStore("records");
  const [keys, ids, sealed] = await Promise.all([
    transaction.objectStore("keys").get(keysName),
    records.getAllKeys(),
    records.getAll(),
  ]);
  if (!keys) {
    if (ids.length > 0) throw new StoreFailure("unopenable");
    if (keptBefore.get()) throw new StoreFailure("emptied");
    return new Map();
  }
  const opened = await Promise.all(
    ids.map((id, index) => openRecord(environment.subtle, keys, { id, bytes: sealed[index]! })),
  );
  return new Map(
    opened.map((record) => {
      if (!record.ok) throw new StoreFailure("unopenable");
      return [record.value.name, record.value.value];
    }),
  );
}

async function writeAll(
  database: IDBPDatabase<Schema>,
  keptBefore: KeptBefore,
  valueByKey: ReadonlyMap<string, unknown>,
): Promise<void> {
  const keys = await recordKeys(database, keptBefore);
  // Sealed before the transaction opens: IndexedDB ends a transaction that waits for anything else.
  const changes = await Promise.all(
    [...valueByKey].map(async ([name, value]) =>
      value === null
        ? { id: await recordIdFromName(environment.subtle, keys, name), bytes: null }
        : sealRecord(environment, keys, name, value),
    ),
  );
  const transaction = database.transaction(["keys", "records"], "readwrite", { durability: "strict" });
  const records = transaction.objectStore("records");
  const requests = changes.map(({ id, bytes }) =>
    bytes === null ? records.delete(id) : records.put(bytes, id),
  );
  // Each request fails with its transaction; the transaction's own error says why.
  for (const request of requests) Promise.resolve(request).catch(() => undefined);
  const kept = transaction.objectStore("keys").count(keysName);
  if ((await kept.catch(() => 1)) === 0) {
    transaction.abort();
    await transaction.done.catch(() => undefined);
    throw new StoreFailure("emptied");
  }
  await transaction.done;
  keptBefore.set(true);
}

/** This device's keys; made at the first write, unless another tab was quicker. */
async function recordKeys(
  database: IDBPDatabase<Schema>,
  keptBefore: KeptBefore,
): Promise<RecordKeys<CryptoKey>> {
  const existing = await database.get("keys", keysName);
  if (existing) return existing;
  if (keptBefore.get()) throw new StoreFailure("emptied");
  const made = await createRecordKeys<CryptoKey>(environment.subtle);
  const transaction = database.transaction("keys", "readwrite", { durability: "strict" });
  const first = await transaction.store.get(keysName);
  if (!first) await transaction.store.put(made, keysName);
  await transaction.done;
  return first ?? made;
}

/** The browser's error as a trouble; `otherwise` where its name says nothing. */
async function withTrouble<Value>(
  act: () => Promise<Value>,
  otherwise: StoreTrouble = "refused",
): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof StoreFailure) throw error;
    throw new StoreFailure(troubleByName(error) ?? otherwise);
  }
}

function troubleByName(error: unknown): StoreTrouble | null {
  if (!(error instanceof Error)) return null;
  switch (error.name) {
    case "QuotaExceededError":
      return "full";
    case "VersionError":
      return "newer-version";
    case "SecurityError":
      return "blocked";
    default:
      return null;
  }
}
