import { hash } from "node:crypto";
import { joinBytes, u32 } from "../../src/bytes.ts";
import {
  envelopeHeadLength,
  envelopeKinds,
  envelopeSizes,
  protocolVersion,
  readEnvelopeHead,
} from "../../src/protocol.ts";
import { bytesFromBase64url } from "../../src/seal/base64url.ts";
import { type Bytes, bodyOverhead, contentLengthOf, type Suite, type VaultId } from "../../src/seal/suite.ts";

/**
 * A suite that hides nothing and costs almost nothing, for simulations of many schedules: every length and every
 * refusal is the real suite's (`test/seal/suite-contract.ts` holds both to the same sentences), but content stands in
 * the clear beside a hash of itself and of all that it is bound to. Whoever knows how it is made can forge with it;
 * the simulated relays do not.
 */
export function createPlainSuite(randomBytes: (length: number) => Bytes): Suite {
  const vaults = new Map<VaultId, Bytes>();
  const scratch = Buffer.alloc(65_536);

  /** As hex: the hash of the envelope, with the key and the vault in the two places that hold nothing yet. */
  function tagOf(envelope: Uint8Array, key: Uint8Array, vault: VaultId): string {
    const vaultBytes = vaults.get(vault) ?? bytesFromBase64url(vault)!;
    vaults.set(vault, vaultBytes);
    scratch.set(envelope);
    scratch.set(key, tagAt);
    scratch.set(vaultBytes, envelope.length - 16);
    return hash("sha256", scratch.subarray(0, envelope.length));
  }

  return {
    randomBytes,
    hash: async (...pieces) => sha256(...pieces),

    async derive(secret, info, length) {
      const derived = new Uint8Array(length);
      for (let at = 0; at < length; at += 32) {
        const block = sha256(text("derive"), framed(secret), framed(text(info)), u32(at));
        derived.set(block.subarray(0, length - at), at);
      }
      return derived;
    },

    signingKeyFromSeed: async (seed) => keyPair("sign", seed),
    boxKeyFromSeed: async (seed) => keyPair("box", seed),

    sign: async (key, ...pieces) => signature(key.publicKey, pieces),
    verify: async (publicKey, given, ...pieces) =>
      publicKey.length === 32 && isSame(given, signature(publicKey, pieces)),

    async sealEnvelope(kind, epoch, epochKey, vault, content) {
      expectKey("epochKey", epochKey);
      const size = envelopeSizes.find((length) => content.length <= contentLengthOf(length));
      if (size === undefined) throw new RangeError(`sealEnvelope got content of ${content.length} bytes`);
      const envelope = new Uint8Array(size);
      envelope.set([0x54, 0x44, protocolVersion, envelopeKinds[kind], 1]);
      const view = new DataView(envelope.buffer);
      view.setUint32(8, epoch);
      envelope.set(randomBytes(32), envelopeHeadLength);
      view.setUint32(lengthAt, content.length);
      envelope.set(content, contentAt);
      Buffer.from(envelope.buffer).write(tagOf(envelope, epochKey, vault), tagAt, "hex");
      return envelope;
    },

    async openEnvelope(envelope, epochKey, vault) {
      expectKey("epochKey", epochKey);
      const head = readEnvelopeHead(envelope);
      if (head === null || head.kind === "epoch") return null;
      const bytes = Buffer.from(envelope.buffer, envelope.byteOffset, envelope.length);
      if (bytes.toString("hex", tagAt, lengthAt) !== tagOf(envelope, epochKey, vault)) return null;
      if (bytes.readBigUInt64BE(bytes.length - 16) !== 0n || bytes.readBigUInt64BE(bytes.length - 8) !== 0n) {
        return null;
      }
      return new Uint8Array(bytes.subarray(contentAt, contentAt + bytes.readUInt32BE(lengthAt)));
    },

    async sealBody(key, associatedData, content, length) {
      expectKey("key", key);
      if (content.length > length - bodyOverhead)
        throw new RangeError(`sealBody got ${content.length} bytes`);
      const salt = randomBytes(32);
      const plain = new Uint8Array(length - 64);
      plain.set(u32(content.length));
      plain.set(content, 4);
      return joinBytes(salt, bodyTag(key, associatedData, salt, plain), plain);
    },

    async openBody(key, associatedData, body) {
      expectKey("key", key);
      if (body.length < bodyOverhead) return null;
      const plain = body.slice(64);
      const tag = bodyTag(key, associatedData, body.subarray(0, 32), plain);
      if (!isSame(tag, body.subarray(32, 64))) return null;
      return plain.slice(4, 4 + new DataView(plain.buffer).getUint32(0));
    },

    async sealBox(publicKey, info, content) {
      expectKey("publicKey", publicKey);
      const encapsulated = randomBytes(32);
      return joinBytes(encapsulated, content, tag("box", publicKey, info, encapsulated, content));
    },

    openBox: async ({ publicKey }, info, box) => open("box", publicKey, info, 32, box),

    async sealBytes(key, associatedData, content) {
      expectKey("key", key);
      const nonce = randomBytes(12);
      return joinBytes(nonce, content, tag("bytes", key, associatedData, nonce, content));
    },

    async openBytes(key, associatedData, sealed) {
      expectKey("key", key);
      return open("bytes", key, associatedData, 12, sealed);
    },
  };
}

/** Where the real suite has its commitment, 32 bytes, this one has its hash; its last 16 bytes stay zero. */
const tagAt = envelopeHeadLength + 32;
const lengthAt = tagAt + 32;
const contentAt = lengthAt + 4;

const text = (value: string): Uint8Array => Buffer.from(value, "latin1");
const framed = (bytes: Uint8Array): Bytes => joinBytes(u32(bytes.length), bytes);

const sha256 = (...pieces: readonly Uint8Array[]): Bytes =>
  new Uint8Array(hash("sha256", pieces.length === 1 ? pieces[0]! : joinBytes(...pieces), "buffer"));

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

function expectKey(name: string, key: Uint8Array): void {
  if (key.length !== 32) throw new RangeError(`${name} should have 32 bytes, has ${key.length}`);
}

function keyPair(use: "sign" | "box", seed: Uint8Array) {
  expectKey("seed", seed);
  return { seed: joinBytes(seed), publicKey: sha256(text(use), seed) };
}

/** 64 bytes, as Ed25519's. */
const signature = (publicKey: Uint8Array, pieces: readonly Uint8Array[]): Bytes =>
  joinBytes(sha256(text("signed"), publicKey, ...pieces), publicKey);

const bodyTag = (key: Uint8Array, bound: Uint8Array, salt: Uint8Array, plain: Uint8Array): Bytes =>
  sha256(text("body"), key, framed(bound), salt, plain);

const tag = (use: string, key: Uint8Array, bound: Uint8Array, head: Uint8Array, content: Uint8Array): Bytes =>
  sha256(text(use), key, framed(bound), head, content).subarray(0, 16);

function open(use: string, key: Uint8Array, bound: Uint8Array, headLength: number, sealed: Uint8Array) {
  if (sealed.length < headLength + 16) return null;
  const head = sealed.subarray(0, headLength);
  const content = new Uint8Array(sealed.subarray(headLength, -16));
  return isSame(sealed.subarray(-16), tag(use, key, bound, head, content)) ? content : null;
}
