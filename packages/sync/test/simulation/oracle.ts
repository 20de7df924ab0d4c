import { envelopeKinds } from "../../src/protocol.ts";
import { shownValue } from "../../src/registers.ts";
import type { VaultId } from "../../src/seal/suite.ts";
import { bytesFromState, stateOfReplica } from "../../src/snapshot-state.ts";
import type { Vault } from "../../src/vault.ts";
import { type Home, uidOf } from "./home.ts";
import type { Installation } from "./installation.ts";

/**
 * The judge at the end of a schedule. It is not the engine: it reads what relays ever accepted with its own eyes, and
 * works out from what each author could see which values must be there, which must not, and which is shown.
 */

/** A value as it stands in the log. */
export interface Logged {
  readonly index: number;
  readonly device: string;
  readonly uid: string;
  readonly record: string;
  readonly field: string;
  readonly isRemoval: boolean;
  readonly time: number;
  readonly count: number;
  /** How far its author says to have read. */
  readonly base: number;
}

export interface Entry {
  readonly device: string;
  readonly batch?: {
    readonly base: number;
    readonly writes: readonly (readonly [string, string, unknown, number, number])[];
  };
}

/** Everything that was ever written, in the order of the log. */
async function readLog(home: Home, vault: VaultId): Promise<readonly Logged[]> {
  const envelopes = new Map<number, Uint8Array>();
  // In the order in which the vault was at them: what a relay has from its first entry on is what counts from there.
  const relays = [...home.relayByName.values()]
    .map((relay) => ({ relay, from: Math.min(...relay.history.keys()) }))
    .toSorted((one, other) => one.from - other.from);
  for (const { relay, from } of relays) {
    for (const index of [...envelopes.keys()]) if (index >= from) envelopes.delete(index);
    for (const [index, envelope] of relay.history) envelopes.set(index, envelope);
  }
  const logged: Logged[] = [];
  for (const [index, envelope] of [...envelopes].sort(([one], [other]) => one - other)) {
    if (envelope[3] !== envelopeKinds.entry) continue;
    const content = await openWithAny(home, vault, envelope);
    if (content === null) {
      home.fault("threw", `nobody's key opens entry ${index}`);
      continue;
    }
    logged.push(...loggedIn(JSON.parse(new TextDecoder().decode(content.subarray(64))), index));
  }
  return logged;
}

/** What an entry writes. A removal is known by the mark that stands beside it. */
export function loggedIn({ device, batch }: Entry, index: number): readonly Logged[] {
  const logged: Logged[] = [];
  for (const [record, field, value, time, count] of batch?.writes ?? []) {
    if (field.startsWith("gone/")) continue;
    const mark = batch?.writes.find(([of, name]) => of === record && name === `gone/${field}`);
    const uid = value === null ? uidOf(mark?.[2]) : uidOf(value);
    logged.push({
      index,
      device,
      uid,
      record,
      field,
      isRemoval: value === null,
      time,
      count,
      base: batch?.base ?? 0,
    });
  }
  return logged;
}

/** Newest keys first: most of a log is of the last epochs. */
async function openWithAny(home: Home, vault: VaultId, envelope: Uint8Array): Promise<Uint8Array | null> {
  for (const key of [...home.epochKeys.values()].reverse()) {
    const content = await home.suite.openEnvelope(envelope, key, vault);
    if (content !== null) return content;
  }
  return null;
}

/** What must be in a register, and what may be: an outdated value of the author's own that a copy of it had sent. */
export interface Expected {
  readonly must: ReadonlyMap<string, Logged>;
  readonly may: ReadonlyMap<string, Logged>;
}

/**
 * Which values nobody who had seen them replaced, by register. Where a log may have branched, edits that were given out
 * again say that they know nothing (rule 83): what their authors had seen may stay beside them.
 */
export function expectedOf(
  home: Home,
  log: readonly Logged[],
  isBranched = false,
): ReadonlyMap<string, Expected> {
  const byRegister = new Map<string, Logged[]>();
  for (const logged of log) {
    const register = `${logged.record} ${logged.field}`;
    byRegister.set(register, [...(byRegister.get(register) ?? []), logged]);
  }
  const expected = new Map<string, Expected>();
  for (const [register, all] of byRegister) {
    const must = new Map<string, Logged>();
    const may = new Map<string, Logged>();
    for (const [at, logged] of all.entries()) {
      const fates = all.slice(at + 1).map((later) => fateUnder(home, logged, later, isBranched));
      if (logged.isRemoval || fates.includes("gone")) continue;
      (fates.includes("may stay") ? may : must).set(`${logged.uid} ${logged.device}`, logged);
    }
    expected.set(register, { must, may });
  }
  return expected;
}

/** What a later write of the same register does to a value. */
function fateUnder(
  home: Home,
  { uid, device }: Logged,
  later: Logged,
  isBranched: boolean,
): "stays" | "gone" | "may stay" {
  const edit = home.edits.get(later.uid);
  if (!edit) return "stays";
  if (later.device === device && [...edit.seen].some((seen) => seen.startsWith(`${uid} `))) return "gone";
  const key = `${uid} ${device}`;
  if (!edit.seen.has(key)) return "stays";
  return edit.seenWaiting.has(key) || (isBranched && later.base === 0) ? "may stay" : "gone";
}

