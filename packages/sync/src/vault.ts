import { bytesFromJson } from "./bytes.ts";
import type { Fields } from "./registers.ts";
import type { Answer } from "./relay-client.ts";
import type { Member } from "./roster.ts";
import type { Bytes, VaultId } from "./seal/suite.ts";
import { type Changes, createChanges } from "./vault-changes.ts";
import { type Device, fieldsOf, recordsOf, type Stop, type VaultCore } from "./vault-core.ts";
import { keep } from "./vault-reading.ts";
import { putWaiting } from "./vault-records.ts";
import { createRounds, type Synced } from "./vault-rounds.ts";
import { takeTurns } from "./vault-turns.ts";
import { type Edit, maxValueBytes } from "./waiting.ts";

/** One device as its owner sees it. */
export interface DeviceView extends Member {
  readonly isThis: boolean;
  /** Its clock at its last entry, whole seconds since 1970; null before the first. */
  readonly heard: number | null;
}

/** A vault that is open on this device. Its methods may be called at any time; what changes it takes turns. */
export interface Vault extends Changes {
  readonly id: VaultId;
  readonly device: () => Device;
  readonly relay: () => string | null;
  readonly formerRelay: () => string | null;
  readonly stopped: () => Stop | null;
  /** Edits that are not in the log yet. */
  readonly waiting: () => number;
  /** Where in the log this device is, and h(n): the hash whose four words two devices can compare (rule 27). */
  readonly place: () => { readonly index: number; readonly chain: Bytes };
  readonly devices: () => readonly DeviceView[];
  records(): Iterable<string>;
  /** A record's registers as shown; the first value of `shownValue`, the others beside it. */
  fields(record: string): Fields;
  /** Keeps edits on this device, all or none. @throws what the store throws, with nothing kept */
  edit(
    edits: readonly Edit[],
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly error: { readonly kind: "too-large" } }>;
  /** One round with the relay: reads what is new, sends what waits. Calls while one runs get that one's answer. */
  sync(): Promise<Synced>;
  /** A session at the relay, whose token opens `GET events` (rule 49), which the platform streams. Null without a relay. */
  session(): Promise<Answer<{ readonly token: string; readonly head: number }> | null>;
  /** Makes a letterbox or queue at the relay for an Ed25519 public key, base64url (rule 92). Null without a relay. */
  makeLetterbox(kind: "letterboxes" | "queues", publicKey: string): Promise<Answer<null> | null>;
  /** Makes a calendar feed there: its id and an Ed25519 public key, base64url (rule 109). Null without a relay. */
  makeFeed(feed: string, publicKey: string): Promise<Answer<null> | null>;
  /** The state behind this vault, for pairing and backups. */
  readonly core: () => VaultCore;
}

/** A vault over a core that was read, founded or joined. */
export function vaultFromCore(first: VaultCore): Vault {
  const turns = takeTurns(first);
  const { core, exclusive } = turns;
  const rounds = createRounds(turns);
  return {
    id: core().replica.owner.vault,
    device: () => core().identity.device,
    relay: () => core().relay,
    formerRelay: () => core().former?.relay ?? null,
    stopped: () => core().stopped,
    waiting: () => core().waiting.count,
    place: () => ({ index: core().replica.index, chain: core().replica.chain }),
    devices: () =>
      [...core().replica.roster.members.values()].map((member) => ({
        ...member,
        isThis: member.id === core().identity.device.id,
        heard: core().replica.authors.get(member.id)?.time ?? null,
      })),
    records: () => recordsOf(core()),
    fields: (record) => fieldsOf(core(), record),
    edit(edits) {
      if (edits.some((edit) => bytesFromJson(edit).length > maxValueBytes))
        return Promise.resolve({ ok: false, error: { kind: "too-large" } });
      return exclusive(async () => {
        const { replica, identity, world } = core();
        const now = { index: replica.index, clock: Math.max(0, world.clock()), device: identity.device.id };
        const closed = new Set(core().sent.flatMap(({ batches }) => batches));
        const records = new Map<string, unknown>();
        for (const batch of core().waiting.add(edits, replica.registers, now, closed))
          putWaiting(records, batch);
        if (records.size > 0) await keep(core(), records);
        return { ok: true };
      });
    },
    sync: rounds.sync,
    async session() {
      const { relay, stopped } = core();
      return relay === null || stopped ? null : (await rounds.clientFor(relay)).session();
    },
    async makeLetterbox(kind, publicKey) {
      const { relay, stopped } = core();
      return relay === null || stopped
        ? null
        : (await rounds.clientFor(relay)).makeLetterbox(kind, publicKey);
    },
    async makeFeed(feed, publicKey) {
      const { relay, stopped } = core();
      return relay === null || stopped ? null : (await rounds.clientFor(relay)).makeFeed(feed, publicKey);
    },
    ...createChanges(turns, rounds),
    core,
  };
}
