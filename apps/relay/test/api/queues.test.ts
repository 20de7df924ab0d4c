import { frameFromNotice, joinFrames, limits, type QueueAnswer } from "@tidetable/sync/protocol";
import { describe, expect, test } from "vitest";
import { dayOf } from "../../src/api/parts.ts";
import { keyNamed } from "./test-device.ts";
import { hour, knownEndpoint, noticeFor, queueOf, type TestQueue } from "./test-letterbox.ts";
import { noon, openTestRelay, said, type TestRelay } from "./test-relay.ts";

async function furnished(options?: Parameters<typeof openTestRelay>[0]) {
  const relay = await openTestRelay(options);
  const device = await relay.entered("anna");
  const queue = queueOf(relay, "grant");
  expect(await said(queue.make(device))).toEqual([200, {}]);
  return { relay, device, queue };
}

const stateOf = async (queue: TestQueue) => (await (await queue.read()).json()) as QueueAnswer;
const eight = (name: string) =>
  Array.from({ length: 8 }, (_, at) => noticeFor(`${name} ${at}`, hour + at * 24));

describe("rule 101: a queue", () => {
  test("is made with a session, once, and is no letterbox", async () => {
    const { relay, device, queue } = await furnished();
    await queue.put(1, eight("a"));
    expect(await said(queue.make(device))).toEqual([200, {}]);
    expect(await stateOf(queue)).toEqual({ number: 1, waiting: 8, gone: false });
    const asked = relay.ask("POST", "/v1/queues", Buffer.from(JSON.stringify({ key: queue.publicKey })));
    expect(await said(asked)).toEqual([401, { refused: "session" }]);
    expect(await relay.store.totals()).toMatchObject({ letterboxes: 0, queues: 1 });
  });

  test("takes up to eight notices, which replace everything that waits, by the rule of numbers", async () => {
    const { queue } = await furnished();
    for (const _ of [1, 2]) expect(await said(queue.put(2, eight("a")))).toEqual([200, {}]);
    expect(await stateOf(queue)).toEqual({ number: 2, waiting: 8, gone: false });
    expect(await said(queue.put(2, eight("b")))).toEqual([409, { refused: "behind", head: 2 }]);
    expect(await said(queue.put(1, [])).then(([status]) => status)).toBe(409);
    expect(await said(queue.put(3, [noticeFor("c")]))).toEqual([200, {}]);
    expect(await stateOf(queue)).toEqual({ number: 3, waiting: 1, gone: false });
    expect(await said(queue.put(4, []))).toEqual([200, {}]);
    expect(await stateOf(queue)).toEqual({ number: 4, waiting: 0, gone: false });
  });

  test("that was sent before is not put back: a replay changes nothing", async () => {
    const { relay, queue } = await furnished();
    const sent: Parameters<TestRelay["ask"]>[] = [];
    const ask: TestRelay["ask"] = (...asked) => {
      sent.push(asked);
      return relay.ask(...asked);
    };
    const watched = queueOf({ ask }, "grant");
    await watched.put(1, eight("a"));
    await watched.put(2, []);
    expect(await said(relay.ask(...sent[0]!))).toEqual([409, { refused: "behind", head: 2 }]);
    expect(await stateOf(queue)).toEqual({ number: 2, waiting: 0, gone: false });
  });

  test("is refused without its writer's signature over relay, queue, number, notices and purpose", async () => {
    const { relay, device, queue } = await furnished();
    await queue.put(1, eight("a"));
    const other = queueOf(relay, "other");
    await other.make(device);
    const frames = joinFrames([frameFromNotice(noticeFor("b"))]);
    for (const wrong of [
      { key: keyNamed("somebody") },
      { host: "other.example" },
      { purpose: "letterbox put" },
      { purpose: "queue delete" },
      { signedNumber: 3 },
      { signedId: other.id },
      { content: frames },
      { content: new Uint8Array() },
    ] as const) {
      expect(await said(queue.put(2, eight("c"), wrong))).toEqual([404, { refused: "unknown" }]);
    }
    for (const wrong of [
      { key: keyNamed("somebody") },
      { host: "other.example" },
      { signedId: other.id },
      { signedNumber: 9 },
    ] as const) {
      const read = { purpose: "queue delete", ...wrong } as const;
      expect(await said(queue.read(read))).toEqual([404, { refused: "unknown" }]);
      expect(await said(queue.read(wrong))).toEqual([404, { refused: "unknown" }]);
      expect(await said(queue.remove(wrong))).toEqual([404, { refused: "unknown" }]);
    }
    expect(await said(queue.remove({ purpose: "queue read" }))).toEqual([404, { refused: "unknown" }]);
    expect(await stateOf(queue)).toEqual({ number: 1, waiting: 8, gone: false });
  });

  test("goes for good, with all that waits", async () => {
    const { relay, queue } = await furnished();
    await queue.put(1, eight("a"));
    expect(await said(queue.remove())).toEqual([200, {}]);
    expect(await said(queue.read())).toEqual([404, { refused: "unknown" }]);
    expect(await said(queue.put(2, eight("a")))).toEqual([404, { refused: "unknown" }]);
    expect(await relay.store.totals()).toMatchObject({ queues: 0 });
  });
});

