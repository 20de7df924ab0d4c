import { equalBytes } from "./bytes.ts";
import type { Write } from "./registers.ts";
import type { Answer, RelayClient, RelayTrouble } from "./relay-client.ts";
import { type Breach, type Reader, takeEnvelope } from "./replica.ts";
import { isLastBoxes } from "./roster.ts";
import { base64urlFromBytes } from "./seal/base64url.ts";
import { openEpoch } from "./seal/epoch.ts";
import type { BoxKey, Suite } from "./seal/suite.ts";
import { openParts, openState } from "./snapshot.ts";
import { bytesFromState, type SnapshotState, stateOfReplica } from "./snapshot-state.ts";
import type { Stop, VaultCore } from "./vault-core.ts";
import { putRegisters, putRoster, putState, putWaiting, removeWaiting } from "./vault-records.ts";

/** Writes records, and remembers when the store would not, so that memory is never taken for what is kept. */
export async function keep(core: VaultCore, records: ReadonlyMap<string, unknown>): Promise<void> {
  try {
    await core.world.store.write(records);
  } catch (error) {
    core.isStale = true;
    throw error;
  }
}

/** What reading came to. `moved` names the relay at which the log goes on (rule 82). */
export type Reading =
  | { readonly kind: "read"; readonly records: ReadonlySet<string> }
  | { readonly kind: "moved"; readonly relay: string }
  | { readonly kind: "stopped"; readonly by: Stop }
  | { readonly kind: "cloned" }
  | { readonly kind: "trouble"; readonly trouble: RelayTrouble };

/** Who reads for this device. A copy has its new id already, and opens boxes with the keys it came with (rule 25). */
const readerOf = (core: VaultCore): Reader => ({
  device: core.identity.device.id,
  boxKey: (core.identity.copyOf ?? core.identity.device).box,
  wrote: (contentHash) => core.sent.some(({ hash }) => hash === contentHash),
});

/** Takes in envelopes that follow on what is held, up to the first breach, and keeps all that was taken in one write. */
export async function takeStretch(core: VaultCore, envelopes: readonly Uint8Array[]): Promise<Reading> {
  const { replica, world } = core;
  const touched = new Set<string>();
  const settled: number[] = [];
  const rosterBefore = replica.roster;
  let ended: Breach | "moved" | null = null;
  let relay = "";
  for (const envelope of envelopes) {
    const taken = await takeEnvelope(world.suite, replica, readerOf(core), envelope);
    if (!taken.ok) {
      ended = taken.error.kind;
      break;
    }
    const { entry, contentHash, records } = taken.value;
    if (entry?.moved !== undefined) {
      ended = "moved";
      relay = entry.moved;
      break;
    }
    for (const record of records) touched.add(record);
    const { entries, bytes } = core.sinceSnapshot;
    core.sinceSnapshot = { entries: entries + 1, bytes: bytes + envelope.length };
    if (entry && entry.device === core.identity.device.id) {
      settled.push(...(core.sent.find(({ hash }) => hash === contentHash)?.batches ?? []));
      core.sent = core.sent.filter(({ seq }) => seq > entry.seq);
    }
    if (isBelowFloor(core)) {
      ended = "log-chain";
      break;
    }
  }
  // Boxes whose entry has not come are read again together with it.
  replica.awaited = null;
  core.sent = core.sent.filter(({ at }) => at >= replica.index);
  if (ended !== null && ended !== "moved" && ended !== "cloned") core.stopped = ended;
  core.waiting.remove(new Set(settled));
  const changes = new Map<string, unknown>();
  putState(changes, core);
  if (replica.roster !== rosterBefore) putRoster(changes, replica.roster);
  putRegisters(changes, replica.registers, touched);
  removeWaiting(changes, settled);
  await keep(core, changes);
  if (ended === "moved") return { kind: "moved", relay };
  if (ended === "cloned") return { kind: "cloned" };
  return ended === null ? { kind: "read", records: touched } : { kind: "stopped", by: ended };
}

/** At the place it was told when it was let in, a device must find the hash it was told (rule 78). */
const isBelowFloor = ({ floor, replica }: VaultCore): boolean =>
  floor !== null && floor.index === replica.index && floor.chain !== base64urlFromBytes(replica.chain);

