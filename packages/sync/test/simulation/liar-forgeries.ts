import { vaultBytes } from "../../src/entry.ts";
import type { Roster } from "../../src/roster.ts";
import { base64urlFromBytes, bytesFromBase64url } from "../../src/seal/base64url.ts";
import { makeEpoch } from "../../src/seal/epoch.ts";
import { deviceIdFromKey } from "../../src/seal/root.ts";
import type { Bytes, DeviceId, SigningKey, Suite, VaultId } from "../../src/seal/suite.ts";
import { sealParts, signState } from "../../src/snapshot.ts";
import {
  bytesFromState,
  type SnapshotState,
  stateFromJson,
  stateOfReplica,
} from "../../src/snapshot-state.ts";
import type { Vault } from "../../src/vault.ts";
import { nodeCompression } from "./memory-device.ts";
import type { Dice } from "./random.ts";

// What those write who work for a lying relay: somebody who never had a key, and a device that was removed.

/** A removed device that gave the relay all it has. */
export interface Colluder {
  readonly id: string;
  readonly sign: SigningKey;
  readonly epoch: number;
  readonly epochKey: Uint8Array;
  readonly seq: number;
  readonly prev: string;
  readonly members: readonly string[];
  /** All it had read, as it was when it was removed. */
  readonly state: SnapshotState;
}

interface Place {
  readonly index: number;
  readonly chain: string;
}

export function colluderOf(vault: Vault): Colluder {
  const { identity, replica } = vault.core();
  const author = replica.authors.get(identity.device.id);
  return {
    id: identity.device.id,
    sign: identity.device.sign,
    epoch: replica.epoch,
    epochKey: replica.epochKeys.get(replica.epoch)!,
    seq: author?.seq ?? 0,
    prev: author?.prev ?? base64urlFromBytes(new Uint8Array(32)),
    members: [...replica.roster.members.values()].map(({ box }) => box),
    state: copyOfState(stateOfReplica(replica)),
  };
}

const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

async function contentOf(
  suite: Suite,
  sign: SigningKey,
  vault: VaultId,
  epoch: number,
  entry: object,
): Promise<Bytes> {
  const json = utf8(JSON.stringify(entry));
  const number = Uint8Array.of(epoch >>> 24, epoch >>> 16, epoch >>> 8, epoch);
  const signature = await suite.sign(sign, utf8("tidetable/v1 entry\n"), vaultBytes(vault), number, json);
  return Uint8Array.from([...signature, ...json]);
}

const forgedBatch = ({ index }: Place) => ({
  base: index,
  writes: [["day/2027-03-01", "bleeding", "forged", 1_900_000_000, 0]],
});

/** An entry in the right place, by keys that nobody of the vault has. */
export async function entryOfOutsider(
  suite: Suite,
  vault: VaultId,
  epoch: number,
  place: Place,
  dice: Dice,
): Promise<Uint8Array> {
  const sign = await suite.signingKeyFromSeed(dice.bytes(32));
  const entry = {
    device: await deviceIdFromKey(suite, sign.publicKey),
    seq: 1,
    prev: base64urlFromBytes(new Uint8Array(32)),
    log: [place.index, place.chain],
    time: 1_800_000_000,
    batch: forgedBatch(place),
  };
  return suite.sealEnvelope(
    "entry",
    epoch,
    dice.bytes(32),
    vault,
    await contentOf(suite, sign, vault, epoch, entry),
  );
}

/** The key of the present epoch, and nothing else: a copy of one device's memory, without its signing key. */
export interface StolenKey {
  readonly vault: VaultId;
  readonly epoch: number;
  readonly epochKey: Uint8Array;
  readonly place: Place;
  readonly roster: Roster;
  /** A device in whose name it is written, and where that stands. */
  readonly name: string;
  readonly seq: number;
  readonly prev: string;
}

/** An entry under the right key and in the right place, in a device's name; its signature is not that device's. */
export async function entryInSomebodysName(suite: Suite, stolen: StolenKey, dice: Dice): Promise<Uint8Array> {
  const { vault, epoch, epochKey, place, name, seq, prev } = stolen;
  const sign = await suite.signingKeyFromSeed(dice.bytes(32));
  const entry = {
    device: name,
    seq: seq + 1,
    prev,
    log: [place.index, place.chain],
    time: 1_800_000_000,
    batch: forgedBatch(place),
  };
  return suite.sealEnvelope(
    "entry",
    epoch,
    epochKey,
    vault,
    await contentOf(suite, sign, vault, epoch, entry),
  );
}

/** An entry under the right key that signs its own author in, with a statement that nobody on the roster signed. */
export async function entryBySelfInvited(suite: Suite, stolen: StolenKey, dice: Dice): Promise<Uint8Array> {
  const { vault, epoch, epochKey, place, roster, name } = stolen;
  const sign = await suite.signingKeyFromSeed(dice.bytes(32));
  const box = await suite.boxKeyFromSeed(dice.bytes(32));
  const id = await deviceIdFromKey(suite, sign.publicKey);
  const keys = { sign: base64urlFromBytes(sign.publicKey), box: base64urlFromBytes(box.publicKey) };
  const action = { add: id, ...keys, name: "relay" };
  const text = JSON.stringify({ n: roster.statements.length + 1, prev: roster.last, by: name, action });
  const signature = await suite.sign(sign, utf8("tidetable/v1 roster\n"), vaultBytes(vault), utf8(text));
  const entry = {
    device: id,
    seq: 1,
    prev: base64urlFromBytes(new Uint8Array(32)),
    log: [place.index, place.chain],
    time: 1_800_000_000,
    roster: [[text, base64urlFromBytes(signature)]],
    batch: forgedBatch(place),
  };
  return suite.sealEnvelope(
    "entry",
    epoch,
    epochKey,
    vault,
    await contentOf(suite, sign, vault, epoch, entry),
  );
}

