import { askBoxes, createRelayClient, type RelayClient, type RelayTrouble } from "./relay-client.ts";
import { maxMembers } from "./roster.ts";
import { accessKey, openEpoch } from "./seal/epoch.ts";
import type { Bytes, DeviceId } from "./seal/suite.ts";
import { makeDevice, memberFromDevice, type Stop } from "./vault-core.ts";
import { keep, type Reading, readOn, stop } from "./vault-reading.ts";
import { putIdentity, putState } from "./vault-records.ts";
import type { Turns } from "./vault-turns.ts";
import {
  isSnapshotDue,
  putSnapshot,
  type RosterChange,
  type SignedWaiting,
  settleHere,
  signChange,
  signWaiting,
} from "./vault-writing.ts";

/** What became of a round with the relay. */
export type Synced =
  /** Everything was read and nothing waits; `records` are those that changed. */
  | { readonly kind: "done"; readonly records: ReadonlySet<string> }
  /** There is no relay; nothing waits. */
  | { readonly kind: "no-relay" }
  /** The relay did not do its part; everything stays as it is and waits. */
  | { readonly kind: "trouble"; readonly trouble: RelayTrouble; readonly records: ReadonlySet<string> }
  /** The relay showed what no honest one would; see `Stop`. Nothing is read or sent until the owner decides. */
  | { readonly kind: "stopped"; readonly by: Stop; readonly records: ReadonlySet<string> };

/** What became of one attempt to state a change of the roster. */
export type Sending =
  | { readonly kind: "settled" }
  /** Somebody else wrote first; read on, and state it anew. */
  | { readonly kind: "behind" }
  | { readonly kind: "trouble"; readonly trouble: RelayTrouble }
  | { readonly kind: "stopped" };

/** A vault's dealings with its relay. */
export interface Rounds {
  /** One round: reads what is new, sends what waits. Calls while one runs get that one's answer. */
  sync(): Promise<Synced>;
  /** Signs a change at the present head, sends it where there is a relay, and takes it in when it is in the log. */
  send(change: RosterChange): Promise<Sending>;
  /** The relay with the present epoch's access. */
  clientFor(relay: string): Promise<RelayClient>;
}

/** Rounds in which others may come first before a change gives up. Our choice: eight devices that all write at once. */
export const maxRounds = 24;

/** Whether somebody else came first: with an entry, or with a new epoch and its access (rule 57). */
const isOvertaken = ({ kind }: RelayTrouble): boolean => kind === "behind" || kind === "unknown";

