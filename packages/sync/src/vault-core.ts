import type { Fields } from "./registers.ts";
import type { Transport } from "./relay-client.ts";
import type { Breach, Replica } from "./replica.ts";
import type { Member } from "./roster.ts";
import { base64urlFromBytes } from "./seal/base64url.ts";
import { deviceIdFromKey } from "./seal/root.ts";
import type { BoxKey, Bytes, DeviceId, SigningKey, Suite } from "./seal/suite.ts";
import type { Compression } from "./snapshot.ts";
import type { Waiting } from "./waiting.ts";

/**
 * Where a device keeps its vault: values by name, written together or not at all.
 *
 * The same shape as the diary's store, because it is the same place: sealed on the device, under its lock. All names
 * here begin with `sync/`; others are left alone. Values are plain JSON; null removes.
 */
export interface VaultStore {
  read(): Promise<ReadonlyMap<string, unknown>>;
  write(valueByName: ReadonlyMap<string, unknown>): Promise<void>;
}

/** Everything a vault needs of the world. */
export interface VaultWorld {
  readonly suite: Suite;
  readonly compression: Compression;
  /** Whole seconds since 1970, as far as this device knows. */
  clock(): number;
  readonly store: VaultStore;
  /** The way to a relay by its address; what an address looks like is the platform's business. */
  transport(relay: string): Transport;
}

/** This installation: its keys, which never leave it (rule 4). */
export interface Device {
  readonly id: DeviceId;
  readonly sign: SigningKey;
  readonly box: BoxKey;
  readonly name: string;
}

/** A device as the roster knows it: without its private keys. */
export const memberFromDevice = ({ id, sign, box, name }: Device): Member => ({
  id,
  sign: base64urlFromBytes(sign.publicKey),
  box: base64urlFromBytes(box.publicKey),
  name,
});

/** What does not change while a vault is open, but for a cloned device's new keys (rule 25). */
export interface Identity {
  /** The root's public keys and its charter (rules 1–3). */
  readonly rootSign: Bytes;
  readonly rootBox: Bytes;
  readonly charter: Bytes;
  readonly device: Device;
  /** The installation this was a copy of, until it has signed the new one in. */
  readonly copyOf: Device | null;
}

/**
 * Why a device no longer reads from or writes to its relay, until its owner decides; what is recorded meanwhile waits.
 *
 * A breach is a relay that showed something no honest one would, `rollback` one that has less than before, `differs` a
 * snapshot that contradicts this device (rule 63).
 */
export type Stop = Breach | "rollback" | "differs";

/** Every reason there is, as it is stored. */
export const stops: readonly Stop[] = [
  "not-an-envelope",
  "unopenable",
  "stale-epoch",
  "foreign",
  "forged",
  "author-chain",
  "log-chain",
  "roster",
  "no-place",
  "cloned",
  "newer",
  "rollback",
  "differs",
];

/** An entry that was sent and not seen in the log yet (rule 26). */
export interface Sent {
  /** Index before its place; once the log has passed that without it, it cannot come any more. */
  readonly at: number;
  readonly seq: number;
  readonly hash: string;
  /** Ids of the waiting batches in it. */
  readonly batches: readonly number[];
}

/** An open vault's state; changed only by the functions of the `vault-…` files, one at a time. */
export interface VaultCore {
  readonly world: VaultWorld;
  identity: Identity;
  readonly replica: Replica;
  readonly waiting: Waiting;
  relay: string | null;
  /** Where the vault was before it moved, with the epoch's key of then, until that relay has deleted its copy. */
  former: { readonly relay: string; readonly epochKey: string } | null;
  stopped: Stop | null;
  sent: readonly Sent[];
  /** Envelopes and bytes taken in since the newest snapshot (rule 62). */
  sinceSnapshot: { readonly entries: number; readonly bytes: number };
  /** What this device was told when it was let in: it has seen everything only when it has reached this (rule 78). */
  floor: { readonly index: number; readonly chain: string } | null;
  /** The store refused a write after the memory had changed; nothing is done before it was read again. */
  isStale: boolean;
}

/** What this device shows of a record: settled registers under its own waiting edits. */
export const fieldsOf = (core: VaultCore, record: string): Fields =>
  core.waiting.fields(record, core.replica.registers, core.identity.device.id);

/** Every record that shows anything. */
export function* recordsOf(core: VaultCore): Iterable<string> {
  const seen = new Set<string>();
  for (const records of [core.replica.registers.records(), core.waiting.records()]) {
    for (const record of records) {
      if (seen.has(record)) continue;
      seen.add(record);
      if (fieldsOf(core, record).size > 0) yield record;
    }
  }
}

/** Keys of a new installation (rule 4). */
export async function makeDevice({ suite }: VaultWorld, name: string): Promise<Device> {
  const sign = await suite.signingKeyFromSeed(suite.randomBytes(32));
  const box = await suite.boxKeyFromSeed(suite.randomBytes(32));
  return { id: await deviceIdFromKey(suite, sign.publicKey), sign, box, name };
}
