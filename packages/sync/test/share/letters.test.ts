import { beforeAll, describe, expect, test } from "vitest";
import { bytesFromJson, bytesFromText, joinBytes } from "../../src/bytes.ts";
import { limits } from "../../src/protocol.ts";
import { base64urlFromBytes } from "../../src/seal/base64url.ts";
import { letterContentLength, sealToPlaces } from "../../src/seal/letter.ts";
import { sealNotice } from "../../src/seal/push.ts";
import type { BoxKey, Suite } from "../../src/seal/suite.ts";
import { createSuite } from "../../src/seal/suite-webcrypto.ts";
import { blankLetter, openLetter, sealLetter } from "../../src/share/letter.ts";
import { idBytes, keyBytes, signingKeyOf } from "../../src/share/write-key.ts";
import { realSuite } from "../household.ts";
import { changedAt } from "../seal/suite-contract.ts";
import { granted, readerOf } from "./reader.ts";

const suite = realSuite(301);
const projection = { v: 1, called: "Ana", days: [{ headsUp: true }, {}], words: "ein bisschen früher ☂" };
const content = { relay: null, projection };
type Granted = Awaited<ReturnType<typeof granted>>;
let ours: Granted;
beforeAll(async () => {
  ours = await granted(suite);
});

/** A letter made by hand: what the grant's key signs, and whatever the reader's box is given. */
async function forged(json: unknown, number: number, seed = ours.keys.seed, text = "tidetable/v1 letter\n") {
  const id = idBytes(ours.keys.id);
  const said = bytesFromJson(json);
  const signature = await suite.sign(await signingKeyOf(suite, seed), bytesFromText(text), id, said);
  const readers = [keyBytes("box", ours.key.box)];
  return sealToPlaces(suite, { id, number, readers, content: joinBytes(signature, said) });
}

