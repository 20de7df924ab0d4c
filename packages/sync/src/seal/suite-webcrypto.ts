import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";
import { bytesFromText, joinBytes, u32 } from "../bytes.ts";
import { envelopeHeadLength, envelopeKinds, envelopeSizes, readEnvelopeHead } from "../protocol.ts";
import { bytesFromBase64url } from "./base64url.ts";
import { areEqual, expectLength } from "./compare.ts";
import { envelopeHead } from "./envelope-head.ts";
import { bytesOfVaultId } from "./ids.ts";
import { keep } from "./kept-keys.ts";
import { type Bytes, bodyOverhead, contentLengthOf, type Suite, type VaultId } from "./suite.ts";
import type { SuiteEnvironment } from "./suite-environment.ts";

const keyLength = 32;
const nonceLength = 12;
const tagLength = 16;
const saltLength = 32;
const commitmentLength = 32;
const lengthPrefix = 4;
const signatureLength = 64;
const encapsulatedLength = 32;
const ciphertextAt = saltLength + commitmentLength;

/** A private key as PKCS #8: what stands before the algorithm's last number, and between it and the 32 bytes. Source: RFC 8410, 7. */
const pkcs8Head = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65];
const pkcs8Middle = [0x04, 0x22, 0x04, 0x20];
const pkcs8 = (algorithm: number, seed: Uint8Array): Bytes =>
  Uint8Array.of(...pkcs8Head, algorithm, ...pkcs8Middle, ...seed);
/** Last number of the algorithm's name. Source: RFC 8410, 3. */
const x25519 = 0x6e;
const ed25519 = 0x70;

/** Multiplying by it turns a private key into the public one. Source: RFC 7748, 4.1. */
const basePoint = Uint8Array.of(9, ...new Uint8Array(31));

const envelopeInfo = bytesFromText("tidetable/v1 envelope");
const associatedText = bytesFromText("tidetable/v1\n");
const none = new Uint8Array(0);

/**
 * Suite 1 (rule 10) on WebCrypto: AES-256-GCM, HKDF-SHA-256, SHA-256, Ed25519, and HPKE base mode with DHKEM(X25519,
 * HKDF-SHA-256), HKDF-SHA-256 and AES-256-GCM.
 *
 * It keeps the keys it imported, epoch keys among them, for as long as it lives: whoever locks a vault lets go of its
 * suite too. HPKE is `@hpke/core`'s, which takes WebCrypto and the randomness of its ephemeral keys from the platform
 * by itself.
 */
