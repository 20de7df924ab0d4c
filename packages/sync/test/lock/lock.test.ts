import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type Argon2Parameters,
  argon2,
  calibratedParameters,
  createLock,
  defaultParameters,
  type Lock,
  type LockEnvironment,
  lockFromJson,
  openLock,
  openRecord,
  sealRecord,
} from "../../src/index.ts";

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const counting = (first: number, length: number) => Uint8Array.from({ length }, (_, index) => first + index);

/** Bytes 00, 01, … over all calls. */
function countingBytes(): (length: number) => Uint8Array<ArrayBuffer> {
  let next = 0;
  return (length) => {
    next += length;
    return counting(next - length, length);
  };
}

/** Passphrases whose guesses were paid for. */
const asked: Argon2Parameters[] = [];
const environment: LockEnvironment<Key> = {
  subtle: crypto.subtle,
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  argon2: (passphrase, salt, parameters) => {
    asked.push(parameters);
    return argon2(passphrase, salt, parameters);
  },
};
const cheap: Argon2Parameters = { memoryKiB: 19 * 1024, passes: 2, parallelism: 1 };
const passphrase = "quinquereme of nineveh";
const right = { kind: "passphrase", passphrase } as const;
const passkey = {
  kind: "passkey",
  credential: "c29tZSBrZXk",
  input: counting(100, 32),
  output: counting(200, 32),
} as const;
const didNotOpen = { ok: false, error: { kind: "did-not-open" } };

let lock: Lock;
beforeAll(async () => {
  lock = await createLock(environment, [{ ...right, parameters: cheap }, passkey]);
});

/** The lock with its slots' texts and numbers changed, past the compiler. */
const changed = (index: number, change: Readonly<Record<string, unknown>>): unknown => ({
  ...lock,
  slots: lock.slots.map((slot, at) => (at === index ? { ...slot, ...change } : slot)),
});
const open = async (value: unknown, opener: Parameters<typeof openLock>[2] = right) => {
  const read = lockFromJson(value);
  return read ? openLock(environment, read, opener) : "no lock";
};

describe("a lock", () => {
  test("opens with any one of its slots, to the same keys", async () => {
    const byWords = await openLock(environment, lock, right);
    const byPasskey = await openLock(environment, lock, passkey);
    if (!byWords.ok || !byPasskey.ok) throw new Error("a slot did not open");
    const sealed = await sealRecord(environment, byWords.value, "day/2027-03-04", { bleeding: "light" });
    expect(await openRecord(crypto.subtle, byPasskey.value, sealed)).toMatchObject({ ok: true });
    expect((await sealRecord(environment, byPasskey.value, "day/2027-03-04", 0)).id).toBe(sealed.id);
  });

  test("gives keys that cannot be read out of the platform", async () => {
    const opened = await openLock(environment, lock, right);
    if (!opened.ok) throw new Error("a slot did not open");
    for (const key of Object.values(opened.value)) {
      await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
    }
  });

  test("is another one every time, under the same passphrase", async () => {
    const other = await createLock(environment, [{ ...right, parameters: cheap }]);
    const [a, b] = await Promise.all([openLock(environment, lock, right), open(other)]);
    if (!a.ok || b === "no lock" || !b.ok) throw new Error("a slot did not open");
    const sealed = await sealRecord(environment, a.value, "a", 1);
    expect(await openRecord(crypto.subtle, b.value, sealed)).toMatchObject({ ok: false });
  });

  test("opens with the passphrase as keyboards, pasting and word completion write it", async () => {
    for (const text of [` ${passphrase}\n`, "quinquereme  of nineveh", "quinquereme of ｎineveh"]) {
      expect(await open(lock, { kind: "passphrase", passphrase: text }), text).toMatchObject({ ok: true });
    }
  });

  test("answers anything wrong with one answer", async () => {
    const wrong: readonly (readonly [string, unknown, Parameters<typeof openLock>[2]?])[] = [
      ["another passphrase", lock, { kind: "passphrase", passphrase: "quinquereme of ninevei" }],
      ["no passphrase", lock, { kind: "passphrase", passphrase: "" }],
      ["another passkey's output", lock, { ...passkey, output: counting(1, 32) }],
      ["a short output", lock, { ...passkey, output: counting(200, 31) }],
      ["another passkey", lock, { ...passkey, credential: "YW5vdGhlcg" }],
      ["more memory", changed(0, { memoryKiB: cheap.memoryKiB + 1 })],
      ["more passes", changed(0, { passes: 3 })],
      ["another salt", changed(0, { salt: "AAAAAAAAAAAAAAAAAAAAAA" })],
      ["the passkey's wrapping", changed(0, { wrapped: lock.slots[1]!.wrapped })],
      ["another input", changed(1, { input: "A".repeat(43) }), passkey],
    ];
    for (const [name, value, opener] of wrong) expect(await open(value, opener), name).toEqual(didNotOpen);
  });

  test("does not open after any one bit of its wrapping changed", async () => {
    const bytes = Buffer.from(lock.slots[1]!.wrapped, "base64url");
    for (let at = 0; at < bytes.length; at++) {
      const other = Buffer.from(bytes);
      other[at]! ^= 1;
      expect(await open(changed(1, { wrapped: other.toString("base64url") }), passkey)).toEqual(didNotOpen);
    }
  });

  test("is not read from anything that is none", () => {
    const slot = lock.slots[0]!;
    const none: readonly unknown[] = [
      null,
      "tidetable.lock/1",
      {},
      { ...lock, format: "tidetable.lock/2" },
      { ...lock, slots: [] },
      { ...lock, slots: slot },
      { ...lock, slots: [{ ...slot, kind: "pin" }] },
      { ...lock, slots: [{ ...slot, parallelism: 2 }] },
      { ...lock, slots: [{ ...slot, salt: "AAAA" }] },
      { ...lock, slots: [{ ...slot, wrapped: slot.wrapped.slice(4) }] },
      { ...lock, slots: [{ ...slot, memoryKiB: "65536" }] },
    ];
    for (const value of none) expect(lockFromJson(value), JSON.stringify(value)).toBeNull();
  });

  test("passes over slots of a kind that only a newer version knows", async () => {
    const newer = { ...lock, slots: [{ kind: "words", wrapped: lock.slots[0]!.wrapped }, ...lock.slots] };
    expect(await open(newer)).toMatchObject({ ok: true });
  });
});

