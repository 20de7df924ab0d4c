import { joinFrames } from "@tidetable/sync/protocol";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendar, sealedFeed } from "./sealed-feed.ts";
import {
  boxes,
  deviceOf,
  entry,
  hash,
  json,
  keyNamed,
  snapshotParts,
  type TestDevice,
  u64,
} from "./test-device.ts";
import { feedOf, letter, letterboxOf, noticeFor, queueOf } from "./test-letterbox.ts";
import { openTestRelay, said, type TestRelay } from "./test-relay.ts";

const someId = hash(Buffer.from("box")).subarray(0, 16).toString("base64url");
const routes = [
  ["GET", "/v1/challenge"],
  ["POST", "/v1/vaults"],
  ["POST", "/v1/session"],
  ["GET", "/v1/log?after=0"],
  ["POST", "/v1/log?expect=1"],
  ["GET", "/v1/events"],
  ["GET", "/v1/snapshot"],
  ["PUT", "/v1/snapshot?at=1"],
  ["POST", "/v1/rotate?expect=1"],
  ["POST", "/v1/restart?expect=1&at=1"],
  ["POST", "/v1/delete"],
  ["GET", `/v1/mail/${someId}/0`],
  ["POST", "/v1/letterboxes"],
  ["GET", `/v1/letterbox/${someId}`],
  ["PUT", `/v1/letterbox/${someId}`],
  ["DELETE", `/v1/letterbox/${someId}`],
  ["POST", "/v1/queues"],
  ["GET", `/v1/queue/${someId}`],
  ["PUT", `/v1/queue/${someId}`],
  ["DELETE", `/v1/queue/${someId}`],
  ["GET", "/v1/push-key"],
  ["POST", "/v1/feeds"],
  ["PUT", `/v1/feed/${someId}`],
  ["DELETE", `/v1/feed/${someId}`],
  ["GET", `/feed/${"A".repeat(43)}.ics`],
] as const;

/** A vault with an entry, a letterbox, a queue and a feed, and all that the store says about them. */
async function furnished() {
  const relay = await openTestRelay({ rates: { writes: { perMinute: 60_000, burst: 60_000 } } });
  const device = await relay.entered("anna");
  await device.append(0, entry("1"));
  const id = Buffer.from(device.vault, "base64url");
  const [box, queue] = [letterboxOf(relay, "anna"), queueOf(relay, "anna")];
  await box.make(device);
  await box.put(5, letter("5"));
  await queue.make(device);
  await queue.put(5, [noticeFor("5")]);
  const feed = feedOf(relay, "anna");
  await feed.make(device);
  await feed.put(5, sealedFeed(feed.token, calendar("5")));
  const everything = async () => {
    const rows = [];
    for await (const row of relay.store.export()) rows.push(row);
    const { store } = relay;
    const [boxId, queueId] = [box, queue].map((one) => Buffer.from(one.id, "base64url"));
    return {
      rows,
      totals: await store.totals(),
      vault: await store.readVault(id),
      letter: await store.readLetter(boxId!),
      queue: await store.readQueue(queueId!),
      feed: await (await feed.fetch()).text(),
    };
  };
  return { relay, device, box, queue, everything, before: await everything() };
}

