import { bytesFromText } from "../bytes.ts";
import { letterboxIdText } from "../protocol.ts";
import { base64urlFromBytes, bytesFromBase64url } from "../seal/base64url.ts";
import type { Bytes, SigningKey, Suite } from "../seal/suite.ts";
import { isHash } from "../shapes.ts";

/** Bytes of a letterbox's or queue's id (rule 91). */
const letterboxIdLength = 16;

/** What writes to one letterbox or queue: the seed of its Ed25519 key, 32 bytes, and its id; both base64url. */
export interface WriteKey {
  readonly id: string;
  readonly seed: string;
}

/** A new key, for a letterbox or queue that is not there yet. */
export async function makeWriteKey(suite: Suite): Promise<WriteKey> {
  const seed = suite.randomBytes(32);
  const { publicKey } = await suite.signingKeyFromSeed(seed);
  return { id: await letterboxId(suite, publicKey), seed: base64urlFromBytes(seed) };
}

/** The id of the letterbox or queue that this public key may write to (rule 91). */
export async function letterboxId(suite: Suite, publicKey: Uint8Array): Promise<string> {
  const hash = await suite.hash(bytesFromText(letterboxIdText), publicKey);
  return base64urlFromBytes(hash.subarray(0, letterboxIdLength));
}

/** The Ed25519 public key of a write key, base64url. @throws RangeError for a seed that is none */
export const writeKeyPublic = async (suite: Suite, { seed }: Pick<WriteKey, "seed">): Promise<string> =>
  base64urlFromBytes((await signingKeyOf(suite, seed)).publicKey);

/** @throws RangeError for a seed that is none */
export const signingKeyOf = (suite: Suite, seed: string): Promise<SigningKey> =>
  suite.signingKeyFromSeed(keyBytes("seed", seed));

/** 32 bytes out of base64url. @throws RangeError naming the argument: keys are our own */
export function keyBytes(name: string, text: string): Bytes {
  if (!isHash(text)) throw new RangeError(`${name} should be 32 bytes as base64url`);
  return bytesFromBase64url(text)!;
}

/** The 16 bytes of an id. @throws RangeError for what is none */
export function idBytes(id: string): Bytes {
  const bytes = bytesFromBase64url(id);
  if (bytes?.length !== letterboxIdLength)
    throw new RangeError("id should be a letterbox's 16 bytes as base64url");
  return bytes;
}
