import type { Asking, PostgresPool } from "./postgres-pool.ts";
import { prunedUpTo } from "./retention.ts";
import { checkedBytes, isSame, rowHash, totalLength } from "./row-hash.ts";
import {
  type Append,
  type Appended,
  type Done,
  type LogRead,
  type Session,
  type Snapshot,
  type Store,
  StoreFailure,
} from "./store.ts";

export interface VaultRecord {
  readonly vault: Uint8Array;
  readonly access: Uint8Array;
  readonly generation: number;
  readonly head: number;
  readonly floor: number;
  readonly snapshot: number;
  readonly covered: number;
  readonly bytes: number;
}

/** What happens to one vault; each change is one transaction on that vault's server alone. */
export interface PostgresVaults
  extends Pick<Store, "append" | "rotate" | "readLog" | "putSnapshot" | "readSnapshot" | "restart"> {
  find(vault: Uint8Array): Promise<VaultRecord | null>;
  /** Deletes entries that two newer snapshots cover and that are old enough (rule 50). */
  prune(vault: Uint8Array, day: number): Promise<void>;
  erase(vault: Uint8Array): Promise<void>;
}

interface EntryRecord {
  readonly idx: number;
  readonly hash: Uint8Array;
  readonly envelope: Uint8Array;
}
type LogRecord = Pick<VaultRecord, "head" | "floor" | "snapshot"> & (EntryRecord | { readonly idx: null });
interface PartRecord {
  readonly part: number | null;
  readonly parts: number;
  readonly hash: Uint8Array;
  readonly envelope: Uint8Array;
  readonly snapshot: number;
}

/** Times an append is tried whose refusal had gone away when it was looked at. Our choice. */
const attempts = 8;
/** Bytes of the smallest envelope; no stretch has more of them than fit. */
const smallestEnvelope = 1_024;

/** Says that a transaction is to be undone, and with which answer. */
class Undone extends Error {
  readonly answer: Done | Appended;

  constructor(answer: Done | Appended) {
    super(answer.kind);
    this.answer = answer;
  }
}

