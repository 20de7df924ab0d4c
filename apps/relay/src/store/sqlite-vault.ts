import type { Group } from "./group-commit.ts";
import { prunedUpTo, snapshotsKept } from "./retention.ts";
import { checkedBytes, isSame, rowHash, totalLength } from "./row-hash.ts";
import type { EntryRecord, PartRecord, SqliteStatements, VaultRecord } from "./sqlite-statements.ts";
import {
  type Append,
  type Appended,
  type Done,
  type LogRead,
  type Session,
  type Snapshot,
  StoreFailure,
} from "./store.ts";

/** What happens to one vault. Runs inside a change of a group, except `readLog`, `readSnapshot`, `readBoxes` and `find`. */
export interface VaultChanges {
  find(session: Session): VaultRecord | null;
  append(vault: VaultRecord, append: Append, group: Group): Appended;
  rotate(session: Session, append: Append, access: Uint8Array, group: Group): Appended;
  readLog(vault: VaultRecord, after: number, maxBytes: number): LogRead;
  putSnapshot(vault: VaultRecord, snapshot: Snapshot, group: Group): Done;
  readSnapshot(vault: VaultRecord): Snapshot;
  /** Those of an entry after the newest snapshot, or else the snapshot's own, its first part. */
  readBoxes(vault: VaultRecord): Uint8Array | null;
  restart(vault: VaultRecord, expect: number, snapshot: Snapshot, group: Group): Appended;
  /** Deletes entries that two newer snapshots cover and that are old enough (rule 50). */
  prune(vault: VaultRecord, day: number, group: Group): void;
  erase(vault: Uint8Array, group: Group): void;
}

