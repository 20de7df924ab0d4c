import { beforeEach, describe, expect, test } from "vitest";
import { type Breach, emptyReplica, type Reader, type Replica, takeEnvelope } from "../src/replica.ts";
import { base64urlFromBytes } from "../src/seal/base64url.ts";
import type { DeviceId } from "../src/seal/suite.ts";
import { bytesFromState, stateOfReplica } from "../src/snapshot-state.ts";
import { type Device, memberFromDevice } from "../src/vault-core.ts";
import { realSuite } from "./household.ts";
import { LogWriter, newDevice } from "./log-writer.ts";
import { changedAt, otherVault } from "./seal/suite-contract.ts";

const suite = realSuite(51);
const write = (value: unknown, time = 1) => ({
  record: "day/2027-03-04",
  field: "bleeding",
  value,
  time,
  count: 0,
});

/** Everything a replica holds, the keys too; not boxes whose entry has yet to come, which count for nothing. */
const textOf = (replica: Replica): string =>
  JSON.stringify([
    Buffer.from(bytesFromState(stateOfReplica(replica))).toString(),
    [...replica.epochKeys].map(([epoch, key]) => [epoch, base64urlFromBytes(key)]),
    replica.roster.last,
    [...replica.roster.members],
    replica.boxes && base64urlFromBytes(replica.boxes),
  ]);

