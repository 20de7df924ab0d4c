import { bytesFromText, joinBytes, u32 } from "../bytes.ts";
import { limits } from "../protocol.ts";
import { expectLength } from "./compare.ts";
import { envelopeHead } from "./envelope-head.ts";
import { shuffled } from "./shuffled.ts";
import { type BoxKey, type Bytes, bodyOverhead, type Suite } from "./suite.ts";

/** What stands where an envelope has its kind (rule 95). */
const letterKind = 4;
/** Readers' devices that one letter can be for (rule 95). Our choice: a phone, its successor, and two more. */
const letterPlaces = 4;

const headLength = 12;
const keyLength = 32;
const boxLength = 80;
const idLength = 16;
const bodyAt = headLength + letterPlaces * boxLength;
const bodyLength = limits.letterBytes - bodyAt;
const highestNumber = 0xffff_ffff;

/** Longest content of a letter, in bytes. */
export const letterContentLength = bodyLength - bodyOverhead;

const letterText = bytesFromText("tidetable/v1 letter\n");

/** What a place of a letter is bound to. */
const boxInfo = (id: Uint8Array, number: number): Bytes => joinBytes(letterText, id, u32(number));

/**
 * Seals content to up to four X25519 public keys under a key that serves this letter alone (rule 95).
 *
 * A place that nobody has is a box for a key that nobody has, and not random bytes: half of all random bytes are no
 * point of the curve, so whoever keeps the letters could count a letter's readers, and tell one that says nothing.
 *
 * @throws RangeError for an id of another length than 16, a number that is no u32 above 0, more than 4 readers, or content
 *   over `letterContentLength`
 */
export async function sealToPlaces(
  suite: Suite,
  {
    id,
    number,
    readers,
    content,
  }: {
    readonly id: Uint8Array;
    readonly number: number;
    readonly readers: readonly Uint8Array[];
    readonly content: Uint8Array;
  },
): Promise<Bytes> {
  expectLength("id", id, idLength);
  if (!isLetterNumber(number)) throw new RangeError(`number should be from 1 to 2^32 - 1, is ${number}`);
  if (readers.length > letterPlaces)
    throw new RangeError(`readers should be at most ${letterPlaces}, are ${readers.length}`);
  const key = suite.randomBytes(keyLength);
  const places: Bytes[] = [];
  for (let place = 0; place < letterPlaces; place++) {
    const reader = readers[place];
    const nobody = reader ?? (await suite.boxKeyFromSeed(suite.randomBytes(keyLength))).publicKey;
    const held = reader === undefined ? suite.randomBytes(keyLength) : key;
    places.push(await suite.sealBox(nobody, boxInfo(id, number), held));
  }
  const head = envelopeHead(letterKind, number);
  const body = await suite.sealBody(key, joinBytes(letterText, id, head), content, bodyLength);
  return joinBytes(head, ...shuffled(places, suite.randomBytes), body);
}

/**
 * What a letter holds for one key; null for whatever does not open.
 *
 * It tries all four places and then the body, whether or not one opened before, so that the time it takes does not say
 * which of them was this reader's, or whether any was.
 */
export async function openPlaces(
  suite: Suite,
  { id, box, letter }: { readonly id: Uint8Array; readonly box: BoxKey; readonly letter: Uint8Array },
): Promise<{ readonly number: number; readonly content: Bytes } | null> {
  const number = numberOfLetter(letter);
  if (number === null) return null;
  const bytes = joinBytes(letter);
  let key = new Uint8Array(keyLength);
  let isOurs = false;
  for (let at = headLength; at < bodyAt; at += boxLength) {
    const held = await suite.openBox(box, boxInfo(id, number), bytes.subarray(at, at + boxLength));
    if (held?.length !== keyLength) continue;
    key = held;
    isOurs = true;
  }
  const bound = joinBytes(letterText, id, bytes.subarray(0, headLength));
  const content = await suite.openBody(key, bound, bytes.subarray(bodyAt));
  return isOurs && content !== null ? { number, content } : null;
}

/** Whether a number can be a letter's. */
const isLetterNumber = (number: number): boolean =>
  Number.isInteger(number) && number >= 1 && number <= highestNumber;

/** The number that stands outside on a letter; null for bytes that cannot be one. */
function numberOfLetter(letter: Uint8Array): number | null {
  if (letter.length !== limits.letterBytes) return null;
  const number = new DataView(letter.buffer, letter.byteOffset, letter.byteLength).getUint32(8);
  const head = envelopeHead(letterKind, number);
  const isHead = head.every((byte, at) => letter[at] === byte);
  return isHead && isLetterNumber(number) ? number : null;
}
