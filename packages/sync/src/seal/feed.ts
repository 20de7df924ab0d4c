import { bytesFromText, joinBytes } from "../bytes.ts";
import { envelopeHeadLength, feedBoundText, feedKeyText, feedKind, feedSizes } from "../protocol.ts";
import { envelopeHead } from "./envelope-head.ts";
import { type Bytes, contentLengthOf, type Suite } from "./suite.ts";

/** Longest text of a feed, in bytes of UTF-8. */
export const feedTextLength = contentLengthOf(Math.max(...feedSizes));

/**
 * Seals a feed's text under the key that only its secret gives (rule 108), padded to the smallest of `feedSizes` that holds
 * it and is at least `least`, in bytes. Each sealing draws a salt of its own, and with it key and nonce.
 *
 * Whoever has the secret, and so every relay that is asked for the feed, opens this: it hides from a disk, and from nobody
 * who was given the address.
 *
 * @throws RangeError for text over `feedTextLength`
 */
export async function sealFeedText(
  suite: Suite,
  { id, secret, text, least }: { id: Uint8Array; secret: Uint8Array; text: Uint8Array; least: number },
): Promise<Bytes> {
  const size = feedSizes.find((length) => length >= least && text.length <= contentLengthOf(length));
  if (size === undefined)
    throw new RangeError(`text should be at most ${feedTextLength} bytes, is ${text.length}`);
  const head = envelopeHead(feedKind, 0);
  const bound = joinBytes(bytesFromText(feedBoundText), id, head);
  const key = await suite.derive(secret, feedKeyText, 32);
  return joinBytes(head, await suite.sealBody(key, bound, text, size - envelopeHeadLength));
}
