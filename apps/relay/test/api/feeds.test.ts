import { Hash } from "node:crypto";
import { feedPath } from "@tidetable/sync/protocol";
import { describe, expect, test, vi } from "vitest";
import { dayOf } from "../../src/api/parts.ts";
import { createRelay } from "../../src/index.ts";
import { calendar, sealedFeed } from "./sealed-feed.ts";
import { json, keyNamed, type TestDevice } from "./test-device.ts";
import { feedOf } from "./test-letterbox.ts";
import { noon, openTestRelay, openTestStore, said, type TestRelay } from "./test-relay.ts";

const today = dayOf(noon);
const dayMs = 86_400_000;

/** A feed that is there and says something, with its relay and its owner's device. */
async function furnished(name = "feed", title = "a quiet day") {
  const relay = await openTestRelay();
  const device = await relay.entered("anna");
  const feed = feedOf(relay, name);
  expect(await said(feed.make(device))).toEqual([200, {}]);
  const put = await feed.put(1, sealedFeed(feed.token, calendar(title)));
  expect(await said(Promise.resolve(put))).toEqual([200, {}]);
  return { relay, device, feed };
}

/** Everything of an answer that arrives. */
const wholeOf = async (answer: Response): Promise<string> =>
  JSON.stringify([answer.status, [...answer.headers].toSorted(), await answer.text()]);

describe("rule 109: a feed", () => {
  test("is made with a session and nothing else; again does nothing, with whatever key", async () => {
    const { relay, device, feed } = await furnished();
    const berta = await relay.entered("berta");
    const other = json({ key: keyNamed("other").publicKey.toString("base64url"), feed: feed.id });
    for (const by of [device, berta])
      expect(await said(by.send("POST", "/v1/feeds", other))).toEqual([200, {}]);
    expect((await feed.put(2, sealedFeed(feed.token, calendar("later")))).status).toBe(200);
    const stranger: TestDevice = { ...device, send: (...asked) => relay.ask(...asked) };
    expect(await said(feedOf(relay, "new").make(stranger))).toEqual([401, { refused: "session" }]);
    expect(await relay.store.totals()).toMatchObject({ feeds: 1 });
  });

  test("is not made for a removed device, nor of a deleted vault, nor without an id", async () => {
    const relay = await openTestRelay();
    const device = await relay.entered("anna");
    const key = keyNamed("x").publicKey.toString("base64url");
    for (const body of [{ key }, { key, feed: "x" }, { feed: "A".repeat(22) }, { key, feed: 1 }])
      expect(await said(device.send("POST", "/v1/feeds", json(body)))).toEqual([
        400,
        { refused: "malformed" },
      ]);
    await device.remove();
    expect(await said(feedOf(relay, "new").make(device))).toEqual([404, { refused: "unknown" }]);
    expect(await relay.store.totals()).toMatchObject({ feeds: 0 });
  });

  test("counts among the 64 that a vault may make in a day, and is tied to none", async () => {
    const { relay, device, feed } = await furnished();
    for (let at = 1; at < 64; at += 1) expect((await feedOf(relay, `${at}`).make(device)).status).toBe(200);
    expect((await feedOf(relay, "64").make(device)).status).toBe(429);
    await device.remove();
    expect((await feed.fetch()).status).toBe(200);
    expect(await relay.store.totals()).toMatchObject({ vaults: 0, feeds: 64 });
  });
});

