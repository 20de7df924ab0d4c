import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
  sign,
} from "node:crypto";

// The formats of suite 1 written once more, from docs/protocol.md and the RFCs, on node:crypto: nothing is shared with
// src, nothing is cached, and everything that is random is an argument.

type Aes = "aes-128-gcm" | "aes-256-gcm";

const ascii = (text: string): Buffer => Buffer.from(text, "latin1");
const big = (value: number, bytes: number): Buffer => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
};

/** HKDF-SHA-256 with an empty salt unless there is one. */
export const hkdf = (secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, salt, info, length));

export function encrypt(
  cipher: Aes,
  key: Uint8Array,
  nonce: Uint8Array,
  aad: Uint8Array,
  plain: Uint8Array,
): Buffer {
  const sealing = createCipheriv(cipher, key, nonce).setAAD(aad);
  return Buffer.concat([sealing.update(plain), sealing.final(), sealing.getAuthTag()]);
}

/** @throws for whatever does not open */
export function decrypt(
  cipher: Aes,
  key: Uint8Array,
  nonce: Uint8Array,
  aad: Uint8Array,
  sealed: Uint8Array,
): Buffer {
  const opening = createDecipheriv(cipher, key, nonce).setAAD(aad).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([opening.update(sealed.subarray(0, -16)), opening.final()]);
}

// --- Keys --------------------------------------------------------------------------------------------------------

const privateKeyFrom = (oid: "6e" | "70", seed: Uint8Array): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from(`302e020100300506032b65${oid}04220420`, "hex"), seed]),
    format: "der",
    type: "pkcs8",
  });

const publicBytes = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);

export const ed25519PublicKey = (seed: Uint8Array): Buffer => publicBytes(privateKeyFrom("70", seed));
export const x25519PublicKey = (seed: Uint8Array): Buffer => publicBytes(privateKeyFrom("6e", seed));
export const ed25519Signature = (seed: Uint8Array, message: Uint8Array): Buffer =>
  sign(null, message, privateKeyFrom("70", seed));

function sharedPoint(seed: Uint8Array, publicKey: Uint8Array): Buffer {
  const spki = Buffer.concat([Buffer.from("302a300506032b656e032100", "hex"), publicKey]);
  return diffieHellman({
    privateKey: privateKeyFrom("6e", seed),
    publicKey: createPublicKey({ key: spki, format: "der", type: "spki" }),
  });
}

// --- HPKE, base mode, DHKEM(X25519, HKDF-SHA-256), HKDF-SHA-256 (RFC 9180, 4 to 6) --------------------------------

/** RFC 9180, 4. */
function labelled(suiteId: Buffer) {
  const extract = (salt: Uint8Array, label: string, ikm: Uint8Array): Buffer =>
    createHmac("sha256", salt)
      .update(Buffer.concat([ascii("HPKE-v1"), suiteId, ascii(label), ikm]))
      .digest();
  const expand = (prk: Uint8Array, label: string, info: Uint8Array, length: number): Buffer => {
    const whole = Buffer.concat([big(length, 2), ascii("HPKE-v1"), suiteId, ascii(label), info]);
    // At most 32 bytes are ever asked for: the first block of RFC 5869, 2.3, is enough.
    return createHmac("sha256", prk).update(whole).update(big(1, 1)).digest().subarray(0, length);
  };
  return { extract, expand };
}

const none = Buffer.alloc(0);

/** RFC 9180, 4.1: what both sides know of the encapsulated key. */
export function kemSecret(
  seed: Uint8Array,
  other: Uint8Array,
  enc: Uint8Array,
  recipient: Uint8Array,
): Buffer {
  const { extract, expand } = labelled(Buffer.concat([ascii("KEM"), big(0x0020, 2)]));
  const prk = extract(none, "eae_prk", sharedPoint(seed, other));
  return expand(prk, "shared_secret", Buffer.concat([enc, recipient]), 32);
}

/** RFC 9180, 5.1: key and nonce of the first message. */
export function keySchedule(cipher: Aes, secret: Uint8Array, info: Uint8Array) {
  const [aeadId, keyLength] = cipher === "aes-128-gcm" ? [1, 16] : [2, 32];
  const suiteId = Buffer.concat([ascii("HPKE"), big(0x0020, 2), big(0x0001, 2), big(aeadId, 2)]);
  const { extract, expand } = labelled(suiteId);
  const context = Buffer.concat([
    big(0, 1),
    extract(none, "psk_id_hash", none),
    extract(none, "info_hash", info),
  ]);
  const scheduled = extract(secret, "secret", none);
  return {
    key: expand(scheduled, "key", context, keyLength),
    nonce: expand(scheduled, "base_nonce", context, 12),
  };
}

/** A box whose ephemeral private key is given: encapsulated key ‖ ciphertext ‖ tag. */
export function sealBoxWith(
  ephemeral: Uint8Array,
  recipient: Uint8Array,
  info: Uint8Array,
  content: Uint8Array,
): Buffer {
  const enc = x25519PublicKey(ephemeral);
  const { key, nonce } = keySchedule("aes-256-gcm", kemSecret(ephemeral, recipient, enc, recipient), info);
  return Buffer.concat([enc, encrypt("aes-256-gcm", key, nonce, none, content)]);
}

/** @throws for whatever does not open */
export function openBoxWith(seed: Uint8Array, info: Uint8Array, box: Uint8Array): Buffer {
  const enc = box.subarray(0, 32);
  const { key, nonce } = keySchedule("aes-256-gcm", kemSecret(seed, enc, enc, x25519PublicKey(seed)), info);
  return decrypt("aes-256-gcm", key, nonce, none, box.subarray(32));
}

// --- Envelopes (rules 10 to 13) ----------------------------------------------------------------------------------

/** Everything that goes into an envelope, as bytes. */
export interface SlowEnvelope {
  readonly kind: 1 | 2 | 3;
  readonly epoch: number;
  readonly epochKey: Uint8Array;
  /** 16 bytes. */
  readonly vault: Uint8Array;
  readonly salt: Uint8Array;
  /** Length, content and zeros. */
  readonly plain: Uint8Array;
  /** In place of the right one. */
  readonly commitment?: Uint8Array;
}

export function sealSlowly(envelope: SlowEnvelope): Buffer {
  const { kind, epoch, epochKey, vault, salt, plain } = envelope;
  const head = Buffer.concat([ascii("TD"), Buffer.from([1, kind, 1, 0, 0, 0]), big(epoch, 4)]);
  const keys = hkdf(epochKey, salt, ascii("tidetable/v1 envelope"), 76);
  const aad = Buffer.concat([ascii("tidetable/v1\n"), vault, head]);
  const sealed = encrypt("aes-256-gcm", keys.subarray(0, 32), keys.subarray(32, 44), aad, plain);
  return Buffer.concat([head, salt, envelope.commitment ?? keys.subarray(44), sealed]);
}

/** Length, content and zeros up to the plaintext of an envelope of `size` bytes. */
export function padSlowly(content: Uint8Array, size: number): Buffer {
  const plain = Buffer.alloc(size - 12 - 32 - 32 - 16);
  plain.writeUInt32BE(content.length);
  plain.set(content, 4);
  return plain;
}
