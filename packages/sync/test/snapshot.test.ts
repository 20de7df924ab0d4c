import { beforeAll, describe, expect, test } from "vitest";
import { joinBytes, u16 } from "../src/bytes.ts";
import { envelopeSizes, limits } from "../src/protocol.ts";
import { emptyReplica, type Replica, takeEnvelope } from "../src/replica.ts";
import { emptyRoster } from "../src/roster.ts";
import { base64urlFromBytes } from "../src/seal/base64url.ts";
import { type Bytes, contentLengthOf } from "../src/seal/suite.ts";
import { openParts, openState, sealParts, signState } from "../src/snapshot.ts";
import { bytesFromState, type SnapshotState, stateFromJson, stateOfReplica } from "../src/snapshot-state.ts";
import type { Device } from "../src/vault-core.ts";
import { realSuite } from "./household.ts";
import { LogWriter, newDevice } from "./log-writer.ts";
import { changedAt, otherVault } from "./seal/suite-contract.ts";
import { nodeCompression } from "./simulation/memory-device.ts";

const suite = realSuite(54);
let phone: Device;
let laptop: Device;
let log: LogWriter;
let replica: Replica;
let state: SnapshotState;
let signedState: Bytes;

beforeAll(async () => {
  phone = await newDevice(suite, "Phone");
  laptop = await newDevice(suite, "Laptop");
  log = await LogWriter.founded(suite, phone, laptop);
  for (const [at, author] of [phone, laptop, phone].entries()) {
    const write = { record: `day/${at}`, field: "mood", value: at, time: 1_800_000_000 + at, count: 0 };
    await log.write(author, { batch: { base: 0, writes: [write] } });
  }
  replica = await emptyReplica(suite, log.owner);
  const reader = { device: null, boxKey: phone.box, wrote: () => false };
  for (const envelope of log.envelopes)
    expect((await takeEnvelope(suite, replica, reader, envelope)).ok).toBe(true);
  state = stateOfReplica(replica);
  signedState = await signState(suite, nodeCompression, phone, state);
});
const open = (bytes: Uint8Array, owner = log.owner) => openState(suite, nodeCompression, owner, bytes);
const textOf = (one: SnapshotState): string => Buffer.from(bytesFromState(one)).toString();
const sealed = () => ({ vault: log.owner.vault, epoch: log.epoch, epochKey: log.epochKey });
const keys = () => new Map([[log.epoch, log.epochKey]]);
const openIn = (parts: readonly Uint8Array[]) => openParts(suite, log.owner.vault, keys(), parts);

describe("rule 60: a state", () => {
  test("is read back as it was", () => {
    const read = stateFromJson(JSON.parse(textOf(state)))!;
    expect(textOf(read)).toBe(textOf(state));
    expect(read.authors).toEqual(replica.authors);
    expect(read.index).toBe(5);
  });

  test("rule 63: is the same text whatever the order in which authors came, and another where anything differs", () => {
    expect(textOf({ ...state, authors: new Map([...state.authors].reverse()) })).toBe(textOf(state));
    const [first, ...others] = [...state.authors];
    const changes: readonly Partial<SnapshotState>[] = [
      { vault: otherVault },
      { index: 6 },
      { epoch: 2 },
      { chain: changedAt(state.chain, 0) },
      { statements: state.statements.slice(1) },
      { authors: new Map(others) },
      { authors: new Map([[first![0], { ...first![1], seq: 9 }], ...others]) },
    ];
    for (const change of changes) expect(textOf({ ...state, ...change })).not.toBe(textOf(state));
  });

  test("is none with any part of it missing or of another type", () => {
    const json = JSON.parse(textOf(state)) as Record<string, unknown>;
    for (const name of Object.keys(json)) {
      for (const wrong of [undefined, null, -1, "x", {}, [1]]) {
        expect(stateFromJson({ ...json, [name]: wrong }), `${name} ${JSON.stringify(wrong)}`).toBeNull();
      }
    }
    for (const wrong of [null, [], 1, "state"]) expect(stateFromJson(wrong)).toBeNull();
  });
});