describe("rule 110: what is put", () => {
  test("has to be signed for this relay, purpose, id, number, last day and bytes; nothing else changes anything", async () => {
    const { relay, feed } = await furnished();
    const sealed = sealedFeed(feed.token, calendar("false"));
    const wrong = [
      { key: keyNamed("somebody") },
      { host: "other.example" },
      { purpose: "feed delete" as const },
      { purpose: "letterbox put" as const },
      { signedId: "A".repeat(22) },
      { signedNumber: 3 },
      { content: sealed },
    ];
    for (const options of wrong)
      expect(await said(feed.put(2, sealed, options))).toEqual([404, { refused: "unknown" }]);
    expect(await said(feed.remove({ key: keyNamed("somebody") }))).toEqual([404, { refused: "unknown" }]);
    expect(await said(feedOf(relay, "never").put(2, sealed))).toEqual([404, { refused: "unknown" }]);
    expect(await (await feed.fetch()).text()).toBe(calendar("a quiet day"));
  });

  test("is of one of three lengths, has a last day within 91 days and a number of 32 bits", async () => {
    const { feed } = await furnished();
    const sealed = (size: number) => sealedFeed(feed.token, calendar("x"), size);
    const malformed = [400, { refused: "malformed" }];
    for (const size of [1_024, 4_095, 4_097, 32_768])
      expect(await said(feed.put(2, sealed(size)))).toEqual(malformed);
    for (const last of [today - 2, today + 92, 0, 2 ** 32 - 1])
      expect(await said(feed.put(2, sealed(4_096), { last }))).toEqual(malformed);
    for (const number of [0, 2 ** 32]) expect(await said(feed.put(number, sealed(4_096)))).toEqual(malformed);
    let number = 2;
    for (const size of [4_096, 16_384, 65_536])
      expect(await said(feed.put(number++, sealed(size), { last: today + 91 }))).toEqual([200, {}]);
    expect(await said(feed.put(number, sealed(4_096), { last: today - 1 }))).toEqual([200, {}]);
    expect((await feed.fetch()).status).toBe(404);
  });

  test("with a number that is not above the one kept is behind", async () => {
    const { feed } = await furnished();
    const same = sealedFeed(feed.token, calendar("a quiet day"));
    expect(await said(feed.put(1, same))).toEqual([200, {}]);
    expect(await said(feed.put(1, same, { last: today }))).toEqual([409, { refused: "behind", head: 1 }]);
    expect(await said(feed.put(9, same))).toEqual([200, {}]);
    expect(await said(feed.put(5, same))).toEqual([409, { refused: "behind", head: 9 }]);
  });
});

