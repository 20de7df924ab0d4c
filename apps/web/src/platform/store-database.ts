import type { RecordKeys } from "@tidetable/sync";
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import { StoreFailure, type StoreTrouble } from "../store-failure.ts";
import type { KeyPlace } from "./key-place.ts";

/**
 * Which keys the records are sealed with: where what opens them lies, and an id that no other seal has. `place` is null
 * for records of version 0.1, whose keys lie in this database.
 */
export interface Seal {
  readonly place: KeyPlace | null;
  readonly id: string;
}

/** Nothing in it has a name that says what it is: ids are keyed hashes, values are sealed. */
export interface Schema extends DBSchema {
  keys: { key: string; value: Seal | RecordKeys<CryptoKey> };
  records: { key: string; value: Uint8Array<ArrayBuffer> };
}

const databaseName = "tidetable";
const databaseVersion = 1;
/** Where the seal stands; the other name in that place is that of version 0.1's keys. */
export const sealName = "seal";
const oldKeysName = "record-keys";
const oldSeal: Seal = { place: null, id: oldKeysName };

type Stores = ["keys", "records"];
type Source =
  | IDBPDatabase<Schema>
  | IDBPTransaction<Schema, Stores, "readonly">
  | IDBPTransaction<Schema, Stores, "readwrite">;

/** The database's connection; `onTaken` is called when it is closed or claimed from outside. @throws StoreFailure */
export async function openDatabase(onTaken: (trouble: StoreTrouble) => void): Promise<IDBPDatabase<Schema>> {
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

/** The seal on the records; null before the first write. */
export async function readSeal(source: Source): Promise<Seal | null> {
  const keys = transactionOf(source).objectStore("keys");
  const [seal, oldKeys] = await Promise.all([keys.get(sealName), keys.count(oldKeysName)]);
  if (seal && "id" in seal) return seal;
  return oldKeys > 0 ? oldSeal : null;
}

/** The keys of version 0.1. */
export async function readOldKeys(database: IDBPDatabase<Schema>): Promise<RecordKeys<CryptoKey> | null> {
  const keys = await database.get("keys", oldKeysName);
  return keys && "cipher" in keys ? keys : null;
}

export const transactionOf = (source: Source) =>
  "done" in source ? source : source.transaction(["keys", "records"]);

export const isSameSeal = (a: Seal | null, b: Seal | null): boolean =>
  a?.place === b?.place && a?.id === b?.id;

/** The browser's error as a trouble; `otherwise` where its name says nothing. */
export async function withTrouble<Value>(
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
