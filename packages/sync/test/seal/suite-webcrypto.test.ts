import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { envelopeSizes } from "../../src/protocol.ts";
import { bytesOfVaultId } from "../../src/seal/ids.ts";
import type { Bytes } from "../../src/seal/suite.ts";
import { contentLengthOf } from "../../src/seal/suite.ts";
import { createSuite } from "../../src/seal/suite-webcrypto.ts";
import {
  decrypt,
  ed25519PublicKey,
  ed25519Signature,
  encrypt,
  hkdf,
  kemSecret,
  keySchedule,
  openBoxWith,
  padSlowly,
  sealBoxWith,
  sealSlowly,
  x25519PublicKey,
} from "./slow-suite.ts";
import { countingBytes, someVault } from "./suite-contract.ts";

const random = countingBytes(11);
const suite = createSuite({ subtle: crypto.subtle, randomBytes: countingBytes(12) });
const hex = (text: string): Bytes => new Uint8Array(Buffer.from(text, "hex"));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const bytes = (buffer: Uint8Array): Bytes => new Uint8Array(buffer);
const none = new Uint8Array(0);
const vault = bytesOfVaultId(someVault);
const key = random(32);

describe("an envelope, against a second implementation on node:crypto", () => {
  test("rules 10 to 13: has the very bytes, in each of the four sizes and both kinds", async () => {
    for (const size of envelopeSizes) {
      for (const [kind, name] of [
        [1, "entry"],
        [2, "snapshot"],
      ] as const) {
        const salt = random(32);
        const content = random(contentLengthOf(size));
        const fixed = createSuite({ subtle: crypto.subtle, randomBytes: () => salt });
        const expected = sealSlowly({
          kind,
          epoch: 9,
          epochKey: key,
          vault,
          salt,
          plain: padSlowly(content, size),
        });
        expect(hexOf(await fixed.sealEnvelope(name, 9, key, someVault, content))).toBe(hexOf(expected));
        const opened = await suite.openEnvelope(expected, key, someVault);
        expect(Buffer.from(opened!).equals(content)).toBe(true);
      }
    }
  });

  const own = { kind: 1, epoch: 1, epochKey: key, vault, salt: random(32) } as const;

  test("rule 11: does not open under a wrong commitment, though its cipher would", async () => {
    const plain = padSlowly(random(10), 1_024);
    const good = sealSlowly({ ...own, plain });
    const bad = sealSlowly({ ...own, plain, commitment: random(32) });
    expect(good.subarray(76)).toEqual(bad.subarray(76));
    expect(await suite.openEnvelope(good, key, someVault)).not.toBeNull();
    expect(await suite.openEnvelope(bad, key, someVault)).toBeNull();
  });

  test("rule 11: compares the commitment before it decrypts", async () => {
    let decrypted = 0;
    const subtle: typeof crypto.subtle = new Proxy(crypto.subtle, {
      get(target, name: keyof typeof crypto.subtle) {
        if (name === "decrypt") decrypted++;
        return target[name].bind(target);
      },
    });
    const watched = createSuite({ subtle, randomBytes: random });
    const envelope = sealSlowly({ ...own, plain: padSlowly(random(10), 1_024) });
    expect(await watched.openEnvelope(envelope, key, someVault)).not.toBeNull();
    expect(decrypted).toBe(1);
    expect(await watched.openEnvelope(envelope, random(32), someVault)).toBeNull();
    expect(decrypted).toBe(1);
  });

  test("rule 12: does not open when its padding is not all zeros, or its length does not fit", async () => {
    const padded = padSlowly(random(10), 1_024);
    for (const [at, value] of [
      [14, 1],
      [padded.length - 1, 1],
      [0, 1],
      [2, 4],
    ] as const) {
      const plain = Buffer.from(padded);
      plain[at] = value;
      expect(
        await suite.openEnvelope(sealSlowly({ ...own, plain }), key, someVault),
        `byte ${at}`,
      ).toBeNull();
    }
    const full = Buffer.from(padded).fill(7, 4);
    full.writeUInt32BE(full.length - 4);
    expect(await suite.openEnvelope(sealSlowly({ ...own, plain: full }), key, someVault)).toHaveLength(928);
    full.writeUInt32BE(full.length - 3);
    expect(await suite.openEnvelope(sealSlowly({ ...own, plain: full }), key, someVault)).toBeNull();
  });

  test("rule 10: what is sealed like an entry, and says that it is the boxes of an epoch, is not opened", async () => {
    const envelope = sealSlowly({ ...own, kind: 3, plain: padSlowly(random(10), 1_024) });
    expect(await suite.openEnvelope(envelope, key, someVault)).toBeNull();
  });

  test("opens in each of very many epochs, more than it remembers keys of", async () => {
    const keys = Array.from({ length: 200 }, () => random(32));
    const envelopes = await Promise.all(
      keys.map((one, at) => suite.sealEnvelope("entry", at, one, someVault, Uint8Array.of(at))),
    );
    for (const round of [0, 1]) {
      const opened = await Promise.all(
        envelopes.map((one, at) => suite.openEnvelope(one, keys[at]!, someVault)),
      );
      expect(
        opened.map((content) => content?.[0]),
        `round ${round}`,
      ).toEqual(keys.map((_, at) => at));
    }
  });
});

