import { beforeAll, describe, expect, test } from "vitest";
import { letterboxText, limits, splitFrames } from "../../src/protocol.ts";
import type { RelayRequest, Transport } from "../../src/relay-client.ts";
import { blankLetter, openLetter } from "../../src/share/letter.ts";
import { letterboxAt, readLetterbox } from "../../src/share/letterbox.ts";
import { leaveNotices, publishLetters } from "../../src/share/publishing.ts";
import { queueAt, readPushKey } from "../../src/share/queue.ts";
import { makeWriteKey, writeKeyPublic } from "../../src/share/write-key.ts";
import { founded, pair, realSuite } from "../household.ts";
import { granted } from "./reader.ts";

const suite = realSuite(341);
type Home = Awaited<ReturnType<typeof founded>>;
let home: Home;
beforeAll(async () => {
  home = await founded(suite);
});

const content = { relay: null, projection: { v: 1 } };
const transport = () => home.relay.transport();
const make = (kind: "letterboxes" | "queues", key: string) => home.vault.makeLetterbox(kind, key);
const notice = (due: number) => ({
  due,
  endpoint: "https://push.example/send/1",
  message: suite.randomBytes(limits.noticeBytes),
});

/** A relay whose requests are kept, and some of whose answers may be others. */
function watched(answer: (request: RelayRequest) => { status: number; body: Uint8Array } | null | undefined) {
  const requests: RelayRequest[] = [];
  const relay = transport();
  const watching: Transport = {
    host: relay.host,
    async send(request) {
      requests.push(request);
      const other = answer(request);
      return other === undefined ? relay.send(request) : other;
    },
  };
  return { requests, transport: watching };
}

/** A grant whose letterbox is at the relay. */
async function placed() {
  const all = await granted(suite);
  await home.vault.makeLetterbox("letterboxes", await writeKeyPublic(suite, all.keys));
  return { ...all, letterbox: await letterboxAt(suite, transport(), all.keys.seed) };
}

describe("rules 92 to 94: a letterbox", () => {
  test("is made with the vault's session, holds what nobody can open, and making it again does nothing", async () => {
    const { keys, device, letterbox } = await placed();
    expect(letterbox.id).toBe(keys.id);
    const first = await readLetterbox(transport(), keys.id);
    if (!first.ok) throw new Error(first.error.kind);
    expect(first.value.letter.length).toBe(limits.letterBytes);
    expect(await openLetter(suite, device, first.value.letter)).toBeNull();
    const letter = await blankLetter(suite, keys, 1);
    expect(await letterbox.put(1, letter)).toEqual({ ok: true, value: null });
    expect(await make("letterboxes", await writeKeyPublic(suite, keys))).toEqual({ ok: true, value: null });
    expect(await readLetterbox(transport(), keys.id)).toEqual({ ok: true, value: { number: 1, letter } });
  });

  test("takes rising numbers only, and the same letter twice as once", async () => {
    const { keys, letterbox } = await placed();
    const letter = await blankLetter(suite, keys, 4);
    for (let time = 0; time < 2; time++)
      expect(await letterbox.put(4, letter)).toEqual({ ok: true, value: null });
    const behind = { ok: false, error: { kind: "behind", head: 4 } };
    for (const number of [3, 4])
      expect(await letterbox.put(number, await blankLetter(suite, keys, number))).toEqual(behind);
    expect(await letterbox.put(5, await blankLetter(suite, keys, 5))).toEqual({ ok: true, value: null });
  });

  test("is signed for one purpose, relay, id, number and letter", async () => {
    const { keys } = await placed();
    const relay = watched(() => undefined);
    const letterbox = await letterboxAt(suite, relay.transport, keys.seed);
    const letter = await blankLetter(suite, keys, 300);
    await letterbox.put(300, letter);
    const [{ method, path, headers, body }] = relay.requests as [RelayRequest];
    expect([method, path]).toEqual(["PUT", `/v1/letterbox/${keys.id}`]);
    expect(headers).toEqual({ "content-type": "application/octet-stream" });
    const [proof, sent, ...more] = splitFrames(body!)!;
    expect([sent, more]).toEqual([letter, []]);
    expect(Buffer.from(proof!.subarray(0, 8)).toString("hex")).toBe("000000000000012c");
    const signed = Buffer.concat([
      Buffer.from("tidetable/v1 letterbox put\nrelay.test\n"),
      Buffer.from(keys.id, "base64url"),
      proof!.subarray(0, 8),
      await suite.hash(letter),
    ]);
    const key = Buffer.from(await writeKeyPublic(suite, keys), "base64url");
    expect(await suite.verify(key, proof!.subarray(8), signed)).toBe(true);
    expect(letterboxText("letterbox put", "relay.test")).toBe("tidetable/v1 letterbox put\nrelay.test\n");
    await letterbox.delete();
    const [gone, ...none] = splitFrames(relay.requests[1]!.body!)!;
    const deleted = Buffer.concat([
      Buffer.from("tidetable/v1 letterbox delete\nrelay.test\n"),
      Buffer.from(keys.id, "base64url"),
      Buffer.alloc(8),
      await suite.hash(),
    ]);
    expect([relay.requests[1]!.method, none]).toEqual(["DELETE", []]);
    expect(await suite.verify(key, gone!.subarray(8), deleted)).toBe(true);
  });

  test("is gone once deleted, and looks like one that never was", async () => {
    const { keys, letterbox } = await placed();
    await letterbox.put(1, await blankLetter(suite, keys, 1));
    expect(await letterbox.delete()).toEqual({ ok: true, value: null });
    const unknown = { ok: false, error: { kind: "unknown" } };
    expect(await letterbox.put(2, await blankLetter(suite, keys, 2))).toEqual(unknown);
    const never = await granted(suite);
    const answers = await Promise.all([keys.id, never.keys.id].map((id) => readLetterbox(transport(), id)));
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toMatchObject({ ok: true });
  });

  test("a letter of another length is our own mistake; an answer that is no letterbox is no relay's", async () => {
    const { keys, letterbox } = await placed();
    await expect(letterbox.put(1, new Uint8Array(10))).rejects.toThrow(/letter/);
    const wrong = watched(() => ({ status: 200, body: new Uint8Array(10) }));
    expect(await readLetterbox(wrong.transport, keys.id)).toEqual({
      ok: false,
      error: { kind: "not-a-relay" },
    });
    const silent = watched(() => null);
    expect(await readLetterbox(silent.transport, keys.id)).toEqual({
      ok: false,
      error: { kind: "unreachable" },
    });
  });
});

