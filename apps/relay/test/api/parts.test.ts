import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createBodies } from "../../src/api/body.ts";
import { callerOf, createCallers, networkOf } from "../../src/api/callers.ts";
import { isInvite } from "../../src/api/invite.ts";
import { maxIndex, readBase64url, readIndex } from "../../src/api/parse.ts";
import { createRateLimit } from "../../src/api/rate.ts";
import { isSignedBy, nobodysKey } from "../../src/api/signatures.ts";
import { inviteText, isHost, isOrigin } from "../../src/index.ts";
import { keyNamed } from "./test-device.ts";
import { noon, openTestRelay, said, settled } from "./test-relay.ts";

describe("a rate", () => {
  test("is never exceeded in any stretch of time, and never refuses whoever keeps to it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 200 }),
        (perMinute, burst, waits) => {
          let now = noon;
          const limit = createRateLimit({ perMinute, burst }, () => now);
          const taken: number[] = [];
          for (const wait of waits) {
            now += wait;
            if (limit.take("a") === 0) taken.push(now);
          }
          // As many as the burst, and one more for each interval that has passed; a millisecond for rounding.
          for (let first = 0; first < taken.length; first += 1) {
            for (let last = first; last < taken.length; last += 1) {
              const most = burst + ((taken[last]! - taken[first]! + 1) * perMinute) / 60_000;
              expect(last - first + 1).toBeLessThanOrEqual(most);
            }
          }
        },
      ),
      { numRuns: 200, seed: 54 },
    );
    let now = noon;
    const limit = createRateLimit({ perMinute: 60, burst: 1 }, () => now);
    for (let turn = 0; turn < 100; turn += 1, now += 1_000) expect(limit.take("a")).toBe(0);
  });

  test("says how long to wait, and takes nothing meanwhile", () => {
    let now = noon;
    const limit = createRateLimit({ perMinute: 60, burst: 2 }, () => now);
    expect([limit.take("a"), limit.take("a"), limit.take("a"), limit.take("a")]).toEqual([
      0, 0, 1_000, 1_000,
    ]);
    now += 1_000;
    expect([limit.take("a"), limit.take("a")]).toEqual([0, 1_000]);
  });

  test("is not stuck when the clock was set back by years", () => {
    let now = noon;
    const limit = createRateLimit({ perMinute: 60, burst: 2 }, () => now);
    limit.take("a");
    now -= 1e12;
    expect(limit.take("a")).toBeLessThanOrEqual(1_000);
    now += 2_000;
    expect(limit.take("a")).toBe(0);
  });

  test("of no turns is our own mistake", () => {
    expect(() => createRateLimit({ perMinute: 0, burst: 1 }, () => 0)).toThrow(RangeError);
    expect(() => createRateLimit({ perMinute: 1, burst: 0 }, () => 0)).toThrow(RangeError);
  });
});

describe("callers", () => {
  test.each([
    ["203.0.113.77", "203.0.113"],
    ["::ffff:203.0.113.77", "203.0.113"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1"],
    ["2001:0db8:0001::6", "2001:db8:1"],
    ["2001:db8::", "2001:db8:0"],
    ["::2", "0:0:0"],
    ["fe80::1%eth0", "fe80:0:0"],
    ["127.0.0.1", null],
    ["127.8.9.10", null],
    ["::1", null],
    ["::ffff:127.0.0.1", null],
    ["not an address", "elsewhere"],
  ])("%s is of the network %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  test("behind a proxy on this machine are whom the proxy names last; nobody else may say who they are", () => {
    expect(callerOf("127.0.0.1", "198.51.100.1, 203.0.113.77")).toBe("203.0.113.77");
    expect(callerOf(undefined, "203.0.113.77")).toBe("203.0.113.77");
    expect(callerOf("127.0.0.1", undefined)).toBeNull();
    expect(callerOf("198.51.100.9", "203.0.113.77")).toBe("198.51.100.9");
  });

  test("are counted by network, and forgotten with the day's key", () => {
    let now = noon;
    const once = { perMinute: 0.001, burst: 1 };
    const keys: number[] = [];
    const callers = createCallers(
      { challenges: once, creations: once, mail: once, letterboxes: once, feeds: once },
      () => now,
      (count) => {
        keys.push(count);
        return new Uint8Array(createHash("sha256").update(`${keys.length}`).digest());
      },
    );
    expect(callers.take("mail", "203.0.113.1")).toBe(0);
    expect(callers.take("mail", "203.0.113.2")).toBeGreaterThan(0);
    expect(callers.take("mail", "203.0.114.1")).toBe(0);
    expect(callers.take("creations", "203.0.113.1")).toBe(0);
    for (let turn = 0; turn < 5; turn += 1) expect(callers.take("mail", null)).toBe(0);
    now += 86_400_000;
    expect(callers.take("mail", "203.0.113.2")).toBe(0);
    expect(keys).toEqual([32, 32]);
  });

  test.each([
    ["challenges", "GET", "/v1/challenge", 200],
    ["challenges", "POST", "/v1/session", 400],
    ["challenges", "POST", "/v1/vaults", 400],
    ["challenges", "POST", "/v1/rotate", 400],
    ["challenges", "POST", "/v1/restart", 400],
    ["challenges", "POST", "/v1/delete", 400],
    ["mail", "GET", "/v1/mail/AAAAAAAAAAAAAAAAAAAAAA/0", 404],
    ["letterboxes", "GET", "/v1/letterbox/AAAAAAAAAAAAAAAAAAAAAA", 200],
    ["letterboxes", "PUT", "/v1/letterbox/AAAAAAAAAAAAAAAAAAAAAA", 400],
    ["letterboxes", "DELETE", "/v1/letterbox/AAAAAAAAAAAAAAAAAAAAAA", 400],
    ["letterboxes", "GET", "/v1/queue/AAAAAAAAAAAAAAAAAAAAAA", 400],
    ["letterboxes", "PUT", "/v1/queue/AAAAAAAAAAAAAAAAAAAAAA", 400],
    ["letterboxes", "DELETE", "/v1/queue/AAAAAAAAAAAAAAAAAAAAAA", 400],
    ["mail", "PUT", "/v1/mail/AAAAAAAAAAAAAAAAAAAAAA/0", 400],
    ["mail", "DELETE", "/v1/mail/AAAAAAAAAAAAAAAAAAAAAA", 200],
  ])("of too many %s are told when to come again: %s %s", async (what, method, path, status) => {
    const { ask } = await openTestRelay({ rates: { [what]: { perMinute: 1, burst: 1 } } });
    const from = (address: string) => ask(method, path, undefined, {}, { address });
    expect((await from("203.0.113.1")).status).toBe(status);
    const second = await from("203.0.113.200");
    expect(second.headers.get("retry-after")).toBe("60");
    expect(await said(Promise.resolve(second))).toEqual([429, { refused: "too-many" }]);
    expect((await from("198.51.100.1")).status).toBe(status);
  });
});