describe("keys, hashes and signatures, against a second implementation on node:crypto", () => {
  test("public keys and signatures are the same", async () => {
    for (let round = 0; round < 20; round++) {
      const [seed, message] = [random(32), random(100)];
      const signer = await suite.signingKeyFromSeed(seed);
      expect(signer.publicKey).toEqual(bytes(ed25519PublicKey(seed)));
      expect((await suite.boxKeyFromSeed(seed)).publicKey).toEqual(bytes(x25519PublicKey(seed)));
      expect(await suite.sign(signer, message)).toEqual(bytes(ed25519Signature(seed, message)));
    }
  });

  test("signs as RFC 8032, 7.1, test 2 does", async () => {
    const signer = await suite.signingKeyFromSeed(
      hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"),
    );
    expect(hexOf(signer.publicKey)).toBe("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    expect(hexOf(await suite.sign(signer, hex("72")))).toBe(
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da" +
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    );
  });

  test("derives as HKDF with an empty salt, and hashes as SHA-256", async () => {
    for (const length of [1, 16, 32, 76, 100]) {
      const secret = random(length);
      expect(await suite.derive(secret, "what for", length)).toEqual(
        bytes(hkdf(secret, none, Buffer.from("what for"), length)),
      );
      expect(await suite.hash(secret)).toEqual(bytes(createHash("sha256").update(secret).digest()));
    }
  });

  test("sealed bytes are a nonce, then AES-256-GCM", async () => {
    const [where, content] = [random(20), random(33)];
    const sealed = await suite.sealBytes(key, where, content);
    expect(decrypt("aes-256-gcm", key, sealed.subarray(0, 12), where, sealed.subarray(12))).toEqual(
      Buffer.from(content),
    );
    const nonce = random(12);
    const slow = Buffer.concat([nonce, encrypt("aes-256-gcm", key, nonce, where, content)]);
    expect(await suite.openBytes(key, where, slow)).toEqual(content);
  });
});

describe("HPKE, against a second implementation on node:crypto", () => {
  test("that implementation gives what RFC 9180, A.1.1, prints", () => {
    const info = hex("4f6465206f6e2061204772656369616e2055726e");
    const ephemeral = hex("52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736");
    const recipient = hex("3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d");
    const enc = x25519PublicKey(ephemeral);
    expect(hexOf(enc)).toBe("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431");
    const secret = kemSecret(ephemeral, recipient, enc, recipient);
    expect(hexOf(secret)).toBe("fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc");
    const schedule = keySchedule("aes-128-gcm", secret, info);
    expect(hexOf(schedule.key)).toBe("4531685d41d65f03dc48f6b8302c05b0");
    expect(hexOf(schedule.nonce)).toBe("56d890e5accaaf011cff4b7d");
    const plain = Buffer.from("Beauty is truth, truth beauty");
    expect(hexOf(encrypt("aes-128-gcm", schedule.key, schedule.nonce, Buffer.from("Count-0"), plain))).toBe(
      "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a",
    );
  });

  test("opens what we seal, and is opened by us", async () => {
    for (const length of [0, 32, 500]) {
      const [seed, info, content] = [random(32), random(30), random(length)];
      const mine = await suite.boxKeyFromSeed(seed);
      const sealed = await suite.sealBox(mine.publicKey, info, content);
      expect(bytes(openBoxWith(seed, info, sealed))).toEqual(content);
      const slow = sealBoxWith(random(32), mine.publicKey, info, content);
      expect(await suite.openBox(mine, info, slow)).toEqual(content);
    }
  });

  test("a key that gives everybody the same secret is no key: nothing is sealed for it, and nothing opens from it", async () => {
    const mine = await suite.boxKeyFromSeed(random(32));
    for (const first of [0, 1]) {
      const point = new Uint8Array(32);
      point[0] = first;
      await expect(suite.sealBox(point, none, none)).rejects.toThrow();
      const box = new Uint8Array(80);
      box.set(point);
      expect(await suite.openBox(mine, none, box)).toBeNull();
    }
  });
});
