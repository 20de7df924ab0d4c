import { bytesFromText, joinBytes } from "../bytes.ts";
import { base64urlFromBytes, bytesFromBase64url } from "../seal/base64url.ts";
import type { Bytes, Suite } from "../seal/suite.ts";
import { isVaultId } from "../shapes.ts";
import { idBytes, keyBytes, letterboxId, makeWriteKey, signingKeyOf, type WriteKey } from "./write-key.ts";

/**
 * A grant's keys, which lie in the owner's vault, so that each of her devices can publish, and stop (rule 91).
 *
 * `id` and `seed` are the letterbox's, `box` the seed of the X25519 key that replies are sealed to, `reply` the letterbox
 * in which the reader leaves them (rule 100).
 */
export interface GrantKeys extends WriteKey {
  readonly box: string;
  readonly reply: WriteKey;
}

/** One device of a reader: its public keys, Ed25519 and X25519, base64url. */
export interface ReaderKey {
  readonly sign: string;
  readonly box: string;
}

/** Keys for a new grant. Each invitation begins with new ones, so that one that came to nothing has told nothing. */
export async function makeGrantKeys(suite: Suite): Promise<GrantKeys> {
  const letterbox = await makeWriteKey(suite);
  const box = base64urlFromBytes(suite.randomBytes(32));
  return { ...letterbox, box, reply: await makeWriteKey(suite) };
}

/** The public half of the key that replies are sealed to, base64url. */
export const replyBoxPublic = async (suite: Suite, { box }: Pick<GrantKeys, "box">): Promise<string> =>
  base64urlFromBytes((await suite.boxKeyFromSeed(keyBytes("box", box))).publicKey);

const scopeBytes = (id: string, text: string): Bytes =>
  joinBytes(bytesFromText("tidetable/v1 scope\n"), idBytes(id), bytesFromText(text));

/** The grant's signature over a scope's text, base64url: its owner agreed to exactly this (rule 90). */
export async function signScope(
  suite: Suite,
  { id, seed }: Pick<GrantKeys, "id" | "seed">,
  text: string,
): Promise<string> {
  return base64urlFromBytes(await suite.sign(await signingKeyOf(suite, seed), scopeBytes(id, text)));
}

/**
 * Whether a scope's text is what the grant's owner agreed to (rule 90); false for whatever is wrong with it.
 *
 * @param grantKey the grant's Ed25519 public key, base64url; the id has to be its hash
 */
export async function isSignedScope(
  suite: Suite,
  grantKey: string,
  id: string,
  text: string,
  signature: string,
): Promise<boolean> {
  const key = bytesFromBase64url(grantKey);
  const signed = bytesFromBase64url(signature);
  if (key === null || signed === null || !isVaultId(id)) return false;
  if ((await letterboxId(suite, key)) !== id) return false;
  return suite.verify(key, signed, scopeBytes(id, text));
}