export function createSuite<Key>({ subtle, randomBytes }: SuiteEnvironment<Key>): Suite {
  const kem = new DhkemX25519HkdfSha256();
  const hpke = new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() });

  const signers = keep((seed) => subtle.importKey("pkcs8", pkcs8(ed25519, seed), "Ed25519", false, ["sign"]));
  const verifiers = keep((key) => subtle.importKey("raw", key, "Ed25519", false, ["verify"]));
  const epochs = keep((key) => subtle.importKey("raw", key, "HKDF", false, ["deriveBits"]));
  const boxes = keep(async (seed) => ({
    privateKey: await kem.deserializePrivateKey(seed),
    publicKey: await kem.deserializePublicKey(await boxPublicKey(seed)),
  }));

  // Not by exporting the key as JWK, which not every browser does for a private key that was imported.
  async function boxPublicKey(seed: Uint8Array): Promise<Bytes> {
    const key = await subtle.importKey("pkcs8", pkcs8(x25519, seed), "X25519", false, ["deriveBits"]);
    const base = await subtle.importKey("raw", basePoint, "X25519", true, []);
    return new Uint8Array(await subtle.deriveBits({ name: "X25519", public: base }, key, 256));
  }

  const expand = async (key: Key, salt: Bytes, info: Bytes, length: number): Promise<Bytes> =>
    new Uint8Array(await subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, 8 * length));

  async function encrypt(key: Bytes, iv: Bytes, associated: Bytes, plain: Bytes) {
    const cipher = await subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
    return new Uint8Array(
      await subtle.encrypt({ name: "AES-GCM", iv, additionalData: associated }, cipher, plain),
    );
  }

  async function decrypt(key: Bytes, iv: Bytes, associated: Bytes, sealed: Bytes) {
    const cipher = await subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
    return orNull(subtle.decrypt({ name: "AES-GCM", iv, additionalData: associated }, cipher, sealed));
  }

  /** Rule 11. */
  async function bodyKeys(base: Key, salt: Bytes) {
    const bytes = await expand(base, salt, envelopeInfo, keyLength + nonceLength + commitmentLength);
    return {
      key: bytes.subarray(0, keyLength),
      nonce: bytes.subarray(keyLength, keyLength + nonceLength),
      commitment: bytes.subarray(keyLength + nonceLength),
    };
  }

  async function sealBodyWith(base: Key, associated: Bytes, content: Uint8Array, length: number) {
    const plain = new Uint8Array(length - ciphertextAt - tagLength);
    plain.set(u32(content.length));
    plain.set(content, lengthPrefix);
    const salt = randomBytes(saltLength);
    const { key, nonce, commitment } = await bodyKeys(base, salt);
    return joinBytes(salt, commitment, await encrypt(key, nonce, associated, plain));
  }

  async function openBodyWith(base: Key, associated: Bytes, body: Bytes) {
    const { key, nonce, commitment } = await bodyKeys(base, body.subarray(0, saltLength));
    // Before decrypting: AES-GCM alone would let one ciphertext open under two keys (rule 11).
    if (!areEqual(commitment, body.subarray(saltLength, ciphertextAt))) return null;
    const plain = await decrypt(key, nonce, associated, body.subarray(ciphertextAt));
    return plain === null ? null : unpad(plain);
  }

  /** Imported for one use: the keys of letters serve one letter each and are not worth keeping. */
  const importOnce = (key: Uint8Array): Promise<Key> =>
    subtle.importKey("raw", joinBytes(key), "HKDF", false, ["deriveBits"]);

  return {
    randomBytes,

    async hash(...pieces) {
      return new Uint8Array(await subtle.digest("SHA-256", joinBytes(...pieces)));
    },

    async derive(secret, info, length) {
      return expand(await importOnce(secret), none, bytesFromText(info), length);
    },

    async signingKeyFromSeed(seed) {
      expectLength("seed", seed, keyLength);
      const key = await subtle.importKey("pkcs8", pkcs8(ed25519, seed), "Ed25519", true, ["sign"]);
      const { x } = await subtle.exportKey("jwk", key);
      return { seed: joinBytes(seed), publicKey: bytesFromBase64url(x!)! };
    },

    async boxKeyFromSeed(seed) {
      expectLength("seed", seed, keyLength);
      return { seed: joinBytes(seed), publicKey: await boxPublicKey(seed) };
    },

    async sign(key, ...pieces) {
      return new Uint8Array(await subtle.sign("Ed25519", await signers(key.seed), joinBytes(...pieces)));
    },

    async verify(publicKey, signature, ...pieces) {
      if (publicKey.length !== keyLength || signature.length !== signatureLength) return false;
      try {
        return await subtle.verify(
          "Ed25519",
          await verifiers(publicKey),
          joinBytes(signature),
          joinBytes(...pieces),
        );
      } catch {
        return false;
      }
    },

    async sealEnvelope(kind, epoch, epochKey, vault, content) {
      expectLength("epochKey", epochKey, keyLength);
      const size = envelopeSizes.find((length) => content.length <= contentLengthOf(length));
      if (size === undefined) {
        throw new RangeError(
          `sealEnvelope expects content that an envelope holds, got ${content.length} bytes`,
        );
      }
      const head = envelopeHead(envelopeKinds[kind], epoch);
      const length = size - envelopeHeadLength;
      const base = await epochs(epochKey);
      return joinBytes(head, await sealBodyWith(base, associatedData(vault, head), content, length));
    },

    async openEnvelope(envelope, epochKey, vault) {
      expectLength("epochKey", epochKey, keyLength);
      const seen = readEnvelopeHead(envelope);
      if (seen === null || seen.kind === "epoch") return null;
      // A copy, because the caller may use its buffer again while this waits.
      const bytes = joinBytes(envelope);
      const head = bytes.subarray(0, envelopeHeadLength);
      const body = bytes.subarray(envelopeHeadLength);
      return openBodyWith(await epochs(epochKey), associatedData(vault, head), body);
    },

    async sealBody(key, associated, content, length) {
      expectLength("key", key, keyLength);
      if (content.length > length - bodyOverhead) {
        throw new RangeError(
          `sealBody expects content of at most ${length - bodyOverhead} bytes, got ${content.length}`,
        );
      }
      return sealBodyWith(await importOnce(key), joinBytes(associated), content, length);
    },

    async openBody(key, associated, body) {
      expectLength("key", key, keyLength);
      if (body.length < bodyOverhead) return null;
      const bytes = joinBytes(body);
      return openBodyWith(await importOnce(key), joinBytes(associated), bytes);
    },

    async sealBox(publicKey, info, content) {
      expectLength("publicKey", publicKey, keyLength);
      const recipientPublicKey = await kem.deserializePublicKey(publicKey);
      const { enc, ct } = await hpke.seal({ recipientPublicKey, info: joinBytes(info) }, joinBytes(content));
      return joinBytes(new Uint8Array(enc), new Uint8Array(ct));
    },

    async openBox(key, info, box) {
      if (box.length < encapsulatedLength + tagLength) return null;
      const recipientKey = await boxes(key.seed);
      const enc = box.slice(0, encapsulatedLength);
      return orNull(hpke.open({ recipientKey, enc, info: joinBytes(info) }, box.slice(encapsulatedLength)));
    },

    async sealBytes(key, associated, content) {
      expectLength("key", key, keyLength);
      const nonce = randomBytes(nonceLength);
      return joinBytes(
        nonce,
        await encrypt(joinBytes(key), nonce, joinBytes(associated), joinBytes(content)),
      );
    },

    async openBytes(key, associated, sealed) {
      expectLength("key", key, keyLength);
      if (sealed.length < nonceLength + tagLength) return null;
      const bytes = joinBytes(sealed);
      const [nonce, rest] = [bytes.subarray(0, nonceLength), bytes.subarray(nonceLength)];
      return decrypt(joinBytes(key), nonce, joinBytes(associated), rest);
    },
  };
}

/** Rule 13. */
const associatedData = (vault: VaultId, head: Uint8Array): Bytes =>
  joinBytes(associatedText, bytesOfVaultId(vault), head);

/** The content of a plaintext (rule 12); null where its length does not fit, or where what follows is not zeros. */
function unpad(plain: Bytes): Bytes | null {
  const end = lengthPrefix + new DataView(plain.buffer, plain.byteOffset).getUint32(0);
  if (end > plain.length || plain.subarray(end).some((byte) => byte !== 0)) return null;
  return plain.slice(lengthPrefix, end);
}

/** Whatever goes wrong while opening is one answer (rule 14). */
async function orNull(opening: Promise<ArrayBuffer>): Promise<Bytes | null> {
  try {
    return new Uint8Array(await opening);
  } catch {
    return null;
  }
}
