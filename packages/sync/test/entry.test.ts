import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { bytesFromJson, bytesFromText, joinBytes, jsonFromBytes, u32 } from "../src/bytes.ts";
import { type Entry, isSignedBy, parseBatch, readEntry, signEntry, vaultBytes } from "../src/entry.ts";
import { base64urlFromBytes } from "../src/seal/base64url.ts";
import type { Bytes } from "../src/seal/suite.ts";
import type { Device } from "../src/vault-core.ts";
import { realSuite } from "./household.ts";
import { newDevice } from "./log-writer.ts";
import { changedAt, otherVault, someVault } from "./seal/suite-contract.ts";

const suite = realSuite(52);
const hash = base64urlFromBytes(suite.randomBytes(32));
let device: Device;
let other: Device;
let whole: Entry;
beforeAll(async () => {
  device = await newDevice(suite, "Phone");
  other = await newDevice(suite, "Laptop");
  whole = {
    device: device.id,
    seq: 3,
    prev: hash,
    log: [7, hash],
    time: 1_800_000_000,
    roster: [["text", "signature"]],
    batch: { base: 7, writes: [{ record: "r", field: "f", value: { a: [1, null] }, time: 5, count: 2 }] },
    moved: "relay.example",
  };
});
const sign = (entry: Entry, vault = someVault, epoch = 4) =>
  signEntry(suite, device.sign, vault, epoch, entry);
const holds = (content: Bytes, by = device, vault = someVault, epoch = 4) =>
  isSignedBy(suite, by.sign.publicKey, vault, epoch, content);
const withoutSignature = (json: unknown): Bytes => joinBytes(new Uint8Array(64), bytesFromJson(json));

describe("rules 21, 22: an entry", () => {
  test("is a signature and JSON of its fields, in the order given", async () => {
    const content = await sign(whole);
    expect(Buffer.from(content.subarray(64)).toString()).toBe(
      `{"device":"${device.id}","seq":3,"prev":"${hash}","log":[7,"${hash}"],"time":1800000000,` +
        `"roster":[["text","signature"]],"batch":{"base":7,"writes":[["r","f",{"a":[1,null]},5,2]]},` +
        `"moved":"relay.example"}`,
    );
    const signed = [
      bytesFromText("tidetable/v1 entry\n"),
      vaultBytes(someVault),
      u32(4),
      content.subarray(64),
    ];
    expect(await suite.verify(device.sign.publicKey, content.subarray(0, 64), joinBytes(...signed))).toBe(
      true,
    );
  });

  test("is read as it was written, with and without each field that may be missing", async () => {
    const { roster, batch, moved, ...least } = whole;
    for (const entry of [
      whole,
      least,
      { ...least, roster },
      { ...least, batch },
      { ...least, moved },
    ] as Entry[]) {
      const content = await sign(entry);
      expect(readEntry(content)).toEqual(entry);
      expect(await holds(content)).toBe(true);
    }
  });

  test("is signed for its author, its vault and its epoch, and for every byte of it", async () => {
    const content = await sign(whole);
    expect(await holds(content, other)).toBe(false);
    expect(await holds(content, device, otherVault)).toBe(false);
    expect(await holds(content, device, someVault, 5)).toBe(false);
    for (let at = 0; at < content.length; at += 7)
      expect(await holds(changedAt(content, at)), `byte ${at}`).toBe(false);
    for (const length of [0, 63, 64, content.length - 1])
      expect(await holds(content.slice(0, length))).toBe(false);
  });

  test("rule 22: may have fields that this version does not know", async () => {
    const json = { ...(jsonFromBytes((await sign(whole)).subarray(64)) as object), later: { any: [1] } };
    expect(readEntry(withoutSignature(json))).toEqual(whole);
  });

  test("is none with a field missing, of another type, or out of its range", () => {
    const json = {
      device: whole.device,
      seq: 1,
      prev: hash,
      log: [0, hash],
      time: 0,
      roster: [],
      batch: { base: 0, writes: [] },
      moved: "",
    };
    expect(readEntry(withoutSignature(json))).not.toBeNull();
    for (const name of ["device", "seq", "prev", "log", "time"]) {
      expect(readEntry(withoutSignature({ ...json, [name]: undefined })), name).toBeNull();
    }
    const wrong: Record<string, readonly unknown[]> = {
      device: ["", "AAAA", 1, hash],
      seq: [0, -1, 1.5, "1", 2 ** 53],
      prev: ["", `${hash}A`, hash.slice(1), 1],
      log: [[], [0], [hash, 0], [-1, hash], [0, "A"], {}],
      time: [-1, 0.5, "0", null],
      roster: [{}, [[]], [["text"]], [["text", 1]], null],
      batch: [[], {}, { base: 0 }, { base: -1, writes: [] }, { base: 0, writes: [[]] }, null],
      moved: [1, {}, null],
    };
    for (const [name, values] of Object.entries(wrong)) {
      for (const value of values) {
        expect(
          readEntry(withoutSignature({ ...json, [name]: value })),
          `${name} ${JSON.stringify(value)}`,
        ).toBeNull();
      }
    }
  });

  test("is never read from arbitrary bytes, and reading them never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(readEntry(bytes)).toBeNull();
      }),
      { seed: 21, numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(readEntry(withoutSignature(json))).toBeNull();
      }),
      { seed: 22, numRuns: 300 },
    );
  });
});

describe("rule 31: a batch", () => {
  const write = ["r", "f", 1, 5, 0];
  test("has writes of a record, a field, any value and a stamp", () => {
    for (const value of [null, 0, "", [], {}, [{ deep: null }]]) {
      const [read] = parseBatch({ base: 1, writes: [["r", "f", value, 5, 0]] })!.writes;
      expect(read).toEqual({ record: "r", field: "f", value, time: 5, count: 0 });
    }
  });

  test("is none where one write of it is none", () => {
    const wrong: readonly unknown[] = [
      [],
      "write",
      ["r", "f", 1, 5],
      [1, "f", 1, 5, 0],
      ["r", null, 1, 5, 0],
      ["r", "f", undefined, 5, 0],
      ["r", "f", 1, 0.5, 0],
      ["r", "f", 1, "5", 0],
      ["r", "f", 1, 5, -1],
      ["r", "f", 1, 5, 2 ** 53],
      ["r", "f", 1, 2 ** 53, 0],
    ];
    expect(parseBatch({ base: 0, writes: [write] })).not.toBeNull();
    for (const one of wrong)
      expect(parseBatch({ base: 0, writes: [write, one] }), JSON.stringify(one)).toBeNull();
  });

  test("rule 31: has times from 1970 on: an earlier one would not fit a snapshot beside a later one", () => {
    expect(parseBatch({ base: 0, writes: [["r", "f", 1, -1, 0]] })).toBeNull();
  });
});
