import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { RecordKeys, SealEnvironment } from "../../src/seal/record.ts";
import { createRecordKeys, openRecord, recordIdFromName, sealRecord } from "../../src/seal/record.ts";

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const subtle = crypto.subtle;
const environment: SealEnvironment<Key> = {
  subtle,
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};
const unopenable = { ok: false, error: { kind: "unopenable" } };

let keys: RecordKeys<Key>;
beforeAll(async () => {
  keys = await createRecordKeys<Key>(subtle);
});

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe("a sealed record", () => {
  test("opens to the name and value that were sealed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), fc.jsonValue(), async (name, value) => {
        const sealed = await sealRecord(environment, keys, name, value);
        const opened = await openRecord(subtle, keys, sealed);
        expect(opened).toEqual({ ok: true, value: JSON.parse(JSON.stringify({ name, value })) });
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test("does not open after any one of its bytes changed", async () => {
    const sealed = await sealRecord(environment, keys, "day/2027-03-04", { bleeding: "light" });
    for (let at = 0; at < sealed.bytes.length; at++) {
      const bytes = sealed.bytes.slice();
      bytes[at] = bytes[at]! ^ 1;
      expect(await openRecord(subtle, keys, { id: sealed.id, bytes })).toEqual(unopenable);
    }
  });

  test("does not open when cut short, empty or lengthened", async () => {
    const { id, bytes } = await sealRecord(environment, keys, "a", 1);
    for (const other of [
      bytes.slice(0, -1),
      bytes.slice(0, 5),
      new Uint8Array(0),
      new Uint8Array([...bytes, 0]),
    ]) {
      expect(await openRecord(subtle, keys, { id, bytes: other })).toEqual(unopenable);
    }
  });

  test("does not open in another record's place", async () => {
    const first = await sealRecord(environment, keys, "day/2027-03-04", { bleeding: "light" });
    const second = await sealRecord(environment, keys, "day/2027-03-05", { bleeding: "light" });
    expect(await openRecord(subtle, keys, { id: second.id, bytes: first.bytes })).toEqual(unopenable);
  });

  test("does not open with other keys", async () => {
    const sealed = await sealRecord(environment, keys, "a", 1);
    const others = await createRecordKeys<Key>(subtle);
    expect(await openRecord(subtle, others, sealed)).toEqual(unopenable);
  });

  test("has a length that tells only in which step of 256 bytes its content falls", async () => {
    const lengths = new Set<number>();
    for (let length = 0; length < 600; length++) {
      lengths.add((await sealRecord(environment, keys, "a", "x".repeat(length))).bytes.length);
    }
    expect([...lengths]).toEqual([256, 512, 768].map((padded) => 1 + 12 + padded + 16));
  });

  test("shows neither its name nor its content, and never the same bytes twice", async () => {
    const first = await sealRecord(environment, keys, "day/2027-03-04", { note: "canary" });
    const second = await sealRecord(environment, keys, "day/2027-03-04", { note: "canary" });
    expect(second.id).toBe(first.id);
    expect(second.bytes).not.toEqual(first.bytes);
    const visible = first.id + Buffer.from(first.bytes).toString("latin1");
    expect(visible).not.toContain("canary");
    expect(visible).not.toContain("2027");
  });

  test("cannot hold what JSON cannot say", async () => {
    await expect(sealRecord(environment, keys, "a", undefined)).rejects.toThrow(TypeError);
  });
});

describe("record keys", () => {
  test("cannot be read out of the platform", async () => {
    await expect(subtle.exportKey("raw", keys.cipher)).rejects.toThrow();
    await expect(subtle.exportKey("raw", keys.naming)).rejects.toThrow();
  });
});

describe("record format version 1", () => {
  // Frozen bytes: keys are 00…1f and 20…3f, the nonce is 00…0b. A change here breaks every stored diary.
  const counting = (first: number, length: number) =>
    Uint8Array.from({ length }, (_, index) => first + index);
  const fixedKeys = async (): Promise<RecordKeys<Key>> => ({
    cipher: await subtle.importKey("raw", counting(0, 32), "AES-GCM", false, ["encrypt", "decrypt"]),
    naming: await subtle.importKey("raw", counting(32, 32), { name: "HMAC", hash: "SHA-256" }, false, [
      "sign",
    ]),
  });
  const goldenId = "8XxMnpyVpiMM5uHCgIILcGoP2kcIxk58aVIAoLsbTSo";
  const goldenBytes =
    "01000102030405060708090a0b4702d62dbec7ac7ae024b5b1938d1914ace4b706c7566f4f1557d1a7314b76d36d65cbde95" +
    "ba30fa18c11a89e1e94f1ad47b0ce43dbed7f842ea2a1918e3f5eef03cc67ad3d126611c54aa6eef8f0ee8388ac962766353" +
    "68fdfd9ecc78f0b98dcbf859e6a441c81a9e1c3eb24875217fba6762abe3c5259a4dff57cd82e66e0ebb5200c6b4d7cb5308" +
    "e148a13dda4cc236f4e3353511934a8c5fe877fad2e9ee93979e15e9ffcc7ea763ddfadf8086bb9dceca228bab73bc65dfc0" +
    "c771c5b7f3134c8afa0dddd6c93756d3e6ba41d984e17ef8763d00baf171919ac741488ffa4323d4afe62003255247b808b5" +
    "117c51a893b9759d3089a5176b67738b9c428140f07f6c03673477beef4f116bf9aeff";

  test("writes the golden bytes", async () => {
    const fixed = { subtle, randomBytes: (length: number) => counting(0, length) };
    const sealed = await sealRecord(fixed, await fixedKeys(), "day/2027-03-04", { bleeding: "light" });
    expect(sealed.id).toBe(goldenId);
    expect(hex(sealed.bytes)).toBe(goldenBytes);
  });

  test("reads the golden bytes", async () => {
    const golden = { id: goldenId, bytes: new Uint8Array(Buffer.from(goldenBytes, "hex")) };
    expect(await openRecord(subtle, await fixedKeys(), golden)).toEqual({
      ok: true,
      value: { name: "day/2027-03-04", value: { bleeding: "light" } },
    });
  });

  test("names a record by HMAC-SHA-256, as another implementation computes it", async () => {
    const { createHmac } = await import("node:crypto");
    const expected = createHmac("sha256", counting(32, 32)).update("day/2027-03-04").digest("base64url");
    expect(await recordIdFromName(subtle, await fixedKeys(), "day/2027-03-04")).toBe(expected);
  });
});
