import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { envelopeKinds, envelopeSizes } from "../../src/protocol.ts";
import { type Bytes, contentLengthOf, type Suite, type VaultId } from "../../src/seal/suite.ts";

/** Bytes that look random and are the same in every run, unlike those of any other `seed`. */
export function countingBytes(seed: number): (length: number) => Bytes {
  let state = seed;
  return (length) => {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      bytes[at] = state >>> 24;
    }
    return bytes;
  };
}

/** The bytes with the lowest bit of one of them changed. */
export function changedAt(bytes: Uint8Array, at: number): Bytes {
  const changed = new Uint8Array(bytes);
  changed[at] = changed[at]! ^ 1;
  return changed;
}

export const someVault = "AAECAwQFBgcICQoLDA0ODw" as VaultId;
export const otherVault = "AQECAwQFBgcICQoLDA0ODw" as VaultId;

const text = (value: string): Uint8Array => Buffer.from(value);
/** Faster than `toEqual` where there are many bytes. */
const isSame = (a: Uint8Array | null, b: Uint8Array): boolean => a !== null && Buffer.compare(a, b) === 0;
const kinds = ["entry", "snapshot"] as const;

/** What any suite has to hold, the real one and the simulations' stand-in. */
export function describeSuite(name: string, create: (randomBytes: (length: number) => Bytes) => Suite): void {
  const random = countingBytes(7);
  const suite = create(countingBytes(1));
  const [key, otherKey] = [random(32), random(32)];
  const seal = (content: Uint8Array, epoch = 3) =>
    suite.sealEnvelope("entry", epoch, key, someVault, content);

  describe(`an envelope of the ${name} suite`, () => {
    test("rule 12: has the smallest of the four sizes that holds its content, and opens to exactly it", async () => {
      const lengths = envelopeSizes.map(contentLengthOf).flatMap((most) => [most - 1, most, most + 1]);
      for (const length of [0, 1, 2, ...lengths.slice(0, -1)]) {
        const content = random(length);
        const envelope = await seal(content);
        expect(envelope.length).toBe(envelopeSizes.find((size) => length <= contentLengthOf(size)));
        expect(isSame(await suite.openEnvelope(envelope, key, someVault), content)).toBe(true);
      }
    });

    test("rule 12: cannot hold more than the largest size does", async () => {
      await expect(seal(new Uint8Array(contentLengthOf(65_536) + 1))).rejects.toThrow(RangeError);
    });

    test("opens to whatever content of any kind and epoch was sealed", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.uint8Array({ maxLength: 5_000, size: "max" }),
          fc.constantFrom(...kinds),
          fc.nat(0xffff_ffff),
          async (content, kind, epoch) => {
            const envelope = await suite.sealEnvelope(kind, epoch, key, someVault, content);
            expect([...envelope.subarray(0, 8)]).toEqual([0x54, 0x44, 1, envelopeKinds[kind], 1, 0, 0, 0]);
            expect(Buffer.from(envelope).readUInt32BE(8)).toBe(epoch);
            expect(isSame(await suite.openEnvelope(envelope, key, someVault), content)).toBe(true);
          },
        ),
        { seed: 1, numRuns: 100 },
      );
    });

    test("rule 14: does not open after any one of its bytes changed", async () => {
      const envelope = await seal(random(600));
      for (let at = 0; at < envelope.length; at++) {
        expect(await suite.openEnvelope(changedAt(envelope, at), key, someVault), `byte ${at}`).toBeNull();
      }
    });

    test("rule 14: does not open in another size, cut short or empty", async () => {
      const envelope = await seal(random(600));
      const longer = new Uint8Array(4_096);
      longer.set(envelope);
      for (const bytes of [longer, envelope.slice(0, -1), envelope.slice(0, 20), new Uint8Array(0)]) {
        expect(await suite.openEnvelope(bytes, key, someVault)).toBeNull();
      }
    });

    test("rule 13: does not open in another vault, another epoch or as another kind", async () => {
      const envelope = await seal(random(100));
      expect(await suite.openEnvelope(envelope, key, otherVault)).toBeNull();
      const moved = new Uint8Array(envelope);
      moved[11] = 4;
      expect(await suite.openEnvelope(moved, key, someVault)).toBeNull();
      for (const kind of [envelopeKinds.snapshot, envelopeKinds.epoch, 4]) {
        const relabelled = new Uint8Array(envelope);
        relabelled[3] = kind;
        expect(await suite.openEnvelope(relabelled, key, someVault)).toBeNull();
      }
    });

    test("rule 11: does not open with another epoch's key, nor with its end joined to another's beginning", async () => {
      const [first, second] = [await seal(random(928)), await seal(random(928))];
      expect(await suite.openEnvelope(first, otherKey, someVault)).toBeNull();
      for (const at of [44, 76, 80, 500, 1_000]) {
        const joined = Buffer.concat([first.subarray(0, at), second.subarray(at)]);
        expect(await suite.openEnvelope(joined, key, someVault), `cut at ${at}`).toBeNull();
      }
    });

    test("rule 11: is never the same bytes twice", async () => {
      expect(await seal(text("same"))).not.toEqual(await seal(text("same")));
    });

    test("opens from the middle of other bytes, and leaves what it was given as it was", async () => {
      const content = random(50);
      const envelope = await seal(content);
      const around = Buffer.concat([random(3), envelope, random(5)]);
      const before = Buffer.from(around);
      expect(await suite.openEnvelope(around.subarray(3, -5), key, someVault)).toEqual(content);
      expect(around).toEqual(before);
    });
  });

  describe(`a body of the ${name} suite`, () => {
    test("rule 95: has the length asked for, holds up to that less 84 bytes, and opens to exactly that", async () => {
      for (const length of [0, 1, 1_000, 3_679, 3_680]) {
        const content = random(length);
        const body = await suite.sealBody(key, text("where"), content, 3_764);
        expect(body.length).toBe(3_764);
        expect(await suite.openBody(key, text("where"), body)).toEqual(content);
      }
      await expect(suite.sealBody(key, text("where"), new Uint8Array(3_681), 3_764)).rejects.toThrow(
        RangeError,
      );
    });

    test("rules 11, 14: opens for its key and associated data alone, and after no change", async () => {
      const body = await suite.sealBody(key, text("where"), random(100), 300);
      expect(await suite.openBody(otherKey, text("where"), body)).toBeNull();
      expect(await suite.openBody(key, text("elsewhere"), body)).toBeNull();
      for (let at = 0; at < body.length; at++) {
        expect(await suite.openBody(key, text("where"), changedAt(body, at)), `byte ${at}`).toBeNull();
      }
      for (const bytes of [new Uint8Array(0), new Uint8Array(83), body.slice(0, 90), body.slice(0, -1)]) {
        expect(await suite.openBody(key, text("where"), bytes)).toBeNull();
      }
      expect(await suite.sealBody(key, text("where"), random(100), 300)).not.toEqual(body);
    });
  });

  describe(`a signature of the ${name} suite`, () => {
    test("holds for its message, in whatever pieces, and for nothing else", async () => {
      const signer = await suite.signingKeyFromSeed(random(32));
      const stranger = await suite.signingKeyFromSeed(random(32));
      const message = text("a signed message");
      const signature = await suite.sign(signer, message.subarray(0, 5), message.subarray(5));
      expect(signature.length).toBe(64);
      const holds = (sign: Uint8Array, said: Uint8Array, by: Uint8Array = signer.publicKey) =>
        suite.verify(by, sign, said);
      expect(await holds(signature, message)).toBe(true);
      expect(await holds(signature, message, stranger.publicKey)).toBe(false);
      for (let at = 0; at < 64; at++) expect(await holds(changedAt(signature, at), message)).toBe(false);
      for (let at = 0; at < message.length; at++) {
        expect(await holds(signature, changedAt(message, at))).toBe(false);
      }
      for (let at = 0; at < 32; at++) {
        expect(await holds(signature, message, changedAt(signer.publicKey, at))).toBe(false);
      }
    });

    test("is false, and no failure, for what is no signature or no key", async () => {
      const { publicKey } = await suite.signingKeyFromSeed(random(32));
      for (const [by, signature] of [
        [publicKey, new Uint8Array(0)],
        [publicKey, new Uint8Array(64)],
        [publicKey, new Uint8Array(65)],
        [new Uint8Array(0), new Uint8Array(64)],
        [new Uint8Array(31), new Uint8Array(64)],
        [new Uint8Array(32).fill(255), new Uint8Array(64).fill(255)],
      ] as const) {
        expect(await suite.verify(by, signature, text("a"))).toBe(false);
      }
    });
  });

  describe(`a box of the ${name} suite`, () => {
    const info = text("what it is for");
    const keys = { mine: random(32), other: random(32) };

    test("opens for its key and purpose alone, and after no change", async () => {
      const [mine, other] = [await suite.boxKeyFromSeed(keys.mine), await suite.boxKeyFromSeed(keys.other)];
      const content = random(32);
      const box = await suite.sealBox(mine.publicKey, info, content);
      expect(box.length).toBe(80);
      expect(await suite.openBox(mine, info, box)).toEqual(content);
      expect(await suite.openBox(other, info, box)).toBeNull();
      expect(await suite.openBox(mine, text("another purpose"), box)).toBeNull();
      for (let at = 0; at < box.length; at++) {
        expect(await suite.openBox(mine, info, changedAt(box, at)), `byte ${at}`).toBeNull();
      }
      // X25519 ignores the highest bit of a point, so that one must be bound in another way.
      const otherSpelling = new Uint8Array(box);
      otherSpelling[31] = otherSpelling[31]! ^ 0x80;
      expect(await suite.openBox(mine, info, otherSpelling)).toBeNull();
      for (const bytes of [new Uint8Array(0), new Uint8Array(80), box.slice(0, 47), box.slice(0, -1)]) {
        expect(await suite.openBox(mine, info, bytes)).toBeNull();
      }
    });

    test("holds nothing, or much", async () => {
      const mine = await suite.boxKeyFromSeed(keys.mine);
      for (const length of [0, 3_000]) {
        const content = random(length);
        expect(await suite.openBox(mine, info, await suite.sealBox(mine.publicKey, info, content))).toEqual(
          content,
        );
      }
    });
  });

  describe(`sealed bytes of the ${name} suite`, () => {
    test("open for their key and associated data alone, and after no change", async () => {
      const content = random(40);
      const sealed = await suite.sealBytes(key, text("where"), content);
      expect(sealed.length).toBe(12 + 40 + 16);
      expect(await suite.openBytes(key, text("where"), sealed)).toEqual(content);
      expect(await suite.openBytes(otherKey, text("where"), sealed)).toBeNull();
      expect(await suite.openBytes(key, text("elsewhere"), sealed)).toBeNull();
      for (let at = 0; at < sealed.length; at++) {
        expect(await suite.openBytes(key, text("where"), changedAt(sealed, at))).toBeNull();
      }
      for (const bytes of [new Uint8Array(0), sealed.slice(0, 27), sealed.slice(0, -1)]) {
        expect(await suite.openBytes(key, text("where"), bytes)).toBeNull();
      }
      expect(await suite.sealBytes(key, text("where"), content)).not.toEqual(sealed);
    });
  });

  describe(`hashes and keys of the ${name} suite`, () => {
    let secret: Bytes;
    beforeAll(() => {
      secret = random(16);
    });

    test("a hash is of the pieces joined", async () => {
      const whole = await suite.hash(text("abc"));
      expect(whole.length).toBe(32);
      expect(await suite.hash(text("a"), new Uint8Array(0), text("bc"))).toEqual(whole);
      expect(await suite.hash(text("ab"))).not.toEqual(whole);
      expect((await suite.hash()).length).toBe(32);
    });

    test("what is derived depends on the secret and on what for, and has the length asked for", async () => {
      for (const length of [16, 32, 76]) {
        const derived = await suite.derive(secret, "one", length);
        expect(derived.length).toBe(length);
        expect(await suite.derive(secret, "one", length)).toEqual(derived);
        expect(await suite.derive(secret, "two", length)).not.toEqual(derived);
        expect(await suite.derive(changedAt(secret, 3), "one", length)).not.toEqual(derived);
      }
    });

    test("one seed gives one key pair, another for signing than for boxes", async () => {
      const seed = random(32);
      const [sign, box] = [await suite.signingKeyFromSeed(seed), await suite.boxKeyFromSeed(seed)];
      expect(await suite.signingKeyFromSeed(seed)).toEqual(sign);
      expect(await suite.boxKeyFromSeed(seed)).toEqual(box);
      expect(sign.seed).toEqual(seed);
      expect([sign.publicKey.length, box.publicKey.length]).toEqual([32, 32]);
      expect(sign.publicKey).not.toEqual(box.publicKey);
    });

    test("a key of another length is our own mistake, and is named", async () => {
      const short = new Uint8Array(31);
      await expect(suite.signingKeyFromSeed(short)).rejects.toThrow(/seed/);
      await expect(suite.boxKeyFromSeed(short)).rejects.toThrow(/seed/);
      await expect(suite.sealEnvelope("entry", 1, short, someVault, short)).rejects.toThrow(/epochKey/);
      await expect(suite.openEnvelope(new Uint8Array(1_024), short, someVault)).rejects.toThrow(/epochKey/);
      await expect(suite.sealBody(short, short, short, 200)).rejects.toThrow(/key/);
      await expect(suite.openBody(short, short, short)).rejects.toThrow(/key/);
      await expect(suite.sealBox(short, short, short)).rejects.toThrow(/publicKey/);
      await expect(suite.sealBytes(short, short, short)).rejects.toThrow(/key/);
      await expect(suite.openBytes(short, short, short)).rejects.toThrow(/key/);
    });
  });
}
