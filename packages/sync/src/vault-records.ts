import { jsonFromBatch, parseBatch } from "./entry.ts";
import type { Kept, Registers } from "./registers.ts";
import { type Author, emptyReplica, type Replica } from "./replica.ts";
import { emptyRoster, parseStatement, type Roster, type Statement, takeStatement } from "./roster.ts";
import { base64urlFromBytes, bytesFromBase64url } from "./seal/base64url.ts";
import { vaultIdFromRoot } from "./seal/root.ts";
import type { Bytes, DeviceId, Suite } from "./seal/suite.ts";
import { isCount, isDeviceId, isHash, isObject, listOf } from "./shapes.ts";
import {
  type Device,
  type Identity,
  type Sent,
  type Stop,
  stops,
  type VaultCore,
  type VaultWorld,
} from "./vault-core.ts";
import { Waiting, type WaitingBatch } from "./waiting.ts";

// A vault as records of the device's store. The layout is the device's own affair, and frozen all the same: an
// unreadable record is an unreadable vault.

const prefix = "sync/";
const identityName = `${prefix}device`;
const stateName = `${prefix}state`;
const rosterName = `${prefix}roster`;
const registerPrefix = `${prefix}reg/`;
const waitingPrefix = `${prefix}out/`;

/** Version of these records. A later one is not read, and nothing is written over it. */
const recordsVersion = 1;

type Records = Map<string, unknown>;

/** Names of a vault's records among others. */
export const isVaultRecord = (name: string): boolean => name.startsWith(prefix);

export function putIdentity(
  records: Records,
  { rootSign, rootBox, charter, device, copyOf }: Identity,
): void {
  records.set(identityName, {
    version: recordsVersion,
    rootSign: base64urlFromBytes(rootSign),
    rootBox: base64urlFromBytes(rootBox),
    charter: base64urlFromBytes(charter),
    device: jsonFromDevice(device),
    copyOf: copyOf && jsonFromDevice(copyOf),
  });
}

const jsonFromDevice = ({ id, sign, box, name }: Device) => ({
  id,
  sign: base64urlFromBytes(sign.seed),
  box: base64urlFromBytes(box.seed),
  name,
});

/** Everything that changes with each stretch of the log. */
export function putState(records: Records, core: VaultCore): void {
  const { replica } = core;
  records.set(stateName, {
    index: replica.index,
    chain: base64urlFromBytes(replica.chain),
    epoch: replica.epoch,
    epochKeys: [...replica.epochKeys].map(([epoch, key]) => [epoch, base64urlFromBytes(key)]),
    authors: [...replica.authors].map(([device, { seq, prev, time, index }]) => [
      device,
      seq,
      prev,
      time,
      index,
    ]),
    boxes: replica.boxes && base64urlFromBytes(replica.boxes),
    relay: core.relay,
    former: core.former,
    stopped: core.stopped,
    sent: core.sent,
    sinceSnapshot: core.sinceSnapshot,
    floor: core.floor,
  });
}

export const putRoster = (records: Records, { statements }: Roster): void => {
  records.set(rosterName, statements);
};

export function putRegisters(records: Records, registers: Registers, touched: Iterable<string>): void {
  for (const record of touched) {
    const fields = registers.fields(record);
    const json = [...fields].map(([field, values]) => [field, values.map(rowFromKept)]);
    records.set(registerPrefix + record, json.length > 0 ? json : null);
  }
}

const rowFromKept = ({ value, time, count, device, index }: Kept) => [value, time, count, device, index];

export const putWaiting = (records: Records, batch: WaitingBatch): void => {
  records.set(waitingPrefix + batch.id, jsonFromBatch(batch));
};

export const removeWaiting = (records: Records, ids: Iterable<number>): void => {
  for (const id of ids) records.set(waitingPrefix + id, null);
};

/** Why stored records are no vault. */
export type Unreadable = { readonly kind: "unreadable" | "newer" };

export type ReadVault =
  | { readonly ok: true; readonly value: VaultCore | null }
  | { readonly ok: false; readonly error: Unreadable };

/** The vault that a store holds; null where it holds none. Nothing is ever written over records that are unreadable. */
export async function readVault(world: VaultWorld): Promise<ReadVault> {
  const values = await world.store.read();
  const identityJson = values.get(identityName);
  if (identityJson === undefined) {
    return [...values.keys()].some(isVaultRecord) ? unreadable : { ok: true, value: null };
  }
  if (
    isObject(identityJson) &&
    typeof identityJson.version === "number" &&
    identityJson.version > recordsVersion
  )
    return { ok: false, error: { kind: "newer" } };
  if (!isObject(identityJson) || identityJson.version !== recordsVersion) return unreadable;
  const identity = await readIdentity(world.suite, identityJson);
  const state = values.get(stateName);
  const statements = listOf(values.get(rosterName), parseStatement);
  if (!identity || !isObject(state) || !statements) return unreadable;
  const vault = await vaultIdFromRoot(world.suite, identity.rootSign);
  const replica = await emptyReplica(world.suite, { vault, root: identity.rootSign });
  const roster = await readRoster(world.suite, replica, statements);
  if (!roster || !fillReplica(replica, state, roster)) return unreadable;
  const waiting = new Waiting();
  const batches: WaitingBatch[] = [];
  for (const [name, value] of values) {
    if (name.startsWith(registerPrefix)) {
      if (!readRegisters(replica.registers, name.slice(registerPrefix.length), value)) return unreadable;
    } else if (name.startsWith(waitingPrefix)) {
      const batch = parseBatch(value);
      const id = name.slice(waitingPrefix.length);
      if (!batch || !/^[1-9]\d{0,14}$/.test(id)) return unreadable;
      batches.push({ ...batch, id: Number(id) });
    }
  }
  waiting.load(batches.sort((a, b) => a.id - b.id));
  const core = coreFrom(world, identity, replica, waiting, state);
  return core ? { ok: true, value: core } : unreadable;
}

