import { createHash } from "node:crypto";
import { StoreFailure } from "./store.ts";

/** SHA-256, 32 bytes: stored beside the bytes, so that a flipped bit is never handed out (rule 48). */
export const rowHash = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();

export const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** The bytes, when they still are what was stored. @throws StoreFailure "corrupt" */
export function checkedBytes(bytes: Uint8Array, hash: Uint8Array): Uint8Array {
  if (!isSame(rowHash(bytes), hash)) throw new StoreFailure("corrupt");
  return bytes;
}

/** What the ledger of deletions keeps of a vault's id: its hash (rule 56). */
export const deletionName = (vault: Uint8Array): Uint8Array => rowHash(vault);

export const totalLength = (pieces: readonly Uint8Array[]): number =>
  pieces.reduce((sum, piece) => sum + piece.length, 0);