/** @param vaultBytes what one vault may have */
export function createVaultChanges(statements: SqliteStatements, vaultBytes: number): VaultChanges {
  const vaultById = (id: Uint8Array) => (statements.vault.get(id) as VaultRecord | undefined) ?? null;

  function find({ vault, generation }: Session): VaultRecord | null {
    const row = vaultById(vault);
    return row?.generation === generation ? row : null;
  }

  /** Rule 47: whether these very envelopes stand after `expect` already. */
  function standsAlready(vault: VaultRecord, { expect, envelopes }: Append): boolean {
    if (vault.head < expect + envelopes.length) return false;
    const rows = statements.hashes.all(vault.vault, expect, expect + envelopes.length);
    const hashes = rows as readonly { hash: Uint8Array }[];
    return (
      hashes.length === envelopes.length &&
      hashes.every(({ hash }, place) => isSame(hash, rowHash(envelopes[place]!)))
    );
  }

  function append(vault: VaultRecord, append: Append, group: Group): Appended {
    const { expect, envelopes, day } = append;
    if (envelopes.length === 0) throw new RangeError("envelopes: at least one is appended");
    const head = expect + envelopes.length;
    if (vault.head !== expect)
      return standsAlready(vault, append) ? { kind: "appended", head } : { kind: "behind", head: vault.head };
    const bytes = vault.bytes + totalLength(envelopes);
    if (bytes > vaultBytes) return { kind: "full" };
    for (const [place, envelope] of envelopes.entries())
      statements.insertEntry.run(vault.vault, expect + place + 1, day, rowHash(envelope), envelope);
    statements.grow.run(head, bytes, vault.vault);
    group.bytes += bytes - vault.bytes;
    return { kind: "appended", head };
  }

  function rotate(session: Session, added: Append, access: Uint8Array, group: Group): Appended {
    const vault = vaultById(session.vault);
    if (!vault) return { kind: "unknown" };
    // The same rotation again, by whoever did not hear the first answer; its generation may be the one it ended.
    const isAgain = isSame(vault.access, access) && standsAlready(vault, added);
    if (isAgain && vault.generation - session.generation <= 1 && vault.generation >= session.generation)
      return { kind: "appended", head: added.expect + added.envelopes.length };
    if (vault.generation !== session.generation) return { kind: "unknown" };
    if (vault.head !== added.expect) return { kind: "behind", head: vault.head };
    const answer = append(vault, added, group);
    if (answer.kind === "appended") statements.rekey.run(access, vault.vault);
    return answer;
  }

  function readLog(vault: VaultRecord, after: number, maxBytes: number): LogRead {
    const { head, floor, snapshot } = vault;
    if (after < floor) return { kind: "pruned", snapshot };
    const envelopes: Uint8Array[] = [];
    let room = maxBytes;
    for (const row of statements.entries.iterate(vault.vault, after)) {
      const { idx, hash, envelope } = row as EntryRecord;
      if (envelopes.length > 0 && envelope.length > room) break;
      if (idx !== after + envelopes.length + 1) throw new StoreFailure("corrupt");
      envelopes.push(checkedBytes(envelope, hash));
      room -= envelope.length;
    }
    if (envelopes.length === 0 && after < head) throw new StoreFailure("corrupt");
    return { kind: "log", head, first: envelopes.length > 0 ? after + 1 : head + 1, envelopes };
  }

  function insertParts({ vault }: VaultRecord, { at, parts }: Snapshot, group: Group): void {
    for (const [part, envelope] of parts.entries())
      statements.insertPart.run(vault, at, part, parts.length, rowHash(envelope), envelope);
    group.bytes += totalLength(parts);
  }

  function isStored({ vault }: VaultRecord, { at, parts }: Snapshot): boolean {
    const stored = statements.parts.all(vault, at) as readonly PartRecord[];
    return (
      stored.length === parts.length &&
      stored.every(({ hash }, place) => isSame(hash, rowHash(parts[place]!)))
    );
  }

  function putSnapshot(vault: VaultRecord, snapshot: Snapshot, group: Group): Done {
    const { at, parts } = snapshot;
    if (parts.length === 0) throw new RangeError("parts: a snapshot has at least one");
    if (at > vault.head) return { kind: "behind", head: vault.head };
    if (at === vault.snapshot && isStored(vault, snapshot)) return { kind: "done" };
    if (at <= vault.snapshot) return { kind: "old-snapshot", at: vault.snapshot };
    const earlier = statements.snapshots.all(vault.vault) as readonly { at: number; bytes: number }[];
    const leaving = earlier.slice(snapshotsKept - 1);
    const bytes = leaving.reduce((sum, old) => sum - old.bytes, vault.bytes + totalLength(parts));
    if (bytes > vaultBytes) return { kind: "full" };
    for (const old of leaving) statements.deleteSnapshot.run(vault.vault, old.at);
    if (leaving.length > 0) group.hasErased = true;
    insertParts(vault, snapshot, group);
    statements.settle.run(vault.head, vault.floor, at, vault.snapshot, bytes, vault.vault);
    return { kind: "done" };
  }

  function readSnapshot(vault: VaultRecord): Snapshot {
    const rows = statements.parts.all(vault.vault, vault.snapshot) as readonly PartRecord[];
    if (rows.length === 0 || rows.some(({ part, parts }, place) => part !== place || parts !== rows.length))
      throw new StoreFailure("corrupt");
    return { at: vault.snapshot, parts: rows.map(({ envelope, hash }) => checkedBytes(envelope, hash)) };
  }

  function readBoxes(vault: VaultRecord): Uint8Array | null {
    const row = statements.newestBoxes.get(vault.vault, vault.snapshot) as EntryRecord | undefined;
    if (row) return checkedBytes(row.envelope, row.hash);
    return vault.snapshot > 0 ? (readSnapshot(vault).parts[0] ?? null) : null;
  }

  function restart(vault: VaultRecord, expect: number, snapshot: Snapshot, group: Group): Appended {
    const { at, parts } = snapshot;
    if (parts.length === 0) throw new RangeError("parts: a snapshot has at least one");
    if (at < expect) throw new RangeError("at: a restart does not go back");
    const isAgain = vault.head === at && vault.floor === at && vault.snapshot === at;
    if (isAgain && isStored(vault, snapshot)) return { kind: "appended", head: at };
    if (vault.head !== expect) return { kind: "behind", head: vault.head };
    const bytes = totalLength(parts);
    if (bytes > vaultBytes) return { kind: "full" };
    statements.deleteEntries.run(vault.vault);
    statements.deleteParts.run(vault.vault);
    insertParts(vault, snapshot, group);
    statements.settle.run(at, at, at, 0, bytes, vault.vault);
    group.hasErased = true;
    return { kind: "appended", head: at };
  }

  function prune(vault: VaultRecord, day: number, group: Group): void {
    const young = statements.firstYoung.get(vault.vault, vault.covered, prunedUpTo(day));
    const { idx } = young as { idx: number | null };
    const floor = idx === null ? vault.covered : idx - 1;
    if (floor <= vault.floor) return;
    const { bytes } = statements.sizeUpTo.get(vault.vault, floor) as { bytes: number };
    statements.deleteUpTo.run(vault.vault, floor);
    statements.settle.run(vault.head, floor, vault.snapshot, vault.covered, vault.bytes - bytes, vault.vault);
    group.hasErased = true;
  }

  function erase(vault: Uint8Array, group: Group): void {
    statements.deleteEntries.run(vault);
    statements.deleteParts.run(vault);
    statements.deleteVault.run(vault);
    group.hasErased = true;
  }

  return { find, append, rotate, readLog, putSnapshot, readSnapshot, readBoxes, restart, prune, erase };
}
