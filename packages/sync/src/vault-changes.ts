import {
  createRelayClient,
  createVaultAtRelay,
  type RelayClient,
  type RelayTrouble,
} from "./relay-client.ts";
import { type Member, maxMembers, type RosterAction } from "./roster.ts";
import { base64urlFromBytes, bytesFromBase64url } from "./seal/base64url.ts";
import { accessKey } from "./seal/epoch.ts";
import type { DeviceId } from "./seal/suite.ts";
import { maxRounds, type Rounds } from "./vault-rounds.ts";
import type { Turns } from "./vault-turns.ts";
import { putSnapshot, type RosterChange, signMove, snapshotFrames } from "./vault-writing.ts";

/** What became of something that changes who may read. */
export type Changed =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly error:
        | RelayTrouble
        | { readonly kind: "stopped" | "busy" | "too-many-devices" | "no-such-device" };
    };

/** What a vault's owner does to it other than writing: its devices and its relay. */
export interface Changes {
  /** Brings the vault to a relay (rules 44, 82); from then on it is synced there. */
  connect(relay: string, invite: string | null): Promise<Changed>;
  /** Brings the vault to another relay and leaves the others a note at the old one (rule 82). */
  move(relay: string, invite: string | null): Promise<Changed>;
  /** Asks the relay that was left to delete its copy. */
  leaveFormer(): Promise<Changed>;
  rename(device: DeviceId, name: string): Promise<Changed>;
  /** Takes devices off the roster and begins a new epoch (rules 6, 73). */
  remove(devices: readonly DeviceId[]): Promise<Changed>;
  /** Lets a device in (rule 75 and on); called by the pairing. */
  admit(member: Member): Promise<Changed>;
  /** A new epoch, and at the relay nothing but one snapshot of what there is now: what was deleted is gone there too (rule 51). */
  forgetHistory(): Promise<Changed>;
  /** After a relay lost entries: begins again there from what this device has (rule 83). */
  restart(): Promise<Changed>;
  /** Tries again after a stop, as if it had not been. */
  resume(): Promise<Changed>;
  /** Leaves the relay to itself: this device goes on without one. */
  detach(): Promise<Changed>;
  /** Deletes the vault at the relay; this device keeps what it has and has no relay. */
  deleteAtRelay(): Promise<Changed>;
  /** Leaves a snapshot at the relay now. */
  snapshotNow(): Promise<Changed>;
}

