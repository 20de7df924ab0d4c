import { openRecord, type RecordKeys } from "@tidetable/sync";
import { StoreFailure } from "../store-failure.ts";
import { readSeal, type Seal, transactionOf } from "./store-database.ts";

export type Keys = RecordKeys<CryptoKey>;

/** Sealed records by their ids, in order. */
export interface Records {
  readonly ids: readonly string[];
  readonly sealed: readonly Uint8Array<ArrayBuffer>[];
}

export const sealEnvironment = {
  subtle: crypto.subtle,
  randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
};

/** The seal and every sealed record as they are at one moment, ids in order. */
export async function readRecords(
  source: Parameters<typeof readSeal>[0],
): Promise<{ readonly seal: Seal | null; readonly records: Records }> {
  const transaction = transactionOf(source);
  const records = transaction.objectStore("records");
  const [seal, ids, sealed] = await Promise.all([
    readSeal(transaction),
    records.getAllKeys(),
    records.getAll(),
  ]);
  return { seal, records: { ids, sealed } };
}

/** @throws StoreFailure if any does not open */
export async function openAll(keys: Keys, { ids, sealed }: Records) {
  const opened = await Promise.all(
    ids.map((id, index) => openRecord(sealEnvironment.subtle, keys, { id, bytes: sealed[index]! })),
  );
  return opened.map((record) => {
    if (!record.ok) throw new StoreFailure("unopenable");
    return record.value;
  });
}

export const areSameRecords = (a: Records, b: Records): boolean =>
  a.ids.length === b.ids.length &&
  a.ids.every((id, at) => id === b.ids[at] && isSameBytes(a.sealed[at]!, b.sealed[at]!));

const isSameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);