describe("rule 97: publishing", () => {
  test("leaves a letter in every letterbox, makes those that are not there, and says what number each has", async () => {
    const grants = await Promise.all([granted(suite), granted(suite), granted(suite)]);
    const letters = grants.map(({ keys, key }, at) => ({
      keys,
      number: at,
      readers: [key],
      content: at === 1 ? null : content,
    }));
    const left = await publishLetters({ suite, transport: transport(), make, letters });
    expect(left).toEqual(grants.map(({ keys }, at) => ({ id: keys.id, outcome: "left", number: at + 1 })));
    for (const [at, { keys, device }] of grants.entries()) {
      const read = await readLetterbox(transport(), keys.id);
      if (!read.ok) throw new Error(read.error.kind);
      const said = at === 1 ? null : { number: at + 1, ...content };
      expect(await openLetter(suite, device, read.value.letter)).toEqual(said);
      expect(read.value.number).toBe(at + 1);
    }
  });

  test("sends the same requests of the same lengths in the same order, whatever the letters say", async () => {
    const grants = await Promise.all([placed(), placed(), placed()]);
    const seen: string[] = [];
    const contents = [
      [content, content, content],
      [null, null, null],
      [content, null, { relay: null, projection: "x".repeat(3_500) }],
    ];
    for (const [round, said] of contents.entries()) {
      const relay = watched(() => undefined);
      const letters = grants.map(({ keys, key }, at) => ({
        keys,
        number: round,
        readers: at === 0 ? [] : [key],
        content: said[at]!,
      }));
      await publishLetters({ suite, transport: relay.transport, make, letters });
      seen.push(relay.requests.map(({ method, path, body }) => `${method} ${path} ${body!.length}`).join());
    }
    expect(new Set(seen).size).toBe(1);
  });

  test("two devices of one owner: the second goes above the first, once, with the number inside the letter too", async () => {
    const laptop = await pair(home.vault, home.world, home.newWorld());
    const { keys, key, device } = await granted(suite);
    const publish = (from: Home["vault"], number: number, projection: unknown) =>
      publishLetters({
        suite,
        transport: transport(),
        make: (kind, publicKey) => from.makeLetterbox(kind, publicKey),
        letters: [{ keys, number, readers: [key], content: { relay: null, projection } }],
      });
    expect(await publish(home.vault, 0, "phone")).toMatchObject([{ outcome: "left", number: 1 }]);
    expect(await publish(home.vault, 1, "phone again")).toMatchObject([{ outcome: "left", number: 2 }]);
    expect(await publish(laptop, 0, "laptop")).toMatchObject([{ outcome: "left", number: 3 }]);
    const read = await readLetterbox(transport(), keys.id);
    if (!read.ok) throw new Error(read.error.kind);
    expect(await openLetter(suite, device, read.value.letter)).toEqual({
      number: 3,
      relay: null,
      projection: "laptop",
    });
  });

  test("rises once only: a relay that always has more is told of, and nothing is tried for ever", async () => {
    const { keys, key } = await granted(suite);
    const behind = (head: number) => ({
      status: 409,
      body: Buffer.from(JSON.stringify({ refused: "behind", head })),
    });
    const letters = [{ keys, number: 7, readers: [key], content }];
    let head = 10;
    const relay = watched(() => behind(head++));
    expect(await publishLetters({ suite, transport: relay.transport, make, letters })).toEqual([
      { id: keys.id, outcome: "behind", number: 7 },
    ]);
    expect(relay.requests.length).toBe(2);
    const highest = watched(() => behind(0xffff_ffff));
    expect(await publishLetters({ suite, transport: highest.transport, make, letters })).toEqual([
      { id: keys.id, outcome: "not-a-relay", number: 7 },
    ]);
  });

  test("says what could not be left; after a silence the rest is not tried", async () => {
    const grants = await Promise.all([granted(suite), granted(suite), granted(suite)]);
    const letters = grants.map(({ keys, key }) => ({ keys, number: 5, readers: [key], content }));
    const silent = watched(() => null);
    expect(await publishLetters({ suite, transport: silent.transport, make, letters })).toEqual(
      grants.map(({ keys }) => ({ id: keys.id, outcome: "unreachable", number: 5 })),
    );
    expect(silent.requests.length).toBe(1);
    const one = letters.slice(0, 1);
    for (const without of [null, async () => null]) {
      const outcome = without === null ? "unknown" : "no-relay";
      expect(await publishLetters({ suite, transport: transport(), make: without, letters: one })).toEqual([
        { id: grants[0]!.keys.id, outcome, number: 5 },
      ]);
    }
    const stopped = async () => ({ ok: false, error: { kind: "session" } }) as const;
    expect(
      await publishLetters({ suite, transport: transport(), make: stopped, letters: one }),
    ).toMatchObject([{ outcome: "session", number: 5 }]);
  });

  test("a vault without a relay makes no letterbox", async () => {
    const alone = await founded(realSuite(342));
    alone.vault.core().relay = null;
    expect(await alone.vault.makeLetterbox("letterboxes", "x")).toBeNull();
  });
});