describe("rule 23: an envelope that breaks a rule is not taken, and nothing at all changes", () => {
  let phone: Device;
  let laptop: Device;
  let stranger: Device;
  let log: LogWriter;
  let replica: Replica;
  let reader: Reader;

  beforeEach(async () => {
    phone = await newDevice(suite, "Phone");
    laptop = await newDevice(suite, "Laptop");
    stranger = await newDevice(suite, "Stranger");
    log = await LogWriter.founded(suite, phone, laptop);
    await log.write(phone, { batch: { base: 0, writes: [write("light")] } });
    await log.write(laptop, { batch: { base: 3, writes: [write("heavy", 2)] } });
    await log.write(phone);
    replica = await emptyReplica(suite, log.owner);
    reader = { device: laptop.id, boxKey: laptop.box, wrote: () => true };
    for (const envelope of log.envelopes) expect((await take(envelope)).ok).toBe(true);
  });

  const take = (envelope: Uint8Array, by: Reader = reader) => takeEnvelope(suite, replica, by, envelope);

  async function isRefused(kind: Breach, envelope: Uint8Array, by: Reader = reader): Promise<void> {
    const before = textOf(replica);
    expect(await take(envelope, by)).toEqual({ ok: false, error: { kind } });
    expect(textOf(replica)).toBe(before);
  }
  /** What was refused before does not stand in the way of what is right. */
  const goesOn = async () => expect((await take(await log.make(phone))).ok).toBe(true);

  test("not-an-envelope: bytes of no kind, size or version that this program knows, and parts of snapshots", async () => {
    const good = await log.make(phone);
    await isRefused("not-an-envelope", new Uint8Array(0));
    await isRefused("not-an-envelope", suite.randomBytes(1_024));
    await isRefused("not-an-envelope", good.subarray(0, 1_023));
    for (let at = 0; at < 8; at++) {
      if (at !== 3) await isRefused("not-an-envelope", changedAt(good, at));
    }
    const { epoch, epochKey } = log;
    const part = await suite.sealEnvelope("snapshot", epoch, epochKey, log.owner.vault, new Uint8Array(9));
    await isRefused("not-an-envelope", part);
    await goesOn();
  });

  test("unopenable: of another key or vault, or with any byte changed", async () => {
    await isRefused("unopenable", await log.make(phone, { epochKey: suite.randomBytes(32) }));
    await isRefused("unopenable", await log.make(phone, { sealedVault: otherVault }));
    const good = await log.make(phone);
    for (let at = 12; at < good.length; at += 23) await isRefused("unopenable", changedAt(good, at));
    await goesOn();
  });

  test("stale-epoch: of an epoch that is not the present one, whoever has its key", async () => {
    await isRefused("stale-epoch", await log.make(phone, { epoch: 0 }));
    await isRefused("stale-epoch", await log.make(phone, { epoch: 2 }));
    for (const epoch of [1, 3])
      await isRefused("stale-epoch", (await log.boxesFor([phone, laptop], epoch)).envelope);
    await goesOn();
  });

  test("stale-epoch: after an epoch ended, what the old key sealed", async () => {
    const old = await log.make(phone);
    await log.rotate(phone, [], [phone, laptop]);
    for (const envelope of log.envelopes.slice(-2)) expect((await take(envelope)).ok).toBe(true);
    await isRefused("stale-epoch", old);
    expect([...replica.epochKeys.keys()]).toEqual([2]);
    await goesOn();
  });

  test("foreign: by an author who is not on the roster, or no more", async () => {
    await isRefused("foreign", await log.make(stranger));
    const { key: epochKey, envelope } = await log.boxesFor([laptop]);
    const boxes = base64urlFromBytes(await suite.hash(envelope));
    const roster = [
      await log.state({ kind: "remove", id: phone.id }, laptop.id, laptop.sign),
      await log.state({ kind: "epoch", epoch: 2, boxes }, laptop.id, laptop.sign),
    ];
    await log.add(envelope);
    expect((await take(envelope)).ok).toBe(true);
    Object.assign(log, { epoch: 2, epochKey });
    await isRefused("foreign", await log.make(phone, { roster }));
    await take(envelope);
    expect((await take(await log.write(laptop, { roster }))).ok).toBe(true);
    await isRefused("foreign", await log.make(phone));
  });

  test("forged: signed by another device, or for another vault or epoch, or changed after it was signed", async () => {
    await isRefused("forged", await log.make(phone, { signKey: laptop.sign }));
    await isRefused("forged", await log.make(phone, { signKey: log.root.sign }));
    await isRefused("forged", await log.make(phone, { signedVault: otherVault }));
    const { seq, prev } = log.authors.get(phone.id)!;
    const place = [log.envelopes.length, base64urlFromBytes(log.chain)];
    const json = { device: phone.id, seq: seq + 1, prev, log: place, time: 7 };
    await isRefused("forged", await log.make(phone, { json }));
    await goesOn();
  });

  test("author-chain: when something of its author was left out, repeated or exchanged", async () => {
    const { seq, prev } = log.authors.get(phone.id)!;
    for (const wrong of [1, seq, seq + 2])
      await isRefused("author-chain", await log.make(phone, { seq: wrong }));
    const other = log.authors.get(laptop.id)!.prev;
    await isRefused("author-chain", await log.make(phone, { prev: other }));
    await isRefused("author-chain", await log.make(phone, { seq, prev }));
    await goesOn();
  });

  test("log-chain: written for another place, or after another log", async () => {
    const { length } = log.envelopes;
    const hash = base64urlFromBytes(log.chain);
    for (const index of [0, length - 1, length + 1]) {
      await isRefused("log-chain", await log.make(phone, { log: [index, hash] }));
    }
    const elsewhere = base64urlFromBytes(suite.randomBytes(32));
    await isRefused("log-chain", await log.make(phone, { log: [length, elsewhere] }));
    await isRefused("log-chain", await log.make(phone, { batch: { base: length + 1, writes: [] } }));
    await goesOn();
  });

  test("rule 24: every envelope that was taken once is refused at every later place", async () => {
    const [boxes, founding, ...others] = log.envelopes;
    await isRefused("stale-epoch", boxes!);
    await isRefused("roster", founding!);
    for (const envelope of others) await isRefused("log-chain", envelope);
    await goesOn();
  });

  test("rule 24: after one entry was left out, no later one of anyone is taken", async () => {
    await log.write(phone);
    const later = [await log.write(laptop), await log.write(phone)];
    for (const envelope of later) await isRefused("log-chain", envelope);
  });

  test("roster: with statements that do not follow, even where everything else is right", async () => {
    const member = memberFromDevice(stranger);
    const right = await log.state({ kind: "add", member });
    const [text, signature] = right;
    await isRefused(
      "roster",
      await log.make(phone, { roster: [[text, base64urlFromBytes(new Uint8Array(64))]] }),
    );
    await isRefused("roster", await log.make(phone, { roster: [[`${text} `, signature]] }));
    await isRefused("roster", await log.make(phone, { roster: [right, right] }));
    expect((await take(await log.write(phone, { roster: [right] }))).ok).toBe(true);
  });

  test("rule 72: roster, when an epoch is stated without its boxes, or other boxes, or boxes came and no epoch is stated", async () => {
    const { key: epochKey, envelope } = await log.boxesFor([phone, laptop]);
    const boxes = base64urlFromBytes(await suite.hash(envelope));
    const before = log.roster;
    const stated = async (epoch: number, hash: string) => {
      log.roster = before;
      return [await log.state({ kind: "epoch", epoch, boxes: hash }, phone.id, phone.sign)];
    };
    await isRefused("roster", await log.make(phone, { roster: await stated(2, boxes) }));
    await log.add(envelope);
    expect((await take(envelope)).ok).toBe(true);
    const again = async () => expect((await take(envelope)).ok).toBe(true);
    await isRefused("stale-epoch", (await log.boxesFor([phone], 2)).envelope);
    Object.assign(log, { epoch: 2, epochKey });
    await isRefused("roster", await log.make(phone));
    await again();
    await isRefused("roster", await log.make(phone, { roster: await stated(3, boxes) }));
    await again();
    const others = base64urlFromBytes(suite.randomBytes(32));
    await isRefused("roster", await log.make(phone, { roster: await stated(2, others) }));
    await again();
    expect((await take(await log.write(phone, { roster: await stated(2, boxes) }))).ok).toBe(true);
    expect(replica.epoch).toBe(2);
    expect(replica.index).toBe(log.envelopes.length);
  });

  test("rule 72: boxes that nobody vouches for count for nothing: the log goes on before them as if they had not been", async () => {
    const { length } = log.envelopes;
    const { envelope } = await log.boxesFor([phone, laptop]);
    expect((await take(envelope)).ok).toBe(true);
    expect(replica.index).toBe(length);
    await isRefused("stale-epoch", await log.make(phone));
    await goesOn();
    expect(replica.epoch).toBe(1);
  });

  test("rule 73: no-place, when a new epoch has no box for this device", async () => {
    await log.rotate(phone, [{ kind: "remove", id: laptop.id }], [phone]);
    const [boxes, entry] = log.envelopes.slice(-2);
    expect((await take(boxes!)).ok).toBe(true);
    await isRefused("no-place", entry!);
    expect(replica.roster.members.has(laptop.id)).toBe(true);
    expect(replica.index).toBe(log.envelopes.length - 2);
  });

  test("rule 25: cloned, when an entry of the reader's own id is none that it wrote", async () => {
    const hashes: string[] = [];
    const wary: Reader = { ...reader, wrote: (hash) => hashes.push(hash) < 0 };
    await isRefused("cloned", await log.make(laptop), wary);
    expect(hashes).toHaveLength(1);
    expect((await take(await log.make(laptop))).ok).toBe(true);
  });

  test("newer: content of a member that this version cannot read", async () => {
    const place = [log.envelopes.length, base64urlFromBytes(log.chain)];
    const whole = {
      device: phone.id,
      seq: 3,
      prev: base64urlFromBytes(new Uint8Array(32)),
      log: place,
      time: 1,
    };
    const without = Object.keys(whole).map((name) => ({ ...whole, [name]: undefined }));
    const wrong = [
      null,
      [],
      "text",
      7,
      { ...whole, seq: 0 },
      { ...whole, time: -1 },
      { ...whole, batch: {} },
    ];
    for (const json of [...without, ...wrong]) await isRefused("newer", await log.make(phone, { json }));
    await goesOn();
  });

  test("rule 82: the note of a relay that was left is read, and counts nowhere", async () => {
    const before = textOf(replica);
    const note = await log.make(phone, { moved: "relay.example" });
    expect(await take(note)).toMatchObject({ ok: true, value: { entry: { moved: "relay.example" } } });
    expect(textOf(replica)).toBe(before);
    await isRefused("foreign", await log.make(stranger, { moved: "relay.example" }));
    await isRefused("forged", await log.make(phone, { moved: "relay.example", signKey: stranger.sign }));
  });

  test("rule 20: what two readers hold is a function of the envelopes alone", async () => {
    const other = await emptyReplica(suite, log.owner);
    const nobody: Reader = { device: phone.id as DeviceId, boxKey: phone.box, wrote: () => true };
    for (const envelope of log.envelopes) await takeEnvelope(suite, other, nobody, envelope);
    expect(textOf(other)).toBe(textOf(replica));
    expect(replica.registers.fields("day/2027-03-04").get("bleeding")).toHaveLength(1);
  });
});