describe("rule 101: only push services that the relay knows", () => {
  test.each([
    knownEndpoint,
    "https://updates.push.services.mozilla.com/wpush/v2/abc",
    "https://web.push.apple.com/abc",
    "https://wns2-par02p.notify.windows.com/w/?token=abc%2f",
  ])("%s may be posted to", async (endpoint) => {
    const { queue } = await furnished();
    expect(await said(queue.put(1, [noticeFor("a", hour, endpoint)]))).toEqual([200, {}]);
  });

  test.each([
    "http://fcm.googleapis.com/fcm/send/anna",
    "https://fcm.googleapis.com:8443/fcm/send/anna",
    "https://anna@fcm.googleapis.com/fcm/send/anna",
    "https://anna:b@fcm.googleapis.com/fcm/send/anna",
    "https://fcm.googleapis.com/fcm/send/anna#b",
    "https://fcm.googleapis.com.example/fcm/send/anna",
    "https://example/fcm.googleapis.com",
    "https://push.apple.com/abc",
    "https://evilpush.apple.com.example/abc",
    "https://notify.windows.com/w",
    "https://xnotify.windows.com/w",
    "https://localhost/a",
    "http://127.0.0.1:4800/v1/delete",
    "http://169.254.169.254/latest/meta-data",
    "file:///etc/passwd",
    "data:text/plain,a",
    "fcm.googleapis.com",
    "//fcm.googleapis.com/a",
    "https://",
    "https://[::1]/a",
  ])("%s may not: the relay can be made to call nobody", async (endpoint) => {
    const { queue } = await furnished();
    const put = queue.put(1, [noticeFor("a"), noticeFor("b", hour, endpoint)]);
    expect(await said(put)).toEqual([400, { refused: "malformed" }]);
    expect(await stateOf(queue)).toEqual({ number: 0, waiting: 0, gone: false });
  });

  test("and those that its operator named, at that origin alone", async () => {
    const { queue } = await furnished({ pushServices: ["https://push.example", "http://localhost:8123"] });
    for (const [number, endpoint] of ["https://push.example/a", "http://localhost:8123/b"].entries())
      expect((await queue.put(number + 1, [noticeFor("a", hour, endpoint)])).status).toBe(200);
    for (const endpoint of [
      "http://push.example/a",
      "https://push.example:8443/a",
      "https://a.push.example/",
      "http://localhost:8124/b",
      "http://127.0.0.1:8123/b",
    ])
      expect((await queue.put(9, [noticeFor("a", hour, endpoint)])).status).toBe(400);
  });
});