describe("rule 95: a letter", () => {
  test("says to each of one to four devices what was put into it, and to nobody else", async () => {
    const readers = [ours];
    while (readers.length < 4) readers.push({ ...ours, ...(await readerOf(suite, ours.keys)) });
    for (let count = 1; count <= 4; count++) {
      const invited = readers.slice(0, count).map(({ key }) => key);
      const letter = await sealLetter(suite, ours.keys, count, invited, content);
      for (const [at, { device }] of readers.entries()) {
        const said = at < count ? { number: count, ...content } : null;
        expect(await openLetter(suite, device, letter)).toEqual(said);
      }
    }
  });

  test("has 4,096 bytes and one head, whatever it says and to however many", async () => {
    const full = { relay: null, projection: "x".repeat(3_500) };
    const letters = await Promise.all([
      sealLetter(suite, ours.keys, 7, [ours.key], content),
      sealLetter(suite, ours.keys, 7, [ours.key, ours.key, ours.key, ours.key], full),
      blankLetter(suite, ours.keys, 7),
    ]);
    for (const letter of letters) {
      expect(letter.length).toBe(limits.letterBytes);
      expect(Buffer.from(letter.subarray(0, 12)).toString("hex")).toBe("544401040100000000000007");
    }
    expect(await openLetter(suite, ours.device, letters[1]!)).toEqual({ number: 7, ...full });
  });

  test("says nothing of what is in it outside", async () => {
    const letter = Buffer.from(await sealLetter(suite, ours.keys, 7, [ours.key], content));
    for (const told of ["Ana", "called", ours.keys.id]) expect(letter.includes(told)).toBe(false);
    for (const bytes of [ours.keys.id, ours.key.box, ours.device.grantKey])
      expect(letter.includes(Buffer.from(bytes, "base64url"))).toBe(false);
  });

  test("carries where the letterbox has moved; a long address leaves out the projection, which the next place has", async () => {
    const relay = "https://other.example:4800";
    const moved = await sealLetter(suite, ours.keys, 2, [ours.key], { relay, projection });
    expect(await openLetter(suite, ours.device, moved)).toEqual({ number: 2, relay, projection });
    const long = `https://${"a".repeat(250)}.example`;
    const full = { relay: long, projection: "x".repeat(3_500) };
    const only = await sealLetter(suite, ours.keys, 3, [ours.key], full);
    expect(await openLetter(suite, ours.device, only)).toEqual({ number: 3, relay: long, projection: null });
  });

  test("rule 11: has a key of its own, and no two letters or notices share a key, whoever makes them again", async () => {
    const { subtle } = crypto;
    const keys: string[] = [];
    const watched: typeof subtle = new Proxy(subtle, {
      get(real, name) {
        const work = Reflect.get(real, name) as (...given: unknown[]) => unknown;
        return (...given: unknown[]) => {
          if (name === "importKey" && given[2] === "AES-GCM")
            keys.push(Buffer.from(given[1] as Uint8Array).toString("hex"));
          return work.apply(real, given);
        };
      },
    });
    const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
    const real = createSuite({ subtle: watched, randomBytes });
    const browser = await subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
    const p256dh = base64urlFromBytes(new Uint8Array(await subtle.exportKey("raw", browser.publicKey)));
    const subscription = { p256dh, auth: base64urlFromBytes(randomBytes(16)) };
    for (let time = 0; time < 20; time++) {
      await sealLetter(real, ours.keys, 7, [ours.key], content);
      await blankLetter(real, ours.keys, 7);
      await sealNotice({ subtle: watched, randomBytes }, subscription, "Reminder");
    }
    expect(keys.length).toBe(60);
    expect(new Set(keys).size).toBe(60);
  });

  test("is our own mistake for five readers, a number that is none, more than it holds, or another's key", async () => {
    const five = Array.from({ length: 5 }, () => ours.key);
    await expect(sealLetter(suite, ours.keys, 1, five, content)).rejects.toThrow(/readers/);
    for (const number of [0, -1, 1.5, 2 ** 32])
      await expect(sealLetter(suite, ours.keys, number, [ours.key], content)).rejects.toThrow(/number/);
    const tooMuch = { relay: null, projection: "x".repeat(letterContentLength) };
    await expect(sealLetter(suite, ours.keys, 1, [ours.key], tooMuch)).rejects.toThrow(RangeError);
    const broken = { ...ours.key, box: "AAAA" };
    await expect(sealLetter(suite, ours.keys, 1, [broken], content)).rejects.toThrow(/readers' box/);
  });
});

describe("rule 95: what does not open is one null", () => {
  test("after any one byte of head, places or beginning of the body changed, and after some of the rest", async () => {
    const letter = await sealLetter(suite, ours.keys, 9, [ours.key], content);
    let opened = 0;
    for (let at = 0; at < letter.length; at += at < 420 ? 1 : 61) {
      const said = await openLetter(suite, ours.device, changedAt(letter, at));
      // A changed place of nobody's changes nothing for this reader.
      if (said !== null) {
        expect(at >= 12 && at < 332, `byte ${at}`).toBe(true);
        expect(said).toEqual({ number: 9, ...content });
        opened++;
      }
    }
    expect(opened).toBe(3 * 80);
  });

  test("another grant's, another reader's, one cut short, longer or empty", async () => {
    const other = await granted(suite);
    const letter = await sealLetter(suite, ours.keys, 9, [ours.key], content);
    const foreign = await sealLetter(suite, other.keys, 9, [ours.key], content);
    expect(await openLetter(suite, ours.device, foreign)).toBeNull();
    expect(await openLetter(suite, other.device, letter)).toBeNull();
    for (const bytes of [letter.slice(0, -1), new Uint8Array(0), Buffer.concat([letter, letter])])
      expect(await openLetter(suite, ours.device, bytes)).toBeNull();
  });

  test("forged: by whoever knows the reader's public key and the id, and not the grant's", async () => {
    const said = { number: 4, ...content };
    expect(await openLetter(suite, ours.device, await forged(said, 4))).toEqual(said);
    const stranger = (await granted(suite)).keys.seed;
    expect(await openLetter(suite, ours.device, await forged(said, 4, stranger))).toBeNull();
    for (const text of ["tidetable/v1 reply\n", "tidetable/v1 scope\n"])
      expect(await openLetter(suite, ours.device, await forged(said, 4, ours.keys.seed, text))).toBeNull();
  });

  test("the number inside is not the one outside, so that an old letter cannot be given a new number", async () => {
    for (const number of [3, 5, "4", null, undefined])
      expect(await openLetter(suite, ours.device, await forged({ number, ...content }, 4))).toBeNull();
    const letter = await sealLetter(suite, ours.keys, 4, [ours.key], content);
    const renumbered = letter.slice();
    renumbered[11] = 5;
    expect(await openLetter(suite, ours.device, renumbered)).toBeNull();
  });

  test("signed by the grant and yet no letter", async () => {
    for (const json of [
      null,
      [],
      4,
      {},
      { number: 4 },
      { number: 4, relay: 7, projection },
      { number: 4, relay: null },
    ])
      expect(await openLetter(suite, ours.device, await forged(json, 4)), JSON.stringify(json)).toBeNull();
  });
});

describe("rule 96: nothing to say", () => {
  test("opens for no reader the grant ever had", async () => {
    expect(await openLetter(suite, ours.device, await blankLetter(suite, ours.keys, 5))).toBeNull();
  });

  test("whoever has no place in a letter reads nothing from it on, whatever was read before (I11)", async () => {
    const before = await sealLetter(suite, ours.keys, 5, [ours.key], content);
    const other = await readerOf(suite, ours.keys);
    const after = await sealLetter(suite, ours.keys, 6, [other.key], content);
    expect(await openLetter(suite, ours.device, before)).not.toBeNull();
    expect(await openLetter(suite, ours.device, after)).toBeNull();
  });

  test("all four places are points of the curve in every letter, so that a relay cannot count who has one", async () => {
    // Of random bytes a half are none: 4 places of 12 blank letters would all be points once in 2^48.
    for (let number = 1; number <= 12; number++) {
      const letters = [
        await blankLetter(suite, ours.keys, number),
        await sealLetter(suite, ours.keys, number, [ours.key], content),
      ];
      for (const letter of letters) {
        for (let at = 12; at < 332; at += 80) expect(isOnCurve(letter.subarray(at, at + 32))).toBe(true);
      }
    }
    let points = 0;
    for (let at = 0; at < 64; at++) if (isOnCurve(suite.randomBytes(32))) points++;
    expect(points).toBeLessThan(48);
  });

  test("takes the same work to make and to open: as many boxes, bodies, signatures and random bytes", async () => {
    const counted = countingWork(suite);
    const work = async (act: () => Promise<unknown>) => {
      counted.calls.clear();
      const result = await act();
      return { result, calls: Object.fromEntries([...counted.calls].sort()) };
    };
    const blank = await work(() => blankLetter(counted.suite, ours.keys, 5));
    const said = await work(() => sealLetter(counted.suite, ours.keys, 5, [ours.key], content));
    for (const name of ["sealBox", "sealBody", "sign"]) expect(blank.calls[name]).toBe(said.calls[name]);
    expect(said.calls.sealBox).toBe(4);
    const opened = await work(() => openLetter(counted.suite, ours.device, said.result as Uint8Array));
    const not = await work(() => openLetter(counted.suite, ours.device, blank.result as Uint8Array));
    expect([opened.calls.openBox, not.calls.openBox]).toEqual([4, 4]);
    expect([opened.calls.openBody, not.calls.openBody]).toEqual([1, 1]);
  });

  test("a reader's place is in all four places alike", async () => {
    const at = [0, 0, 0, 0];
    const box: BoxKey = await suite.boxKeyFromSeed(keyBytes("box", ours.device.device.box));
    for (let letters = 0; letters < 80; letters++) {
      const letter = await sealLetter(suite, ours.keys, 1, [ours.key], content);
      const info = joinBytes(
        bytesFromText("tidetable/v1 letter\n"),
        idBytes(ours.keys.id),
        letter.subarray(8, 12),
      );
      for (let place = 0; place < 4; place++) {
        const bytes = letter.subarray(12 + 80 * place, 92 + 80 * place);
        if ((await suite.openBox(box, info, bytes)) !== null) at[place]!++;
      }
    }
    expect(at.reduce((sum, count) => sum + count)).toBe(80);
    for (const count of at) expect(count).toBeGreaterThan(7);
  });
});

/** Whether 32 bytes are the u-coordinate of a point of Curve25519 (RFC 7748, 4.1), by Euler's criterion. */
function isOnCurve(bytes: Uint8Array): boolean {
  const p = 2n ** 255n - 19n;
  const u = BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);
  if (u >= p) return false;
  let base = (u ** 3n + 486_662n * u ** 2n + u) % p;
  let result = 1n;
  for (let exponent = (p - 1n) / 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % p;
    base = (base * base) % p;
  }
  return result <= 1n;
}

/** A suite that counts how often each of its functions is called. */
function countingWork(real: Suite) {
  const calls = new Map<string, number>();
  const suiteThatCounts = new Proxy(real, {
    get(target, name: keyof Suite & string) {
      const work = target[name] as (...given: unknown[]) => unknown;
      return (...given: unknown[]) => {
        calls.set(name, (calls.get(name) ?? 0) + 1);
        return work(...given);
      };
    },
  });
  return { suite: suiteThatCounts, calls };
}
