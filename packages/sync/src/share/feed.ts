import { bytesFromText } from "../bytes.ts";
import { feedIdText, feedSizes, frameFromLastDay, joinFrames } from "../protocol.ts";
import type { Answer, Transport } from "../relay-client.ts";
import { base64urlFromBytes } from "../seal/base64url.ts";
import { sealFeedText } from "../seal/feed.ts";
import type { Bytes, Suite } from "../seal/suite.ts";
import { writerAt } from "./letterbox.ts";
import { type Left, leave } from "./publishing.ts";
import { idBytes, keyBytes, writeKeyPublic } from "./write-key.ts";

/**
 * A feed's secrets, base64url: `token`, 32 bytes, is in its address and lets whoever has it read; `seed`, that of an Ed25519
 * key, never leaves the owner's devices and lets them write. Neither follows from the other (rule 107).
 */
export interface FeedKeys {
  readonly token: string;
  readonly seed: string;
}

/** Keys for a new feed: one for each program that is to read one. */
export const makeFeedKeys = (suite: Suite): FeedKeys => ({
  token: base64urlFromBytes(suite.randomBytes(32)),
  seed: base64urlFromBytes(suite.randomBytes(32)),
});

/** The id by which a relay keeps a feed: 16 bytes, base64url. @throws RangeError for what is no token */
export async function feedIdOf(suite: Suite, token: string): Promise<string> {
  const hash = await suite.hash(bytesFromText(feedIdText), keyBytes("token", token));
  return base64urlFromBytes(hash.subarray(0, 16));
}

/**
 * A feed's text as a relay keeps it (rule 108): sealed, and as long as the smallest of `feedSizes` that holds it and is at
 * least `least`.
 *
 * @throws RangeError for text that is too long, or what is no token
 */
export async function sealFeed(
  suite: Suite,
  token: string,
  text: string,
  least: number = feedSizes[0],
): Promise<Bytes> {
  const id = idBytes(await feedIdOf(suite, token));
  return sealFeedText(suite, { id, secret: keyBytes("token", token), text: bytesFromText(text), least });
}

/** One feed at a relay, as whoever may write it reaches it (rule 110). */
export interface Feed {
  readonly id: string;
  /** Replaces the sealed bytes; `last` in days since 1970, the last on which it is read. `behind` and `unknown` as a letterbox. */
  put(number: number, sealed: Uint8Array, last: number): Promise<Answer<null>>;
  /** `unknown` where there is none any more. */
  delete(): Promise<Answer<null>>;
}

/** The feed with these keys. @throws RangeError for keys that are none */
export async function feedAt(suite: Suite, transport: Transport, keys: FeedKeys): Promise<Feed> {
  const writer = await writerAt(suite, transport, keys.seed, "feed", await feedIdOf(suite, keys.token));
  return {
    id: writer.id,
    async put(number, sealed, last) {
      if (!feedSizes.some((size) => size === sealed.length))
        throw new RangeError(`sealed should be of ${feedSizes.join(", ")} bytes, is ${sealed.length}`);
      const frames = [frameFromLastDay(last), sealed];
      return writer.put(number, joinFrames(frames), frames);
    },
    delete: writer.delete,
  };
}

/**
 * Replaces what a feed says, as `publishLetters` does a letter: goes above another device's number once, and makes a feed
 * that is not there, once (rule 110).
 *
 * @param number the highest known to have been written; 0 where none is
 */
export async function leaveFeed({
  suite,
  transport,
  make,
  keys,
  number,
  sealed,
  last,
}: {
  readonly suite: Suite;
  readonly transport: Transport;
  /** `Vault.makeFeed`; null: what is not there is not made. */
  readonly make: ((feed: string, publicKey: string) => Promise<Answer<null> | null>) | null;
  readonly keys: FeedKeys;
  readonly number: number;
  readonly sealed: Uint8Array;
  readonly last: number;
}): Promise<Left> {
  const feed = await feedAt(suite, transport, keys);
  return leave({
    number,
    put: (next) => feed.put(next, sealed, last),
    make: make && (async () => make(feed.id, await writeKeyPublic(suite, keys))),
  });
}
