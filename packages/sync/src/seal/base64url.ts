import type { Bytes } from "./suite.ts";

// RFC 4648, 5, without padding. Written here because btoa and atob belong to platforms, and because atob takes what is
// not the one way of writing some bytes.

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const valueOfCode = new Map([...alphabet].map((character, value) => [character.charCodeAt(0), value]));

/** Bytes as base64url without padding. */
export function base64urlFromBytes(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
    const bits = (first << 16) | (second << 8) | third;
    const four = [bits >> 18, (bits >> 12) & 63, (bits >> 6) & 63, bits & 63];
    const present = Math.min(3, bytes.length - at) + 1;
    for (const value of four.slice(0, present)) text += alphabet[value];
  }
  return text;
}

/** The bytes; null unless the text is exactly what `base64urlFromBytes` writes of some bytes. */
export function bytesFromBase64url(text: string): Bytes | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let index = 0; index < text.length; index++) {
    const value = valueOfCode.get(text.charCodeAt(index));
    if (value === undefined) return null;
    bits = ((bits << 6) | value) & 0xfff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = (bits >> held) & 0xff;
    }
  }
  // What is left over must be zeros, or two texts would mean the same bytes.
  return (bits & ((1 << held) - 1)) === 0 ? bytes : null;
}
