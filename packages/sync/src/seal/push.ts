import { bytesFromText, joinBytes, u32 } from "../bytes.ts";
import { limits } from "../protocol.ts";
import { bytesFromBase64url } from "./base64url.ts";
import type { Bytes } from "./suite.ts";

// Push messages sealed for one subscription (RFC 8291, over RFC 8188): the only place where the curve is P-256 and the
// cipher AES-128, since browsers open these messages and nothing else.

/** The part of WebCrypto's `SubtleCrypto` that push messages take; `Key` is the platform's opaque key object. */
export interface PushSubtle<Key> {
  generateKey(
    algorithm: PushCurve,
    extractable: false,
    usages: "deriveBits"[],
  ): Promise<{ readonly privateKey: Key; readonly publicKey: Key }>;
  importKey(
    format: "raw",
    data: Bytes,
    algorithm: PushCurve | "HKDF" | "AES-GCM",
    extractable: boolean,
    usages: ("deriveBits" | "encrypt")[],
  ): Promise<Key>;
  exportKey(format: "raw", key: Key): Promise<ArrayBuffer>;
  deriveBits(
    algorithm: { name: "ECDH"; public: Key } | { name: "HKDF"; hash: "SHA-256"; salt: Bytes; info: Bytes },
    key: Key,
    bits: number,
  ): Promise<ArrayBuffer>;
  encrypt(algorithm: { name: "AES-GCM"; iv: Bytes }, key: Key, data: Bytes): Promise<ArrayBuffer>;
}

interface PushCurve {
  name: "ECDH";
  namedCurve: "P-256";
}

/** What sealing push messages needs from the world. */
export interface PushEnvironment<Key> {
  readonly subtle: PushSubtle<Key>;
  readonly randomBytes: (length: number) => Bytes;
}

/** What differs from message to message: a key pair used once, and a salt of 16 bytes. */
export interface PushDraw<Key> {
  readonly privateKey: Key;
  /** Uncompressed, 65 bytes. */
  readonly publicKey: Bytes;
  readonly salt: Bytes;
}

/** The keys of a subscription: P-256 public key, 65 bytes, and authentication secret, 16 bytes; base64url. */
export interface PushKeys {
  readonly p256dh: string;
  readonly auth: string;
}

const curve: PushCurve = { name: "ECDH", namedCurve: "P-256" };
/** Written in every message; its one record is shorter. Source: the example of RFC 8291, 5. */
const recordSize = 4_096;
/** Salt 16, record size 4, length of the key 1, key 65 (RFC 8188, 2.1). */
const headerLength = 86;
const tagLength = 16;
/** Ends what is said and begins the padding of a last record (RFC 8188, 2). */
const delimiter = 2;
/** Longest text of a notice, in bytes of UTF-8. */
const noticeTextLength = limits.noticeBytes - headerLength - tagLength - 1;

/**
 * A finished notice for one subscription, always 1,024 bytes (rule 101); null where the subscription's keys are none.
 *
 * @param text what the receiver's service worker reads, at most 921 bytes of UTF-8
 * @throws RangeError for a longer text
 */
export async function sealNotice<Key>(
  environment: PushEnvironment<Key>,
  subscription: PushKeys,
  text: string,
): Promise<Bytes | null> {
  const plain = bytesFromText(text);
  if (plain.length > noticeTextLength)
    throw new RangeError(`text should have at most ${noticeTextLength} bytes, has ${plain.length}`);
  const { subtle, randomBytes } = environment;
  const { privateKey, publicKey } = await subtle.generateKey(curve, false, ["deriveBits"]);
  const draw: PushDraw<Key> = {
    privateKey,
    publicKey: new Uint8Array(await subtle.exportKey("raw", publicKey)),
    salt: randomBytes(16),
  };
  return sealPush(subtle, subscription, draw, plain, noticeTextLength);
}

/** A message of one record, padded as if its content had `padTo` bytes (RFC 8291, 4); null for keys that are none. */
export async function sealPush<Key>(
  subtle: PushSubtle<Key>,
  { p256dh, auth }: PushKeys,
  { privateKey, publicKey, salt }: PushDraw<Key>,
  plain: Uint8Array,
  padTo: number,
): Promise<Bytes | null> {
  const receiver = bytesFromBase64url(p256dh);
  const authSecret = bytesFromBase64url(auth);
  if (receiver === null || authSecret?.length !== 16) return null;
  const secret = await sharedSecret(subtle, privateKey, receiver);
  if (secret === null) return null;

  const expand = async (from: Bytes, by: Bytes, info: Bytes, length: number): Promise<Bytes> => {
    const key = await subtle.importKey("raw", from, "HKDF", false, ["deriveBits"]);
    const algorithm = { name: "HKDF", hash: "SHA-256", salt: by, info } as const;
    return new Uint8Array(await subtle.deriveBits(algorithm, key, 8 * length));
  };
  // RFC 8291, 3.4.
  const info = joinBytes(bytesFromText("WebPush: info\0"), receiver, publicKey);
  const input = await expand(secret, authSecret, info, 32);
  const key = await expand(input, salt, bytesFromText("Content-Encoding: aes128gcm\0"), 16);
  const iv = await expand(input, salt, bytesFromText("Content-Encoding: nonce\0"), 12);

  const padded = new Uint8Array(padTo + 1);
  padded.set(plain);
  padded[plain.length] = delimiter;
  const cipher = await subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const sealed = await subtle.encrypt({ name: "AES-GCM", iv }, cipher, padded);
  const header = joinBytes(salt, u32(recordSize), Uint8Array.of(publicKey.length), publicKey);
  return joinBytes(header, new Uint8Array(sealed));
}

/** Null for bytes that are no point of the curve. */
async function sharedSecret<Key>(
  subtle: PushSubtle<Key>,
  privateKey: Key,
  receiver: Bytes,
): Promise<Bytes | null> {
  try {
    const other = await subtle.importKey("raw", receiver, curve, false, []);
    return new Uint8Array(await subtle.deriveBits({ name: "ECDH", public: other }, privateKey, 256));
  } catch {
    return null;
  }
}
