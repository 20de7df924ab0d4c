import { type LetterboxPurpose, letterboxText } from "@tidetable/sync/protocol";
import type { WriterKind } from "../store/store.ts";
import { accepted, answerRefusal, type Outcome, refused } from "./answers.ts";
import type { ApiContext, Desk } from "./desk.ts";
import { readFrames } from "./frames.ts";
import { type Bytes, maxIndex, readBase64url } from "./parse.ts";
import { isSignedBy, nobodysKey, sha256, u64 } from "./signatures.ts";

/** Who may write a letterbox, queue or feed is whoever signs with its key; which vault that belongs to is not asked. */
export interface NumberedSignature {
  /** From 0 to `maxIndex`. */
  readonly number: number;
  readonly signature: Bytes;
}

/** Number u64 ‖ signature. */
const signedNumberLength = 72;

/** Null for another length, or a number that cannot be. */
function readSignedNumber(bytes: Uint8Array): NumberedSignature | null {
  if (bytes.length !== signedNumberLength) return null;
  const number = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0);
  return number > BigInt(maxIndex) ? null : { number: Number(number), signature: bytes.slice(8) };
}

/** The id in a request's address; null where there is none. */
export const readId = ({ req }: ApiContext): Bytes | null => readBase64url(req.param("id"), 16);

/** The body of a `PUT` or `DELETE`: number and signature, then the frames they are for. */
export async function readSignedFrames(
  { bodies }: Desk,
  { req }: ApiContext,
  limits: { readonly bytes: number; readonly frames: number },
): Promise<Outcome<NumberedSignature & { readonly frames: readonly Uint8Array[] }>> {
  const body = await bodies.read(req.raw, 4 + signedNumberLength + limits.bytes);
  if (!body.ok) return body;
  const frames = readFrames(body.value, 1, 1 + limits.frames);
  if (!frames.ok) return frames;
  const [first, ...rest] = frames.value;
  const signed = readSignedNumber(first!);
  return signed === null ? refused("malformed") : accepted({ ...signed, frames: rest });
}

/** `Authorization: Letterbox …` (rule 103); null where it is none. */
export function readSignedHeader({ req }: ApiContext): NumberedSignature | null {
  const text = /^letterbox ([\w-]+)$/i.exec(req.header("authorization") ?? "")?.[1];
  const bytes = readBase64url(text, signedNumberLength);
  return bytes === null ? null : readSignedNumber(bytes);
}

/** What a signature is to be for. */
export interface SignedCase {
  readonly purpose: LetterboxPurpose;
  readonly id: Bytes;
  /** What is put; nothing for `delete` and `read`. */
  readonly content: Uint8Array;
}

const writerKindOf: Readonly<Record<LetterboxPurpose, WriterKind>> = {
  "letterbox put": "letterbox",
  "letterbox delete": "letterbox",
  "queue put": "queue",
  "queue delete": "queue",
  "queue read": "queue",
  "feed put": "feed",
  "feed delete": "feed",
};

/**
 * Null where the writer of this letterbox, queue or feed signed this; else `unknown`, also where there is none: that takes the
 * same reading and the same verifying.
 */
export async function refuseUnsigned(
  desk: Desk,
  context: ApiContext,
  { number, signature }: NumberedSignature,
  { purpose, id, content }: SignedCase,
): Promise<Response | null> {
  const writer = await desk.store.readWriter(writerKindOf[purpose], id);
  const text = Buffer.from(letterboxText(purpose, desk.hostOf(context)));
  const signed = Buffer.concat([text, id, u64(number), sha256(content)]);
  const holds = await isSignedBy(writer ?? nobodysKey, signed, signature);
  return writer === null || !holds ? answerRefusal({ refused: "unknown" }) : null;
}
