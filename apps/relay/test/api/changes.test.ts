import { joinFrames, limits, splitLogStretch, splitSnapshotParts } from "@tidetable/sync/protocol";
import { describe, expect, test } from "vitest";
import {
  boxes,
  entry,
  envelope,
  hash,
  json,
  keyNamed,
  snapshotParts,
  type TestDevice,
  u64,
} from "./test-device.ts";
import { openTestRelay, said } from "./test-relay.ts";

const malformed = [400, { refused: "malformed" }] as const;
const unknown = [404, { refused: "unknown" }] as const;
const dayMs = 86_400_000;

const put = (device: TestDevice, at: number, parts: readonly Uint8Array[]) =>
  device.send("PUT", `/v1/snapshot?at=${at}`, joinFrames(parts));

async function newest(device: TestDevice) {
  return splitSnapshotParts(new Uint8Array(await (await device.send("GET", "/v1/snapshot")).arrayBuffer()));
}

async function written(count: number) {
  const relay = await openTestRelay();
  const device = await relay.entered("anna");
  await device.append(0, ...Array.from({ length: count }, (_, at) => entry(`${at + 1}`)));
  return { relay, device };
}

describe("rule 50: a snapshot", () => {
  test("is kept up to N ≤ head, above the newest, and handed out as it came", async () => {
    const { device } = await written(5);
    expect(await said(device.send("GET", "/v1/snapshot"))).toEqual([404, { refused: "no-snapshot" }]);
    const parts = snapshotParts("three", 2);
    expect((await put(device, 3, parts)).status).toBe(200);
    expect(await newest(device)).toEqual({ at: 3, parts: parts.map((one) => new Uint8Array(one)) });
    expect(await device.enter()).toMatchObject({ head: 5, snapshot: 3 });
    expect(await said(put(device, 2, parts))).toEqual([409, { refused: "behind", snapshot: 3 }]);
    expect(await said(put(device, 6, parts))).toEqual([409, { refused: "behind", head: 5 }]);
    expect((await put(device, 5, snapshotParts("five"))).status).toBe(200);
    expect(await newest(device)).toMatchObject({ at: 5 });
  });

  test("has the boxes first, then 1 to 64 parts", async () => {
    const { device } = await written(2);
    const [first, part] = snapshotParts("s") as [Buffer, Buffer];
    for (const parts of [[], [first], [part], [part, first], [first, part, first], [first, entry("x")]]) {
      expect(await said(put(device, 1, parts))).toEqual(malformed);
    }
    expect(await said(put(device, 1, snapshotParts("s", 65)))).toEqual([413, { refused: "too-large" }]);
    expect((await put(device, 1, snapshotParts("s", 64))).status).toBe(200);
  });

  test("may have 64 parts of the greatest size", async () => {
    const { device } = await written(2);
    const parts = Array.from({ length: limits.snapshotParts }, (_, at) => envelope(2, `${at}`, 65_536));
    expect((await put(device, 1, [boxes(), ...parts])).status).toBe(200);
    expect((await newest(device))?.parts).toHaveLength(65);
  });

  test("entries that two newer ones cover are gone after 30 days, and reading says where to begin", async () => {
    const { relay, device } = await written(6);
    await put(device, 2, snapshotParts("two"));
    await put(device, 4, snapshotParts("four"));
    relay.time.now += 31 * dayMs;
    await relay.store.sweep(Math.floor(relay.time.now / dayMs));
    await device.enter();
    expect(await said(device.send("GET", "/v1/log?after=0"))).toEqual([
      410,
      { refused: "pruned", snapshot: 4 },
    ]);
    const stretch = await device.send("GET", "/v1/log?after=4");
    expect(splitLogStretch(new Uint8Array(await stretch.arrayBuffer()))).toMatchObject({ head: 6, first: 5 });
  });
});

