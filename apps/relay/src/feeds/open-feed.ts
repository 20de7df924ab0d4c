import { createDecipheriv, hkdfSync, timingSafeEqual } from "node:crypto";
import {
  envelopeHeadLength,
  feedBoundText,
  feedKeyText,
  feedKind,
  feedSizes,
  protocolVersion,
} from "@tidetable/sync/protocol";

// The one file in which a relay has a cipher (test/architecture.test.ts). A calendar program cannot open anything, so the
// relay does it for whoever shows the secret, while it answers and for no longer. Everything else that a relay carries it
// cannot open; the format is that of the devices, held together by packages/sync/vectors/feeds.json.

const idLength = 16;
const saltLength = 32;
const commitmentLength = 32;
const ciphertextAt = envelopeHeadLength + saltLength + commitmentLength;
const tagLength = 16;
const lengthPrefix = 4;

/** Rule 11: what follows from a key and a salt is an AES key, a nonce and a commitment. */
const bodyText = "tidetable/v1 envelope";
const [keyEnds, nonceEnds, bodyEnds] = [32, 44, 76];

const head = Buffer.from([0x54, 0x44, protocolVersion, feedKind, 1, 0, 0, 0, 0, 0, 0, 0]);

/** What is opened where there is no feed, so that it takes as long as the shortest one. */
const noFeed = Buffer.concat([head, Buffer.alloc(feedSizes[0] - head.length)]);

const derive = (secret: Uint8Array, salt: Uint8Array, info: string, length: number): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, salt, info, length));

/**
 * The text of a sealed feed (rule 108), UTF-8, for whoever has the 32 secret bytes; null for whatever does not open, and for
 * none, after the same steps.
 */
export function openFeed(
  secret: Uint8Array,
  id: Uint8Array,
  sealed: Uint8Array | null,
): Uint8Array<ArrayBuffer> | null {
  if (id.length !== idLength) throw new RangeError(`id should be ${idLength} bytes, is ${id.length}`);
  const bytes = Buffer.from(sealed ?? noFeed);
  const isFeed =
    feedSizes.some((size) => size === bytes.length) && bytes.subarray(0, head.length).equals(head);
  if (!isFeed) return null;
  const salt = bytes.subarray(envelopeHeadLength, envelopeHeadLength + saltLength);
  const keys = derive(derive(secret, new Uint8Array(), feedKeyText, 32), salt, bodyText, bodyEnds);
  const isCommitted = timingSafeEqual(
    keys.subarray(nonceEnds),
    bytes.subarray(envelopeHeadLength + saltLength, ciphertextAt),
  );
  const bound = Buffer.concat([Buffer.from(feedBoundText), id, head]);
  const plain = decipher(
    keys.subarray(0, keyEnds),
    keys.subarray(keyEnds, nonceEnds),
    bound,
    bytes.subarray(ciphertextAt),
  );
  return isCommitted && plain !== null ? unpad(plain) : null;
}

function decipher(key: Buffer, nonce: Buffer, bound: Buffer, sealed: Buffer): Buffer | null {
  const opening = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagLength });
  opening.setAAD(bound);
  opening.setAuthTag(sealed.subarray(-tagLength));
  const plain = opening.update(sealed.subarray(0, -tagLength));
  try {
    opening.final();
    return plain;
  } catch {
    // Not sealed under this key, or changed since: whichever it is.
    return null;
  }
}

/** Rule 12: length u32 ‖ text ‖ zeros; null for anything else. */
function unpad(plain: Buffer): Uint8Array<ArrayBuffer> | null {
  const end = lengthPrefix + plain.readUInt32BE();
  if (end > plain.length || plain.subarray(end).some((byte) => byte !== 0)) return null;
  return new Uint8Array(plain.subarray(lengthPrefix, end));
}
