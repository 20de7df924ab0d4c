import { describe, expect, test } from "vitest";
import { bytesFromText } from "../src/bytes.ts";
import { readEntry } from "../src/entry.ts";
import { createSuite, openVault, type Suite, type Vault } from "../src/index.ts";
import { relayPaths, splitFrames } from "../src/protocol.ts";
import { base64urlFromBytes } from "../src/seal/base64url.ts";
import { bleeding, founded, pair, realSuite, reopened, type StoredWorld, stateText } from "./household.ts";
import { hkdf } from "./seal/slow-suite.ts";

/** The platform's randomness: what this is about must not hang on a seed. */
const suite: Suite = createSuite({
  subtle: crypto.subtle,
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
});
const pruneOf = async (vault: Vault) => ({
  epoch: vault.core().replica.epoch,
  key: [...vault.core().replica.epochKeys.values()][0]!,
});

/** Every envelope that anybody ever sends to the relay, whether it is accepted or not. */
function watched(relay: {
  answer: (request: {
    path: string;
    method: string;
    headers: Readonly<Record<string, string>>;
    body: Uint8Array<ArrayBuffer> | null;
  }) => unknown;
}) {
  const sent: Uint8Array[] = [];
  const answer = relay.answer.bind(relay);
  relay.answer = (request) => {
    const { path, body } = request;
    const isLog = [relayPaths.log, relayPaths.snapshot, relayPaths.rotate, relayPaths.restart].some((start) =>
      path.startsWith(start),
    );
    if (isLog && body)
      for (const frame of splitFrames(body) ?? []) if (frame[0] === 0x54) sent.push(Uint8Array.from(frame));
    return answer(request as never);
  };
  return sent;
}

describe("rules 11, 25: a restored phone never reuses a nonce", () => {
  test("copies of one store with the same edits send no two envelopes under one key and salt, and no id says two things", async () => {
    const { vault: phone, world, newWorld, relay } = await founded(suite);
    const sent = watched(relay as never);
    await phone.edit([bleeding("light")]);
    await phone.sync();
    await phone.edit([bleeding("heavy")]);
    const worlds: readonly StoredWorld[] = [
      world,
      newWorld(world.store.clone()),
      newWorld(world.store.clone()),
    ];
    const copies = await Promise.all(worlds.map(reopened));
    const { key } = await pruneOf(phone);
    // The same edits, signed at the same place: whoever comes first is in the log, the others find out.
    for (const copy of copies) await copy.edit([bleeding("medium", "day/2027-03-05")]);
    for (let round = 0; round < 3; round++) {
      for (const copy of copies) expect(await copy.sync()).toMatchObject({ kind: "done" });
    }
    expect(new Set(copies.map((copy) => copy.device().id)).size).toBe(3);
    expect(new Set(copies.map(stateText)).size).toBe(1);

    const entries = sent.filter((envelope) => envelope[3] === 1);
    expect(entries.length).toBeGreaterThan(4);
    const distinct = new Map(entries.map((envelope) => [Buffer.from(envelope).toString("hex"), envelope]));
    const salts = [...distinct.values()].map((envelope) =>
      Buffer.from(envelope.subarray(12, 44)).toString("hex"),
    );
    expect(new Set(salts).size).toBe(salts.length);
    // As the second implementation derives them: 32 bytes of key and 12 of nonce, different for each.
    const keys = salts.map((salt) =>
      hkdf(key, Buffer.from(salt, "hex"), bytesFromText("tidetable/v1 envelope"), 44).toString("hex"),
    );
    expect(new Set(keys).size).toBe(keys.length);

    const said = new Map<string, string>();
    for (const envelope of relay.history.values()) {
      const content = envelope[3] === 1 ? await suite.openEnvelope(envelope, key, phone.id) : null;
      if (!content) continue;
      const { device, seq } = readEntry(content)!;
      const hash = base64urlFromBytes(await suite.hash(content));
      expect(said.get(`${device} ${seq}`) ?? hash).toBe(hash);
      said.set(`${device} ${seq}`, hash);
    }
    expect(said.size).toBeGreaterThan(5);
  });

  test("sending again after an answer was lost is sending the same bytes or new salt, never the same salt with other content", async () => {
    const { vault: phone, relay, world } = await founded(suite);
    const sent = watched(relay as never);
    const answer = relay.answer.bind(relay);
    let losing = 0;
    relay.answer = (request) => {
      const given = answer(request);
      if (request.path.startsWith("/v1/log?expect") && losing-- > 0)
        return { status: 500, body: new Uint8Array(0) };
      return given;
    };
    for (const value of ["light", "medium", "heavy"]) {
      losing = 1;
      await phone.edit([bleeding(value)]);
      await phone.sync();
      await phone.edit([bleeding(value, "day/2027-03-05")]);
      await (await reopened(world)).sync();
      await phone.sync();
    }
    const contentBySalt = new Map<string, string>();
    for (const envelope of sent) {
      const salt = Buffer.from(envelope.subarray(12, 44)).toString("hex");
      const whole = Buffer.from(envelope).toString("hex");
      expect(contentBySalt.get(salt) ?? whole).toBe(whole);
      contentBySalt.set(salt, whole);
    }
    expect(contentBySalt.size).toBeGreaterThan(3);
  });
});