export function createChanges(
  { core, exclusive, saveState }: Turns,
  { sync, send, clientFor }: Rounds,
): Changes {
  /** Reads on, states the change, and again from the start where somebody else came first. */
  const change = async (
    make: () => RosterChange | "too-many-devices" | "no-such-device",
    after?: (relayClient: RelayClient) => Promise<RelayTrouble | null>,
  ): Promise<Changed> => {
    for (let round = 0; round < maxRounds; round++) {
      if (core().relay !== null || core().stopped) {
        const synced = await sync();
        if (synced.kind === "trouble") return { ok: false, error: synced.trouble };
        if (synced.kind === "stopped") return { ok: false, error: { kind: "stopped" } };
      }
      const made = make();
      if (typeof made === "string") return { ok: false, error: { kind: made } };
      const sent = await send(made);
      if (sent.kind === "behind") continue;
      if (sent.kind === "trouble") return { ok: false, error: sent.trouble };
      if (sent.kind === "stopped") return { ok: false, error: { kind: "stopped" } };
      const { relay } = core();
      if (relay === null || !after) return { ok: true };
      const relayClient = await clientFor(relay);
      const trouble = await exclusive(() => after(relayClient));
      return trouble ? { ok: false, error: trouble } : { ok: true };
    }
    return { ok: false, error: { kind: "busy" } };
  };

  const byThis = (
    actions: readonly Exclude<RosterAction, { kind: "unknown" | "epoch" }>[],
    rotates: boolean,
  ): RosterChange => {
    const { id, sign } = core().identity.device;
    return { by: id, key: sign, actions, rotates };
  };

  /** Makes the vault at a relay with a snapshot of now, or brings what an earlier attempt left there up to now. */
  const bringTo = async (relay: string, invite: string | null): Promise<RelayTrouble | null> => {
    const { suite } = core().world;
    const { owner, epoch, epochKeys, index } = core().replica;
    const transport = core().world.transport(relay);
    const key = await accessKey(suite, epochKeys.get(epoch)!);
    const { rootSign: root, charter } = core().identity;
    const credentials = { vault: owner.vault, by: "access", key } as const;
    const relayClient = createRelayClient(suite, transport, credentials);
    const birth = { root, charter, head: index, invite };
    const born = await createVaultAtRelay(suite, transport, credentials, birth);
    if (born.ok) return putSnapshot(core(), relayClient);
    if (born.error.kind !== "taken") return born.error;
    // Taken by this vault itself, if this device's access opens it and nothing was written there.
    const opened = await relayClient.session();
    if (!opened.ok || opened.value.head > index) return born.error;
    const begun = await relayClient.restart(opened.value.head, index, await snapshotFrames(core()));
    return begun.ok ? null : begun.error;
  };

  const liveAt = async (relay: string): Promise<Changed> => {
    core().relay = relay;
    await saveState();
    return { ok: true };
  };

  const connect = async (relay: string, invite: string | null): Promise<Changed> => {
    const settledFirst = await settleAll();
    if (settledFirst) return settledFirst;
    return exclusive(async () => {
      const trouble = await bringTo(relay, invite);
      return trouble ? { ok: false, error: trouble } : liveAt(relay);
    });
  };

  /** Everything read and nothing waiting: at the relay, or without one in this device's own log. */
  const settleAll = async (): Promise<Extract<Changed, { ok: false }> | null> => {
    const synced = await sync();
    if (synced.kind === "trouble") return { ok: false, error: synced.trouble };
    return synced.kind === "stopped" ? { ok: false, error: { kind: "stopped" } } : null;
  };

  /** The note in the old log is what moves the vault: before it nothing has changed, after it everybody follows. */
  const move = async (relay: string, invite: string | null): Promise<Changed> => {
    for (let round = 0; round < maxRounds; round++) {
      const settledFirst = await settleAll();
      if (settledFirst) return settledFirst;
      const old = core().relay;
      if (old === null) return connect(relay, invite);
      // Followed there already: an earlier attempt's note did arrive.
      if (old === relay) return { ok: true };
      const oldClient = await clientFor(old);
      const moved = await exclusive(async (): Promise<Changed | "behind"> => {
        const trouble = await bringTo(relay, invite);
        if (trouble) return { ok: false, error: trouble };
        const note = await signMove(core(), relay);
        const left = await oldClient.append(note.expect, note.envelopes);
        if (!left.ok) return left.error.kind === "behind" ? "behind" : left;
        const { epoch, epochKeys } = core().replica;
        core().former = { relay: old, epochKey: base64urlFromBytes(epochKeys.get(epoch)!) };
        return liveAt(relay);
      });
      if (moved !== "behind") return moved;
    }
    return { ok: false, error: { kind: "busy" } };
  };

  const freshAtRelay = async (relayClient: RelayClient): Promise<RelayTrouble | null> => {
    const { index } = core().replica;
    const answer = await relayClient.restart(index, index, await snapshotFrames(core()));
    if (!answer.ok) return answer.error;
    core().sinceSnapshot = { entries: 0, bytes: 0 };
    await saveState();
    return null;
  };

  return {
    connect: (relay, invite) => (core().relay === null ? connect(relay, invite) : move(relay, invite)),
    move,
    async leaveFormer() {
      const { former, replica, world } = core();
      if (former === null) return { ok: true };
      // The old relay knows the access of the epoch in which it was left.
      const key = await accessKey(world.suite, bytesFromBase64url(former.epochKey)!);
      const credentials = { vault: replica.owner.vault, by: "access", key } as const;
      const answer = await createRelayClient(
        world.suite,
        world.transport(former.relay),
        credentials,
      ).deleteVault();
      if (!answer.ok && answer.error.kind !== "unknown") return answer;
      await exclusive(async () => {
        core().former = null;
        await saveState();
      });
      return { ok: true };
    },
    rename: (id, name) =>
      change(() =>
        core().replica.roster.members.has(id)
          ? byThis([{ kind: "rename", id, name }], false)
          : "no-such-device",
      ),
    remove: (ids) =>
      change(
        () =>
          ids.every((id) => core().replica.roster.members.has(id) && id !== core().identity.device.id)
            ? byThis(
                ids.map((id) => ({ kind: "remove", id })),
                true,
              )
            : "no-such-device",
        (relayClient) => putSnapshot(core(), relayClient),
      ),
    admit: (member) =>
      change(
        () => {
          const { members } = core().replica.roster;
          if (members.size >= maxMembers) return "too-many-devices";
          return members.has(member.id) ? "no-such-device" : byThis([{ kind: "add", member }], false);
        },
        (relayClient) => putSnapshot(core(), relayClient),
      ),
    forgetHistory: () => change(() => byThis([], true), freshAtRelay),
    async restart() {
      const { relay } = core();
      if (relay === null) return { ok: true };
      const relayClient = await clientFor(relay);
      const opened = await relayClient.session();
      if (!opened.ok) return opened;
      const { head } = opened.value;
      return exclusive(async () => {
        const { index } = core().replica;
        if (head > index) return { ok: false, error: { kind: "stopped" } };
        const answer = await relayClient.restart(head, index, await snapshotFrames(core()));
        if (!answer.ok) return answer;
        core().stopped = null;
        core().sinceSnapshot = { entries: 0, bytes: 0 };
        await saveState();
        return { ok: true };
      });
    },
    async deleteAtRelay() {
      const { relay } = core();
      if (relay === null) return { ok: true };
      const answer = await (await clientFor(relay)).deleteVault();
      if (!answer.ok && answer.error.kind !== "unknown") return answer;
      await exclusive(async () => {
        core().relay = null;
        core().stopped = null;
        await saveState();
      });
      return { ok: true };
    },
    async resume() {
      await exclusive(async () => {
        core().stopped = null;
        await saveState();
      });
      return { ok: true };
    },
    async detach() {
      await exclusive(async () => {
        core().relay = null;
        core().stopped = null;
        await saveState();
      });
      return { ok: true };
    },
    async snapshotNow() {
      const { relay, replica } = core();
      // A newcomer before its first round has nothing to leave.
      if (relay === null || replica.boxes === null) return { ok: true };
      const relayClient = await clientFor(relay);
      const trouble = await exclusive(() => putSnapshot(core(), relayClient));
      return trouble ? { ok: false, error: trouble } : { ok: true };
    },
  };
}
