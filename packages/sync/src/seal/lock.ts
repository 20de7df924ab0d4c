import { bytesFromText } from "../bytes.ts";
import { base64urlFromBytes, bytesFromBase64url } from "./base64url.ts";
import { normalPassphrase, passphraseProblem } from "./passphrase.ts";
import type { RecordKeys, Subtle } from "./record.ts";
import type { Bytes } from "./suite.ts";

/**
 * The lock of one device's records: a local key of 32 random bytes, wrapped once in each slot. Any one slot opens it.
 *
 * Kept as JSON, `tidetable.lock/1`; `test/lock/lock.test.ts` freezes it. A slot's `wrapped` is base64url of
 *
 *     nonce 12 B, random | AES-256-GCM ciphertext of the local key 32 B | tag 16 B
 *
 * Associated data: the format, the slot's kind and everything else that stands in the slot, one a line, so that a slot
 * with changed parameters does not open. The wrapping key is Argon2id's 32 bytes, or HKDF-SHA-256 of a passkey's PRF
 * output. From the local key HKDF-SHA-256 makes the records' two keys; on opening it never leaves the platform.
 */
export const lockFormat = "tidetable.lock/1";

/** What guessing a passphrase costs. */
export interface Argon2Parameters {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly parallelism: 1;
}

/** Argon2id version 1.3 with an output of 32 bytes. It may keep, transfer or overwrite `passphrase`. */
export type Argon2 = (
  passphrase: Bytes,
  salt: Bytes,
  parameters: Argon2Parameters,
) => Promise<Uint8Array<ArrayBuffer>>;

/** The second recommendation of RFC 9106, 4, on one lane: a page has one thread for it. */
export const defaultParameters: Argon2Parameters = { memoryKiB: 64 * 1024, passes: 3, parallelism: 1 };
/** OWASP ASVS 5.0: 19 MiB and two passes at least. Whoever writes less into a slot wants guessing to be cheap. */
const parametersFloor: Argon2Parameters = { memoryKiB: 19 * 1024, passes: 2, parallelism: 1 };
/** Our choice: more than this would stop a phone instead of opening a diary. */
const parametersCeiling: Argon2Parameters = { memoryKiB: 256 * 1024, passes: 10, parallelism: 1 };
/** Most memory that calibrating chooses, KiB. */
const calibratedMost = 128 * 1024;
/** What opening may take, in milliseconds. Our choice: a second, once a visit. */
const openingMilliseconds = 1000;

export interface PassphraseSlot extends Argon2Parameters {
  readonly kind: "passphrase";
  /** 16 B. */
  readonly salt: string;
  readonly wrapped: string;
}

export interface PasskeySlot {
  readonly kind: "passkey";
  /** The credential's id. */
  readonly credential: string;
  /** 32 B: what the passkey's PRF is evaluated at. */
  readonly input: string;
  readonly wrapped: string;
}

/** Another kind of slot is another member here, a way to its wrapping key, and its lines of associated data. */
export type LockSlot = PassphraseSlot | PasskeySlot;

export interface Lock {
  readonly format: typeof lockFormat;
  readonly slots: readonly LockSlot[];
}

/** What a new slot is made of. */
export type SlotSecret =
  | { readonly kind: "passphrase"; readonly passphrase: string; readonly parameters: Argon2Parameters }
  | {
      readonly kind: "passkey";
      readonly credential: string;
      /** 32 B each; `output` is the passkey's PRF at `input`. */
      readonly input: Bytes;
      readonly output: Bytes;
    };

/** What opens a lock. */
export type LockOpener =
  | { readonly kind: "passphrase"; readonly passphrase: string }
  | { readonly kind: "passkey"; readonly credential: string; readonly output: Bytes };

/** The part of WebCrypto's `SubtleCrypto` used here beyond what a record needs. */
export interface LockSubtle<Key> extends Subtle<Key> {
  importKey(
    format: "raw",
    data: Bytes,
    algorithm: "AES-GCM" | "HKDF",
    extractable: false,
    usages: ("encrypt" | "unwrapKey" | "deriveKey")[],
  ): Promise<Key>;
  deriveKey(
    algorithm: { name: "HKDF"; hash: "SHA-256"; salt: Bytes; info: Bytes },
    key: Key,
    derived: { name: "AES-GCM"; length: 256 } | { name: "HMAC"; hash: "SHA-256"; length: 256 },
    extractable: false,
    usages: ("encrypt" | "decrypt" | "unwrapKey" | "sign")[],
  ): Promise<Key>;
  unwrapKey(
    format: "raw",
    wrapped: Bytes,
    key: Key,
    algorithm: { name: "AES-GCM"; iv: Bytes; additionalData: Bytes },
    unwrapped: "HKDF",
    extractable: false,
    usages: "deriveKey"[],
  ): Promise<Key>;
}

export interface LockEnvironment<Key> {
  readonly subtle: LockSubtle<Key>;
  readonly randomBytes: (length: number) => Bytes;
  readonly argon2: Argon2;
}

