import type { EnvelopeKind } from "../protocol.ts";

/** Bytes that nobody else holds on to. */
export type Bytes = Uint8Array<ArrayBuffer>;

declare const vaultIdBrand: unique symbol;
declare const deviceIdBrand: unique symbol;
/** A vault's 16 bytes as base64url, 22 characters (rule 2). */
export type VaultId = string & { readonly [vaultIdBrand]: true };
/** A device's 8 bytes as base64url, 11 characters (rule 4). */
export type DeviceId = string & { readonly [deviceIdBrand]: true };

/** An Ed25519 key pair by its seed; both halves are 32 bytes. */
export interface SigningKey {
  readonly seed: Bytes;
  readonly publicKey: Bytes;
}

/** An X25519 key pair by its private key; both halves are 32 bytes. */
export interface BoxKey {
  readonly seed: Bytes;
  readonly publicKey: Bytes;
}

/**
 * Every cipher, signature and hash that the sync engine uses, so that there is one place to look at, and a cheap
 * stand-in for simulations of millions of schedules. The real one is `createSuite` in `suite-webcrypto.ts`.
 *
 * Opening and verifying answer null or false for whatever is wrong (rule 14); they never throw for bytes from outside.
 */
export interface Suite {
  randomBytes(length: number): Bytes;
  /** SHA-256 of the pieces, one after the other: 32 bytes. */
  hash(...pieces: readonly Uint8Array[]): Promise<Bytes>;
  /** HKDF-SHA-256 with an empty salt. */
  derive(secret: Uint8Array, info: string, length: number): Promise<Bytes>;

  signingKeyFromSeed(seed: Uint8Array): Promise<SigningKey>;
  boxKeyFromSeed(seed: Uint8Array): Promise<BoxKey>;
  /** Ed25519: 64 bytes. */
  sign(key: SigningKey, ...pieces: readonly Uint8Array[]): Promise<Bytes>;
  verify(publicKey: Uint8Array, signature: Uint8Array, ...pieces: readonly Uint8Array[]): Promise<boolean>;

  /** An envelope of kind entry or snapshot (rules 10–13), padded to the smallest size that holds `content`. @throws RangeError when none does */
  sealEnvelope(
    kind: Exclude<EnvelopeKind, "epoch">,
    epoch: number,
    epochKey: Uint8Array,
    vault: VaultId,
    content: Uint8Array,
  ): Promise<Bytes>;
  /** The content of an envelope; the caller has read its head. */
  openEnvelope(envelope: Uint8Array, epochKey: Uint8Array, vault: VaultId): Promise<Bytes | null>;

  /**
   * The body of rule 11 under a key of its own: exactly `length` bytes, with content of at most `length` − 84 in it.
   * @throws RangeError for more content than that
   */
  sealBody(key: Uint8Array, associatedData: Uint8Array, content: Uint8Array, length: number): Promise<Bytes>;
  openBody(key: Uint8Array, associatedData: Uint8Array, body: Uint8Array): Promise<Bytes | null>;

  /** HPKE base mode: 32 B encapsulated key ‖ ciphertext ‖ 16 B tag. `info` binds the purpose. */
  sealBox(publicKey: Uint8Array, info: Uint8Array, content: Uint8Array): Promise<Bytes>;
  openBox(key: BoxKey, info: Uint8Array, box: Uint8Array): Promise<Bytes | null>;

  /** AES-256-GCM under a key: nonce 12 B (random) ‖ ciphertext ‖ tag 16 B. For what is sealed once: mail, backups. */
  sealBytes(key: Uint8Array, associatedData: Uint8Array, content: Uint8Array): Promise<Bytes>;
  openBytes(key: Uint8Array, associatedData: Uint8Array, sealed: Uint8Array): Promise<Bytes | null>;
}

/** What a body takes beside its content, in bytes: salt 32, commitment 32, length 4, tag 16 (rules 11, 12). */
export const bodyOverhead = 84;

/** Longest content, in bytes, that an envelope of `size` holds: less its head of 12 and what a body takes. */
export const contentLengthOf = (size: number): number => size - 12 - bodyOverhead;