describe("long bodies", () => {
  test("share a limit, and give their part back when they end", async () => {
    const bodies = createBodies(100_000);
    let finish = () => {};
    const waiting = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(60_000));
        finish = () => controller.close();
      },
    });
    const post = (body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>) =>
      // What undici asks for when a body is a stream, and the types do not know.
      new Request("http://relay.example/", { method: "POST", body, duplex: "half" } as RequestInit);
    const first = bodies.read(post(waiting), 1_000_000);
    const read = () => bodies.read(post(new Uint8Array(60_000)), 1_000_000);
    await settled();
    expect(await read()).toEqual({ ok: false, error: { refused: "too-many" } });
    finish();
    expect(await first).toMatchObject({ ok: true });
    expect(await read()).toMatchObject({ ok: true });
  });
});

describe("invites", () => {
  test("are read as people type them, and nothing near them is", () => {
    const secret = createHash("sha256").update("relay").digest();
    const invite = inviteText(secret);
    for (const typed of [invite, invite.toLowerCase(), invite.replaceAll("-", ""), ` ${invite} `]) {
      expect(isInvite(typed, secret)).toBe(true);
    }
    expect(isInvite(invite.replaceAll("0", "o").replaceAll("1", "l"), secret)).toBe(true);
    for (const typed of [undefined, "", invite.slice(1), `${invite}0`, inviteText(Buffer.alloc(32))]) {
      expect(isInvite(typed, secret)).toBe(false);
    }
  });
});

describe("what is read", () => {
  test("as a number is written in one way", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: maxIndex }), (index) => {
        expect(readIndex(String(index))).toBe(index);
        expect(readIndex(`0${index}`)).toBeNull();
      }),
      { seed: 40 },
    );
    for (const text of ["", " 1", "1 ", "-0", "1_0", "Infinity", String(maxIndex + 1), null, undefined]) {
      expect(readIndex(text)).toBeNull();
    }
  });

  test("as bytes is written in one way", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 70 }), fc.string(), (bytes, text) => {
        const written = Buffer.from(bytes).toString("base64url");
        expect(readBase64url(written, bytes.length)).toEqual(bytes);
        expect(readBase64url(written, bytes.length + 1)).toBeNull();
        const other = readBase64url(text, bytes.length);
        expect(other === null || Buffer.from(other).toString("base64url") === text).toBe(true);
      }),
      { seed: 41 },
    );
  });

  test.each(["https://relay.example", "http://localhost:4800", "https://[::1]:4801"])(
    "%s is an origin",
    (text) => {
      expect(isOrigin(text)).toBe(true);
    },
  );

  test.each([
    "https://relay.example/",
    "https://relay.example/path",
    "https://relay.example; script-src *",
    "https://RELAY.example",
    "https://user@relay.example",
    "wss://relay.example",
    "relay.example",
    "*",
    "",
  ])("%j is no origin", async (text) => {
    expect(isOrigin(text)).toBe(false);
    await expect(openTestRelay({ connectTo: [text] } as object)).rejects.toThrow(RangeError);
  });

  test.each<[string, boolean]>([
    ["relay.example", true],
    ["relay.example:4800", true],
    ["[::1]:4800", true],
    ["relay.example:443", false],
    ["relay.example:80", false],
    ["https://relay.example", false],
    ["relay.example/", false],
    ["Relay.example", false],
    ["", false],
  ])("%j as a host: %s", (text, is) => {
    expect(isHost(text)).toBe(is);
  });
});

describe("signatures", () => {
  test("hold by the key that made them, of the text they were made of, and never by nobody's", async () => {
    const key = keyNamed("anna");
    const signature = Buffer.from(key.sign("text"), "base64url");
    expect(await isSignedBy(key.publicKey, "text", signature)).toBe(true);
    expect(await isSignedBy(key.publicKey, "other", signature)).toBe(false);
    expect(await isSignedBy(keyNamed("berta").publicKey, "text", signature)).toBe(false);
    expect(await isSignedBy(nobodysKey, "text", signature)).toBe(false);
    expect(await isSignedBy(key.publicKey.subarray(1), "text", signature)).toBe(false);
    expect(await isSignedBy(key.publicKey, "text", signature.subarray(1))).toBe(false);
  });
});
