import { jsonFromBytes } from "../bytes.ts";
import {
  frameFromNotice,
  joinFrames,
  limits,
  type Notice,
  noticeFromFrame,
  type QueueAnswer,
  relayPaths,
} from "../protocol.ts";
import { type Answer, sendPlain, type Transport } from "../relay-client.ts";
import { base64urlFromBytes } from "../seal/base64url.ts";
import type { Bytes, Suite } from "../seal/suite.ts";
import { isCount, isObject } from "../shapes.ts";
import { writerAt } from "./letterbox.ts";

/** Notices that wait at a relay, as whoever may write them reaches them (rules 101 to 103). */
export interface Queue {
  readonly id: string;
  /** Replaces everything that waits, with up to 8 notices; `behind` and `unknown` as a letterbox. @throws RangeError for more, or for what is no notice */
  put(number: number, notices: readonly Notice[]): Promise<Answer<null>>;
  /** How many wait, and whether the push service says that nobody listens any more. */
  read(): Promise<Answer<QueueAnswer>>;
  /** `unknown` where there is none any more. */
  delete(): Promise<Answer<null>>;
}

/** The queue whose write key has this seed, base64url. @throws RangeError for a seed that is none */
export async function queueAt(suite: Suite, transport: Transport, seed: string): Promise<Queue> {
  const writer = await writerAt(suite, transport, seed, "queue");
  return {
    id: writer.id,
    async put(number, notices) {
      if (notices.length > limits.noticesAtOnce)
        throw new RangeError(`notices should be at most ${limits.noticesAtOnce}, are ${notices.length}`);
      const frames = notices.map(frameFromNotice);
      if (frames.some((frame) => noticeFromFrame(frame) === null))
        throw new RangeError("notices should have messages of 1,024 bytes and addresses that fit");
      return writer.put(number, joinFrames(frames), frames);
    },
    async read() {
      const proof = await writer.proof("queue read", 0, new Uint8Array(0));
      const answer = await writer.send(
        "GET",
        { authorization: `Letterbox ${base64urlFromBytes(proof)}` },
        null,
      );
      if (!answer.ok) return answer;
      const json = jsonFromBytes(answer.value);
      const read = isObject(json) ? queueAnswerFrom(json) : null;
      return read === null ? { ok: false, error: { kind: "not-a-relay" } } : { ok: true, value: read };
    },
    delete: writer.delete,
  };
}

/** The relay's public key for push messages (RFC 8292), 65 bytes: a device subscribes for it. */
export async function readPushKey(transport: Transport): Promise<Answer<Bytes>> {
  const request = { method: "GET", path: relayPaths.pushKey, headers: {}, body: null } as const;
  const answer = await sendPlain(transport, request);
  if (!answer.ok) return answer;
  // An uncompressed point of P-256 (SEC 1, 2.3.3).
  return answer.value.length === 65 && answer.value[0] === 4
    ? { ok: true, value: Uint8Array.from(answer.value) }
    : { ok: false, error: { kind: "not-a-relay" } };
}

const queueAnswerFrom = ({ number, waiting, gone }: Readonly<Record<string, unknown>>): QueueAnswer | null =>
  isCount(number) && isCount(waiting) && typeof gone === "boolean" ? { number, waiting, gone } : null;