describe("rule 101: what is no notice is malformed, and changes nothing", () => {
  const lastHour = (dayOf(noon) + limits.letterboxDays) * 24 - 1;
  const framed = (change: (frame: Buffer) => Buffer) => change(Buffer.from(frameFromNotice(noticeFor("a"))));
  test.each<[string, readonly Uint8Array[]]>([
    ["a message that is too short", [framed((frame) => frame.subarray(0, -1))]],
    ["a message that is too long", [framed((frame) => Buffer.concat([frame, Buffer.alloc(1)]))]],
    ["no address", [Buffer.concat([Buffer.alloc(6), Buffer.alloc(limits.noticeBytes)])]],
    ["an address with a space", [framed((frame) => frame.fill(0x20, 20, 21))]],
    ["an address that is not ASCII", [framed((frame) => frame.fill(0xe4, 20, 21))]],
    ["nothing", [Buffer.alloc(0)]],
    ["an hour after the queue would be forgotten", [frameFromNotice(noticeFor("a", lastHour + 1))]],
    ["one good and one bad", [frameFromNotice(noticeFor("a")), Buffer.alloc(5)]],
  ])("%s", async (_name, frames) => {
    const { relay, queue } = await furnished();
    await queue.put(1, eight("a"));
    const signed = queue.signed("queue put", 2, joinFrames(frames));
    const put = relay.ask("PUT", `/v1/queue/${queue.id}`, joinFrames([signed, ...frames]));
    expect(await said(put)).toEqual([400, { refused: "malformed" }]);
    expect(await stateOf(queue)).toEqual({ number: 1, waiting: 8, gone: false });
  });

  test("nine of them, and an address beyond its length, are too much", async () => {
    const { queue } = await furnished();
    expect(await said(queue.put(1, [...eight("a"), noticeFor("9")]))).toEqual([
      413,
      { refused: "too-large" },
    ]);
    const long = (length: number) => `${knownEndpoint}/${"a".repeat(length - knownEndpoint.length - 1)}`;
    const most = Array.from({ length: 8 }, (_, at) => noticeFor(`${at}`, lastHour, long(1_024)));
    expect((await queue.put(1, most)).status).toBe(200);
    expect((await queue.put(2, [noticeFor("a", hour, long(1_025))])).status).toBe(400);
  });
});

describe("rule 103: how a queue is doing", () => {
  test.each([
    ["no header", {}],
    ["a session's token", { authorization: "Tidetable AAAA" }],
    ["a signature that is too short", { authorization: `Letterbox ${"A".repeat(95)}` }],
    ["padding", { authorization: `Letterbox ${"A".repeat(96)}=` }],
    ["a number beyond what is exact", { authorization: `Letterbox ${"_".repeat(96)}` }],
  ])("is malformed to ask with %s", async (_name, headers) => {
    const { relay, queue } = await furnished();
    const asked = relay.ask("GET", `/v1/queue/${queue.id}`, undefined, headers);
    expect(await said(asked)).toEqual([400, { refused: "malformed" }]);
  });

  test("a browser elsewhere may send that header", async () => {
    const { relay, queue } = await furnished();
    const answer = await relay.ask("OPTIONS", `/v1/queue/${queue.id}`);
    expect(answer.headers.get("access-control-allow-headers")).toContain("authorization");
  });
});

test("rule 101: the relay's key for push messages is a point of P-256, and always the same", async () => {
  const { relay } = await furnished();
  const ask = async () => Buffer.from(await (await relay.ask("GET", "/v1/push-key")).arrayBuffer());
  const key = await ask();
  expect([key.length, key[0]]).toEqual([65, 4]);
  expect(await ask()).toEqual(key);
  const other = await openTestRelay({ store: relay.store });
  expect(Buffer.from(await (await other.ask("GET", "/v1/push-key")).arrayBuffer())).toEqual(key);
  const { relay: elsewhere } = await furnished();
  expect(Buffer.from(await (await elsewhere.ask("GET", "/v1/push-key")).arrayBuffer())).not.toEqual(key);
});