const beginWithSnapshot: Answer<never> = { ok: false, error: { kind: "pruned", snapshot: 0 } };

/** Whether this device has yet to reach what it was told when it was let in (rule 78). */
const isShortOfFloor = ({ floor, replica }: VaultCore): boolean =>
  floor !== null && floor.index > replica.index;

/** Reads everything the relay has after what is held. `exclusive` runs what changes the vault, one at a time. */
export async function readOn(
  core: () => VaultCore,
  client: RelayClient,
  exclusive: <Value>(work: () => Promise<Value>) => Promise<Value>,
): Promise<Reading> {
  const touched = new Set<string>();
  /** What was read must lead on: a relay that gives the same for ever is none. */
  const unlessStuck = (reading: Reading, after: number): Reading =>
    reading.kind === "read" && core().replica.index === after
      ? { kind: "trouble", trouble: { kind: "not-a-relay" } }
      : reading;
  for (;;) {
    const after = core().replica.index;
    // A newcomer has no keys of old epochs: it begins with a snapshot, also where the log is whole.
    const isNewcomer = after === 0 && core().floor !== null;
    const answer = isNewcomer ? beginWithSnapshot : await client.log(after);
    if (!answer.ok && answer.error.kind !== "pruned") return { kind: "trouble", trouble: answer.error };
    const snapshot = answer.ok ? null : await client.snapshot();
    if (snapshot && !snapshot.ok) return { kind: "trouble", trouble: snapshot.error };
    const step = await exclusive(async (): Promise<Reading | "again"> => {
      if (core().replica.index !== after) return "again";
      if (snapshot) return unlessStuck(await takeSnapshot(core(), snapshot.value.parts), after);
      if (!answer.ok) throw new TypeError("readOn expects a snapshot where entries are gone");
      const { head, first, envelopes } = answer.value;
      if (head < after) return stop(core(), "rollback");
      if (envelopes.length === 0) {
        // A relay that says there is more and gives nothing is one that withholds it.
        if (head > after) return stop(core(), "log-chain");
        return isShortOfFloor(core()) ? stop(core(), "rollback") : { kind: "read", records: new Set() };
      }
      if (first !== after + 1 || first + envelopes.length - 1 > head) return stop(core(), "log-chain");
      return unlessStuck(await takeStretch(core(), envelopes), after);
    });
    if (step === "again") continue;
    if (step.kind !== "read") return step;
    for (const record of step.records) touched.add(record);
    if (!answer.ok || core().replica.index < answer.value.head) continue;
    if (isShortOfFloor(core())) return exclusive(() => stop(core(), "rollback"));
    return { kind: "read", records: touched };
  }
}

/** Stops, and keeps that. */
export async function stop(core: VaultCore, by: Stop): Promise<Reading> {
  core.stopped = by;
  const changes = new Map<string, unknown>();
  putState(changes, core);
  await keep(core, changes);
  return { kind: "stopped", by };
}

/** Takes the relay's newest snapshot, because the entries up to it are gone there (rules 48, 63, 64). */
async function takeSnapshot(core: VaultCore, frames: readonly Uint8Array[]): Promise<Reading> {
  const { replica, world } = core;
  const [boxes, ...parts] = frames;
  if (!boxes) return stop(core, "unopenable");
  const keys = await keysFor(world.suite, core, boxes);
  const signedState = await openParts(world.suite, replica.owner.vault, keys, parts);
  if (signedState === null) return stop(core, keys.size > replica.epochKeys.size ? "unopenable" : "no-place");
  const opened = await openState(world.suite, world.compression, replica.owner, signedState);
  if (!opened.ok) return stop(core, opened.error.kind);
  const { state, roster } = opened.value;
  if (!(await isLastBoxes(world.suite, roster, boxes))) return stop(core, "unopenable");
  const isSuccessor = replica.roster.statements.every(([text], at) => state.statements[at]?.[0] === text);
  if (!isSuccessor) return stop(core, "roster");
  if (state.index < replica.index) return stop(core, "rollback");
  if (state.index === replica.index) {
    const isSame = equalBytes(bytesFromState(state), bytesFromState(stateOfReplica(replica)));
    return isSame ? { kind: "read", records: new Set() } : stop(core, "differs");
  }
  return adopt(core, state, roster, keys, boxes);
}