describe("rules 14, 23: a failed decryption never leads to a save", () => {
  const real = realSuite(64);

  test("after every kind of broken answer the stored registers, roster and waiting edits are what they were", async () => {
    const { vault: phone, world, newWorld, relay } = await founded(real);
    const laptopWorld = newWorld();
    const laptop = await pair(phone, world, laptopWorld);
    await laptop.edit([bleeding("light")]);
    await phone.edit([bleeding("heavy"), bleeding("medium", "day/2027-03-05")]);
    await phone.sync();
    const good = relay.envelopes.at(-1)!;
    const restored = () => relay.envelopes.splice(-1, 1, good);
    const changed = (at: number): Uint8Array =>
      Uint8Array.from(good, (byte, where) => (where === at ? byte ^ 1 : byte));
    const broken: readonly Uint8Array[] = [
      ...[0, 3, 4, 8, 11, 12, 43, 44, 75, 76, 500, 1_023].map(changed),
      real.randomBytes(1_024),
      new Uint8Array(0),
      relay.envelopes.at(-2)!,
      await real.sealEnvelope("entry", 1, real.randomBytes(32), phone.id, real.randomBytes(200)),
      await real.sealEnvelope("snapshot", 1, real.randomBytes(32), phone.id, real.randomBytes(200)),
    ];
    const kept = () =>
      JSON.stringify([...laptopWorld.store.values].filter(([name]) => name !== "sync/state").sort());
    const place = () => {
      const { index, chain, epoch, epochKeys, authors, sent } = JSON.parse(
        laptopWorld.store.values.get("sync/state")!,
      ) as Record<string, unknown>;
      return JSON.stringify({ index, chain, epoch, epochKeys, authors, sent });
    };
    const before = [kept(), place()];
    for (const [at, envelope] of broken.entries()) {
      relay.envelopes.splice(-1, 1, envelope);
      const vault = await reopened(laptopWorld);
      expect((await vault.sync()).kind, `broken answer ${at}`).toMatch(/stopped|trouble/);
      expect([kept(), place()], `broken answer ${at}`).toEqual(before);
      expect(vault.waiting()).toBe(1);
      restored();
      await vault.resume();
    }
    const vault = await reopened(laptopWorld);
    expect(await vault.sync()).toMatchObject({ kind: "done" });
    await phone.sync();
    expect(stateText(phone)).toBe(stateText(vault));
    expect((await openVault(laptopWorld)).ok).toBe(true);
  });
});
