import type { Bytes } from "./suite.ts";

/** The part of WebCrypto's `SubtleCrypto` that a suite uses; `Key` is the platform's opaque key object. */
export interface SuiteSubtle<Key> {
  digest(algorithm: "SHA-256", data: Bytes): Promise<ArrayBuffer>;
  importKey(
    format: "raw" | "pkcs8",
    data: Bytes,
    algorithm: "HKDF" | "AES-GCM" | "Ed25519" | "X25519",
    extractable: boolean,
    usages: ("deriveBits" | "encrypt" | "decrypt" | "sign" | "verify")[],
  ): Promise<Key>;
  exportKey(format: "jwk", key: Key): Promise<{ x?: string | undefined }>;
  deriveBits(
    algorithm: { name: "HKDF"; hash: "SHA-256"; salt: Bytes; info: Bytes } | { name: "X25519"; public: Key },
    key: Key,
    bits: number,
  ): Promise<ArrayBuffer>;
  encrypt(algorithm: SuiteGcm, key: Key, data: Bytes): Promise<ArrayBuffer>;
  decrypt(algorithm: SuiteGcm, key: Key, data: Bytes): Promise<ArrayBuffer>;
  sign(algorithm: "Ed25519", key: Key, data: Bytes): Promise<ArrayBuffer>;
  verify(algorithm: "Ed25519", key: Key, signature: Bytes, data: Bytes): Promise<boolean>;
}

interface SuiteGcm {
  name: "AES-GCM";
  iv: Bytes;
  additionalData: Bytes;
}

/** What a suite needs from the world: its ciphers, and bytes nobody can foresee. */
export interface SuiteEnvironment<Key> {
  readonly subtle: SuiteSubtle<Key>;
  readonly randomBytes: (length: number) => Bytes;
}
