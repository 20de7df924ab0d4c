import { type Entry, noEntriesYet, signEntry } from "./entry.ts";
import { framesOfSnapshot, type RelayClient, type RelayTrouble } from "./relay-client.ts";
import { chainAfter } from "./replica.ts";
import { type RosterAction, type Statement, type StatementAuthor, stateNext } from "./roster.ts";
import { base64urlFromBytes, bytesFromBase64url } from "./seal/base64url.ts";
import { accessKey, makeEpoch } from "./seal/epoch.ts";
import type { Bytes, SigningKey } from "./seal/suite.ts";
import { sealParts, signState } from "./snapshot.ts";
import { stateOfReplica } from "./snapshot-state.ts";
import type { Sent, VaultCore } from "./vault-core.ts";
import { keep, type Reading, takeStretch } from "./vault-reading.ts";
import { putState } from "./vault-records.ts";

/** Entries ready to be sent, all or none, after `expect`. */
interface Signed {
  readonly expect: number;
  readonly envelopes: readonly Bytes[];
}

/** Most waiting batches that go into one request. Our choice: below the relay's limit, and a fraction of its megabyte. */
const batchesAtOnce = 16;

/** A place in the log that entries are being written for; nothing of it is in the log yet. */
class Draft {
  readonly #core: VaultCore;
  readonly envelopes: Bytes[] = [];
  readonly sent: Sent[] = [];
  index: number;
  chain: Bytes;
  #seq: number;
  #prev: string;