/** Judges a household whose devices have all synced for the last time. */
export async function judge(home: Home): Promise<void> {
  const members = await judgeRoster(home);
  const first = members[0];
  if (!first) return home.fault("hangs", "no device is left on the roster");
  const log = await readLog(home, first.vault!.id);
  const expected = expectedOf(home, log);
  for (const { uid, time, count } of log) {
    const edit = home.edits.get(uid);
    if (!edit) home.fault("resurrection", `${uid} is in the log, and nobody wrote it`);
    else if (edit.time !== time || edit.count !== count)
      home.fault(
        "wrong stamp",
        `${uid} has ${time}/${count}, its author's knowledge asks for ${edit.time}/${edit.count}`,
      );
  }
  const firstState = stateOf(first.vault!);
  home.note(firstState);
  for (const member of members) {
    judgeView(home, member, expected);
    judgeHistory(home, member, log);
    if (stateOf(member.vault!) !== firstState)
      home.fault("divergence", `devices ${first.number} and ${member.number} differ`);
  }
  for (const member of members) await judgeReopened(home, member);
}

const stateOf = (vault: Vault): string =>
  Buffer.from(bytesFromState(stateOfReplica(vault.core().replica))).toString();

/** The devices that are on the roster in the end; of the others, each must have been taken off it and know that. */
async function judgeRoster(home: Home): Promise<readonly Installation[]> {
  const vaults = home.used.flatMap(({ vault }) => (vault && vault.stopped() === null ? [vault] : []));
  const newest = vaults.sort((one, other) => other.place().index - one.place().index)[0];
  const roster = new Set<string>(newest?.devices().map(({ id }) => id));
  const members: Installation[] = [];
  for (const installation of home.used) {
    const { vault } = installation;
    if (!vault) continue;
    const core = vault.core();
    const { device, copyOf } = core.identity;
    const stopped = vault.stopped();
    const wasRemoved = home.removed.has(copyOf?.id ?? device.id);
    const found = roster.has(device.id);
    // What says that a device is removed is sealed under a key it does not get (rule 73).
    const isOn = core.replica.roster.members.has(copyOf?.id ?? device.id);
    if (!isOn && core.replica.index > 0)
      home.fault("reads on", `device ${installation.number} read its own removal`);
    if (!installation.isCopied && installation.ids.size > 1)
      home.fault("false alarm", `device ${installation.number} took another id, and no copy of it ever was`);
    if (found && stopped !== null)
      home.fault("false alarm", `device ${installation.number} stopped: ${stopped}`);
    else if (found) members.push(installation);
    else if (stopped === "no-place" && wasRemoved) continue;
    else if (stopped === "cloned" && (wasRemoved || core.replica.roster.members.size >= 8)) continue;
    else if (stopped !== null)
      home.fault("false alarm", `device ${installation.number} stopped: ${stopped}, and nobody removed it`);
    // A relay has one answer for removed, deleted and unknown (rule 43): a removed device may be told nothing else.
    else if (wasRemoved) continue;
    else home.fault("lost edit", `device ${installation.number} is not on the roster, and nobody removed it`);
  }
  for (const installation of members) {
    const { vault } = installation;
    if (vault!.waiting() > 0)
      home.fault("still waiting", `${vault!.waiting()} edits of device ${installation.number}`);
    if (vault!.place().index !== newest!.place().index)
      home.fault("still waiting", `device ${installation.number} has read less than another`);
  }
  return members;
}

/** What a device shows against what must be there. */
function judgeView(
  home: Home,
  { number, vault }: Installation,
  expected: ReadonlyMap<string, Expected>,
): void {
  for (const [register, { must, may }] of expected) {
    const [record, field] = register.split(" ");
    const values = home.view(vault!, record!, field!);
    const present = new Set<string>();
    let top: Logged | null = null;
    for (const kept of values) {
      const key = `${uidOf(kept.value)} ${kept.device}`;
      present.add(key);
      const logged = must.get(key) ?? may.get(key);
      if (!logged)
        home.fault("resurrection", `device ${number} has ${key} in ${register}, which was replaced`);
      else if (logged.time !== kept.time || logged.count !== kept.count)
        home.fault("wrong stamp", `device ${number} keeps ${key} under another stamp`);
      if (logged && (top === null || isAfter(logged, top))) top = logged;
    }
    for (const key of must.keys())
      if (!present.has(key)) home.fault("lost edit", `device ${number} lacks ${key} in ${register}`);
    if (present.size !== values.length)
      home.fault("resurrection", `device ${number} has a value twice in ${register}`);
    const shown = shownValue(values);
    if ((shown === null ? null : uidOf(shown.value)) !== (top?.uid ?? null))
      home.fault("wrong value shown", `device ${number} shows not ${top?.uid} in ${register}`);
  }
}

const isAfter = (one: Logged, other: Logged): boolean =>
  one.time !== other.time
    ? one.time > other.time
    : one.count !== other.count
      ? one.count > other.count
      : one.device > other.device;

/** Everything an installation acknowledged is in the log, or something is by an author who had seen it. */
function judgeHistory(home: Home, { number, history }: Installation, log: readonly Logged[]): void {
  const accounted = new Set(log.map(({ uid }) => uid));
  for (const uid of [...accounted]) {
    for (const seen of home.edits.get(uid)?.seen ?? []) accounted.add(seen.split(" ")[0]!);
  }
  for (const { uid } of history)
    if (!accounted.has(uid)) home.fault("lost edit", `${uid} of device ${number} never came into the log`);
}

/** A device that is started again has what it had. */
async function judgeReopened(home: Home, installation: Installation): Promise<void> {
  const before = stateOf(installation.vault!);
  installation.kill(false);
  if (!(await installation.open()))
    return home.fault("not reopened", `device ${installation.number} cannot be read`);
  const vault = installation.vault!;
  if (stateOf(vault) !== before || vault.waiting() > 0)
    home.fault(
      "not reopened",
      `device ${installation.number} has something else in its store than it had in memory`,
    );
}
