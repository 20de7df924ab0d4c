import { Hash } from "node:crypto";
import { splitLetter } from "@tidetable/sync/protocol";
import { describe, expect, test, vi } from "vitest";
import { dayOf } from "../../src/api/parts.ts";
import type { Store } from "../../src/store/store.ts";
import { keyNamed, type TestDevice } from "./test-device.ts";
import { letter, letterboxOf, noticeFor, queueOf, type TestLetterbox } from "./test-letterbox.ts";
import { noon, openTestRelay, openTestStore, said, type TestRelay } from "./test-relay.ts";

/** A letterbox that is there, with its relay and its owner's device. */
async function furnished(name = "grant") {
  const relay = await openTestRelay();
  const device = await relay.entered("anna");
  const box = letterboxOf(relay, name);
  expect(await said(box.make(device))).toEqual([200, {}]);
  return { relay, device, box };
}

const bytesOf = async (answer: Promise<Response>): Promise<Buffer> =>
  Buffer.from(await (await answer).arrayBuffer());
const readOf = async (box: TestLetterbox) => splitLetter(new Uint8Array(await bytesOf(box.read())));

describe("rule 92: a letterbox", () => {
  test("is made with a session and nothing else; again does nothing", async () => {
    const { relay, device, box } = await furnished();
    await box.put(1, letter("1"));
    const berta = await relay.entered("berta");
    for (const by of [device, berta]) expect(await said(box.make(by))).toEqual([200, {}]);
    expect(await readOf(box)).toEqual({ number: 1, letter: new Uint8Array(letter("1")) });
    const stranger: TestDevice = { ...device, send: (...asked) => relay.ask(...asked) };
    expect(await said(letterboxOf(relay, "other").make(stranger))).toEqual([401, { refused: "session" }]);
    expect(await relay.store.totals()).toMatchObject({ letterboxes: 1, queues: 0 });
  });

  test("is not made for a device that was removed, or of a vault that was deleted", async () => {
    const relay = await openTestRelay();
    const gone = await relay.entered("carla");
    await gone.remove();
    expect(await said(letterboxOf(relay, "other").make(gone))).toEqual([404, { refused: "unknown" }]);
    expect(await said(queueOf(relay, "other").make(gone))).toEqual([404, { refused: "unknown" }]);
    expect(await relay.store.totals()).toMatchObject({ letterboxes: 0, queues: 0 });
  });

  test("has no link to its vault anywhere in the store", async () => {
    const { relay, device, box } = await furnished();
    await device.remove();
    expect((await box.put(1, letter("1"))).status).toBe(200);
    expect(await readOf(box)).toMatchObject({ number: 1 });
    expect(await relay.store.totals()).toMatchObject({ vaults: 0, letterboxes: 1 });
  });

  test("64 letterboxes and queues a day are made for one vault; those that are there do not count", async () => {
    const { relay, device, box } = await furnished("0");
    for (let at = 1; at < 40; at += 1)
      expect((await letterboxOf(relay, `${at}`).make(device)).status).toBe(200);
    for (let at = 40; at < 64; at += 1) expect((await queueOf(relay, `${at}`).make(device)).status).toBe(200);
    const next = letterboxOf(relay, "64");
    const refusal = await next.make(device);
    expect([refusal.status, refusal.headers.has("retry-after")]).toEqual([429, true]);
    expect((await box.make(device)).status).toBe(200);
    expect((await next.make(await relay.entered("berta"))).status).toBe(200);
    relay.time.now += 86_400_000;
    await device.enter();
    expect((await letterboxOf(relay, "65").make(device)).status).toBe(200);
  });
});

