import { createHmac, timingSafeEqual } from "node:crypto";
import { type Bytes, writeBase64url } from "./parse.ts";

// Texts that the relay gives away and knows again without having kept them, so that any process of it can: the
// payload, then HMAC-SHA-256 of purpose and payload under the secret that the processes share.

const macLength = 32;

/** What a text was given away for; one for another purpose is no text of ours. */
export type TextPurpose = "challenge" | "session";

function macOf(secret: Uint8Array, purpose: TextPurpose, payload: Uint8Array): Buffer {
  return createHmac("sha256", secret).update(`tidetable/v1 relay ${purpose}\n`).update(payload).digest();
}

export function writeSignedText(secret: Uint8Array, purpose: TextPurpose, payload: Uint8Array): string {
  return writeBase64url(Buffer.concat([payload, macOf(secret, purpose, payload)]));
}

/** The payload of a text written with this secret for this purpose; null for every other text. */
export function readSignedText(
  secret: Uint8Array,
  purpose: TextPurpose,
  text: string,
  payloadLength: number,
): Bytes | null {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length !== payloadLength + macLength) return null;
  const payload = new Uint8Array(bytes.subarray(0, payloadLength));
  const matches = timingSafeEqual(bytes.subarray(payloadLength), macOf(secret, purpose, payload));
  // Base64url has several spellings of some bytes; one that is not ours could be answered a second time.
  return matches && writeBase64url(bytes) === text ? payload : null;
}
