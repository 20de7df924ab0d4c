import { createHash } from "node:crypto";
import { bytesOfVaultId } from "../../packages/sync/src/seal/ids.ts";
import type { Bytes, Suite, VaultId } from "../../packages/sync/src/seal/suite.ts";
import { createSuite } from "../../packages/sync/src/seal/suite-webcrypto.ts";
import { sealBoxWith } from "../../packages/sync/test/seal/slow-suite.ts";

/** A file of vectors, one a line; `README.md` of that folder says what its fields are. Add a group to add a file. */
export interface Group {
  readonly file: string;
  readonly make: () => Promise<readonly object[]>;
}

/** `length` bytes that count up from `first`, and begin again at 0 after 255. */
export const counting = (first: number, length: number): Bytes =>
  Uint8Array.from({ length }, (_, index) => first + index);

/** The real suite, with bytes that count on from one draw to the next, and boxes whose ephemeral keys are such bytes. */
export function countingSuite(): Suite & { readonly drawn: readonly Bytes[] } {
  const drawn: Bytes[] = [];
  let next = 0;
  const randomBytes = (length: number): Bytes => {
    const bytes = counting(next, length);
    next += length;
    drawn.push(bytes);
    return bytes;
  };
  return {
    ...createSuite({ subtle: crypto.subtle, randomBytes }),
    // The library draws its own ephemeral keys; the second implementation takes them as an argument.
    sealBox: async (publicKey, info, content) =>
      new Uint8Array(sealBoxWith(randomBytes(32), publicKey, info, content)),
    drawn,
  };
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
export const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
export const sha256 = (...pieces: readonly Uint8Array[]): Bytes =>
  new Uint8Array(createHash("sha256").update(Buffer.concat(pieces)).digest());

/** The vault of all vectors but those of the words: bytes 00 to 0f. */
export const vault = base64url(counting(0, 16)) as VaultId;
export const vaultBytes = bytesOfVaultId(vault);

/** The real suite with bytes that look random: SHA-256 of `seed` and a counter. For what draws many keys. */
export function hashingSuite(seed: string): Suite {
  let drawn = 0;
  const randomBytes = (length: number): Bytes => {
    const blocks: Bytes[] = [];
    for (let at = 0; at < length; at += 32) blocks.push(sha256(Buffer.from(`${seed} ${drawn++}`)));
    return new Uint8Array(Buffer.concat(blocks).subarray(0, length));
  };
  return {
    ...createSuite({ subtle: crypto.subtle, randomBytes }),
    // The library draws its own ephemeral keys; the second implementation takes them as an argument.
    sealBox: async (publicKey, info, content) =>
      new Uint8Array(sealBoxWith(randomBytes(32), publicKey, info, content)),
  };
}
