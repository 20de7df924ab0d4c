import { bytesFromText, joinBytes, u64 } from "../bytes.ts";
import {
  joinFrames,
  type LetterboxPurpose,
  letterboxText,
  limits,
  relayPaths,
  splitLetter,
} from "../protocol.ts";
import { type Answer, type RelayRequest, sendPlain, type Transport } from "../relay-client.ts";
import { expectLength } from "../seal/compare.ts";
import type { Bytes, SigningKey, Suite } from "../seal/suite.ts";
import { idBytes, letterboxId, signingKeyOf } from "./write-key.ts";

/** One sealed letter at a relay, as whoever may write it reaches it (rules 92, 93). */
export interface Letterbox {
  readonly id: string;
  /** Replaces the letter; `behind` where the number is not above the relay's, `unknown` where there is no letterbox. */
  put(number: number, letter: Uint8Array): Promise<Answer<null>>;
  /** `unknown` where there is none any more. */
  delete(): Promise<Answer<null>>;
}

/** A letterbox as it was read. */
export interface LetterAnswer {
  readonly number: number;
  readonly letter: Uint8Array;
}

/** The letterbox whose write key has this seed, base64url. @throws RangeError for a seed that is none */
export async function letterboxAt(suite: Suite, transport: Transport, seed: string): Promise<Letterbox> {
  const writer = await writerAt(suite, transport, seed, "letterbox");
  return {
    id: writer.id,
    async put(number, letter) {
      expectLength("letter", letter, limits.letterBytes);
      return writer.put(number, letter, [letter]);
    },
    delete: writer.delete,
  };
}

/**
 * What lies in a letterbox (rule 94). Nothing has to be shown for it, and one that is not there answers like one that says
 * nothing.
 */
export async function readLetterbox(transport: Transport, id: string): Promise<Answer<LetterAnswer>> {
  const path = `${relayPaths.letterbox}/${id}`;
  const answer = await sendPlain(transport, { method: "GET", path, headers: {}, body: null });
  if (!answer.ok) return answer;
  const letter = splitLetter(answer.value);
  return letter === null
    ? { ok: false, error: { kind: "not-a-relay" } }
    : { ok: true, value: { number: letter.number, letter: letter.letter } };
}

/** What letterboxes, queues and feeds have in common: an id, and requests that their write key signs. */
export interface Writer {
  readonly id: string;
  /** `hashed` is what the signature covers of `frames`, the body's frames after the first. */
  put(number: number, hashed: Uint8Array, frames: readonly Uint8Array[]): Promise<Answer<null>>;
  delete(): Promise<Answer<null>>;
  /** Number and signature, 72 bytes, of a request that has no more to it. */
  proof(purpose: LetterboxPurpose, number: number, hashed: Uint8Array): Promise<Bytes>;
  send(
    method: RelayRequest["method"],
    headers: Record<string, string>,
    body: Bytes | null,
  ): ReturnType<typeof sendPlain>;
}

const nothing = new Uint8Array(0);

/** @param named the id, where it is not the write key's hash: a feed's (rule 107) */
export async function writerAt(
  suite: Suite,
  transport: Transport,
  seed: string,
  what: "letterbox" | "queue" | "feed",
  named?: string,
): Promise<Writer> {
  const key: SigningKey = await signingKeyOf(suite, seed);
  const id = named ?? (await letterboxId(suite, key.publicKey));
  const path = `${relayPaths[what]}/${id}`;
  const proof: Writer["proof"] = async (purpose, number, hashed) => {
    const text = bytesFromText(letterboxText(purpose, transport.host));
    const signature = await suite.sign(key, text, idBytes(id), u64(number), await suite.hash(hashed));
    return joinBytes(u64(number), signature);
  };
  const send: Writer["send"] = (method, headers, body) =>
    sendPlain(transport, { method, path, headers, body });
  const sendFrames = async (
    method: RelayRequest["method"],
    frames: readonly Uint8Array[],
  ): Promise<Answer<null>> => {
    const headers = { "content-type": "application/octet-stream" };
    const answer = await send(method, headers, joinFrames(frames));
    return answer.ok ? { ok: true, value: null } : answer;
  };
  return {
    id,
    proof,
    send,
    put: async (number, hashed, frames) =>
      sendFrames("PUT", [await proof(`${what} put`, number, hashed), ...frames]),
    // The number says nothing here: what is gone has none.
    delete: async () => sendFrames("DELETE", [await proof(`${what} delete`, 0, nothing)]),
  };
}
