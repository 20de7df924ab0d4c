import type { Notice } from "@tidetable/sync/protocol";

/** Names and bytes as a relay keeps them. Ids of vaults, mailboxes, letterboxes, queues and feeds are 16 bytes, keys 32. */
export type Id = Uint8Array;

/** What a relay knows of a vault: everything it needs to answer, and nothing of what it holds. */
export interface VaultRow {
  /** Ed25519 public key whose holder may read and append. */
  readonly access: Uint8Array;
  /** Counts the access keys there have been; a session of an earlier one is over. */
  readonly generation: number;
  /** Index of the last entry; 0 where there is none. */
  readonly head: number;
  /** Index the newest snapshot covers; 0 where there is none. */
  readonly snapshot: number;
  /** Of log and snapshots together. */
  readonly bytes: number;
}

/** Whom a change is for: a session's vault, and the generation of access keys it belongs to. */
export interface Session {
  readonly vault: Id;
  readonly generation: number;
}

export interface Append {
  /** The head its author has read (rule 45). */
  readonly expect: number;
  readonly envelopes: readonly Uint8Array[];
  /** Today, counted in days since 1970-01-01: the only time there is (rule 52). */
  readonly day: number;
}

/** `at` is what the newest snapshot covers (rule 50). */
export type Refusal =
  | { readonly kind: "unknown" }
  | { readonly kind: "behind"; readonly head: number }
  | { readonly kind: "old-snapshot"; readonly at: number }
  | { readonly kind: "full" };

export type Appended = { readonly kind: "appended"; readonly head: number } | Refusal;
export type Done = { readonly kind: "done" } | Refusal;

export interface Snapshot {
  /** Index it covers. */
  readonly at: number;
  readonly parts: readonly Uint8Array[];
}

export type LogRead =
  | {
      readonly kind: "log";
      readonly head: number;
      readonly first: number;
      readonly envelopes: readonly Uint8Array[];
    }
  | { readonly kind: "pruned"; readonly snapshot: number }
  | { readonly kind: "unknown" };

/**
 * One row of what a relay holds, as a backup carries it; which engine keeps it does not show.
 *
 * All deletions come first, then each vault with its parts and then its entries, both by index. Mail, challenges and
 * secrets are not among them: they are over within two days, and secrets are drawn anew. Nor are letterboxes, queues and
 * feeds, which their owners' devices make again (rules 104, 112).
 */
export type StoredRow =
  | { readonly kind: "deletion"; readonly name: Uint8Array }
  | {
      readonly kind: "vault";
      readonly vault: Id;
      readonly access: Uint8Array;
      readonly generation: number;
      readonly head: number;
      /** Index up to which entries are gone, or never were here. */
      readonly floor: number;
      /** Index the newest snapshot covers; 0 where there is none. */
      readonly snapshot: number;
    }
  | {
      readonly kind: "part";
      readonly vault: Id;
      readonly at: number;
      /** From 0, of `parts`. */
      readonly part: number;
      readonly parts: number;
      readonly bytes: Uint8Array;
    }
  | {
      readonly kind: "entry";
      readonly vault: Id;
      readonly index: number;
      readonly day: number;
      readonly bytes: Uint8Array;
    };

/** Everything a relay holds, for `tidetable doctor`; nothing by vault. */
export interface Totals {
  readonly vaults: number;
  /** Of the vaults. */
  readonly bytes: number;
  readonly letterboxes: number;
  readonly queues: number;
  readonly feeds: number;
}

/** A letter as it was put, or the filling of a letterbox with number 0, which nobody has put a letter into yet. */
export interface KeptLetter {
  readonly number: number;
  readonly letter: Uint8Array;
}

/** A sealed feed as it was put (rule 110). */
export interface KeptFeed {
  readonly number: number;
  readonly sealed: Uint8Array;
  /** The last day on which it is read, counted from 1970-01-01. */
  readonly last: number;
}

/** Who may write to what by a key of its own: all three are reached by one kind of signature (rule 93). */
export type WriterKind = "letterbox" | "queue" | "feed";