/** The one answer to a wrong secret, a damaged lock and changed parameters: which it was helps only who guesses. */
export interface DidNotOpen {
  readonly kind: "did-not-open";
}

export type OpenedLock<Key> =
  | { readonly ok: true; readonly value: RecordKeys<Key> }
  | { readonly ok: false; readonly error: DidNotOpen };

const localKeyLength = 32;
const nonceLength = 12;
const saltLength = 16;
const prfLength = 32;
const wrappedLength = nonceLength + localKeyLength + 16;
/** WebAuthn 2, 4: a credential's id is at most 1,023 bytes. */
const credentialMost = 1023;
/** Slots read from a lock at most. Our choice. */
const slotsMost = 16;

const didNotOpen = { ok: false, error: { kind: "did-not-open" } } as const;

/**
 * A new local key in a slot for each secret. Nothing of the local key is handed out: `openLock` makes keys of it.
 *
 * @throws RangeError for no secret, a PIN or a short passphrase, parameters outside the limits, bytes of another length
 */
export async function createLock<Key>(
  environment: LockEnvironment<Key>,
  secrets: readonly SlotSecret[],
): Promise<Lock> {
  if (secrets.length === 0) throw new RangeError("createLock expects secrets, got none");
  const localKey = environment.randomBytes(localKeyLength);
  const slots: LockSlot[] = [];
  for (const secret of secrets) slots.push(await wrappedSlot(environment, secret, localKey));
  localKey.fill(0);
  return { format: lockFormat, slots };
}

/** The records' keys, which cannot be read out of the platform, from any slot that the secret opens. */
export async function openLock<Key>(
  environment: LockEnvironment<Key>,
  lock: Lock,
  opener: LockOpener,
): Promise<OpenedLock<Key>> {
  for (const slot of lock.slots) {
    const keys = await keysFromSlot(environment, slot, opener);
    if (keys) return { ok: true, value: keys };
  }
  return didNotOpen;
}

/** The lock that a stored value is; null for anything else. Slots of a kind that is unknown here are passed over. */
export function lockFromJson(value: unknown): Lock | null {
  if (!isObject(value) || value.format !== lockFormat || !Array.isArray(value.slots)) return null;
  const slots = value.slots.slice(0, slotsMost).map(slotFromJson);
  const known = slots.filter((slot) => slot !== null);
  return known.length > 0 ? { format: lockFormat, slots: known } : null;
}

/** More memory where the device is quick: the default's time, measured here, tells how much a second allows. */
export function calibratedParameters(millisecondsAtDefault: number): Argon2Parameters {
  const allowed = (defaultParameters.memoryKiB * openingMilliseconds) / Math.max(1, millisecondsAtDefault);
  const memoryKiB = Math.min(calibratedMost, Math.max(defaultParameters.memoryKiB, allowed));
  // Whole steps of 16 MiB.
  return { ...defaultParameters, memoryKiB: Math.floor(memoryKiB / 16_384) * 16_384 };
}

async function wrappedSlot<Key>(
  environment: LockEnvironment<Key>,
  secret: SlotSecret,
  localKey: Bytes,
): Promise<LockSlot> {
  if (secret.kind === "passphrase") {
    if (!isWithinLimits(secret.parameters)) {
      throw new RangeError("createLock expects parameters between the floor and the ceiling");
    }
    const problem = passphraseProblem(secret.passphrase);
    if (problem)
      throw new RangeError(`createLock expects a passphrase to encrypt with, got one that is ${problem}`);
    const { memoryKiB, passes, parallelism } = secret.parameters;
    const salt = environment.randomBytes(saltLength);
    const key = await keyFromPassphrase(environment, secret.passphrase, salt, secret.parameters, "encrypt");
    const slot = {
      kind: "passphrase",
      memoryKiB,
      passes,
      parallelism,
      salt: base64urlFromBytes(salt),
    } as const;
    return { ...slot, wrapped: await wrap(environment, key, slot, localKey) };
  }
  if (secret.input.length !== prfLength || secret.output.length !== prfLength) {
    throw new RangeError("createLock expects a passkey's input and output of 32 bytes");
  }
  const { kind, credential } = secret;
  const slot = { kind, credential, input: base64urlFromBytes(secret.input) };
  const key = await keyFromPasskey(environment.subtle, secret.output, "encrypt");
  return { ...slot, wrapped: await wrap(environment, key, slot, localKey) };
}

async function wrap<Key>(
  { subtle, randomBytes }: LockEnvironment<Key>,
  key: Key,
  slot: Omit<PassphraseSlot, "wrapped"> | Omit<PasskeySlot, "wrapped">,
  localKey: Bytes,
): Promise<string> {
  const nonce = randomBytes(nonceLength);
  const parameters = { name: "AES-GCM", iv: nonce, additionalData: associatedData(slot) } as const;
  const ciphertext = new Uint8Array(await subtle.encrypt(parameters, key, localKey));
  return base64urlFromBytes(new Uint8Array([...nonce, ...ciphertext]));
}