/** @param vaultBytes what one vault may have */
export function createPostgresVaults(pool: PostgresPool, vaultBytes: number): PostgresVaults {
  async function find(id: Uint8Array): Promise<VaultRecord | null> {
    return (await pool.ask<VaultRecord>("vault", id)).rows[0] ?? null;
  }

  /** Tries, and where nothing moved, looks why; `access` where it is a rotation. */
  async function tryAppend(session: Session, append: Append, access?: Uint8Array): Promise<Appended> {
    const { expect, envelopes, day } = append;
    if (envelopes.length === 0) throw new RangeError("envelopes: at least one is appended");
    const [bytes, hashes] = [totalLength(envelopes), envelopes.map(rowHash)];
    const head = expect + envelopes.length;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const values = [session.vault, session.generation, expect, envelopes.length, bytes, vaultBytes, day];
      const { count } = access
        ? await pool.ask("rotate", ...values, hashes, envelopes, access)
        : await pool.ask("append", ...values, hashes, envelopes);
      if (count > 0) return { kind: "appended", head };
      const { rows } = await pool.ask<Standing>("standing", session.vault, expect, head);
      const refusal = whyRefused(rows[0], session, { expect, head, hashes, access });
      if (refusal) return refusal;
      if (rows[0]!.bytes + bytes > vaultBytes) return { kind: "full" };
    }
    throw new StoreFailure("unreachable");
  }

  async function readLog(session: Session, after: number, maxBytes: number): Promise<LogRead> {
    const rowsAtMost = Math.ceil(maxBytes / smallestEnvelope) + 1;
    const { vault, generation } = session;
    const { rows } = await pool.ask<LogRecord>("log", vault, generation, after, maxBytes, rowsAtMost);
    const [first] = rows;
    if (!first) return { kind: "unknown" };
    const { head, floor, snapshot } = first;
    if (after < floor) return { kind: "pruned", snapshot };
    if (first.idx === null) {
      if (after < head) throw new StoreFailure("corrupt");
      return { kind: "log", head, first: head + 1, envelopes: [] };
    }
    const envelopes = rows.map((row, place) => {
      if (row.idx === null || row.idx !== after + place + 1) throw new StoreFailure("corrupt");
      return checkedBytes(row.envelope, row.hash);
    });
    return { kind: "log", head, first: after + 1, envelopes };
  }

  /** Locks the vault's row, so that what follows sees all that came before and nothing comes between. */
  async function withLock<T extends Done | Appended>(
    session: Session,
    work: (vault: VaultRecord, asking: Asking) => Promise<T>,
  ): Promise<T | { readonly kind: "unknown" }> {
    try {
      return await pool.transaction(async (asking) => {
        const { rows } = await asking.ask<VaultRecord>("lockVault", session.vault);
        if (rows[0]?.generation !== session.generation) return { kind: "unknown" };
        return work(rows[0], asking);
      });
    } catch (error) {
      if (error instanceof Undone) return error.answer as T;
      throw error;
    }
  }

  async function isStored({ vault }: VaultRecord, { at, parts }: Snapshot, asking: Asking): Promise<boolean> {
    const { rows } = await asking.ask<{ hash: Uint8Array }>("partHashes", vault, at);
    return (
      rows.length === parts.length && rows.every(({ hash }, place) => isSame(hash, rowHash(parts[place]!)))
    );
  }

  const putSnapshot = (session: Session, snapshot: Snapshot): Promise<Done> => {
    const { at, parts } = snapshot;
    if (parts.length === 0) throw new RangeError("parts: a snapshot has at least one");
    return withLock<Done>(session, async (vault, asking) => {
      if (at > vault.head) return { kind: "behind", head: vault.head };
      if (at === vault.snapshot && (await isStored(vault, snapshot, asking))) return { kind: "done" };
      if (at <= vault.snapshot) return { kind: "old-snapshot", at: vault.snapshot };
      const values = [vault.vault, at, parts.length, parts.map(rowHash), parts] as const;
      const { rows } = await asking.ask<{ bytes: number }>("putSnapshot", ...values, vault.covered);
      if (rows[0]!.bytes > vaultBytes) throw new Undone({ kind: "full" });
      return { kind: "done" };
    });
  };

  async function readSnapshot({ vault, generation }: Session): Promise<Snapshot | null> {
    const { rows } = await pool.ask<PartRecord>("newestParts", vault, generation);
    if (!rows[0]) return null;
    if (rows.some(({ part, parts }, place) => part !== place || parts !== rows.length))
      throw new StoreFailure("corrupt");
    return {
      at: rows[0].snapshot,
      parts: rows.map(({ envelope, hash }) => checkedBytes(envelope, hash)),
    };
  }

  const restart = (session: Session, expect: number, snapshot: Snapshot): Promise<Appended> => {
    const { at, parts } = snapshot;
    if (parts.length === 0) throw new RangeError("parts: a snapshot has at least one");
    if (at < expect) throw new RangeError("at: a restart does not go back");
    return withLock<Appended>(session, async (vault, asking) => {
      const isAgain = vault.head === at && vault.floor === at && vault.snapshot === at;
      if (isAgain && (await isStored(vault, snapshot, asking))) return { kind: "appended", head: at };
      if (vault.head !== expect) return { kind: "behind", head: vault.head };
      const bytes = totalLength(parts);
      if (bytes > vaultBytes) return { kind: "full" };
      await asking.ask("empty", vault.vault);
      await asking.ask("beginAgain", vault.vault, at, parts.length, parts.map(rowHash), parts, bytes);
      return { kind: "appended", head: at };
    });
  };

  return {
    find,
    append: (session, append) => tryAppend(session, append),
    rotate: tryAppend,
    readLog,
    putSnapshot,
    readSnapshot,
    restart,
    prune: (id, day) =>
      pool.transaction(async (asking) => {
        const { rows } = await asking.ask<VaultRecord>("lockVault", id);
        if (rows[0]) await asking.ask("prune", id, rows[0].covered, prunedUpTo(day));
      }),
    erase: (id) =>
      pool.transaction(async (asking) => {
        await asking.ask("lockVault", id);
        await asking.ask("erase", id);
      }),
  };
}

interface Standing extends VaultRecord {
  readonly hashes: readonly Uint8Array[];
}

interface Tried {
  readonly expect: number;
  readonly head: number;
  readonly hashes: readonly Uint8Array[];
  readonly access: Uint8Array | undefined;
}

/** Rules 46 and 47 for an append or a rotation that moved nothing; null where only room can have been missing. */
function whyRefused(vault: Standing | undefined, session: Session, tried: Tried): Appended | null {
  if (!vault) return { kind: "unknown" };
  const { expect, head, hashes, access } = tried;
  const standsAlready =
    vault.hashes.length === hashes.length &&
    vault.hashes.every((hash, place) => isSame(hash, hashes[place]!));
  const generationsSince = vault.generation - session.generation;
  if (access && standsAlready && isSame(vault.access, access) && [0, 1].includes(generationsSince))
    return { kind: "appended", head };
  if (generationsSince !== 0) return { kind: "unknown" };
  if (vault.head === expect) return null;
  return standsAlready && !access ? { kind: "appended", head } : { kind: "behind", head: vault.head };
}