export type LetterboxDone =
  | { readonly kind: "done" }
  /** The number that is kept, which what was sent is not above. */
  | { readonly kind: "behind"; readonly head: number }
  | { readonly kind: "unknown" };

/** How a queue is doing, for whoever fills it (rule 103). */
export interface QueueState {
  readonly number: number;
  /** Notices that were not taken out yet. */
  readonly waiting: number;
  readonly isGone: boolean;
}

/** Where a notice waits. */
export interface NoticePlace {
  readonly queue: Id;
  /** From 0; a queue has one notice in each place. */
  readonly place: number;
}

/** A notice that was taken out: whoever has it is the only one who has. */
export interface TakenNotice extends NoticePlace {
  /** Of the `putQueue` it came with. */
  readonly number: number;
  /** `due` is the hour its owner chose, also where it was put back for a later one. */
  readonly notice: Notice;
}

/**
 * Letterboxes, queues of notices and calendar feeds (rules 91 to 112). No link leads from them to a vault, and none is in a
 * backup (rules 104, 112). Numbers are whole, and above 0 where something is put.
 *
 * The one time in them that is finer than a day is the hour at which a notice is due: a plan that its reader chose, as
 * hours since 1970-01-01T00Z, and not when anything happened.
 */
export interface Letterboxes extends Feeds {
  /** Does nothing where it is there. `filling` is what lies in it until somebody puts a letter there. */
  createLetterbox(id: Id, writer: Uint8Array, filling: Uint8Array, day: number): Promise<void>;
  createQueue(id: Id, writer: Uint8Array, day: number): Promise<void>;
  /** The Ed25519 public key that may write there. */
  readWriter(kind: WriterKind, id: Id): Promise<Uint8Array | null>;

  /** The same number with the same letter is the answer of the first time (rule 93). */
  putLetter(id: Id, kept: KeptLetter, day: number): Promise<LetterboxDone>;
  /** As much is hashed where there is none. @throws StoreFailure "corrupt" for bytes that do not match their hash */
  readLetter(id: Id): Promise<KeptLetter | null>;
  /** Done as well where there is none. */
  deleteLetterbox(id: Id): Promise<void>;

  /** Replaces everything that waits (rule 101); that an address is gone stays known while a notice goes there. */
  putQueue(id: Id, number: number, notices: readonly Notice[], day: number): Promise<LetterboxDone>;
  readQueue(id: Id): Promise<QueueState | null>;
  deleteQueue(id: Id): Promise<void>;

  /** Places of notices that are due in this hour or were before, by queue and place, of those after `after`. */
  dueNotices(hour: number, after: NoticePlace, limit: number): Promise<readonly NoticePlace[]>;
  /**
   * Takes out what is due there by this hour: of all who ask at once, in however many processes, one gets it. Null for
   * everybody else, and where its owner has replaced it by what is due later.
   *
   * @throws StoreFailure "corrupt" for bytes that do not match their hash; they stay where they are
   */
  takeNotice(place: NoticePlace, hour: number): Promise<TakenNotice | null>;
  /** Puts it back, due at `hour`, unless its owner has put other ones meanwhile or deleted the queue. */
  putBack(taken: TakenNotice, hour: number): Promise<void>;
  /** The push service says that nobody listens at this notice's address any more. */
  markGone(taken: TakenNotice): Promise<void>;
}

/** Calendar feeds, sealed (rules 107 to 112). */
export interface Feeds {
  /** Does nothing where it is there. Nobody can read it before something was put, and it goes when `day` is over. */
  createFeed(id: Id, writer: Uint8Array, day: number): Promise<void>;
  /** The same number with the same bytes and last day is the answer of the first time (rule 110). */
  putFeed(id: Id, kept: KeptFeed, day: number): Promise<LetterboxDone>;
  /**
   * What was put, on its last day or before. As much is hashed where there is none.
   *
   * @throws StoreFailure "corrupt" for bytes that do not match their hash
   */
  readFeed(id: Id, day: number): Promise<Uint8Array | null>;
  /** Done as well where there is none. */
  deleteFeed(id: Id): Promise<void>;
}

/** Secrets that all processes of a relay share: for challenges and tokens, for the invite, for the key of rule 101. */
export type SecretName = "session" | "invite" | "push";