describe("rules 101 to 103: a queue", () => {
  test("is made, filled, replaced as a whole, read and deleted", async () => {
    const key = await makeWriteKey(suite);
    const left = (number: number, notices: readonly ReturnType<typeof notice>[]) =>
      leaveNotices({ suite, transport: transport(), make, key, number, notices });
    const eight = Array.from({ length: 8 }, (_, at) => notice(500_000 + at));
    expect(await left(0, eight)).toEqual({ outcome: "left", number: 1 });
    expect(home.relay.letterboxes.queues.get(key.id)!.held).toEqual(eight);
    const queue = await queueAt(suite, transport(), key.seed);
    expect(await queue.read()).toEqual({ ok: true, value: { number: 1, waiting: 8, gone: false } });
    expect(await left(0, [notice(500_001)])).toEqual({ outcome: "left", number: 2 });
    expect(await queue.read()).toEqual({ ok: true, value: { number: 2, waiting: 1, gone: false } });
    expect(await queue.delete()).toEqual({ ok: true, value: null });
    expect(await queue.read()).toEqual({ ok: false, error: { kind: "unknown" } });
  });

  test("nine notices, or what the relay would not take for one, are our own mistake", async () => {
    const key = await makeWriteKey(suite);
    const queue = await queueAt(suite, transport(), key.seed);
    const nine = Array.from({ length: 9 }, (_, at) => notice(at));
    await expect(queue.put(1, nine)).rejects.toThrow(/notices/);
    for (const wrong of [{ message: new Uint8Array(10) }, { endpoint: "" }, { endpoint: "https://a b" }])
      await expect(queue.put(1, [{ ...notice(1), ...wrong }])).rejects.toThrow(/notices/);
  });

  test("an answer that is none of a queue's is no relay's", async () => {
    const key = await makeWriteKey(suite);
    for (const json of [null, {}, { number: 1, waiting: 1 }, { number: 1, waiting: -1, gone: false }]) {
      const wrong = watched(() => ({ status: 200, body: Buffer.from(JSON.stringify(json)) }));
      const queue = await queueAt(suite, wrong.transport, key.seed);
      expect(await queue.read()).toEqual({ ok: false, error: { kind: "not-a-relay" } });
    }
  });

  test("a relay's key for push messages is a point of P-256, or no relay's", async () => {
    const point = Uint8Array.of(4, ...suite.randomBytes(64));
    const answering = (body: Uint8Array) => watched(() => ({ status: 200, body })).transport;
    expect(await readPushKey(answering(point))).toEqual({ ok: true, value: point });
    for (const body of [point.slice(1), Uint8Array.of(2, ...point.slice(1)), new Uint8Array(0)])
      expect(await readPushKey(answering(body))).toEqual({ ok: false, error: { kind: "not-a-relay" } });
  });
});