async function keysFromSlot<Key>(
  environment: LockEnvironment<Key>,
  slot: LockSlot,
  opener: LockOpener,
): Promise<RecordKeys<Key> | null> {
  const key = await wrappingKey(environment, slot, opener);
  const wrapped = bytesFromBase64url(slot.wrapped);
  if (key === null || wrapped?.length !== wrappedLength) return null;
  const { subtle } = environment;
  let localKey: Key;
  try {
    const iv = wrapped.slice(0, nonceLength);
    const parameters = { name: "AES-GCM", iv, additionalData: associatedData(slot) } as const;
    const rest = wrapped.slice(nonceLength);
    localKey = await subtle.unwrapKey("raw", rest, key, parameters, "HKDF", false, ["deriveKey"]);
  } catch {
    return null;
  }
  const [cipher, naming] = await Promise.all([
    subtle.deriveKey(hkdf("cipher"), localKey, { name: "AES-GCM", length: 256 }, false, [
      "encrypt",
      "decrypt",
    ]),
    subtle.deriveKey(hkdf("naming"), localKey, { name: "HMAC", hash: "SHA-256", length: 256 }, false, [
      "sign",
    ]),
  ]);
  return { cipher, naming };
}

/** Null where the slot is not for this secret, or may not be tried. */
async function wrappingKey<Key>(
  environment: LockEnvironment<Key>,
  slot: LockSlot,
  opener: LockOpener,
): Promise<Key | null> {
  if (slot.kind === "passphrase") {
    const salt = bytesFromBase64url(slot.salt);
    if (opener.kind !== "passphrase" || salt === null || !isWithinLimits(slot)) return null;
    if (normalPassphrase(opener.passphrase) === "") return null;
    return keyFromPassphrase(environment, opener.passphrase, salt, slot, "unwrapKey");
  }
  if (opener.kind !== "passkey" || opener.credential !== slot.credential) return null;
  return opener.output.length === prfLength
    ? keyFromPasskey(environment.subtle, opener.output, "unwrapKey")
    : null;
}

async function keyFromPassphrase<Key>(
  { subtle, argon2 }: LockEnvironment<Key>,
  passphrase: string,
  salt: Bytes,
  { memoryKiB, passes, parallelism }: Argon2Parameters,
  usage: "encrypt" | "unwrapKey",
): Promise<Key> {
  const parameters = { memoryKiB, passes, parallelism };
  const bytes = await argon2(bytesFromText(normalPassphrase(passphrase)), salt, parameters);
  const key = await subtle.importKey("raw", bytes, "AES-GCM", false, [usage]);
  bytes.fill(0);
  return key;
}

async function keyFromPasskey<Key>(
  subtle: LockSubtle<Key>,
  output: Bytes,
  usage: "encrypt" | "unwrapKey",
): Promise<Key> {
  const base = await subtle.importKey("raw", output, "HKDF", false, ["deriveKey"]);
  return subtle.deriveKey(hkdf("passkey"), base, { name: "AES-GCM", length: 256 }, false, [usage]);
}

const hkdf = (purpose: "cipher" | "naming" | "passkey") =>
  ({
    name: "HKDF",
    hash: "SHA-256",
    salt: new Uint8Array(0),
    info: bytesFromText(`${lockFormat} ${purpose}`),
  }) as const;

/** Base64url and digits hold no line break, so lines cannot be shifted against each other. */
const associatedData = (slot: Omit<PassphraseSlot, "wrapped"> | Omit<PasskeySlot, "wrapped">): Bytes =>
  bytesFromText(
    [
      lockFormat,
      slot.kind,
      ...(slot.kind === "passphrase"
        ? [slot.memoryKiB, slot.passes, slot.parallelism, slot.salt]
        : [slot.credential, slot.input]),
    ].join("\n"),
  );

const isWithin = (value: number, least: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= least && value <= most;

const isWithinLimits = (parameters: Argon2Parameters): boolean =>
  isWithin(parameters.memoryKiB, parametersFloor.memoryKiB, parametersCeiling.memoryKiB) &&
  isWithin(parameters.passes, parametersFloor.passes, parametersCeiling.passes) &&
  parameters.parallelism === 1;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const isBytes = (value: unknown, least: number, most = least): value is string => {
  const bytes = typeof value === "string" ? bytesFromBase64url(value) : null;
  return bytes !== null && bytes.length >= least && bytes.length <= most;
};

/** Parameters outside the limits are read, so that a lock is seen to be there, and refused when it is opened. */
function slotFromJson(value: unknown): LockSlot | null {
  if (!isObject(value) || !isBytes(value.wrapped, wrappedLength)) return null;
  const { kind, wrapped } = value;
  if (kind === "passkey") {
    const { credential, input } = value;
    if (!isBytes(credential, 1, credentialMost) || !isBytes(input, prfLength)) return null;
    return { kind, credential, input, wrapped };
  }
  const { memoryKiB, passes, parallelism, salt } = value;
  if (kind !== "passphrase" || typeof memoryKiB !== "number" || typeof passes !== "number") return null;
  if (parallelism !== 1 || !isBytes(salt, saltLength)) return null;
  return { kind, memoryKiB, passes, parallelism, salt, wrapped };
}