/**
 * Where a relay keeps what it carries. Two real ones, SQLite and PostgreSQL, pass one contract suite.
 *
 * Every change is one transaction, durable before its promise resolves (rule 53); `StoreFailure` is thrown where the
 * world fails, and then nothing of the call is kept. Clock and randomness come as arguments.
 */
export interface Store extends Letterboxes {
  /** False: the name is there, or was deleted here (rule 44). `head` is where its log begins. */
  createVault(vault: Id, access: Uint8Array, head: number): Promise<boolean>;
  readVault(vault: Id): Promise<VaultRow | null>;
  /** The newest boxes: of the last entry after the newest snapshot that is boxes, or else that snapshot's own (rule 57). */
  readBoxes(vault: Id): Promise<Uint8Array | null>;
  countVaults(): Promise<number>;
  append(session: Session, append: Append): Promise<Appended>;
  /** Appends and replaces the access key; the generation is one more from then on. */
  rotate(session: Session, append: Append, access: Uint8Array): Promise<Appended>;
  /** At most `maxBytes`, at least one envelope where there is one. @throws StoreFailure "corrupt" for bytes that do not match their hash */
  readLog(session: Session, after: number, maxBytes: number): Promise<LogRead>;
  putSnapshot(session: Session, snapshot: Snapshot, day: number): Promise<Done>;
  readSnapshot(session: Session): Promise<Snapshot | null>;
  /** Deletes all the vault holds and begins again at `snapshot.at` with this snapshot alone (rule 51). */
  restart(session: Session, expect: number, snapshot: Snapshot, day: number): Promise<Appended>;
  /** Leaves nothing but a hash in the ledger of deletions (rule 56). */
  deleteVault(session: Session): Promise<Done>;

  /** True the first time; false ever after (rule 41). Only a hash of the challenge is kept. */
  claimChallenge(challenge: Id, day: number): Promise<boolean>;
  /** False: the slot holds something else already (rule 55). */
  putMail(mailbox: Id, slot: number, body: Uint8Array, day: number): Promise<boolean>;
  readMail(mailbox: Id, slot: number): Promise<Uint8Array | null>;
  deleteMail(mailbox: Id): Promise<void>;
  /** 32 bytes that all processes of this relay share; `fresh` are kept where there are none. */
  secret(name: SecretName, fresh: Uint8Array): Promise<Uint8Array>;

  /** What is due: mail and challenges of days past, entries that two snapshots cover (rules 50, 55), letterboxes and queues that nobody wrote for long (rule 104), feeds whose last day is over (rule 112). */
  sweep(day: number): Promise<void>;
  /** Leaves nothing on the disk of what was erased since the last time, as far as that can be done in a moment (rule 51). */
  scrub(): Promise<void>;
  totals(): Promise<Totals>;
  /** All rows as they stood at one moment, while writing goes on. @throws StoreFailure "corrupt" for bytes that do not match their hash */
  export(): AsyncIterable<StoredRow>;
  /**
   * Takes in what `export` gave, all or nothing, leaving out vaults that were deleted here. Nothing else may be asked
   * meanwhile. What `rows` throws is thrown on.
   */
  import(rows: AsyncIterable<StoredRow>): Promise<"imported" | "not-empty">;
  close(): Promise<void>;
}

/** What may be wrong with a store. */
export type StoreTrouble =
  | "full"
  | "read-only"
  /** Bytes do not match their hash, or rows are missing. */
  | "corrupt"
  /** Rule 53: nothing more is acknowledged. */
  | "sync-failed"
  | "unreachable"
  /** The database says no: access, or a name that is not there. */
  | "refused"
  /** A later version of Tidetable wrote this. */
  | "newer-schema"
  /** The database would acknowledge what is not on disk. */
  | "unsafe-settings";

/** The world's failure of a store; carries nothing of what was to be kept. */
export class StoreFailure extends Error {
  readonly trouble: StoreTrouble;

  constructor(trouble: StoreTrouble) {
    super(`the relay's store failed: ${trouble}`);
    this.name = "StoreFailure";
    this.trouble = trouble;
  }
}
