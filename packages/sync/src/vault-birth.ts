import { createRelayClient, type RelayTrouble } from "./relay-client.ts";
import { emptyReplica, type Replica } from "./replica.ts";
import { isLastBoxes, type Roster } from "./roster.ts";
import { accessKey, openEpoch } from "./seal/epoch.ts";
import { charter, entropyLength, type Root, rootFromEntropy } from "./seal/root.ts";
import type { Bytes, DeviceId } from "./seal/suite.ts";
import { openParts, openState } from "./snapshot.ts";
import type { SnapshotState } from "./snapshot-state.ts";
import { type Vault, vaultFromCore } from "./vault.ts";
import {
  type Device,
  type Identity,
  makeDevice,
  memberFromDevice,
  type Stop,
  type VaultCore,
  type VaultWorld,
} from "./vault-core.ts";
import { readOn } from "./vault-reading.ts";
import {
  isVaultRecord,
  putIdentity,
  putRegisters,
  putRoster,
  putState,
  readVault,
  type Unreadable,
} from "./vault-records.ts";
import { putSnapshot, settleHere, signChange } from "./vault-writing.ts";
import { Waiting } from "./waiting.ts";

/** The vault on this device; null where there is none yet. */
export async function openVault(
  world: VaultWorld,
): Promise<
  { readonly ok: true; readonly value: Vault | null } | { readonly ok: false; readonly error: Unreadable }
> {
  const read = await readVault(world);
  return read.ok ? { ok: true, value: read.value && vaultFromCore(read.value) } : read;
}

/** A new vault, without a relay, and the entropy of its words: the only time that anybody sees it (rule 1). */
export async function foundVault(
  world: VaultWorld,
  name: string,
): Promise<{ readonly vault: Vault; readonly entropy: Bytes }> {
  await expectNoVault(world, "foundVault");
  const entropy = world.suite.randomBytes(entropyLength);
  const root = await rootFromEntropy(world.suite, entropy);
  const device = await makeDevice(world, name);
  const core = await newCore(scratchWorld(world), root, await charter(world.suite, root), device);
  const signed = await signChange(core, {
    by: "root",
    key: root.sign,
    actions: [{ kind: "add", member: memberFromDevice(core.identity.device) }],
    rotates: true,
  });
  const taken = await settleHere(core, signed);
  if (taken.kind !== "read")
    throw new TypeError(`foundVault expects its own first entry to be taken, got ${taken.kind}`);
  // In one write, so that there is never half a vault.
  const mine: VaultCore = { ...core, world };
  await saveWhole(mine);
  return { vault: vaultFromCore(mine), entropy };
}

/** A core that has read nothing. */
export async function newCore(
  world: VaultWorld,
  root: {
    readonly sign: { readonly publicKey: Bytes };
    readonly box: { readonly publicKey: Bytes };
    readonly vault: Root["vault"];
  },
  charterBytes: Bytes,
  device: Device,
): Promise<VaultCore> {
  const identity: Identity = {
    rootSign: root.sign.publicKey,
    rootBox: root.box.publicKey,
    charter: charterBytes,
    device,
    copyOf: null,
  };
  return {
    world,
    identity,
    replica: await emptyReplica(world.suite, { vault: root.vault, root: root.sign.publicKey }),
    waiting: new Waiting(),
    relay: null,
    former: null,
    stopped: null,
    sent: [],
    sinceSnapshot: { entries: 0, bytes: 0 },
    floor: null,
    isStale: false,
  };
}

/** @throws TypeError where the store holds a vault: it would be written over */
export async function expectNoVault({ store }: VaultWorld, who: string): Promise<void> {
  for (const name of (await store.read()).keys())
    if (isVaultRecord(name)) throw new TypeError(`${who} expects a store without a vault`);
}

/** Everything of a vault that has no waiting edits, in one write. @throws TypeError where there is a vault already */
export async function saveWhole(core: VaultCore): Promise<void> {
  await expectNoVault(core.world, "saveWhole");
  const records = new Map<string, unknown>();
  putIdentity(records, core.identity);
  putState(records, core);
  putRoster(records, core.replica.roster);
  putRegisters(records, core.replica.registers, core.replica.registers.records());
  await core.world.store.write(records);
}

/** Fills an empty replica from a state that was checked, and the keys that open what follows. */
export function fillFromState(
  replica: Replica,
  state: SnapshotState,
  roster: Roster,
  epochKey: { readonly epoch: number; readonly key: Bytes } | null,
  boxes: Bytes | null,
): void {
  replica.index = state.index;
  replica.chain = state.chain;
  replica.epoch = state.epoch;
  if (epochKey) replica.epochKeys.set(epochKey.epoch, epochKey.key);
  replica.roster = roster;
  replica.boxes = boxes;
  for (const [id, author] of state.authors) replica.authors.set(id, author);
  for (const record of state.registers.records()) {
    for (const [field, values] of state.registers.fields(record))
      replica.registers.set(record, field, values);
  }
}

