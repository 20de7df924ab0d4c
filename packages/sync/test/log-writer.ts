import { bytesFromJson, bytesFromText, joinBytes } from "../src/bytes.ts";
import { type Entry, noEntriesYet, signEntry, vaultBytes } from "../src/entry.ts";
import { chainAfter } from "../src/replica.ts";
import {
  emptyRoster,
  type Roster,
  type RosterAction,
  type RosterOwner,
  type Statement,
  type StatementAuthor,
  stateNext,
} from "../src/roster.ts";
import { base64urlFromBytes } from "../src/seal/base64url.ts";
import { makeEpoch } from "../src/seal/epoch.ts";
import { deviceIdFromKey, type Root, rootFromEntropy } from "../src/seal/root.ts";
import type { Bytes, SigningKey, Suite, VaultId } from "../src/seal/suite.ts";
import { type Device, memberFromDevice } from "../src/vault-core.ts";

type Action = Exclude<RosterAction, { kind: "unknown" }>;

/** How an entry is to be wrong; everything that is not said is right. */
export interface Forgery extends Partial<Omit<Entry, "device">> {
  /** Whom the entry names; the key is still the writer's. */
  readonly device?: Entry["device"];
  readonly signKey?: SigningKey;
  readonly epoch?: number;
  readonly epochKey?: Uint8Array;
  /** The vault it is signed for. */
  readonly signedVault?: VaultId;
  /** The vault it is sealed for. */
  readonly sealedVault?: VaultId;
  /** What stands in place of the entry, signed all the same. */
  readonly json?: unknown;
}

export async function newDevice(suite: Suite, name: string): Promise<Device> {
  const sign = await suite.signingKeyFromSeed(suite.randomBytes(32));
  const box = await suite.boxKeyFromSeed(suite.randomBytes(32));
  return { id: await deviceIdFromKey(suite, sign.publicKey), sign, box, name };
}

/** A log written by hand, from the same small pieces, so that any one of them can be wrong. */
export class LogWriter {
  readonly suite: Suite;
  readonly root: Root;
  readonly owner: RosterOwner;
  readonly envelopes: Bytes[] = [];
  readonly authors = new Map<string, { seq: number; prev: string }>();
  roster: Roster = emptyRoster;
  chain: Bytes;
  epoch = 0;
  epochKey: Bytes = new Uint8Array(32);
  #content: Bytes = new Uint8Array(0);

  private constructor(suite: Suite, root: Root, chain: Bytes) {
    this.suite = suite;
    this.root = root;
    this.owner = { vault: root.vault, root: root.sign.publicKey };
    this.chain = chain;
  }

  static async begin(suite: Suite): Promise<LogWriter> {
    const root = await rootFromEntropy(suite, suite.randomBytes(16));
    const chain = await suite.hash(bytesFromText("tidetable/v1 log\n"), vaultBytes(root.vault));
    return new LogWriter(suite, root, chain);
  }

  /** A log whose first two entries found a vault of these devices. */
  static async founded(suite: Suite, ...devices: readonly Device[]): Promise<LogWriter> {
    const writer = await LogWriter.begin(suite);
    await writer.rotate(
      devices[0]!,
      devices.map((device) => ({ kind: "add", member: memberFromDevice(device) })),
      devices,
      "root",
    );
    return writer;
  }

  /** One statement more, in the roster of this writer; nothing is in the log yet. */
  async state(action: Action, by: StatementAuthor = "root", key = this.root.sign): Promise<Statement> {
    const { roster, statement } = await stateNext(this.suite, this.owner, this.roster, by, key, action);
    this.roster = roster;
    return statement;
  }

  boxesFor(devices: readonly Device[], epoch = this.epoch + 1) {
    const places = [this.root.box.publicKey, ...devices.map(({ box }) => box.publicKey)];
    return makeEpoch(this.suite, { vault: this.owner.vault, epoch, places });
  }

  /** Boxes, and the entry that states them. */
  async rotate(
    author: Device,
    actions: readonly Action[],
    devices: readonly Device[],
    by: StatementAuthor = author.id,
  ): Promise<void> {
    const key = by === "root" ? this.root.sign : author.sign;
    const { key: epochKey, envelope } = await this.boxesFor(devices);
    const statements: Statement[] = [];
    for (const action of actions) statements.push(await this.state(action, by, key));
    const boxes = base64urlFromBytes(await this.suite.hash(envelope));
    statements.push(await this.state({ kind: "epoch", epoch: this.epoch + 1, boxes }, by, key));
    await this.add(envelope);
    this.epoch++;
    this.epochKey = epochKey;
    await this.write(author, { roster: statements });
  }

  /** An envelope for the present head, right but for what `forgery` says; it is not added. */
  async make(author: Device, forgery: Forgery = {}): Promise<Bytes> {
    const {
      signKey,
      epoch = this.epoch,
      epochKey = this.epochKey,
      signedVault,
      sealedVault,
      json,
      ...said
    } = forgery;
    const { seq, prev } = this.authors.get(author.id) ?? noEntriesYet;
    const log = [this.envelopes.length, base64urlFromBytes(this.chain)] as const;
    const entry: Entry = { device: author.id, seq: seq + 1, prev, log, time: 1_800_000_000, ...said };
    const { vault } = this.owner;
    const key = signKey ?? author.sign;
    this.#content = await signEntry(this.suite, key, signedVault ?? vault, epoch, entry);
    if (json !== undefined) this.#content = joinBytes(this.#content.subarray(0, 64), bytesFromJson(json));
    return this.suite.sealEnvelope("entry", epoch, epochKey, sealedVault ?? vault, this.#content);
  }

  /** Makes an entry and adds it. */
  async write(author: Device, content: Forgery = {}): Promise<Bytes> {
    const envelope = await this.make(author, content);
    const prev = base64urlFromBytes(await this.suite.hash(this.#content));
    const seq = (this.authors.get(author.id)?.seq ?? 0) + 1;
    this.authors.set(author.id, { seq, prev });
    await this.add(envelope);
    return envelope;
  }

  async add(envelope: Bytes): Promise<void> {
    this.envelopes.push(envelope);
    this.chain = await chainAfter(this.suite, this.chain, envelope);
  }
}
