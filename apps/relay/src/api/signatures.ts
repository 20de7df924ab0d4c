import { createHash, createPublicKey, verify } from "node:crypto";
import { feedIdText, letterboxIdText, vaultIdText } from "@tidetable/sync/protocol";
import { type Bytes, writeBase64url } from "./parse.ts";

/**
 * A public key that nobody has: a point of the curve found by hashing, so that its secret was never made. Checking
 * against it takes as long as checking against a vault's key, and never holds (rule 43). Of the names "nobody 0",
 * "nobody 1", … this is the first whose hash is a point; against any other a check ends after a tenth of the time.
 */
export const nobodysKey: Bytes = new Uint8Array(
  createHash("sha256").update("tidetable/v1 nobody 7").digest(),
);

/** Whether the holder of this Ed25519 key signed this; off the main thread. */
export function isSignedBy(
  key: Uint8Array,
  signed: string | Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const publicKey = createPublicKey({
        key: { kty: "OKP", crv: "Ed25519", x: writeBase64url(key) },
        format: "jwk",
      });
      verify(null, Buffer.from(signed), publicKey, signature, (error, holds) =>
        resolve(error === null && holds),
      );
    } catch {
      // Not 32 bytes of a key: nobody's.
      resolve(false);
    }
  });
}

/** The id of the vault with this root key: the first 16 bytes of a hash (rule 2). */
export const vaultIdOf = (root: Uint8Array): Bytes =>
  new Uint8Array(createHash("sha256").update(vaultIdText).update(root).digest().subarray(0, 16));

/** The id of the letterbox or queue whose writer has this key: the first 16 bytes of a hash (rule 91). */
export const letterboxIdOf = (writer: Uint8Array): Bytes =>
  new Uint8Array(createHash("sha256").update(letterboxIdText).update(writer).digest().subarray(0, 16));

/** The id of the feed with these 32 secret bytes: the first 16 bytes of a hash (rule 107). */
export const feedIdOf = (secret: Uint8Array): Bytes =>
  new Uint8Array(createHash("sha256").update(feedIdText).update(secret).digest().subarray(0, 16));

export const sha256 = (...parts: readonly Uint8Array[]): Bytes => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};

/** A number as the eight bytes that are hashed and sent: big-endian. */
export function u64(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}