describe("rule 51: rotating", () => {
  test("appends and replaces the access key in one step, all or nothing", async () => {
    const { device } = await written(1);
    const next = keyNamed("anna access 2");
    expect(await said(device.rotate(0, next, [boxes()]))).toEqual([409, { refused: "behind", head: 1 }]);
    await device.enter();
    expect(await said(device.rotate(1, next, [boxes(), entry("2")]))).toEqual([200, { head: 3 }]);
    device.access = next;
    expect(await device.enter()).toMatchObject({ head: 3 });
  });

  test("by the root key is always possible (rule 6)", async () => {
    const { device } = await written(1);
    const next = keyNamed("anna access 2");
    expect(await said(device.rotate(1, next, [boxes()], { by: "root" }))).toEqual([200, { head: 2 }]);
    expect(await said(device.openSession())).toEqual(unknown);
  });

  test.each([
    ["for another relay", { host: "other.example" }],
    ["of another purpose", { purpose: "session" as const }],
    ["of something else", { detail: "AAAA" }],
    ["by another key", { key: keyNamed("somebody") }],
  ])("or restarting with a proof %s changes nothing", async (_name, options) => {
    const { relay, device } = await written(1);
    const before = await relay.store.readVault(Buffer.from(device.vault, "base64url"));
    expect(await said(device.rotate(1, keyNamed("next"), [boxes()], options))).toEqual(unknown);
    expect(await said(device.restart(1, 1, snapshotParts("s"), options))).toEqual(unknown);
    expect(await relay.store.readVault(Buffer.from(device.vault, "base64url"))).toEqual(before);
  });

  test("with other envelopes, another key or another index than were signed changes nothing", async () => {
    const { relay, device } = await written(1);
    const detailOf = (index: number, access: string, name: string) =>
      hash(keyNamed(access).publicKey, u64(index), hash(boxes(name))).toString("base64url");
    for (const detail of [
      detailOf(0, "next", "boxes"),
      detailOf(1, "other", "boxes"),
      detailOf(1, "next", "others"),
    ]) {
      expect(await said(device.rotate(1, keyNamed("next"), [boxes()], { detail }))).toEqual(unknown);
    }
    expect(await device.enter()).toMatchObject({ head: 1 });
    const right = detailOf(1, "next", "boxes");
    expect((await device.rotate(1, keyNamed("next"), [boxes()], { detail: right })).status).toBe(200);
    expect((await relay.store.readVault(Buffer.from(device.vault, "base64url")))?.generation).toBe(2);
  });

  test("needs a new key, and envelopes of a log", async () => {
    const { relay, device } = await written(1);
    const proof = json(await device.proof("rotate"));
    for (const frames of [[], [proof], [proof, boxes()], [boxes(), proof], [proof, ...snapshotParts("s")]]) {
      expect(await said(relay.ask("POST", "/v1/rotate?expect=1", joinFrames(frames)))).toEqual(malformed);
    }
    expect(await said(device.rotate(1, keyNamed("next"), snapshotParts("s")))).toEqual(malformed);
    const long = json({ ...(await device.proof("rotate")), more: "x".repeat(4_096) });
    const answer = relay.ask("POST", "/v1/rotate?expect=1", joinFrames([long, boxes()]));
    expect(await said(answer)).toEqual([413, { refused: "too-large" }]);
  });
});

describe("rule 51: restarting", () => {
  test("leaves one snapshot at M, and nothing before", async () => {
    const { relay, device } = await written(6);
    await put(device, 2, snapshotParts("two"));
    const parts = snapshotParts("six");
    expect(await said(device.restart(6, 6, parts))).toEqual([200, { head: 6 }]);
    expect(await newest(device)).toMatchObject({ at: 6 });
    expect(await said(device.send("GET", "/v1/log?after=0"))).toEqual([
      410,
      { refused: "pruned", snapshot: 6 },
    ]);
    expect((await relay.store.totals()).bytes).toBe(2 * 1_024);
    expect(await said(device.append(6, entry("7")))).toEqual([200, { head: 7 }]);
  });

  test("begins above the head after a relay lost entries (M > N), and never below it", async () => {
    const { device } = await written(2);
    const parts = snapshotParts("nine");
    expect(await said(device.restart(2, 1, parts))).toEqual(malformed);
    expect(await said(device.restart(1, 9, parts))).toEqual([409, { refused: "behind", head: 2 }]);
    expect(await said(device.restart(2, 9, parts, { by: "root" }))).toEqual([200, { head: 9 }]);
    expect(await device.enter()).toMatchObject({ head: 9, snapshot: 9 });
  });
});

describe("rule 51: deleting", () => {
  test.each(["access", "root"] as const)("by the %s key leaves nothing, for good", async (by) => {
    const { relay, device } = await written(3);
    await put(device, 2, snapshotParts("two"));
    expect((await device.remove({ by })).status).toBe(200);
    expect(await relay.store.totals()).toMatchObject({ vaults: 0, bytes: 0 });
    expect(await said(device.send("GET", "/v1/log?after=0"))).toEqual(unknown);
    expect(await said(device.openSession({ by }))).toEqual(unknown);
    expect(await said(device.remove({ by }))).toEqual(unknown);
  });

  test("needs a proof of its own: a session is not enough", async () => {
    const { relay, device } = await written(1);
    expect(await said(device.send("POST", "/v1/delete", json({})))).toEqual(malformed);
    expect(await said(device.remove({ purpose: "session" }))).toEqual(unknown);
    expect(await relay.store.countVaults()).toBe(1);
  });
});