describe("rules 61, 64: a signed state", () => {
  test("opens to the state, its roster and who signed it", async () => {
    const opened = await open(signedState);
    if (!opened.ok) throw new Error(opened.error.kind);
    expect(textOf(opened.value.state)).toBe(textOf(state));
    expect(opened.value.roster).toEqual(replica.roster);
    expect(opened.value.by).toBe(phone.id);
  });

  test("does not open with any one byte changed, cut off or added", async () => {
    for (let at = 0; at < signedState.length; at++) {
      expect((await open(changedAt(signedState, at))).ok, `byte ${at}`).toBe(false);
    }
    for (const length of [0, 1, 63, 64, 71, 72, signedState.length - 1]) {
      expect((await open(signedState.slice(0, length))).ok, `${length} bytes`).toBe(false);
    }
    expect((await open(joinBytes(signedState, new Uint8Array(1)))).ok).toBe(false);
  });

  test("is refused in another vault, by a stranger, and by a device signing as another", async () => {
    const kindOf = async (bytes: Uint8Array, owner = log.owner) => {
      const opened = await open(bytes, owner);
      return opened.ok ? null : opened.error.kind;
    };
    const stranger = await newDevice(suite, "Stranger");
    expect(await kindOf(signedState, { ...log.owner, vault: otherVault })).toBe("foreign");
    expect(await kindOf(await signState(suite, nodeCompression, stranger, state))).toBe("foreign");
    const asPhone = { id: phone.id, sign: laptop.sign };
    expect(await kindOf(await signState(suite, nodeCompression, asPhone, state))).toBe("forged");
    const founder = await LogWriter.founded(suite, phone);
    expect(await kindOf(signedState, { ...log.owner, root: founder.owner.root })).toBe("roster");
  });

  test("rule 64: is taken only with a roster that begins with the root and follows", async () => {
    const [first, second, third] = state.statements;
    for (const statements of [[], [second!], [second!, first!], [first!, first!], [first!, third!]]) {
      const other = await signState(suite, nodeCompression, phone, { ...state, statements });
      expect((await open(other)).ok).toBe(false);
    }
    // A roster that is whole as far as it goes is one; the device that signs has to be on it.
    const short = { ...state, statements: [first!] };
    expect((await open(await signState(suite, nodeCompression, phone, short))).ok).toBe(true);
    expect((await open(await signState(suite, nodeCompression, laptop, short))).ok).toBe(false);
  });

  test("is refused where it is no gzip, no JSON, no state, or longer than 64 MiB when unpacked", async () => {
    const wrap = (body: Uint8Array) => joinBytes(signedState.subarray(0, 72), body);
    for (const text of ["", "{", "null", "[]", "{}"]) {
      expect(await open(wrap(await nodeCompression.gzip(Buffer.from(text))))).toEqual({
        ok: false,
        error: { kind: "newer" },
      });
    }
    expect((await open(wrap(Buffer.from("no gzip")))).ok).toBe(false);
    const asked: number[] = [];
    const bounded = {
      ...nodeCompression,
      gunzip: async (_: Uint8Array, most: number) => {
        asked.push(most);
        return null;
      },
    };
    expect((await openState(suite, bounded, log.owner, signedState)).ok).toBe(false);
    expect(asked).toEqual([67_108_864]);
    const bomb = await nodeCompression.gzip(new Uint8Array(67_108_865));
    expect(bomb.length).toBeLessThan(400_000);
    expect((await open(wrap(bomb))).ok).toBe(false);
  });
});