const unreadable: ReadVault = { ok: false, error: { kind: "unreadable" } };

function coreFrom(
  world: VaultWorld,
  identity: Identity,
  replica: Replica,
  waiting: Waiting,
  state: Readonly<Record<string, unknown>>,
): VaultCore | null {
  const { relay, former, stopped, sinceSnapshot, floor } = state;
  const sent = listOf(state.sent, readSent);
  if (!sent || !isObject(sinceSnapshot)) return null;
  const { entries, bytes } = sinceSnapshot;
  if (!isCount(entries) || !isCount(bytes)) return null;
  // What should be null or something is never taken for null when it is something else: a stop would be forgotten.
  if (relay !== null && typeof relay !== "string") return null;
  if (former !== null && !isFormer(former)) return null;
  if (stopped !== null && !isStop(stopped)) return null;
  if (floor !== null && !isPlace(floor)) return null;
  return {
    world,
    identity,
    replica,
    waiting,
    relay,
    former,
    stopped,
    sent,
    sinceSnapshot: { entries, bytes },
    floor,
    isStale: false,
  };
}

const isFormer = (json: unknown): json is NonNullable<VaultCore["former"]> =>
  isObject(json) && typeof json.relay === "string" && isHash(json.epochKey);
const isStop = (json: unknown): json is Stop => stops.some((stop) => stop === json);
const isPlace = (json: unknown): json is { readonly index: number; readonly chain: string } =>
  isObject(json) && isCount(json.index) && isHash(json.chain);

async function readIdentity(suite: Suite, json: unknown): Promise<Identity | null> {
  if (!isObject(json)) return null;
  const [rootSign, rootBox] = [bytesOf(json.rootSign, 32), bytesOf(json.rootBox, 32)];
  const charter = bytesOf(json.charter, 64);
  const device = await readDevice(suite, json.device);
  const copyOf = json.copyOf === null ? null : await readDevice(suite, json.copyOf);
  if (!rootSign || !rootBox || !charter || !device || (json.copyOf !== null && !copyOf)) return null;
  return { rootSign, rootBox, charter, device, copyOf };
}

async function readDevice(suite: Suite, json: unknown): Promise<Device | null> {
  if (!isObject(json) || !isDeviceId(json.id) || typeof json.name !== "string") return null;
  const [sign, box] = [bytesOf(json.sign, 32), bytesOf(json.box, 32)];
  if (!sign || !box) return null;
  const keys = await Promise.all([suite.signingKeyFromSeed(sign), suite.boxKeyFromSeed(box)]);
  return { id: json.id, sign: keys[0], box: keys[1], name: json.name };
}

async function readRoster(
  suite: Suite,
  replica: Replica,
  statements: readonly Statement[],
): Promise<Roster | null> {
  let roster = emptyRoster;
  for (const statement of statements) {
    const taken = await takeStatement(suite, replica.owner, roster, statement);
    if (taken === null) return null;
    roster = taken.roster;
  }
  return roster;
}

function fillReplica(replica: Replica, state: Readonly<Record<string, unknown>>, roster: Roster): boolean {
  const { index, epoch } = state;
  const chain = bytesOf(state.chain, 32);
  const keys = listOf(state.epochKeys, readEpochKey);
  const authors = listOf(state.authors, readAuthor);
  if (!isCount(index) || !isCount(epoch) || !chain || !keys || !authors) return false;
  replica.index = index;
  replica.chain = chain;
  replica.epoch = epoch;
  replica.roster = roster;
  const boxes = typeof state.boxes === "string" ? bytesFromBase64url(state.boxes) : null;
  if (state.boxes !== null && boxes === null) return false;
  replica.boxes = boxes;
  for (const [number, key] of keys) replica.epochKeys.set(number, key);
  for (const [device, author] of authors) replica.authors.set(device, author);
  return true;
}

function readRegisters(registers: Registers, record: string, json: unknown): boolean {
  const fields = listOf(json, (item) => {
    if (!Array.isArray(item) || typeof item[0] !== "string") return null;
    const values = listOf(item[1], keptFromRow);
    return values && ([item[0], values] as const);
  });
  for (const [field, values] of fields ?? []) registers.set(record, field, values);
  return fields !== null;
}

function keptFromRow(json: unknown): Kept | null {
  if (!Array.isArray(json)) return null;
  const [value, time, count, device, index] = json;
  if (value === undefined || !isCount(time) || !isCount(count)) return null;
  return isDeviceId(device) && isCount(index) ? { value, time, count, device, index } : null;
}

function readEpochKey(json: unknown): readonly [number, Bytes] | null {
  if (!Array.isArray(json) || !isCount(json[0])) return null;
  const key = bytesOf(json[1], 32);
  return key && [json[0], key];
}

function readAuthor(json: unknown): readonly [DeviceId, Author] | null {
  if (!Array.isArray(json)) return null;
  const [device, seq, prev, time, index] = json;
  if (!isDeviceId(device) || !isCount(seq) || !isHash(prev)) return null;
  return isCount(time) && isCount(index) ? [device, { seq, prev, time, index }] : null;
}

function readSent(json: unknown): Sent | null {
  if (!isObject(json) || !isCount(json.at) || !isCount(json.seq) || !isHash(json.hash)) return null;
  const batches = listOf(json.batches, (item) => (isCount(item) ? item : null));
  return batches && { at: json.at, seq: json.seq, hash: json.hash, batches };
}

function bytesOf(json: unknown, length: number): Bytes | null {
  const bytes = typeof json === "string" ? bytesFromBase64url(json) : null;
  return bytes?.length === length ? bytes : null;
}
