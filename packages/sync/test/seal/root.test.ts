import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  charter,
  deviceIdFromKey,
  isCharter,
  rootFromEntropy,
  vaultIdFromRoot,
} from "../../src/seal/root.ts";
import { createSuite } from "../../src/seal/suite-webcrypto.ts";
import { ed25519PublicKey, ed25519Signature, hkdf, x25519PublicKey } from "./slow-suite.ts";
import { changedAt, countingBytes, otherVault } from "./suite-contract.ts";

const random = countingBytes(21);
const suite = createSuite({ subtle: crypto.subtle, randomBytes: random });
const none = new Uint8Array(0);
const sha256 = (...pieces: readonly Uint8Array[]) =>
  createHash("sha256").update(Buffer.concat(pieces)).digest();

describe("the root of a vault", () => {
  test("rules 1 and 2: its keys and the vault's id follow from the words", async () => {
    const entropy = random(16);
    const root = await rootFromEntropy(suite, entropy);
    const sign = hkdf(entropy, none, Buffer.from("tidetable/v1 root sign"), 32);
    const box = hkdf(entropy, none, Buffer.from("tidetable/v1 root box"), 32);
    expect(root.sign).toEqual({
      seed: new Uint8Array(sign),
      publicKey: new Uint8Array(ed25519PublicKey(sign)),
    });
    expect(root.box).toEqual({ seed: new Uint8Array(box), publicKey: new Uint8Array(x25519PublicKey(box)) });
    const id = sha256(Buffer.from("tidetable/v1 vault\n"), root.sign.publicKey).subarray(0, 16);
    expect(root.vault).toBe(id.toString("base64url"));
    expect(await vaultIdFromRoot(suite, root.sign.publicKey)).toBe(root.vault);
  });

  test("is of 16 bytes, or it is our own mistake", async () => {
    await expect(rootFromEntropy(suite, new Uint8Array(32))).rejects.toThrow(/entropy/);
  });
});

test("rule 4: a device's id is the beginning of a hash of its key", async () => {
  const { publicKey } = await suite.signingKeyFromSeed(random(32));
  const hash = sha256(Buffer.from("tidetable/v1 device\n"), publicKey);
  expect(await deviceIdFromKey(suite, publicKey)).toBe(hash.subarray(0, 8).toString("base64url"));
});

describe("rule 3: the charter", () => {
  test("is the root's signature over the vault's id", async () => {
    const root = await rootFromEntropy(suite, random(16));
    const signature = await charter(suite, root);
    const text = Buffer.from(`tidetable/v1 charter\n${root.vault}\n`);
    expect(signature).toEqual(new Uint8Array(ed25519Signature(root.sign.seed, text)));
    expect(await isCharter(suite, root.vault, root.sign.publicKey, signature)).toBe(true);
  });

  test("rule 2: serves no other vault and no other root, and no other signature serves", async () => {
    const [root, stranger] = [
      await rootFromEntropy(suite, random(16)),
      await rootFromEntropy(suite, random(16)),
    ];
    const signature = await charter(suite, root);
    expect(await isCharter(suite, otherVault, root.sign.publicKey, signature)).toBe(false);
    expect(await isCharter(suite, stranger.vault, root.sign.publicKey, signature)).toBe(false);
    expect(await isCharter(suite, root.vault, stranger.sign.publicKey, signature)).toBe(false);
    expect(await isCharter(suite, root.vault, root.sign.publicKey, changedAt(signature, 5))).toBe(false);
    // A stranger who signs this vault's charter with a key of their own is refused for the key.
    const forged = await charter(suite, { sign: stranger.sign, vault: root.vault });
    expect(await isCharter(suite, root.vault, stranger.sign.publicKey, forged)).toBe(false);
  });
});