describe("rule 40: what is no request of this protocol", () => {
  test.each([
    ["GET", "/v1/"],
    ["GET", "/v1/nothing"],
    ["GET", "/v1/challenge/"],
    ["GET", "/v1/Challenge"],
    ["POST", "/v1/challenge"],
    ["GET", "/v1/vaults"],
    ["PUT", "/v1/log?expect=0"],
    ["DELETE", "/v1/log"],
    ["PATCH", "/v1/session"],
    ["HEAD", "/v1/challenge"],
    ["GET", "/v1/snapshot?at=1"],
    ["GET", "/v1//log"],
    ["GET", "/v1/__proto__"],
    ["GET", "/v1/letterboxes"],
    ["POST", `/v1/letterbox/${someId}`],
    ["HEAD", `/v1/letterbox/${someId}`],
    ["GET", `/v1/letterbox/${someId}?after=0`],
    ["GET", `/v1/letterbox/${someId}/1`],
    ["GET", `/v1/letterbox/${someId.slice(1)}`],
    ["GET", `/v1/letterbox/${someId}==`],
    ["GET", "/v1/letterbox/"],
    ["PUT", "/v1/letterbox/__proto__"],
    ["POST", `/v1/queue/${someId}`],
    ["DELETE", "/v1/queue/x"],
    ["POST", "/v1/push-key"],
    ["GET", "/v1/feeds"],
    ["GET", `/v1/feed/${someId}`],
    ["HEAD", `/v1/feed/${someId}`],
    ["PUT", "/v1/feed/x"],
    ["DELETE", `/v1/feed/${someId}?after=0`],
  ])("%s %s is malformed", async (method, path) => {
    const { relay, device, everything, before } = await furnished();
    const answer = await device.send(method, path);
    expect([answer.status, await answer.text()]).toEqual([
      400,
      method === "HEAD" ? "" : '{"refused":"malformed"}',
    ]);
    expect(await everything()).toEqual(before);
    expect(relay.logged).toEqual([]);
  });

  test.each<[string, (proof: Record<string, unknown>) => unknown]>([
    ["a list", (proof) => [proof]],
    ["null", () => null],
    ["a text", () => "proof"],
    ["no vault", ({ vault: _, ...rest }) => rest],
    ["a vault of 15 bytes", (proof) => ({ ...proof, vault: "A".repeat(20) })],
    ["a vault with padding", (proof) => ({ ...proof, vault: `${proof.vault}==` })],
    ["a number for a vault", (proof) => ({ ...proof, vault: 1 })],
    ["nobody's key", (proof) => ({ ...proof, by: "device" })],
    ["a root without its key", (proof) => ({ ...proof, by: "root" })],
    ["no challenge", ({ challenge: _, ...rest }) => rest],
    ["a list of challenges", (proof) => ({ ...proof, challenge: [proof.challenge] })],
    ["a signature of 63 bytes", (proof) => ({ ...proof, signature: "A".repeat(84) })],
    ["base64 of the other kind", (proof) => ({ ...proof, signature: `${"+".repeat(85)}A` })],
    ["an access key of no length", (proof) => ({ ...proof, access: "" })],
  ])("a proof with %s is malformed", async (_name, change) => {
    const { relay, device, everything, before } = await furnished();
    const body = Buffer.from(JSON.stringify(change({ ...(await device.proof("session")) })));
    for (const path of ["/v1/session", "/v1/delete"]) {
      expect(await said(relay.ask("POST", path, body))).toEqual([400, { refused: "malformed" }]);
    }
    expect(await everything()).toEqual(before);
  });

  test.each([
    ["a head below 0", { head: -1 }],
    ["half a head", { head: 0.5 }],
    ["a head beyond what is exact", { head: 2 ** 53 }],
    ["a head as text", { head: "0" as unknown as number }],
    ["an invite that is a number", { invite: 1 as unknown as string }],
    ["a charter of no length", { charter: "" }],
    ["no access key", { access: undefined as unknown as string }],
  ])("a creation with %s is malformed", async (_name, change) => {
    const { relay, everything, before } = await furnished();
    const creation = await deviceOf(relay, "berta").creation();
    const answer = relay.ask("POST", "/v1/vaults", json({ ...creation, ...change }));
    expect(await said(answer)).toEqual([400, { refused: "malformed" }]);
    expect(await everything()).toEqual(before);
  });

  test.each<[string, unknown]>([
    ["a list", []],
    ["no key", {}],
    ["a number for a key", { key: 1 }],
    ["a key of 31 bytes", { key: "A".repeat(42) }],
    ["a key with padding", { key: `${"A".repeat(43)}=` }],
    ["a key that no encoder wrote", { key: "_".repeat(43) }],
  ])("rules 92, 101 and 109: a letterbox, queue or feed with %s is malformed", async (_name, body) => {
    const { device, everything, before } = await furnished();
    for (const path of ["/v1/letterboxes", "/v1/queues", "/v1/feeds"]) {
      const answer = device.send("POST", path, Buffer.from(JSON.stringify(body)));
      expect(await said(answer)).toEqual([400, { refused: "malformed" }]);
    }
    expect(await everything()).toEqual(before);
  });

  const full = letter("6");
  test.each<[string, (signed: Buffer) => readonly Uint8Array[], number]>([
    ["no frame", () => [], 400],
    ["no letter", (signed) => [signed], 400],
    ["a letter of 4,095 bytes", (signed) => [signed, full.subarray(1)], 400],
    ["a letter of 4,097 bytes", (signed) => [signed, Buffer.concat([full, Buffer.alloc(1)])], 413],
    ["two letters", (signed) => [signed, full.subarray(0, 2_048), full.subarray(0, 2_040)], 413],
    ["half a signature", (signed) => [signed.subarray(0, 40), full], 400],
    ["a number beyond 32 bits", (signed) => [Buffer.concat([u64(2 ** 32), signed.subarray(8)]), full], 400],
    ["the number 0", (signed) => [Buffer.concat([u64(0), signed.subarray(8)]), full], 400],
    ["a number beyond what is exact", (signed) => [signed.fill(0xff, 0, 8), full], 400],
  ])("rule 93: a letter with %s is refused, and nothing of it is kept", async (_name, framesOf, status) => {
    const { relay, box, everything, before } = await furnished();
    const frames = framesOf(box.signed("letterbox put", 6, full));
    const answer = await relay.ask("PUT", `/v1/letterbox/${box.id}`, joinFrames(frames));
    expect(answer.status).toBe(status);
    expect(await everything()).toEqual(before);
  });

  test("rule 93: a deletion that has more than its frame is refused", async () => {
    const { relay, box, queue, everything, before } = await furnished();
    for (const [path, one, kind] of [
      ["letterbox", box, "letterbox delete"],
      ["queue", queue, "queue delete"],
      ["feed", feedOf(relay, "anna"), "feed delete"],
    ] as const) {
      const signed = one.signed(kind, 0, new Uint8Array());
      for (const frames of [[], [signed, signed], [signed.subarray(1)], [Buffer.alloc(0), signed]]) {
        const answer = await relay.ask("DELETE", `/v1/${path}/${one.id}`, joinFrames(frames));
        expect([400, 413]).toContain(answer.status);
      }
    }
    expect(await everything()).toEqual(before);
  });

  test("JSON has at most 4 KiB, and is UTF-8", async () => {
    const { relay, device } = await furnished();
    const proof = await device.proof("session");
    const roomy = json({ ...proof, more: "" });
    const of = (length: number) => json({ ...proof, more: "x".repeat(length - roomy.length) });
    expect(of(4_096)).toHaveLength(4_096);
    expect(await said(relay.ask("POST", "/v1/session", of(4_097)))).toEqual([413, { refused: "too-large" }]);
    expect((await relay.ask("POST", "/v1/session", of(4_096))).status).toBe(200);
    const bad = Buffer.concat([Buffer.from('{"by":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    expect(await said(relay.ask("POST", "/v1/session", bad))).toEqual([400, { refused: "malformed" }]);
  });
});

describe("what is refused changes nothing", () => {
  const wrong = { key: keyNamed("somebody") };
  const someToken = "A".repeat(43);
  test.each<[string, (device: TestDevice, relay: TestRelay) => Promise<Response>]>([
    ["a letter by a wrong key", (_device, relay) => letterboxOf(relay, "anna").put(6, letter("6"), wrong)],
    ["an outdated letter", (_device, relay) => letterboxOf(relay, "anna").put(4, letter("4"))],
    ["a letterbox's deletion by a wrong key", (_device, relay) => letterboxOf(relay, "anna").remove(wrong)],
    ["notices by a wrong key", (_device, relay) => queueOf(relay, "anna").put(6, [], wrong)],
    ["outdated notices", (_device, relay) => queueOf(relay, "anna").put(5, [])],
    ["a queue's deletion by a wrong key", (_device, relay) => queueOf(relay, "anna").remove(wrong)],
    ["a reading of a queue by a wrong key", (_device, relay) => queueOf(relay, "anna").read(wrong)],
    ["a feed by a wrong key", (_d, relay) => feedOf(relay, "anna").put(6, sealedFeed(someToken, "x"), wrong)],
    ["an outdated feed", (_d, relay) => feedOf(relay, "anna").put(4, sealedFeed(someToken, "x"))],
    ["a feed's deletion by a wrong key", (_d, relay) => feedOf(relay, "anna").remove(wrong)],
    ["a letterbox for nobody", (_device, relay) => letterboxOf(relay, "x").make(deviceOf(relay, "nobody"))],
    ["a wrong key", (device) => device.openSession({ key: keyNamed("somebody") })],
    ["a deletion by a wrong key", (device) => device.remove({ key: keyNamed("somebody") })],
    ["a deletion for another relay", (device) => device.remove({ host: "other.example" })],
    [
      "a rotation by a wrong key",
      (device) => device.rotate(1, keyNamed("x"), [boxes()], { key: keyNamed("y") }),
    ],
    ["an outdated rotation", (device) => device.rotate(0, keyNamed("x"), [boxes()])],
    [
      "a restart by a wrong key",
      (device) => device.restart(1, 1, snapshotParts("s"), { key: keyNamed("y") }),
    ],
    ["an outdated restart", (device) => device.restart(0, 5, snapshotParts("s"))],
    ["an outdated append", (device) => device.append(0, entry("other"))],
    ["an append ahead of time", (device) => device.append(7, entry("other"))],
    [
      "too much at once",
      (device) => device.append(1, ...Array.from({ length: 65 }, (_, at) => entry(`${at}`))),
    ],
    [
      "a snapshot above the head",
      (device) => device.send("PUT", "/v1/snapshot?at=9", joinFrames(snapshotParts("s"))),
    ],
    ["a second birth", (device) => device.create({ head: 9 })],
    ["a session's token for a deletion", (device) => device.send("POST", "/v1/delete")],
  ])("%s", async (_name, ask) => {
    const { relay, device, everything, before } = await furnished();
    const answer = await ask(device, relay);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(Object.keys((await answer.json()) as object)).toContain("refused");
    expect(await everything()).toEqual(before);
    expect(relay.logged).toEqual([]);
  });
});

describe("any bytes at all", () => {
  test("to any route, with and without a session, are answered, and change nothing", async () => {
    const { relay, device, everything, before } = await furnished();
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.json().map((text) => new Uint8Array(Buffer.from(text))),
      fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 5 }).map((frames) => joinFrames(frames)),
      // A true envelope with one byte changed, or cut.
      fc.tuple(fc.nat(1_023), fc.integer({ min: 1, max: 255 })).map(([at, by]) =>
        joinFrames([
          entry("1")
            .fill(entry("1")[at]! ^ by, at, at + 1)
            .subarray(0, 1_023),
        ]),
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...routes),
        bytes,
        fc.boolean(),
        fc.option(fc.string({ maxLength: 20 })),
        async ([method, path], body, hasSession, query) => {
          const asked = query === null ? path : `${path.split("?")[0]}?${encodeURI(query)}`;
          const withBody = method === "GET" ? undefined : body;
          const answer = hasSession
            ? await device.send(method, asked, withBody)
            : await relay.ask(method, asked, withBody);
          expect(answer.status).toBeLessThan(500);
          await answer.body?.cancel();
        },
      ),
      { numRuns: 2_000, seed: 20270301 },
    );
    expect(await everything()).toEqual(before);
    expect(relay.logged).toEqual([]);
  });

  test("as a header of authorization or a path of mail, letterboxes, queues and feeds are answered, and change nothing", async () => {
    const { relay, everything, before } = await furnished();
    const visible = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
    });
    await fc.assert(
      fc.asyncProperty(
        visible,
        visible,
        fc.constantFrom("GET", "PUT", "DELETE"),
        async (header, path, method) => {
          for (const kind of ["v1/mail", "v1/letterbox", "v1/queue", "v1/feed", "feed"]) {
            const address = `/${kind}/${path.replaceAll(/[#?\\]/g, "")}`;
            const answer = await relay.ask(method, address, undefined, { authorization: header });
            expect(answer.status).toBeLessThan(500);
          }
        },
      ),
      { numRuns: 500, seed: 20270302 },
    );
    expect(await everything()).toEqual(before);
    expect(relay.logged).toEqual([]);
  });
});