/** Why the words did not bring a vault back. */
export type NotRecovered =
  | RelayTrouble
  /** What the relay gave does not open with these words, or is not signed by a device of this vault. */
  | { readonly kind: "stopped"; readonly by: Stop }
  /** Eight devices are on the roster; the others must be left out. */
  | { readonly kind: "too-many-devices" };

export type Recovered =
  | { readonly ok: true; readonly value: Vault }
  | { readonly ok: false; readonly error: NotRecovered };

/**
 * The vault of these words, from a relay that has it (rule 80): this installation is signed in by the root and a new
 * epoch begins. With `alone`, every other device is taken off the roster.
 *
 * Nothing is written to the store before the relay has accepted this device.
 */
export async function recoverVault(
  world: VaultWorld,
  entropy: Bytes,
  { name, relay, alone }: { readonly name: string; readonly relay: string; readonly alone: boolean },
): Promise<Recovered> {
  await expectNoVault(world, "recoverVault");
  const { suite } = world;
  const root = await rootFromEntropy(suite, entropy);
  const device = await makeDevice(world, name);
  const core = await newCore(scratchWorld(world), root, await charter(suite, root), device);
  const transport = world.transport(relay);
  const client = createRelayClient(suite, transport, { vault: root.vault, by: "root", key: root.sign });
  // Until it is signed in, this device reads as the root.
  const asRoot: Device = { ...device, box: root.box };
  core.identity = { ...core.identity, copyOf: asRoot };

  const begun = await beginFromSnapshot(core, root, client);
  if (begun !== null) return { ok: false, error: begun };
  for (let round = 0; round < 24; round++) {
    const reading = await readOn(
      () => core,
      client,
      (work) => work(),
    );
    if (reading.kind === "trouble") return { ok: false, error: reading.trouble };
    if (reading.kind === "stopped") return { ok: false, error: { kind: "stopped", by: reading.by } };
    if (reading.kind === "moved") return recoverVault(world, entropy, { name, relay: reading.relay, alone });
    const others: DeviceId[] = [...core.replica.roster.members.keys()];
    if (!alone && others.length >= 8) return { ok: false, error: { kind: "too-many-devices" } };
    const signed = await signChange(core, {
      by: "root",
      key: root.sign,
      actions: [
        ...(alone ? others.map((id) => ({ kind: "remove", id }) as const) : []),
        { kind: "add", member: memberFromDevice(device) },
      ],
      rotates: true,
    });
    const answer = await client.rotate(signed.expect, signed.envelopes, signed.access!);
    if (!answer.ok && answer.error.kind === "behind") continue;
    if (!answer.ok) return { ok: false, error: answer.error };
    core.identity = { ...core.identity, copyOf: null };
    await settleHere(core, signed);
    const mine: VaultCore = { ...core, world, relay };
    await saveWhole(mine);
    const key = await accessKey(suite, mine.replica.epochKeys.get(mine.replica.epoch)!);
    // A snapshot under the new epoch; where it cannot be left now, the next one is due soon enough.
    await putSnapshot(mine, createRelayClient(suite, transport, { vault: root.vault, by: "access", key }));
    return { ok: true, value: vaultFromCore(mine) };
  }
  return { ok: false, error: { kind: "behind", head: core.replica.index } };
}

/** Loads the newest snapshot for the root; null when done, also where there is none and the log is whole. */
async function beginFromSnapshot(
  core: VaultCore,
  root: Root,
  client: ReturnType<typeof createRelayClient>,
): Promise<NotRecovered | null> {
  const { suite, compression } = core.world;
  const answer = await client.snapshot();
  if (!answer.ok) return answer.error.kind === "no-snapshot" ? null : answer.error;
  const [boxes, ...parts] = answer.value.parts;
  const opened = boxes && (await openEpoch(suite, { vault: root.vault, envelope: boxes, boxKey: root.box }));
  if (!boxes || !opened) return { kind: "stopped", by: "no-place" };
  const signedState = await openParts(suite, root.vault, new Map([[opened.epoch, opened.key]]), parts);
  if (signedState === null) return { kind: "stopped", by: "unopenable" };
  const state = await openState(suite, compression, core.replica.owner, signedState);
  if (!state.ok) return { kind: "stopped", by: state.error.kind };
  if (!(await isLastBoxes(suite, state.value.roster, boxes))) return { kind: "stopped", by: "unopenable" };
  fillFromState(core.replica, state.value.state, state.value.roster, opened, Uint8Array.from(boxes));
  return null;
}

/** The same world with a store that forgets: what is tried before a relay has agreed is not kept. */
export const scratchWorld = (world: VaultWorld): VaultWorld => ({
  ...world,
  store: { read: async () => new Map(), write: async () => undefined },
});