describe("rule 111: whoever has the address", () => {
  test("gets the text, each time anew: no tag, no compression, nothing kept or listed on the way", async () => {
    const { feed } = await furnished();
    const answer = await feed.fetch("GET", { "accept-encoding": "br, gzip" });
    expect([answer.status, await answer.text()]).toEqual([200, calendar("a quiet day")]);
    const headers = Object.fromEntries(answer.headers);
    expect(headers).toMatchObject({
      "content-type": "text/calendar; charset=utf-8",
      "cache-control": "no-store",
      "x-robots-tag": "noindex, nofollow, noarchive",
      "content-disposition": 'attachment; filename="calendar.ics"',
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    });
    const telling = [
      "etag",
      "last-modified",
      "age",
      "expires",
      "content-encoding",
      "set-cookie",
      "accept-ranges",
    ];
    for (const name of [...telling, "access-control-allow-origin"])
      expect([name, headers[name]]).toEqual([name, undefined]);
    const tags = {
      "if-none-match": "*",
      "if-modified-since": new Date(noon).toUTCString(),
      range: "bytes=0-9",
    };
    const again = await feed.fetch("GET", tags);
    expect([again.status, await again.text()]).toEqual([200, calendar("a quiet day")]);
    const head = await feed.fetch("HEAD");
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect(Object.fromEntries(head.headers)).toEqual(headers);
  });

  test("cannot write, delete or ask for anything: other methods are refused as at any address", async () => {
    const { relay, feed } = await furnished();
    for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
      const answers = [await feed.fetch(method), await relay.ask(method, "/nothing")];
      expect((await Promise.all(answers.map(wholeOf))).every((one, _, [first]) => one === first)).toBe(true);
      expect(answers[0]!.status).toBe(405);
    }
    expect((await feed.fetch()).status).toBe(200);
  });

  /** Every way not to be there, at one relay; and one at a relay that carries nothing. */
  async function absent(): Promise<readonly (readonly [string, () => Promise<Response>])[]> {
    const { relay, device, feed } = await furnished("gone");
    await feed.remove();
    const empty = feedOf(relay, "empty");
    await empty.make(device);
    const over = feedOf(relay, "over");
    await over.make(device);
    await over.put(1, sealedFeed(over.token, calendar("x")), { last: today - 1 });
    const foreign = feedOf(relay, "foreign");
    await foreign.make(device);
    await foreign.put(1, sealedFeed(feed.token, calendar("sealed for another")));
    const [never, live] = [feedOf(relay, "never"), feedOf(relay, "live")];
    await live.make(device);
    await live.put(1, sealedFeed(live.token, calendar("x")));
    const filesOnly = createRelay({ files: new Map(), log: () => undefined });
    const at = (path: string) => () => relay.ask("GET", path);
    return [
      ["never made", () => never.fetch()],
      ["revoked", () => feed.fetch()],
      ["not filled", () => empty.fetch()],
      ["over", () => over.fetch()],
      ["not opening", () => foreign.fetch()],
      ["one letter off", at(feedPath(`${live.token.slice(0, -1)}${live.token.endsWith("A") ? "B" : "A"}`))],
      ["too short", at(feedPath(live.token.slice(1)))],
      ["padded", at(feedPath(`${live.token}=`))],
      ["without its ending", at(feedPath(live.token).replace(".ics", ""))],
      ["in capitals", at(feedPath(live.token).toUpperCase())],
      ["one step down", at(`${feedPath(live.token)}/x`)],
      ["the folder", at("/feed/")],
      ["an escape", at("/feed/%00.ics")],
      ["another address", at("/nothing.ics")],
      ["at another relay", async () => filesOnly.request(`http://relay.example:4800${feedPath(live.token)}`)],
    ];
  }

  test("gets one answer for never made, revoked, over, not filled and no address at all: the same bytes and headers", async () => {
    const answers = new Map<string, string>();
    for (const [name, ask] of await absent()) answers.set(await wholeOf(await ask()), name);
    expect([...answers.values()]).toHaveLength(1);
    expect([...answers.keys()][0]).toContain("There is nothing at this address.");
  });

  test("and the same work: as many hashes, and one opening that fails", async () => {
    const hashed = vi.spyOn(Hash.prototype, "update");
    try {
      const counts = new Map<string, number>();
      for (const [name, ask] of await absent()) {
        const before = hashed.mock.calls.length;
        await ask();
        counts.set(name, hashed.mock.calls.length - before);
      }
      const four = ["never made", "revoked", "over", "not filled", "one letter off"].map((name) =>
        counts.get(name),
      );
      expect(new Set(four).size).toBe(1);
      expect(four[0]).toBeGreaterThan(2);
    } finally {
      hashed.mockRestore();
    }
  });

  test("is counted by network alike, whether or not there is a feed", async () => {
    const relay = await openTestRelay({ rates: { feeds: { perMinute: 0.001, burst: 3 } } });
    const device = await relay.entered("anna");
    const feed = feedOf(relay, "feed");
    await feed.make(device);
    await feed.put(1, sealedFeed(feed.token, calendar("x")));
    const from = (path: string, address: string) => relay.ask("GET", path, undefined, {}, { address });
    const paths = [feedPath(feed.token), feedPath(feedOf(relay, "never").token)];
    const last = await Promise.all(
      paths.map(async (path, at) => {
        const address = `203.0.${at}.1`;
        for (let turn = 0; turn < 3; turn += 1) expect((await from(path, address)).status).not.toBe(429);
        return wholeOf(await from(path, address));
      }),
    );
    expect(last[0]).toContain("too-many");
    expect(last[0]).toBe(last[1]);
    expect((await feed.put(2, sealedFeed(feed.token, calendar("y")))).status).toBe(200);
  });

  test("reads it through its last day", async () => {
    const { relay, feed } = await furnished();
    await feed.put(2, sealedFeed(feed.token, calendar("short")), { last: today + 2 });
    relay.time.now = noon + 2 * dayMs;
    expect((await feed.fetch()).status).toBe(200);
    relay.time.now = noon + 3 * dayMs;
    expect((await feed.fetch()).status).toBe(404);
  });

  test("finds a store that fails at the same answer, feed or no feed", async () => {
    const { store } = await openTestStore();
    const relay: TestRelay = await openTestRelay({ store });
    const device = await relay.entered("anna");
    const feed = feedOf(relay, "feed");
    await feed.make(device);
    await feed.put(1, sealedFeed(feed.token, calendar("x")));
    await store.close();
    const answers = [await wholeOf(await feed.fetch()), await wholeOf(await feedOf(relay, "never").fetch())];
    expect(answers[0]).toContain("storage");
    expect(answers[0]).toBe(answers[1]);
  });
});

test("rule 52: after everything that can be asked of feeds, the log is empty", async () => {
  const { relay, feed } = await furnished();
  await feed.fetch();
  await feed.fetch("HEAD");
  await feedOf(relay, "never").fetch();
  await relay.ask("GET", "/feed/%E0%A4%A.ics");
  await feed.remove();
  await feed.fetch();
  expect(relay.logged).toEqual([]);
});