describe("the cost of a guess", () => {
  test("by default is Argon2id with 64 MiB and three passes", () => {
    expect(defaultParameters).toEqual({ memoryKiB: 65_536, passes: 3, parallelism: 1 });
  });

  test("outside the pinned floor and ceiling is refused before anything is computed", async () => {
    for (const change of [
      { memoryKiB: 19 * 1024 - 1 },
      { memoryKiB: 8 },
      { memoryKiB: 256 * 1024 + 1 },
      { memoryKiB: 2 ** 31 },
      { memoryKiB: 20_000.5 },
      { passes: 1 },
      { passes: 11 },
    ]) {
      const before = asked.length;
      expect(await open(changed(0, change)), JSON.stringify(change)).toEqual(didNotOpen);
      expect(asked.length).toBe(before);
    }
  });

  test("outside the limits is our own mistake where a lock is made", async () => {
    const parameters = { ...cheap, passes: 1 };
    await expect(createLock(environment, [{ ...right, parameters }])).rejects.toThrow(RangeError);
    await expect(createLock(environment, [])).rejects.toThrow(RangeError);
  });

  test("of a PIN is too small to make a slot of", async () => {
    for (const pin of ["1111", "482915", "short word"]) {
      const secret = { kind: "passphrase", passphrase: pin, parameters: cheap } as const;
      await expect(createLock(environment, [secret])).rejects.toThrow(RangeError);
    }
  });

  test("grows with the device up to 128 MiB and never falls below the default", () => {
    const memory = [10, 499, 500, 700, 1000, 5000].map((ms) => calibratedParameters(ms).memoryKiB / 1024);
    expect(memory).toEqual([128, 128, 128, 80, 64, 64]);
  });
});

describe("lock format version 1", () => {
  // Frozen: random bytes are 00, 01, … in the order they are asked for. A change here locks every owner out.
  const golden = {
    format: "tidetable.lock/1",
    slots: [
      {
        kind: "passphrase",
        memoryKiB: 19456,
        passes: 2,
        parallelism: 1,
        salt: "ICEiIyQlJicoKSorLC0uLw",
        wrapped: "MDEyMzQ1Njc4OTo7EW125P72QPcqX5KW5FrXjkURGbTBTeXkyYk-zBTGi0Sibrr2A4-SbcuYBsK7qBQw",
      },
      {
        kind: "passkey",
        credential: "c29tZSBrZXk",
        input: "ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1-f4CBgoM",
        wrapped: "PD0-P0BBQkNERUZHOgYmtAaacVG4BQ9cikzS50gm0YUQOYfQn6NxnDT6ztDpy0XvIkpDOO8wEDSIQZmD",
      },
    ],
  };

  test("writes the golden lock", async () => {
    const written = await createLock({ ...environment, randomBytes: countingBytes() }, [
      { ...right, parameters: cheap },
      passkey,
    ]);
    expect(written).toEqual(golden);
  });

  test("reads the golden lock by either slot, to the keys of the local key 00…1f", async () => {
    const derive = (purpose: string) =>
      Buffer.from(hkdfSync("sha256", counting(0, 32), "", `tidetable.lock/1 ${purpose}`, 32));
    for (const opener of [right, passkey]) {
      const opened = await open(golden, opener);
      if (opened === "no lock" || !opened.ok) throw new Error("the golden lock does not open");
      const { id, bytes } = await sealRecord(environment, opened.value, "a", 1);
      const decipher = createDecipheriv("aes-256-gcm", derive("cipher"), bytes.subarray(1, 13));
      decipher.setAAD(Buffer.concat([Buffer.from("tidetable.record"), Buffer.of(1), Buffer.from(id)]));
      decipher.setAuthTag(bytes.subarray(-16));
      expect(decipher.update(bytes.subarray(13, -16)).toString("utf8")).toContain('{"name":"a","value":1}');
      decipher.final();
      const { createHmac } = await import("node:crypto");
      expect(id).toBe(createHmac("sha256", derive("naming")).update("a").digest("base64url"));
    }
  });

  test("wraps for a passkey as another implementation computes it", () => {
    const slot = golden.slots[1]!;
    const wrapped = Buffer.from(slot.wrapped, "base64url");
    const key = Buffer.from(hkdfSync("sha256", passkey.output, "", "tidetable.lock/1 passkey", 32));
    const cipher = createCipheriv("aes-256-gcm", key, wrapped.subarray(0, 12));
    cipher.setAAD(Buffer.from(`tidetable.lock/1\npasskey\n${slot.credential}\n${slot.input}`));
    const ciphertext = Buffer.concat([cipher.update(counting(0, 32)), cipher.final(), cipher.getAuthTag()]);
    expect(ciphertext.toString("hex")).toBe(wrapped.subarray(12).toString("hex"));
  });
});