describe("rule 93: a letter", () => {
  test("is kept where its number is above the one kept; the same again is the answer of the first time", async () => {
    const { box } = await furnished();
    for (const _ of [1, 2]) expect(await said(box.put(3, letter("3")))).toEqual([200, {}]);
    for (const [number, name] of [
      [3, "other"],
      [2, "2"],
      [1, "3"],
    ] as const)
      expect(await said(box.put(number, letter(name)))).toEqual([409, { refused: "behind", head: 3 }]);
    expect(await readOf(box)).toEqual({ number: 3, letter: new Uint8Array(letter("3")) });
    expect(await said(box.put(2 ** 32 - 1, letter("last")))).toEqual([200, {}]);
  });

  test("that was sent before is not put back: a replay changes nothing", async () => {
    const { relay, box } = await furnished();
    const sent: Parameters<TestRelay["ask"]>[] = [];
    const ask: TestRelay["ask"] = (...asked) => {
      sent.push(asked);
      return relay.ask(...asked);
    };
    const watched = letterboxOf({ ask }, "grant");
    await watched.put(1, letter("1"));
    await watched.put(2, letter("2"));
    expect(await said(relay.ask(...sent[0]!))).toEqual([409, { refused: "behind", head: 2 }]);
    expect(await readOf(box)).toMatchObject({ number: 2 });
  });

  test("is refused without its writer's signature over relay, letterbox, number, letter and purpose", async () => {
    const { relay, device, box } = await furnished();
    await box.put(1, letter("1"));
    const other = letterboxOf(relay, "other");
    await other.make(device);
    for (const wrong of [
      { key: keyNamed("somebody") },
      { host: "other.example" },
      { purpose: "queue put" },
      { purpose: "letterbox delete" },
      { signedNumber: 3 },
      { signedId: other.id },
      { content: letter("another") },
    ] as const) {
      expect(await said(box.put(2, letter("2"), wrong))).toEqual([404, { refused: "unknown" }]);
    }
    for (const wrong of [
      { key: keyNamed("somebody") },
      { host: "other.example" },
      { purpose: "letterbox put" },
      { purpose: "queue delete" },
      { signedNumber: 1 },
      { signedId: other.id },
    ] as const) {
      expect(await said(box.remove(wrong))).toEqual([404, { refused: "unknown" }]);
    }
    expect(await readOf(box)).toMatchObject({ number: 1 });
  });

  test("may be put 60 times a minute after a burst of 120; what is not signed does not count", async () => {
    const { box } = await furnished();
    for (let at = 0; at < 130; at += 1) await box.put(1, letter("1"), { key: keyNamed("somebody") });
    for (let number = 1; number <= 120; number += 1)
      expect((await box.put(number, letter(`${number}`))).status).toBe(200);
    expect((await box.put(121, letter("121"))).status).toBe(429);
  });

  test("goes for good with its letterbox", async () => {
    const { box, device } = await furnished();
    await box.put(1, letter("1"));
    expect(await said(box.remove())).toEqual([200, {}]);
    expect(await said(box.put(2, letter("2")))).toEqual([404, { refused: "unknown" }]);
    expect(await said(box.remove())).toEqual([404, { refused: "unknown" }]);
    expect((await readOf(box))?.letter).not.toEqual(new Uint8Array(letter("1")));
    await box.make(device);
    expect(await said(box.put(1, letter("again")))).toEqual([200, {}]);
  });
});

