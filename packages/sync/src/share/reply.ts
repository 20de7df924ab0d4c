import { bytesFromJson, bytesFromText, joinBytes, jsonFromBytes } from "../bytes.ts";
import type { Transport } from "../relay-client.ts";
import { bytesFromBase64url } from "../seal/base64url.ts";
import { openPlaces, sealToPlaces } from "../seal/letter.ts";
import type { Bytes, Suite } from "../seal/suite.ts";
import { isObject } from "../shapes.ts";
import type { GrantKeys, ReaderKey } from "./grant.ts";
import { type LetterAnswer, letterboxAt } from "./letterbox.ts";
import { type Left, leave } from "./publishing.ts";
import { parseReply, type Reply } from "./reply-content.ts";
import { idBytes, keyBytes, letterboxId, signingKeyOf } from "./write-key.ts";

const signatureLength = 64;
const signedText = bytesFromText("tidetable/v1 reply\n");

/** What a reader's device needs to reply, which an `Accepted` has: the seed of its own signing key, and where to. */
export interface Replying {
  readonly device: { readonly sign: string };
  /** The seed of the letterbox for replies, and the X25519 public key that they are sealed to. */
  readonly reply: { readonly seed: string; readonly box: string };
}

/**
 * A reply as a letter to the grant's box key (rule 100): 4,096 bytes. What it says is signed by the reader's own key, which
 * the owner knows from the invitation, so that the letterbox's seed alone, which the owner's devices have too, forges none.
 *
 * @throws RangeError for a number that is no letter's
 */
export async function sealReply(
  suite: Suite,
  { device, reply: { seed, box } }: Replying,
  number: number,
  reply: Reply,
): Promise<Bytes> {
  const { publicKey } = await signingKeyOf(suite, seed);
  const id = idBytes(await letterboxId(suite, publicKey));
  const json = bytesFromJson({ number, reply });
  const signature = await suite.sign(await signingKeyOf(suite, device.sign), signedText, id, json);
  const readers = [keyBytes("reply.box", box)];
  return sealToPlaces(suite, { id, number, readers, content: joinBytes(signature, json) });
}

/** Leaves a reply where the owner's devices find it; goes above a higher number once, as `publishLetters` does. */
export async function leaveReply({
  suite,
  transport,
  accepted,
  number,
  reply,
}: {
  readonly suite: Suite;
  readonly transport: Transport;
  readonly accepted: Replying;
  /** The highest number known to have been written; 0 where none is. */
  readonly number: number;
  readonly reply: Reply;
}): Promise<Left> {
  const letterbox = await letterboxAt(suite, transport, accepted.reply.seed);
  return leave({
    number,
    put: async (next) => letterbox.put(next, await sealReply(suite, accepted, next, reply)),
    // Only the owner's session can make one.
    make: null,
  });
}

/**
 * What a grant's reader replied; null for no reply, and for whatever else lies there.
 *
 * Whoever takes one keeps its number and takes none below it afterwards, since a relay can show an old one again.
 *
 * @param readers the devices that were admitted; the reply has to be signed by one of them
 */
export async function openReply(
  suite: Suite,
  { box, reply: { id } }: Pick<GrantKeys, "box" | "reply">,
  readers: readonly ReaderKey[],
  { number, letter }: LetterAnswer,
): Promise<{ readonly number: number; readonly reply: Reply } | null> {
  const boxKey = await suite.boxKeyFromSeed(keyBytes("box", box));
  const bytesOfId = idBytes(id);
  const opened = await openPlaces(suite, { id: bytesOfId, box: boxKey, letter });
  if (opened === null || opened.number !== number || opened.content.length < signatureLength) return null;
  const signature = opened.content.subarray(0, signatureLength);
  const text = opened.content.subarray(signatureLength);
  for (const { sign } of readers) {
    const key = bytesFromBase64url(sign);
    if (key === null || !(await suite.verify(key, signature, signedText, bytesOfId, text))) continue;
    const json = jsonFromBytes(text);
    if (!isObject(json) || json.number !== number) return null;
    const reply = parseReply(json.reply);
    return reply && { number, reply };
  }
  return null;
}