export function createRounds({ core, exclusive, saveState }: Turns): Rounds {
  let running: Promise<Synced> | null = null;
  let held: (SignedWaiting & { readonly device: DeviceId }) | null = null;
  let client: { readonly relay: string; readonly epoch: number; readonly client: RelayClient } | null = null;

  const clientFor = async (relay: string): Promise<RelayClient> => {
    const { epoch, epochKeys, owner } = core().replica;
    if (client?.relay === relay && client.epoch === epoch) return client.client;
    const key = await accessKey(core().world.suite, epochKeys.get(epoch)!);
    const made = createRelayClient(core().world.suite, core().world.transport(relay), {
      vault: owner.vault,
      by: "access",
      key,
    });
    client = { relay, epoch, client: made };
    return made;
  };

  /** Access by an epoch that began while this device was away (rule 57); false where it has no place in one. */
  const findAccess = async (relay: string): Promise<boolean> => {
    const { world, replica, identity } = core();
    const { vault } = replica.owner;
    const transport = world.transport(relay);
    const boxes = await askBoxes(transport, vault);
    if (!boxes.ok) return false;
    const boxKey = (identity.copyOf ?? identity.device).box;
    const opened = await openEpoch(world.suite, { vault, envelope: boxes.value, boxKey });
    if (opened === null || opened.epoch <= replica.epoch) {
      // What was tried with other boxes is not tried again: they may have been false.
      client = null;
      return false;
    }
    const key = await accessKey(world.suite, opened.key);
    const made = createRelayClient(world.suite, transport, { vault, by: "access", key });
    client = { relay, epoch: replica.epoch, client: made };
    return true;
  };

  /** Reads to the head; deals with moves and copies on the way. Null when read. */
  const catchUp = async (records: Set<string>): Promise<Exclude<Synced, { kind: "done" }> | null> => {
    for (let round = 0; round < maxRounds; round++) {
      const { stopped, relay } = core();
      if (stopped) return { kind: "stopped", by: stopped, records };
      if (relay === null) return { kind: "no-relay" };
      const reading = await readOn(core, await clientFor(relay), exclusive);
      switch (reading.kind) {
        case "read":
          for (const record of reading.records) records.add(record);
          if (core().identity.copyOf === null) return null;
          break;
        case "moved":
          await exclusive(() => followTo(reading.relay));
          continue;
        case "cloned":
          await exclusive(takeNewKeys);
          continue;
        case "stopped":
          return { kind: "stopped", by: reading.by, records };
        case "trouble":
          if (reading.trouble.kind === "unknown" && (await findAccess(relay))) continue;
          return { kind: "trouble", trouble: reading.trouble, records };
      }
      const signedIn = await signInAsNew();
      if (signedIn !== null) return signedIn;
    }
    return { kind: "trouble", trouble: { kind: "behind", head: core().replica.index }, records };
  };

  const followTo = async (relay: string): Promise<void> => {
    core().relay = relay;
    await saveState();
  };

  /** This installation is a copy of another: it takes keys of its own (rule 25). */
  const takeNewKeys = async (): Promise<void> => {
    const { device } = core().identity;
    const fresh = await makeDevice(core().world, device.name);
    core().identity = { ...core().identity, device: fresh, copyOf: core().identity.copyOf ?? device };
    core().sent = [];
    const records = new Map<string, unknown>();
    putIdentity(records, core().identity);
    putState(records, core());
    await keep(core(), records);
  };

  /** The copy's new keys, stated by the old ones. Null when done or to be tried again. */
  const signInAsNew = async (): Promise<Extract<Synced, { kind: "stopped" | "trouble" }> | null> => {
    const { copyOf, device } = core().identity;
    if (copyOf === null) return null;
    const none: ReadonlySet<string> = new Set();
    const { members } = core().replica.roster;
    // On the roster already, where only the relay's answer was lost.
    if (!members.has(device.id)) {
      if (!members.has(copyOf.id) || members.size >= maxMembers) {
        await exclusive(() => stop(core(), "cloned"));
        return { kind: "stopped", by: "cloned", records: none };
      }
      const change: RosterChange = {
        by: copyOf.id,
        key: copyOf.sign,
        actions: [{ kind: "add", member: memberFromDevice(device) }],
        rotates: false,
      };
      const done = await send(change);
      if (done.kind === "trouble") return { kind: "trouble", trouble: done.trouble, records: none };
      if (done.kind !== "settled") return null;
    }
    await exclusive(async () => {
      core().identity = { ...core().identity, copyOf: null };
      const records = new Map<string, unknown>();
      putIdentity(records, core().identity);
      await keep(core(), records);
    });
    return null;
  };

  /** Signs a change at the present head, sends it where there is a relay, and takes it in when it is in the log. */
  const send = async (change: RosterChange): Promise<Sending> => {
    const signed = await exclusive(() => signChange(core(), change));
    const { relay } = core();
    if (relay !== null) {
      const relayClient = await clientFor(relay);
      const answer = signed.access
        ? await relayClient.rotate(signed.expect, signed.envelopes, signed.access)
        : await relayClient.append(signed.expect, signed.envelopes);
      if (!answer.ok) return troubleOrBehind(answer.error);
    }
    return exclusive(async () => settled(await takeIfNext(signed)));
  };

  const takeIfNext = async (signed: {
    readonly expect: number;
    readonly envelopes: readonly Bytes[];
  }): Promise<Reading> =>
    core().replica.index === signed.expect
      ? settleHere(core(), signed)
      : { kind: "trouble", trouble: { kind: "behind", head: core().replica.index } };

  const settled = (reading: Reading): Sending => {
    if (reading.kind === "read") return { kind: "settled" };
    return reading.kind === "trouble" ? troubleOrBehind(reading.trouble) : { kind: "stopped" };
  };

  const troubleOrBehind = (trouble: RelayTrouble): Sending =>
    isOvertaken(trouble) ? { kind: "behind" } : { kind: "trouble", trouble };

  /** What waits, signed; the same bytes again while the log stands where it stood (rule 47). */
  const signOnce = async (): Promise<SignedWaiting | null> => {
    const { replica, waiting } = core();
    const isStillSo =
      held?.expect === replica.index &&
      held.batches.every((id) => waiting.has(id)) &&
      held.device === core().identity.device.id;
    if (!isStillSo) {
      const signed = await signWaiting(core());
      held = signed && { ...signed, device: core().identity.device.id };
    }
    return held;
  };

  /** Sends what waits, batch by batch. Null when nothing waits any more. */
  const sendWaiting = async (records: Set<string>): Promise<Exclude<Synced, { kind: "done" }> | null> => {
    for (let round = 0; round < maxRounds * 8; round++) {
      const signed = await exclusive(signOnce);
      if (signed === null) return null;
      const { relay } = core();
      if (relay !== null) {
        const answer = await (await clientFor(relay)).append(signed.expect, signed.envelopes);
        if (!answer.ok && !isOvertaken(answer.error))
          return { kind: "trouble", trouble: answer.error, records };
        if (!answer.ok) {
          const ended = await catchUp(records);
          if (ended !== null) return ended;
          continue;
        }
      }
      const taken = await exclusive(() => takeIfNext(signed));
      if (taken.kind === "stopped") return { kind: "stopped", by: taken.by, records };
      if (taken.kind === "read") for (const record of taken.records) records.add(record);
    }
    return { kind: "trouble", trouble: { kind: "behind", head: core().replica.index }, records };
  };

  const syncOnce = async (): Promise<Synced> => {
    const records = new Set<string>();
    // A turn of its own: where the store refused a write before, it is read again first.
    await exclusive(async () => undefined);
    const caughtUp = core().relay === null ? null : await catchUp(records);
    if (caughtUp !== null) return caughtUp;
    const ended = await sendWaiting(records);
    if (ended !== null) return ended;
    const { relay } = core();
    if (relay === null) return { kind: "no-relay" };
    if (isSnapshotDue(core())) {
      const relayClient = await clientFor(relay);
      const trouble = await exclusive(() => putSnapshot(core(), relayClient));
      if (trouble) return { kind: "trouble", trouble, records };
    }
    return { kind: "done", records };
  };

  /** One round at a time; whoever asks meanwhile gets the answer of the next. */
  const sync = (): Promise<Synced> => {
    running ??= syncOnce().finally(() => {
      running = null;
    });
    return running;
  };

  return { sync, send, clientFor };
}