describe("rule 61: parts", () => {
  const [, small, middle, large] = envelopeSizes.map((size) => contentLengthOf(size) - 4) as [
    number,
    number,
    number,
    number,
  ];

  test("come in the allowed sizes, as few as there can be, with at most 4 KiB of padding among all", async () => {
    const lengths = [
      1,
      small,
      small + 1,
      4 * small,
      middle,
      middle + 1,
      large - 1,
      large,
      large + 1,
      3 * large + middle + 7,
    ];
    for (const length of lengths) {
      const content = suite.randomBytes(length);
      const parts = await sealParts(suite, sealed(), content);
      for (const { length: size } of parts) expect(envelopeSizes).toContain(size);
      const room = parts.reduce((sum, part) => sum + contentLengthOf(part.length) - 4, 0);
      expect(room - length).toBeLessThan(small);
      expect(Buffer.compare((await openIn(parts))!, content)).toBe(0);
    }
  });

  test("are at most 64", async () => {
    await expect(
      sealParts(suite, sealed(), new Uint8Array(limits.snapshotParts * large + 1)),
    ).rejects.toThrow(/64/);
  });

  test("missing, repeated, swapped, of another snapshot, epoch, kind or vault do not open", async () => {
    const parts = await sealParts(suite, sealed(), suite.randomBytes(2 * large + 5));
    const [one, two, three] = parts as [Bytes, Bytes, Bytes];
    expect(parts).toHaveLength(3);
    for (const wrong of [
      [],
      [one],
      [one, two],
      [two, three],
      [one, three, two],
      [two, one, three],
      [one, two, two],
      [one, one, two, three],
      [...parts, three],
    ]) {
      expect(await openIn(wrong)).toBeNull();
    }
    const other = await sealParts(suite, sealed(), suite.randomBytes(large + 5));
    expect(await openIn([one, two, other[1]!])).toBeNull();
    expect(await openParts(suite, otherVault, keys(), parts)).toBeNull();
    expect(await openParts(suite, log.owner.vault, new Map([[2, log.epochKey]]), parts)).toBeNull();
    expect(await openParts(suite, log.owner.vault, new Map([[1, suite.randomBytes(32)]]), parts)).toBeNull();
    const entry = await suite.sealEnvelope(
      "entry",
      1,
      log.epochKey,
      log.owner.vault,
      joinBytes(u16(0), u16(1)),
    );
    expect(await openIn([entry])).toBeNull();
    const short = await suite.sealEnvelope("snapshot", 1, log.epochKey, log.owner.vault, new Uint8Array(3));
    expect(await openIn([short])).toBeNull();
    for (let at = 0; at < three.length; at += 101)
      expect(await openIn([one, two, changedAt(three, at)])).toBeNull();
  });

  test("of two snapshots of equally many parts are not one: the signature holds for the whole", async () => {
    const values = Array.from({ length: 9 }, () => Buffer.from(suite.randomBytes(900)).toString("hex"));
    const stateWith = (mood: number): SnapshotState => {
      const registers = replica.registers;
      for (const [at, value] of values.entries()) {
        registers.set(`note/${at}`, "text", [
          { value: value + mood, time: mood, count: 0, device: phone.id, index: 1 },
        ]);
      }
      return { ...state, registers };
    };
    const cut = async (mood: number) =>
      sealParts(suite, sealed(), await signState(suite, nodeCompression, phone, stateWith(mood)));
    const [mine, other] = [await cut(1), await cut(2)];
    expect(mine.length).toBe(other.length);
    expect(mine.length).toBeGreaterThan(1);
    const mixed = await openIn([mine[0]!, ...other.slice(1)]);
    expect(mixed).not.toBeNull();
    expect((await open(mixed!)).ok).toBe(false);
    expect((await open((await openIn(other))!)).ok).toBe(true);
  });

  test("rule 70: an empty roster vouches for nobody", () => {
    expect(emptyRoster.members.size).toBe(0);
    expect(emptyRoster.last).toBe(base64urlFromBytes(new Uint8Array(32)));
  });
});
