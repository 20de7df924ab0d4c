import { bytesFromJson, bytesFromText, joinBytes, jsonFromBytes } from "../bytes.ts";
import { base64urlFromBytes } from "../seal/base64url.ts";
import { letterContentLength, openPlaces, sealToPlaces } from "../seal/letter.ts";
import type { Bytes, Suite } from "../seal/suite.ts";
import { isObject } from "../shapes.ts";
import type { GrantKeys, ReaderKey } from "./grant.ts";
import type { LetterAnswer } from "./letterbox.ts";
import { idBytes, keyBytes, signingKeyOf } from "./write-key.ts";

const signatureLength = 64;
const signedText = bytesFromText("tidetable/v1 letter\n");

/** What a letter says (rule 95). */
export interface LetterContent {
  /** Where the letterbox has moved, as the address of a relay; null where it is still here. */
  readonly relay: string | null;
  /** A projection as plain JSON; null where there is none in this letter. */
  readonly projection: unknown;
}

/** What a reader's device needs to open letters: the grant's id and public key, and the seeds of its own two keys. */
export interface ReaderDevice {
  readonly id: string;
  readonly grantKey: string;
  readonly device: { readonly sign: string; readonly box: string };
}

/**
 * A letter for up to four devices of a reader (rule 95): 4,096 bytes, whatever it says.
 *
 * Where a long address leaves no room beside the projection, the letter says only the address: whoever reads it goes there
 * next anyway.
 *
 * @param number from 1 to 2^32 − 1, above that of every letter before it
 * @throws RangeError for another number, more than four readers, or content that a letter does not hold
 */
export async function sealLetter(
  suite: Suite,
  keys: Pick<GrantKeys, "id" | "seed">,
  number: number,
  readers: readonly ReaderKey[],
  { relay, projection = null }: LetterContent,
): Promise<Bytes> {
  const whole = bytesFromJson({ number, relay, projection });
  const isTooLong = whole.length > letterContentLength - signatureLength;
  const json = isTooLong && relay !== null ? bytesFromJson({ number, relay, projection: null }) : whole;
  const id = idBytes(keys.id);
  const signature = await suite.sign(await signingKeyOf(suite, keys.seed), signedText, id, json);
  return sealToPlaces(suite, {
    id,
    number,
    readers: readers.map(({ box }) => keyBytes("readers' box", box)),
    content: joinBytes(signature, json),
  });
}

/**
 * A letter that opens for nobody (rule 96). It is made as every other, so that neither its look nor the time it takes to
 * make tells it from one that says something.
 */
export const blankLetter = (
  suite: Suite,
  keys: Pick<GrantKeys, "id" | "seed">,
  number: number,
): Promise<Bytes> => sealLetter(suite, keys, number, [], { relay: null, projection: null });

/** What a letter says to this device. Blank, forged, foreign, moved, broken or cut short: one null (rules 95, 96). */
export async function openLetter(
  suite: Suite,
  { id, grantKey, device }: ReaderDevice,
  letter: Uint8Array,
): Promise<(LetterContent & { readonly number: number }) | null> {
  const box = await suite.boxKeyFromSeed(keyBytes("device.box", device.box));
  const bytesOfId = idBytes(id);
  const opened = await openPlaces(suite, { id: bytesOfId, box, letter });
  if (opened === null || opened.content.length < signatureLength) return null;
  const signature = opened.content.subarray(0, signatureLength);
  const text = opened.content.subarray(signatureLength);
  const key = keyBytes("grantKey", grantKey);
  if (!(await suite.verify(key, signature, signedText, bytesOfId, text))) return null;
  const json = jsonFromBytes(text);
  if (!isObject(json) || json.number !== opened.number) return null;
  const { relay, projection } = json;
  if ((relay !== null && typeof relay !== "string") || projection === undefined) return null;
  return { number: opened.number, relay, projection };
}

/** What a reader's device keeps of its letterbox; `{number: 0, letter: ""}` before the first letter. */
export interface KeptLetter {
  /** The highest number of a letter that opened here. */
  readonly number: number;
  /** The letter that lay in the letterbox last, base64url, as sealed as it came; it need not open. */
  readonly letter: string;
}

/** What reading a letterbox comes to. */
export type Taking =
  | {
      readonly kind: "letter";
      readonly kept: KeptLetter;
      readonly content: LetterContent & { readonly number: number };
    }
  /** What lies there does not open, for whatever reason: there is nothing to say, and what was kept before is dropped. */
  | { readonly kind: "nothing"; readonly kept: KeptLetter }
  /** A letter from before the newest that was taken: refused, and no contact with the owner's devices. */
  | { readonly kind: "old" };

/**
 * Whether a reader takes what its letterbox holds (rule 98).
 *
 * A letter that does not open replaces the one before: it is how its owner says nothing, and nobody can tell a forged one
 * from that. It does not raise the number, or whoever stands between could end a letterbox with a high one.
 */
export async function takeLetter(
  suite: Suite,
  device: ReaderDevice,
  kept: KeptLetter,
  { number, letter }: LetterAnswer,
): Promise<Taking> {
  const opened = await openLetter(suite, device, letter);
  const bytes = base64urlFromBytes(letter);
  if (opened === null || opened.number !== number)
    return { kind: "nothing", kept: { number: kept.number, letter: bytes } };
  if (opened.number < kept.number) return { kind: "old" };
  return { kind: "letter", kept: { number: opened.number, letter: bytes }, content: opened };
}
