import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { feedBoundText, feedKeyText, feedPath, lastDayFromFrame, splitFrames } from "../../src/protocol.ts";
import type { RelayRequest, Transport } from "../../src/relay-client.ts";
import { feedTextLength } from "../../src/seal/feed.ts";
import { feedAt, feedIdOf, leaveFeed, makeFeedKeys, sealFeed } from "../../src/share/feed.ts";
import { writeKeyPublic } from "../../src/share/write-key.ts";
import { founded, realSuite } from "../household.ts";

const suite = realSuite(107);
type Home = Awaited<ReturnType<typeof founded>>;
let home: Home;
beforeAll(async () => {
  home = await founded(suite);
});

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "base64url"));
const make = (feed: string, key: string) => home.vault.makeFeed(feed, key);

/** What whoever has the secret reads; null where it does not open. Written once more, as the rule says it. */
async function read(token: string, sealed: Uint8Array): Promise<string | null> {
  const key = await suite.derive(bytesOf(token), feedKeyText, 32);
  const id = bytesOf(await feedIdOf(suite, token));
  const bound = Buffer.concat([Buffer.from(feedBoundText), id, sealed.subarray(0, 12)]);
  const text = await suite.openBody(key, bound, sealed.subarray(12));
  return text && Buffer.from(text).toString();
}

describe("rules 107 and 108: a sealed feed", () => {
  test("opens with its secret, and has one of three lengths whatever it says", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "grapheme", maxLength: 9_000 }),
        fc.constantFrom(0, 4_096, 16_384, 65_536),
        async (text, least) => {
          const { token } = makeFeedKeys(suite);
          const sealed = await sealFeed(suite, token, text, least);
          const length = Buffer.byteLength(text) + 96;
          const size = [4_096, 16_384, 65_536].find((one) => one >= length && one >= least);
          expect(sealed.length).toBe(size);
          expect(await read(token, sealed)).toBe(Buffer.from(text).toString());
        },
      ),
      { numRuns: 60 },
    );
  });

  test("holds 65,440 bytes and no more", async () => {
    const { token } = makeFeedKeys(suite);
    expect(feedTextLength).toBe(65_440);
    const most = "x".repeat(feedTextLength);
    expect(await read(token, await sealFeed(suite, token, most))).toBe(most);
    await expect(sealFeed(suite, token, `${most}x`)).rejects.toThrow(RangeError);
  });

  test("is another each time it is sealed, and opens for no other feed's secret", async () => {
    const [one, other] = [makeFeedKeys(suite), makeFeedKeys(suite)];
    const sealed = [await sealFeed(suite, one.token, "a"), await sealFeed(suite, one.token, "a")];
    // Salt and commitment, 64 bytes after the head: key and nonce follow from them.
    const beginnings = sealed.map((bytes) => Buffer.from(bytes.subarray(12, 76)).toString("hex"));
    expect(beginnings[0]!.slice(0, 64)).not.toBe(beginnings[1]!.slice(0, 64));
    expect(beginnings[0]!.slice(64)).not.toBe(beginnings[1]!.slice(64));
    expect(await read(other.token, sealed[0]!)).toBeNull();
    expect(Buffer.from(sealed[0]!).includes(Buffer.from(one.token, "base64url"))).toBe(false);
  });

  test("whoever reads cannot write: the write key does not follow from the secret, nor the secret from it", async () => {
    const keys = Array.from({ length: 20 }, () => makeFeedKeys(suite));
    const all = keys.flatMap(({ token, seed }) => [token, seed]);
    expect(new Set(all).size).toBe(40);
    const drawn = await Promise.all(keys.map((one) => writeKeyPublic(suite, { seed: one.token })));
    const publics = await Promise.all(keys.map((one) => writeKeyPublic(suite, one)));
    expect(publics.filter((one) => drawn.includes(one))).toEqual([]);
  });

  test("its address says nothing but the secret", () => {
    const { token } = makeFeedKeys(suite);
    expect(feedPath(token)).toMatch(/^\/feed\/[\w-]{43}\.ics$/);
  });
});

/** A relay whose requests are kept. */
function watched() {
  const requests: RelayRequest[] = [];
  const relay = home.relay.transport();
  const transport: Transport = {
    host: relay.host,
    send(request) {
      requests.push(request);
      return relay.send(request);
    },
  };
  return { requests, transport };
}