/** A snapshot under the right key, further on than anybody is, in a device's name and not signed by it. */
export async function snapshotInSomebodysName(
  suite: Suite,
  { vault, epoch, epochKey, place, name }: StolenKey,
  state: SnapshotState,
  dice: Dice,
): Promise<readonly Uint8Array[]> {
  const sign = await suite.signingKeyFromSeed(dice.bytes(32));
  const forged = copyOfState({ ...state, index: place.index + 5, chain: dice.bytes(32) });
  forged.registers.set("day/2027-03-01", "bleeding", [
    { value: "forged", time: 1_900_000_000, count: 0, device: name as DeviceId, index: place.index + 5 },
  ]);
  const signed = await signState(suite, nodeCompression, { id: name as DeviceId, sign }, forged);
  return sealParts(suite, { vault, epoch, epochKey }, signed);
}

const copyOfState = (state: SnapshotState): SnapshotState =>
  stateFromJson(JSON.parse(new TextDecoder().decode(bytesFromState(state))))!;

/** An entry in the right place by a removed device, under the key it still has; `shown` is the epoch it claims. */
export async function entryOfColluder(
  suite: Suite,
  { id, sign, epochKey, seq, prev }: Colluder,
  vault: VaultId,
  shown: number,
  place: Place,
): Promise<Uint8Array> {
  const entry = {
    device: id,
    seq: seq + 1,
    prev,
    log: [place.index, place.chain],
    time: 1_800_000_000,
    batch: forgedBatch(place),
  };
  return suite.sealEnvelope(
    "entry",
    shown,
    epochKey,
    vault,
    await contentOf(suite, sign, vault, shown, entry),
  );
}

/** A snapshot further on than anybody is, of the state that the removed device had, with something forged in it. */
export async function snapshotOfColluder(
  suite: Suite,
  { id, sign, members, state }: Colluder,
  epoch: number,
  index: number,
  dice: Dice,
): Promise<readonly Uint8Array[]> {
  const { vault } = state;
  const places = members.map((box) => bytesFromBase64url(box)!);
  const made = await makeEpoch(suite, { vault, epoch, places });
  const forged: SnapshotState = { ...state, index, epoch, chain: dice.bytes(32) };
  forged.registers.set("day/2027-03-01", "bleeding", [
    { value: "forged", time: 1_900_000_000, count: 0, device: id as DeviceId, index },
  ]);
  const signed = await signState(suite, nodeCompression, { id: id as DeviceId, sign }, forged);
  return [made.envelope, ...(await sealParts(suite, { vault, epoch, epochKey: made.key }, signed))];
}

/** A new epoch whose key the relay knows, with a device of its own, stated by the colluder or by nobody. */
export async function boxesOfAttacker(
  suite: Suite,
  colluder: Colluder,
  {
    vault,
    epoch,
    place,
    roster,
    dice,
    isByColluder,
  }: {
    readonly vault: VaultId;
    readonly epoch: number;
    readonly place: Place;
    readonly roster: Roster;
    readonly dice: Dice;
    readonly isByColluder: boolean;
  },
): Promise<{ readonly boxes: Uint8Array; readonly entry: Uint8Array }> {
  const made = await makeEpoch(suite, {
    vault,
    epoch,
    places: colluder.members.map((box) => bytesFromBase64url(box)!),
  });
  const mine = await suite.signingKeyFromSeed(dice.bytes(32));
  const box = await suite.boxKeyFromSeed(dice.bytes(32));
  const id = await deviceIdFromKey(suite, mine.publicKey);
  const signer = isByColluder ? { id: colluder.id, sign: colluder.sign } : { id, sign: mine };
  const actions = [
    {
      add: id,
      sign: base64urlFromBytes(mine.publicKey),
      box: base64urlFromBytes(box.publicKey),
      name: "relay",
    },
    { epoch, boxes: base64urlFromBytes(await suite.hash(made.envelope)) },
  ];
  const statements: (readonly [string, string])[] = [];
  let { last } = roster;
  let n = roster.statements.length;
  for (const action of actions) {
    const text = JSON.stringify({ n: ++n, prev: last, by: signer.id, action });
    const signature = await suite.sign(
      signer.sign,
      utf8("tidetable/v1 roster\n"),
      vaultBytes(vault),
      utf8(text),
    );
    statements.push([text, base64urlFromBytes(signature)]);
    last = base64urlFromBytes(await suite.hash(utf8(text)));
  }
  const hash = await suite.hash(bytesFromBase64url(place.chain)!, await suite.hash(made.envelope));
  const entry = {
    device: signer.id,
    seq: isByColluder ? colluder.seq + 1 : 1,
    prev: isByColluder ? colluder.prev : base64urlFromBytes(new Uint8Array(32)),
    log: [place.index + 1, base64urlFromBytes(hash)],
    time: 1_800_000_000,
    roster: statements,
  };
  const content = await contentOf(suite, signer.sign, vault, epoch, entry);
  return { boxes: made.envelope, entry: await suite.sealEnvelope("entry", epoch, made.key, vault, content) };
}
