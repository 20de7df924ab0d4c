/**
 * Seals one named value so that whoever holds the bytes learns neither its name nor its content.
 *
 * The only file that calls a cipher. A sealed record, version 1, is
 *
 *     version 1 B (= 1) | nonce 12 B, random | AES-256-GCM ciphertext, then its 16 B tag
 *
 * over the plaintext `length u32 big-endian | UTF-8 JSON {"name":…,"value":…} | zeros to a multiple of 256 B`.
 * Associated data: the ASCII text "tidetable.record", the version byte and the record's id, so that a record
 * moved to another place, or relabelled as another version, does not open. The id is the base64url of
 * HMAC-SHA-256 of the name under a second key: equal names meet, and nobody without the key can guess one.
 * `test/seal/record.test.ts` freezes the bytes; another layout is another version.
 *
 * Deliberately visible: how many records there are, and the length of each in steps of 256 bytes.
 */

type Bytes = Uint8Array<ArrayBuffer>;

/** The part of WebCrypto's `SubtleCrypto` used here; `Key` is the platform's opaque key object. */
export interface Subtle<Key> {
  generateKey(
    algorithm: { name: "AES-GCM"; length: 256 } | { name: "HMAC"; hash: "SHA-256"; length: 256 },
    extractable: false,
    usages: ("encrypt" | "decrypt" | "sign")[],
  ): Promise<Key>;
  encrypt(algorithm: GcmParameters, key: Key, data: Bytes): Promise<ArrayBuffer>;
  decrypt(algorithm: GcmParameters, key: Key, data: Bytes): Promise<ArrayBuffer>;
  sign(algorithm: "HMAC", key: Key, data: Bytes): Promise<ArrayBuffer>;
}

interface GcmParameters {
  name: "AES-GCM";
  iv: Bytes;
  additionalData: Bytes;
}

/** What sealing needs from the world: a cipher, and bytes nobody can foresee. */
export interface SealEnvironment<Key> {
  readonly subtle: Subtle<Key>;
  /** Fresh random bytes. At 96 random bits a nonce, one key is good for 2^32 records (NIST SP 800-38D, 8.3). */
  readonly randomBytes: (length: number) => Bytes;
}

/** The two keys of one device's records; neither can be read back out of the platform. */
export interface RecordKeys<Key> {
  readonly cipher: Key;
  readonly naming: Key;
}

/** Bytes as they are stored under `id`. */
export interface SealedRecord {
  readonly id: string;
  readonly bytes: Bytes;
}

export interface OpenedRecord {
  readonly name: string;
  readonly value: unknown;
}

/**
 * The only way opening fails: authenticated encryption cannot tell a wrong key from damage, a moved record or
 * tampering, so neither do we.
 */
export interface Unopenable {
  readonly kind: "unopenable";
}

export const recordFormatVersion = 1;

const nonceLength = 12;
const paddingStep = 256;
const lengthPrefix = 4;

declare const TextEncoder: new () => { encode(text: string): Bytes };
declare const TextDecoder: new (label: "utf-8", options: { fatal: true }) => { decode(bytes: Bytes): string };
declare const btoa: (binary: string) => string;

const unopenable = { ok: false, error: { kind: "unopenable" } } as const;

/** New keys, made on this device and not extractable. */
export async function createRecordKeys<Key>(subtle: Subtle<Key>): Promise<RecordKeys<Key>> {
  const [cipher, naming] = await Promise.all([
    subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]),
    subtle.generateKey({ name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"]),
  ]);
  return { cipher, naming };
}

/** The id under which a name is stored: 43 characters that say nothing about it without the key. */
export async function recordIdFromName<Key>(
  subtle: Subtle<Key>,
  keys: RecordKeys<Key>,
  name: string,
): Promise<string> {
  const mac = new Uint8Array(await subtle.sign("HMAC", keys.naming, new TextEncoder().encode(name)));
  return btoa(String.fromCharCode(...mac))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** Seals a value, plain JSON, under its name. @throws TypeError if JSON cannot say the value. */
export async function sealRecord<Key>(
  environment: SealEnvironment<Key>,
  keys: RecordKeys<Key>,
  name: string,
  value: unknown,
): Promise<SealedRecord> {
  if (JSON.stringify(value) === undefined) {
    throw new TypeError(`sealRecord expects value to be plain JSON, got ${typeof value}`);
  }
  const id = await recordIdFromName(environment.subtle, keys, name);
  const nonce = environment.randomBytes(nonceLength);
  const ciphertext = await environment.subtle.encrypt(
    { name: "AES-GCM", iv: nonce, additionalData: associatedData(id) },
    keys.cipher,
    pad(new TextEncoder().encode(JSON.stringify({ name, value }))),
  );
  const bytes = new Uint8Array(1 + nonceLength + ciphertext.byteLength);
  bytes[0] = recordFormatVersion;
  bytes.set(nonce, 1);
  bytes.set(new Uint8Array(ciphertext), 1 + nonceLength);
  return { id, bytes };
}

/** Opens what `sealRecord` made for this id with these keys. */
export async function openRecord<Key>(
  subtle: Subtle<Key>,
  keys: RecordKeys<Key>,
  sealed: SealedRecord,
): Promise<
  { readonly ok: true; readonly value: OpenedRecord } | { readonly ok: false; readonly error: Unopenable }
> {
  if (sealed.bytes[0] !== recordFormatVersion) return unopenable;
  try {
    const plaintext = await subtle.decrypt(
      {
        name: "AES-GCM",
        iv: sealed.bytes.slice(1, 1 + nonceLength),
        additionalData: associatedData(sealed.id),
      },
      keys.cipher,
      sealed.bytes.slice(1 + nonceLength),
    );
    const json: unknown = JSON.parse(
      new TextDecoder("utf-8", { fatal: true }).decode(unpad(new Uint8Array(plaintext))),
    );
    return isOpenedRecord(json) ? { ok: true, value: json } : unopenable;
  } catch {
    return unopenable;
  }
}

function associatedData(id: string): Bytes {
  const encoder = new TextEncoder();
  return new Uint8Array([...encoder.encode("tidetable.record"), recordFormatVersion, ...encoder.encode(id)]);
}

function pad(text: Bytes): Bytes {
  const padded = new Uint8Array(Math.ceil((lengthPrefix + text.length) / paddingStep) * paddingStep);
  new DataView(padded.buffer).setUint32(0, text.length);
  padded.set(text, lengthPrefix);
  return padded;
}

/** @throws RangeError if the length does not fit; only a holder of the key could have written that. */
function unpad(padded: Bytes): Bytes {
  const length = new DataView(padded.buffer).getUint32(0);
  if (lengthPrefix + length > padded.length) throw new RangeError("unpad expects a length within the bytes");
  return padded.slice(lengthPrefix, lengthPrefix + length);
}

const isOpenedRecord = (json: unknown): json is OpenedRecord =>
  typeof json === "object" &&
  json !== null &&
  "name" in json &&
  typeof json.name === "string" &&
  "value" in json;