  constructor(core: VaultCore) {
    this.#core = core;
    const { replica, identity } = core;
    this.index = replica.index;
    this.chain = replica.chain;
    ({ seq: this.#seq, prev: this.#prev } = replica.authors.get(identity.device.id) ?? noEntriesYet);
  }

  /** Adds what is not an entry: the boxes of an epoch. */
  async addBoxes(envelope: Bytes): Promise<void> {
    this.envelopes.push(envelope);
    this.chain = await chainAfter(this.#core.world.suite, this.chain, envelope);
    this.index++;
  }

  async addEntry(
    epoch: number,
    epochKey: Uint8Array,
    content: Pick<Entry, "roster" | "batch" | "moved">,
    batches: readonly number[],
  ): Promise<void> {
    const { world, identity, replica } = this.#core;
    const entry: Entry = {
      device: identity.device.id,
      seq: this.#seq + 1,
      prev: this.#prev,
      log: [this.index, base64urlFromBytes(this.chain)],
      time: Math.max(0, world.clock()),
      ...content,
    };
    const { vault } = replica.owner;
    const signed = await signEntry(world.suite, identity.device.sign, vault, epoch, entry);
    const envelope = await world.suite.sealEnvelope("entry", epoch, epochKey, vault, signed);
    this.#prev = base64urlFromBytes(await world.suite.hash(signed));
    this.#seq++;
    this.sent.push({ at: this.index, seq: this.#seq, hash: this.#prev, batches });
    await this.addBoxes(envelope);
  }
}

/** Keeps the hashes of what is about to be sent (rule 26). */
async function keepSent(core: VaultCore, draft: Draft, expect: number): Promise<Signed> {
  core.sent = [...core.sent, ...draft.sent];
  const changes = new Map<string, unknown>();
  putState(changes, core);
  await keep(core, changes);
  return { expect, envelopes: draft.envelopes };
}

/** Signed entries, with the ids of the waiting batches in them. */
export interface SignedWaiting extends Signed {
  readonly batches: readonly number[];
}

/** The oldest waiting batches as signed entries; null where none wait. */
export async function signWaiting(core: VaultCore): Promise<SignedWaiting | null> {
  const { replica } = core;
  const epochKey = replica.epochKeys.get(replica.epoch);
  if (!epochKey) throw new TypeError("signWaiting expects a vault with an epoch");
  const draft = new Draft(core);
  const expect = draft.index;
  for (const { id, base, writes } of core.waiting.batches()) {
    if (draft.envelopes.length === batchesAtOnce) break;
    await draft.addEntry(replica.epoch, epochKey, { batch: { base, writes } }, [id]);
  }
  if (draft.envelopes.length === 0) return null;
  const batches = draft.sent.flatMap((sent) => sent.batches);
  return { ...(await keepSent(core, draft, expect)), batches };
}

/** A last entry for a relay that the vault leaves (rule 82). */
export async function signMove(core: VaultCore, relay: string): Promise<Signed> {
  const { replica } = core;
  const draft = new Draft(core);
  const expect = draft.index;
  await draft.addEntry(replica.epoch, replica.epochKeys.get(replica.epoch)!, { moved: relay }, []);
  // Not kept as sent: it is no part of the chain, and whoever reads it follows it, its author too.
  return { expect, envelopes: draft.envelopes };
}

/** A change of the roster: who states it, with which key, and whether a new epoch begins with it (rules 70–72). */
export interface RosterChange {
  readonly by: StatementAuthor;
  readonly key: SigningKey;
  readonly actions: readonly Exclude<RosterAction, { kind: "unknown" | "epoch" }>[];
  readonly rotates: boolean;
}

/** The entry that states a change; with a new epoch, its boxes before it, and the access key from then on. */
export async function signChange(
  core: VaultCore,
  { by, key, actions, rotates }: RosterChange,
): Promise<Signed & { readonly access: Bytes | null }> {
  const { replica, world, identity } = core;
  const { suite } = world;
  const draft = new Draft(core);
  const expect = draft.index;
  let roster = replica.roster;
  const statements: Statement[] = [];
  for (const action of actions) {
    const stated = await stateNext(suite, replica.owner, roster, by, key, action);
    roster = stated.roster;
    statements.push(stated.statement);
  }
  const epochKeyNow = replica.epochKeys.get(replica.epoch);
  if (!rotates) {
    if (!epochKeyNow) throw new TypeError("signChange expects a vault with an epoch, or a new one");
    await draft.addEntry(replica.epoch, epochKeyNow, { roster: statements }, []);
    return { ...(await keepSent(core, draft, expect)), access: null };
  }
  const epoch = replica.epoch + 1;
  const { key: epochKey, envelope } = await makeEpoch(suite, {
    vault: replica.owner.vault,
    epoch,
    places: [identity.rootBox, ...[...roster.members.values()].map(({ box }) => bytesOf(box))],
  });
  const boxes = base64urlFromBytes(await suite.hash(envelope));
  const stated = await stateNext(suite, replica.owner, roster, by, key, { kind: "epoch", epoch, boxes });
  await draft.addBoxes(envelope);
  await draft.addEntry(epoch, epochKey, { roster: [...statements, stated.statement] }, []);
  const { publicKey } = await accessKey(suite, epochKey);
  return { ...(await keepSent(core, draft, expect)), access: publicKey };
}

/** What a device has as a snapshot's frames: boxes, then parts (rules 60, 61). */
export async function snapshotFrames(core: VaultCore): Promise<readonly Uint8Array[]> {
  const { replica, world, identity } = core;
  const { boxes, epoch } = replica;
  const epochKey = replica.epochKeys.get(epoch);
  if (!boxes || !epochKey) throw new TypeError("snapshotFrames expects a vault with an epoch");
  const device = { id: identity.device.id, sign: identity.device.sign };
  const signed = await signState(world.suite, world.compression, device, stateOfReplica(replica));
  return framesOfSnapshot(
    boxes,
    await sealParts(world.suite, { vault: replica.owner.vault, epoch, epochKey }, signed),
  );
}

/** Whether a snapshot is due (rule 62). */
export const isSnapshotDue = ({ sinceSnapshot }: VaultCore): boolean =>
  sinceSnapshot.entries >= 500 || sinceSnapshot.bytes >= 262_144;

/** Leaves a snapshot at the relay; one of another device at the same place serves as well. */
export async function putSnapshot(core: VaultCore, client: RelayClient): Promise<RelayTrouble | null> {
  // A copy that is not signed in yet: nobody takes its word for a state.
  if (!core.replica.roster.members.has(core.identity.device.id)) return null;
  const at = core.replica.index;
  const frames = await snapshotFrames(core);
  const answer = await client.putSnapshot(at, frames);
  if (!answer.ok && answer.error.kind !== "behind") return answer.error;
  core.sinceSnapshot = { entries: core.replica.index - at, bytes: 0 };
  return null;
}

/** Puts signed entries into a log that has no relay: this device is its only writer. */
export const settleHere = (core: VaultCore, { envelopes }: Signed): Promise<Reading> =>
  takeStretch(core, envelopes);

const bytesOf = (key: string): Bytes => {
  const bytes = bytesFromBase64url(key);
  if (bytes === null) throw new TypeError("bytesOf expects a key of the roster");
  return bytes;
};