describe("rules 109 and 110: a feed at a relay", () => {
  test("is made with the vault's session, takes rising numbers, and is gone once deleted", async () => {
    const keys = makeFeedKeys(suite);
    const feed = await feedAt(suite, home.relay.transport(), keys);
    const sealed = await sealFeed(suite, keys.token, "a");
    const unknown = { ok: false, error: { kind: "unknown" } };
    expect(await feed.put(1, sealed, 20_900)).toEqual(unknown);
    for (const _ of [1, 2])
      expect(await make(feed.id, await writeKeyPublic(suite, keys))).toEqual({ ok: true, value: null });
    expect(await feed.put(4, sealed, 20_900)).toEqual({ ok: true, value: null });
    expect(await feed.put(4, sealed, 20_900)).toEqual({ ok: true, value: null });
    const behind = { ok: false, error: { kind: "behind", head: 4 } };
    expect(await feed.put(4, sealed, 20_901)).toEqual(behind);
    expect(await feed.put(3, sealed, 20_900)).toEqual(behind);
    expect(await feed.delete()).toEqual({ ok: true, value: null });
    expect(await feed.delete()).toEqual(unknown);
    expect(await feed.put(5, sealed, 20_900)).toEqual(unknown);
  });

  test("is signed for one purpose, relay, id, number, last day and bytes; the secret is never sent", async () => {
    const keys = makeFeedKeys(suite);
    const relay = watched();
    const feed = await feedAt(suite, relay.transport, keys);
    const sealed = await sealFeed(suite, keys.token, "a");
    await feed.put(300, sealed, 20_968);
    await feed.delete();
    const [put, gone] = relay.requests as [RelayRequest, RelayRequest];
    expect([put.method, put.path]).toEqual(["PUT", `/v1/feed/${await feedIdOf(suite, keys.token)}`]);
    const [proof, last, bytes, ...more] = splitFrames(put.body!)!;
    expect([lastDayFromFrame(last!), bytes, more]).toEqual([20_968, sealed, []]);
    const signed = (purpose: string, number: Uint8Array, hash: Uint8Array) =>
      Buffer.concat([Buffer.from(`tidetable/v1 ${purpose}\nrelay.test\n`), bytesOf(feed.id), number, hash]);
    const key = bytesOf(await writeKeyPublic(suite, keys));
    const hash = await suite.hash(put.body!.subarray(76));
    const whole = signed("feed put", proof!.subarray(0, 8), hash);
    expect(await suite.verify(key, proof!.subarray(8), whole)).toBe(true);
    const [deletion, ...none] = splitFrames(gone.body!)!;
    expect([gone.method, none, Buffer.from(deletion!.subarray(0, 8))]).toEqual([
      "DELETE",
      [],
      Buffer.alloc(8),
    ]);
    const nothing = signed("feed delete", deletion!.subarray(0, 8), await suite.hash());
    expect(await suite.verify(key, deletion!.subarray(8), nothing)).toBe(true);
    expect(JSON.stringify(relay.requests)).not.toContain(keys.token);
  });

  test("rule 110: leaving one makes it where there is none, and goes above another device's number, once each", async () => {
    const keys = makeFeedKeys(suite);
    const leaving = async (number: number, text: string) =>
      leaveFeed({
        suite,
        transport: home.relay.transport(),
        make,
        keys,
        number,
        sealed: await sealFeed(suite, keys.token, text),
        last: 20_900,
      });
    expect(await leaving(6, "a")).toEqual({ outcome: "left", number: 7 });
    expect(await leaving(9, "b")).toEqual({ outcome: "left", number: 10 });
    expect(await leaving(0, "c")).toEqual({ outcome: "left", number: 11 });
    const stranger = { token: keys.token, seed: makeFeedKeys(suite).seed };
    const denied = await leaveFeed({
      suite,
      transport: home.relay.transport(),
      make,
      keys: stranger,
      number: 90,
      sealed: await sealFeed(suite, keys.token, "d"),
      last: 20_900,
    });
    expect(denied).toEqual({ outcome: "unknown", number: 90 });
  });

  test("bytes of another length, and keys that are none, are our own mistakes", async () => {
    const keys = makeFeedKeys(suite);
    const feed = await feedAt(suite, home.relay.transport(), keys);
    await expect(feed.put(1, new Uint8Array(4_095), 20_900)).rejects.toThrow(RangeError);
    await expect(feedIdOf(suite, "short")).rejects.toThrow(RangeError);
    await expect(feedAt(suite, home.relay.transport(), { ...keys, seed: "x" })).rejects.toThrow(RangeError);
  });
});

test("rule 108: the vectors open as they say, and no other does", async () => {
  interface Vector extends Readonly<Record<"name" | "token" | "id", string>> {
    readonly sealed?: string;
    readonly text?: string;
    readonly unopenable?: true;
  }
  const file = new URL("../../vectors/feeds.json", import.meta.url);
  const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { vectors: readonly Vector[] };
  let opened = 0;
  for (const { name, token, id, sealed, text, unopenable } of vectors) {
    if (sealed === undefined) continue;
    const secret = Buffer.from(token, "hex").toString("base64url");
    expect(await feedIdOf(suite, secret)).toBe(id);
    const bytes = new Uint8Array(Buffer.from(sealed, "hex"));
    // This reading knows nothing of lengths: a byte short fails in the cipher.
    expect(await read(secret, bytes), name).toBe(unopenable ? null : text);
    opened += unopenable ? 0 : 1;
  }
  expect(opened).toBeGreaterThan(0);
});
