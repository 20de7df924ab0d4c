import { bytesFromText } from "./bytes.ts";
import { type AuthorPosition, type Entry, isSignedBy, noEntriesYet, readEntry, vaultBytes } from "./entry.ts";
import { readEnvelopeHead } from "./protocol.ts";
import { Registers } from "./registers.ts";
import { emptyRoster, type Member, type Roster, type RosterOwner, takeStatement } from "./roster.ts";
import { base64urlFromBytes, bytesFromBase64url } from "./seal/base64url.ts";
import { openEpoch } from "./seal/epoch.ts";
import type { BoxKey, Bytes, DeviceId, Suite } from "./seal/suite.ts";

/** An author's position, where in the log its last entry stands, and its clock then. */
export interface Author extends AuthorPosition {
  readonly time: number;
  readonly index: number;
}

/**
 * What a device holds after reading a log up to `index`: a function of those entries alone, and of the keys that its
 * own box key opens (docs/protocol.md, in one paragraph).
 *
 * Changed in place by `takeEnvelope` and by nothing else, and only by an envelope that passed every check.
 */
export interface Replica {
  readonly owner: RosterOwner;
  index: number;
  /** h(index) (rule 20). */
  chain: Bytes;
  /** 0 before the first. */
  epoch: number;
  readonly epochKeys: Map<number, Bytes>;
  roster: Roster;
  readonly authors: Map<DeviceId, Author>;
  /** Boxes of a new epoch whose entry comes next; they count for nothing until it is there (rule 72). */
  awaited: Awaited | null;
  /** The last epoch's boxes as they were sent, to be kept with snapshots (rule 61). */
  boxes: Bytes | null;
  readonly registers: Registers;
}

/** Boxes that were read and not taken in yet. */
interface Awaited {
  readonly envelope: Bytes;
  /** SHA-256 of the envelope, base64url. */
  readonly hash: string;
  readonly epoch: number;
  /** Null where no place was for this device. */
  readonly key: Bytes | null;
  /** h(n) of the boxes' place. */
  readonly chain: Bytes;
}

/** Who reads: its id, its box key, and whether a content is one it wrote itself (rule 25). */
export interface Reader {
  readonly device: DeviceId | null;
  readonly boxKey: BoxKey | null;
  wrote(contentHash: string): boolean;
}

/** Which rule an envelope breaks. Each is an attack, a broken relay or, where said, something else. */
export type Breach =
  /** Not an envelope of a version this program knows (rule 10). */
  | "not-an-envelope"
  /** Does not open: forged, damaged, of another vault, another place, another epoch (rules 13, 14, 23). */
  | "unopenable"
  /** Of another epoch than the present one (rule 23). */
  | "stale-epoch"
  /** Its author is not on the roster (rule 23). */
  | "foreign"
  /** The signature is not the author's (rule 23). */
  | "forged"
  /** The author's own count or hash does not go on: something of it was left out, repeated or exchanged (rule 23). */
  | "author-chain"
  /** It was not written for this place in this log: dropped, moved, repeated or forked entries (rules 23, 24). */
  | "log-chain"
  /** Statements of the roster that do not follow from those before (rules 70–72). */
  | "roster"
  /** A new epoch without a place for this device: it was removed, or somebody wants it to think so (rule 73). */
  | "no-place"
  /** Signed with this device's key, and not by this device: two copies of one installation (rule 25). */
  | "cloned"
  /** Signed and unreadable: a later version wrote it (rule 10). */
  | "newer";

export type Taken =
  | {
      readonly ok: true;
      readonly value: {
        readonly entry: Entry | null;
        readonly contentHash: string | null;
        readonly records: ReadonlySet<string>;
      };
    }
  | { readonly ok: false; readonly error: { readonly kind: Breach } };

const breach = (kind: Breach): Taken => ({ ok: false, error: { kind } });

/** A replica that has read nothing. */
export async function emptyReplica(suite: Suite, owner: RosterOwner): Promise<Replica> {
  return {
    owner,
    index: 0,
    chain: await suite.hash(bytesFromText("tidetable/v1 log\n"), vaultBytes(owner.vault)),
    epoch: 0,
    epochKeys: new Map(),
    roster: emptyRoster,
    authors: new Map(),
    awaited: null,
    boxes: null,
    registers: new Registers(),
  };
}

/** h(n) from h(n−1) and envelope n (rule 20). */
export const chainAfter = async (suite: Suite, chain: Uint8Array, envelope: Uint8Array): Promise<Bytes> =>
  suite.hash(chain, await suite.hash(envelope));

/**
 * Takes the next envelope in, or says which rule it breaks and leaves the replica as it was.
 *
 * Boxes alone change nothing but `awaited`; the index moves when their entry is taken.
 */