describe("rule 94: a letterbox that is not here", () => {
  /** Everything of an answer that arrives, but the bytes of the letter. */
  const faceOf = async (answer: Response) => {
    const split = splitLetter(new Uint8Array(await answer.arrayBuffer()));
    return {
      status: answer.status,
      headers: [...answer.headers].toSorted(),
      isLetter: split !== null && split.number > 0,
    };
  };

  test("is answered like one that is here: one face, and always the same bytes", async () => {
    const { relay, device, box } = await furnished();
    const written = letterboxOf(relay, "written");
    await written.make(device);
    await written.put(9, letter("9"));
    const deleted = letterboxOf(relay, "deleted");
    await deleted.make(device);
    await deleted.put(4, letter("4"));
    await deleted.remove();
    const nobody = letterboxOf(relay, "nobody");
    const all = [written, box, deleted, nobody];
    const faces = await Promise.all(all.map(async (one) => faceOf(await one.read())));
    for (const face of faces) expect(face).toEqual(faces[0]);
    expect(faces[0]).toMatchObject({ status: 200, isLetter: true });
    const seen = await Promise.all(all.map((one) => bytesOf(one.read())));
    for (const [at, one] of all.entries()) expect(await bytesOf(one.read())).toEqual(seen[at]);
    expect(new Set(seen.map((bytes) => bytes.toString("hex"))).size).toBe(4);
    // Neither making one nor deleting it moves a byte of the likeness.
    const before = seen[3];
    await nobody.make(device);
    expect(await bytesOf(nobody.read())).toEqual(before);
    await nobody.put(700, letter("x"));
    await nobody.remove();
    expect(await bytesOf(nobody.read())).toEqual(before);
  });

  test("looks like a letter: a true head with its number, four keys that are points, and what looks random", async () => {
    const relay = await openTestRelay();
    const numbers = new Set<number>();
    for (let turn = 0; turn < 40; turn += 1) {
      const split = await readOf(letterboxOf(relay, `nobody ${turn}`));
      const { number, letter: bytes } = split!;
      numbers.add(number);
      const age = dayOf(noon) - Math.floor(number / 4_096);
      expect([age >= 0, age < 190, number % 4_096 > 0, number % 4_096 <= 8]).toEqual(Array(4).fill(true));
      expect(Buffer.from(bytes.subarray(0, 8))).toEqual(Buffer.from([0x54, 0x44, 1, 4, 1, 0, 0, 0]));
      expect(new DataView(bytes.buffer, bytes.byteOffset).getUint32(8)).toBe(number);
      for (const at of [12, 92, 172, 252]) expect(isOnCurve(bytes.subarray(at, at + 32))).toBe(true);
      expect(new Set(bytes.subarray(12)).size).toBe(256);
    }
    expect(numbers.size).toBeGreaterThan(20);
    // What the check is worth: about half of other bytes are no point.
    const others = Array.from({ length: 64 }, (_, at) => isOnCurve(letter(`${at}`).subarray(0, 32)));
    expect(others.filter((is) => is).length).toBeLessThan(48);
  });

  test("is the same for 190 days, and never older than a letterbox can be that nobody wrote", async () => {
    const relay = await openTestRelay();
    const nobody = letterboxOf(relay, "nobody");
    const days: { readonly written: number; readonly bytes: string }[] = [];
    for (let day = 0; day < 400; day += 1) {
      const bytes = await bytesOf(nobody.read());
      const written = Math.floor(splitLetter(new Uint8Array(bytes))!.number / 4_096);
      expect(dayOf(relay.time.now) - written).toBeLessThan(190);
      expect(written).toBeLessThanOrEqual(dayOf(relay.time.now));
      days.push({ written, bytes: bytes.toString("hex") });
      relay.time.now += 86_400_000;
    }
    const written = [...new Set(days.map((one) => one.written))];
    expect(new Set(days.map(({ bytes }) => bytes)).size).toBe(written.length);
    for (const [at, day] of written.slice(1).entries()) expect(day - written[at]!).toBe(190);
    expect([3, 4]).toContain(written.length);
  });

  test("takes the same work: the same questions to the store, and as many bytes hashed", async () => {
    const { store } = await openTestStore();
    const asked: string[] = [];
    const watched: Store = new Proxy(store, {
      get(target, name: keyof Store) {
        asked.push(name);
        return target[name];
      },
    });
    const relay = await openTestRelay({ store: watched });
    const device = await relay.entered("anna");
    const [written, fresh, nobody] = ["written", "fresh", "nobody"].map((name) => letterboxOf(relay, name));
    await written!.make(device);
    await written!.put(1, letter("1"));
    await fresh!.make(device);
    await nobody!.read();
    const hashed: number[] = [];
    const update = Hash.prototype.update;
    const spy = vi.spyOn(Hash.prototype, "update").mockImplementation(function (this: Hash, data, ...rest) {
      hashed.push(data.length);
      return Reflect.apply(update, this, [data, ...rest]);
    });
    const works = [];
    for (const one of [written!, fresh!, nobody!]) {
      asked.length = 0;
      hashed.length = 0;
      await one.read();
      works.push({ asked: [...asked], hashed: [...hashed] });
    }
    spy.mockRestore();
    expect(works[0]!.asked).toEqual(["readLetter"]);
    expect(works[0]!.hashed).toContain(4_096);
    for (const work of works) expect(work).toEqual(works[0]);
  });

  test("cannot be told from one whose key somebody has not, whatever is asked", async () => {
    const { relay, device } = await furnished();
    const queue = queueOf(relay, "queue");
    await queue.make(device);
    const wrong = { key: keyNamed("somebody") };
    const answers = new Set<string>();
    const note = async (answer: Promise<Response>) => {
      const { status, headers, ...rest } = await answer.then(async (given) => ({
        status: given.status,
        headers: [...given.headers].toSorted(),
        text: await given.text(),
      }));
      answers.add(JSON.stringify([status, headers, rest.text]));
    };
    for (const name of ["grant", "nobody"]) {
      await note(letterboxOf(relay, name).put(1, letter("1"), wrong));
      await note(letterboxOf(relay, name).remove(wrong));
    }
    for (const name of ["queue", "nobody"]) {
      await note(queueOf(relay, name).put(1, [noticeFor("1")], wrong));
      await note(queueOf(relay, name).remove(wrong));
      await note(queueOf(relay, name).read(wrong));
    }
    await note(letterboxOf(relay, "nobody").put(1, letter("1")));
    await note(queueOf(relay, "nobody").read());
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain("unknown");
  });
});

/** Whether these bytes are the coordinate of a point of Curve25519: y² = x³ + 486662x² + x has a root (RFC 7748). */
function isOnCurve(bytes: Uint8Array): boolean {
  const p = 2n ** 255n - 19n;
  const x = (BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`) % 2n ** 255n) % p;
  const square = (((x * x) % p) * x + 486_662n * x * x + x) % p;
  let root = 1n;
  for (let exponent = (p - 1n) / 2n, base = square; exponent > 0n; exponent >>= 1n, base = (base * base) % p)
    if (exponent & 1n) root = (root * base) % p;
  return root === 1n;
}