/** The epoch keys this device has, with those that the boxes of a later epoch give it. */
async function keysFor(
  suite: Suite,
  core: VaultCore,
  boxes: Uint8Array,
): Promise<ReadonlyMap<number, Uint8Array>> {
  const { replica, identity } = core;
  const boxKey: BoxKey = (identity.copyOf ?? identity.device).box;
  const opened = await openEpoch(suite, { vault: replica.owner.vault, envelope: boxes, boxKey });
  const keys = new Map<number, Uint8Array>(replica.epochKeys);
  return opened ? keys.set(opened.epoch, opened.key) : keys;
}

/** Replaces what is held by a later state, with edits of this device that the state lacks given out again (rule 83). */
async function adopt(
  core: VaultCore,
  state: SnapshotState,
  roster: VaultCore["replica"]["roster"],
  keys: ReadonlyMap<number, Uint8Array>,
  boxes: Uint8Array,
): Promise<Reading> {
  const { replica, identity } = core;
  if (!identity.copyOf && !roster.members.has(identity.device.id)) {
    // A newcomer that is shown a state of before it was let in was not removed: it is shown an old state (rule 78).
    return stop(core, core.floor && state.index < core.floor.index ? "rollback" : "no-place");
  }
  const epochKey = keys.get(state.epoch);
  if (!epochKey) return stop(core, "no-place");
  const mine = replica.authors.get(identity.device.id);
  const theirs = state.authors.get(identity.device.id);
  const arrived = core.sent.find(({ seq, hash }) => seq === theirs?.seq && hash === theirs.prev);
  const isOwnNew = theirs !== undefined && theirs.seq > (mine?.seq ?? 0);
  if (isOwnNew && !arrived) return { kind: "cloned" };
  // A log that was restarted from another device's state (rule 83): some of what this one read never was in it.
  const isOtherBranch = [...replica.authors].some(([id, { seq }]) => seq > (state.authors.get(id)?.seq ?? 0));
  const lost = isOtherBranch ? lostWrites(core, theirs?.index ?? 0) : [];

  const touched = new Set([...replica.registers.records(), ...state.registers.records()]);
  for (const record of [...replica.registers.records()]) {
    for (const field of [...replica.registers.fields(record).keys()])
      replica.registers.set(record, field, []);
  }
  for (const record of state.registers.records()) {
    for (const [field, values] of state.registers.fields(record))
      replica.registers.set(record, field, values);
  }
  replica.index = state.index;
  replica.chain = state.chain;
  replica.epoch = state.epoch;
  replica.epochKeys.clear();
  replica.epochKeys.set(state.epoch, Uint8Array.from(epochKey));
  replica.roster = roster;
  replica.authors.clear();
  for (const [device, author] of state.authors) replica.authors.set(device, author);
  replica.awaited = null;
  replica.boxes = Uint8Array.from(boxes);
  const settled = core.sent
    .filter(({ seq }) => arrived && seq <= arrived.seq)
    .flatMap(({ batches }) => batches);
  core.waiting.remove(new Set(settled));
  core.sent = core.sent.filter(({ seq }) => seq > (theirs?.seq ?? 0));
  core.sinceSnapshot = { entries: 0, bytes: 0 };

  const changes = new Map<string, unknown>();
  removeWaiting(changes, settled);
  if (isOtherBranch) {
    // Their base counted entries that never were: now nobody's value is removed by them but this device's own.
    const { gone, batches } = core.waiting.beginAgain(lost);
    removeWaiting(changes, gone);
    for (const batch of batches) putWaiting(changes, batch);
    core.sent = [];
  }
  putState(changes, core);
  putRoster(changes, replica.roster);
  putRegisters(changes, replica.registers, touched);
  await keep(core, changes);
  return { kind: "read", records: touched };
}

/** This device's own values from entries after `index`, its last one that another branch of the log has. */
function lostWrites({ replica, identity }: VaultCore, index: number): readonly Write[] {
  const lost: Write[] = [];
  for (const record of replica.registers.records()) {
    for (const [field, values] of replica.registers.fields(record)) {
      for (const { value, time, count, device, index: at } of values) {
        if (device === identity.device.id && at > index) lost.push({ record, field, value, time, count });
      }
    }
  }
  return lost;
}