export async function takeEnvelope(
  suite: Suite,
  replica: Replica,
  reader: Reader,
  envelope: Uint8Array,
): Promise<Taken> {
  const head = readEnvelopeHead(envelope);
  if (head === null || head.kind === "snapshot") return breach("not-an-envelope");
  return head.kind === "epoch"
    ? takeBoxes(suite, replica, reader, envelope, head.epoch)
    : takeEntry(suite, replica, reader, envelope, head.epoch);
}

async function takeBoxes(
  suite: Suite,
  replica: Replica,
  reader: Reader,
  envelope: Uint8Array,
  epoch: number,
): Promise<Taken> {
  if (replica.awaited !== null || epoch !== replica.epoch + 1) return breach("stale-epoch");
  const { vault } = replica.owner;
  const known = replica.epochKeys.get(epoch) ?? null;
  const opened = reader.boxKey && (await openEpoch(suite, { vault, envelope, boxKey: reader.boxKey }));
  replica.awaited = {
    // Not `slice`: what a platform hands out may be a view that shares its memory.
    envelope: Uint8Array.from(envelope),
    hash: base64urlFromBytes(await suite.hash(envelope)),
    epoch,
    key: known ?? opened?.key ?? null,
    chain: await chainAfter(suite, replica.chain, envelope),
  };
  return { ok: true, value: { entry: null, contentHash: null, records: new Set() } };
}

/** Takes the entry after what is held, and the boxes it vouches for with it. */
async function takeEntry(
  suite: Suite,
  replica: Replica,
  reader: Reader,
  envelope: Uint8Array,
  epoch: number,
): Promise<Taken> {
  const { owner, awaited } = replica;
  // Whatever comes of this entry, boxes wait for no other.
  replica.awaited = null;
  const before = awaited ? { index: replica.index + 1, chain: awaited.chain } : replica;
  if (epoch !== (awaited?.epoch ?? replica.epoch)) return breach("stale-epoch");
  const epochKey = awaited ? awaited.key : replica.epochKeys.get(epoch);
  if (!epochKey) return breach("no-place");
  const content = await suite.openEnvelope(envelope, epochKey, owner.vault);
  if (content === null) return breach(awaited ? "no-place" : "unopenable");
  const entry = readEntry(content);
  if (entry === null) return breach("newer");

  const stated = await takeStatements(suite, replica, entry, awaited);
  if (stated === null) return breach("roster");
  const member = stated.members.get(entry.device);
  if (!member) return breach("foreign");
  if (!(await isSignedBy(suite, keyOf(member), owner.vault, epoch, content))) return breach("forged");
  // The place first: an entry moved or repeated has the wrong place whatever else is wrong with it.
  const [index, hash] = entry.log;
  if (index !== before.index || hash !== base64urlFromBytes(before.chain)) return breach("log-chain");
  const author = replica.authors.get(entry.device) ?? noEntriesYet;
  if (entry.seq !== author.seq + 1 || entry.prev !== author.prev) return breach("author-chain");
  const contentHash = base64urlFromBytes(await suite.hash(content));
  // Whoever moved the vault, this device or a copy of it, it goes on where the note says.
  if (entry.moved !== undefined) return { ok: true, value: { entry, contentHash, records: new Set() } };
  if (entry.device === reader.device && !reader.wrote(contentHash)) return breach("cloned");
  if (entry.batch && entry.batch.base > before.index) return breach("log-chain");

  const chain = await chainAfter(suite, before.chain, envelope);
  // Nothing above has changed anything but what waits; nothing below can fail.
  replica.index = before.index + 1;
  replica.chain = chain;
  if (awaited) replica.boxes = awaited.envelope;
  replica.roster = stated;
  if (epoch !== replica.epoch) {
    // Nothing sealed under an earlier key is ever read again.
    replica.epochKeys.clear();
    replica.epochKeys.set(epoch, epochKey);
  }
  replica.epoch = epoch;
  const { seq, time } = entry;
  replica.authors.set(entry.device, { seq, prev: contentHash, time, index: replica.index });
  const records = entry.batch
    ? replica.registers.take(entry.batch, entry.device, replica.index)
    : new Set<string>();
  return { ok: true, value: { entry, contentHash, records } };
}

/** The roster after an entry's statements; null where they break a rule. */
async function takeStatements(
  suite: Suite,
  replica: Replica,
  entry: Entry,
  awaited: Awaited | null,
): Promise<Roster | null> {
  let roster = replica.roster;
  let isEpochStated = false;
  for (const statement of entry.roster ?? []) {
    const taken = await takeStatement(suite, replica.owner, roster, statement);
    if (taken === null) return null;
    if (taken.action.kind === "epoch") {
      if (taken.action.epoch !== awaited?.epoch || taken.action.boxes !== awaited.hash) return null;
      isEpochStated = true;
    }
    roster = taken.roster;
  }
  return isEpochStated === (awaited !== null) ? roster : null;
}

const keyOf = (member: Member): Uint8Array => bytesFromBase64url(member.sign)!;
