import { createHash, createHmac, createPrivateKey, createPublicKey } from "node:crypto";
import { envelopeHeadLength, envelopeKinds, limits, protocolVersion } from "@tidetable/sync/protocol";
import type { KeptLetter } from "../store/store.ts";
import { writeBase64url } from "./parse.ts";

/** Where a letter's places begin with an X25519 public key: the key that HPKE encapsulates (rule 95). */
const keysAt = [12, 92, 172, 252];
const keyLength = 32;

/** What devices add to for each day, so that a number says which day it was written on (rule 97). */
const numbersADay = 4_096;
/** Letters that a day's first ones are of. Our choice: rounds that a device has on a day. */
const lettersADay = 8;

/**
 * What stands in for the letter of a letterbox that is not here, and of one that nobody has put a letter into: the same
 * for one id, and from outside like any other (rule 94).
 *
 * It is that of a letterbox that was last written some day, another one for each id; and 190 days later, when such a
 * letterbox would be deleted (rule 104), on that day again. An older one would give itself away by its number.
 *
 * Half of all byte strings are the coordinate of no point of the curve; so the places begin with public keys, as they do
 * in a letter that somebody sealed.
 */
export function likenessOfLetter(secret: Uint8Array, id: Uint8Array, day: number): KeptLetter {
  const own = createHmac("sha256", secret).update("letter").update(id).digest();
  const written = day - ((day + (own.readUInt32BE() % limits.letterboxDays)) % limits.letterboxDays);
  const seed = createHmac("sha256", own).update(String(written)).digest();
  const outputLength = limits.letterBytes + 2 + keysAt.length * keyLength;
  const drawn = createHash("shake256", { outputLength }).update(seed).digest();
  const letter = new Uint8Array(drawn.subarray(0, limits.letterBytes));
  const number = written * numbersADay + 1 + (drawn.readUInt16BE(limits.letterBytes) % lettersADay);
  letter.set([0x54, 0x44, protocolVersion, 4, 1, 0, 0, 0]);
  new DataView(letter.buffer).setUint32(8, number);
  for (const [place, at] of keysAt.entries()) {
    const start = limits.letterBytes + 2 + place * keyLength;
    letter.set(publicKeyOf(drawn.subarray(start, start + keyLength)), at);
  }
  return { number, letter };
}

/** Bytes of an envelope of boxes, and of one of its nine places, the first after the head (rule 16). */
const boxesLength = 1_024;
const boxLength = 80;
const boxPlaces = 9;

/** What stands in for the boxes of a vault that is not here: always the same for one id, and like any other (rule 57). */
export function likenessOfBoxes(secret: Uint8Array, vault: Uint8Array): Uint8Array<ArrayBuffer> {
  const own = createHmac("sha256", secret).update("boxes").update(vault).digest();
  const outputLength = boxesLength + boxPlaces * keyLength;
  const drawn = createHash("shake256", { outputLength }).update(own).digest();
  const bytes = new Uint8Array(drawn.subarray(0, boxesLength));
  bytes.set([0x54, 0x44, protocolVersion, envelopeKinds.epoch, 1, 0, 0, 0, 0, 0, 0, 1]);
  for (let place = 0; place < boxPlaces; place++) {
    const start = boxesLength + place * keyLength;
    bytes.set(publicKeyOf(drawn.subarray(start, start + keyLength)), envelopeHeadLength + place * boxLength);
  }
  return bytes;
}

/** Out of a JWK, which takes a tenth of the time of the other forms; its `x` has to be there and is not looked at. */
function publicKeyOf(seed: Uint8Array): Uint8Array {
  const d = writeBase64url(seed);
  const key = createPrivateKey({ key: { kty: "OKP", crv: "X25519", d, x: d }, format: "jwk" });
  return Buffer.from(String(createPublicKey(key).export({ format: "jwk" }).x), "base64url");
}
