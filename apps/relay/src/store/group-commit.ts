import type { DeletionLedger } from "./deletion-ledger.ts";
import { failureOf, syncFailureOf } from "./disk-failure.ts";
import type { SqliteDatabase } from "./sqlite-driver.ts";
import { StoreFailure } from "./store.ts";

/** What the changes of one group have in common. */
export interface Group {
  /** Names for the ledger of deletions, which is synced before the group is. */
  readonly deleted: Uint8Array[];
  /** Bytes that are to be gone from the disk once the group is committed. */
  hasErased: boolean;
  /** About how much the group wrote. */
  bytes: number;
}

interface Change {
  readonly work: (group: Group) => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupCommit {
  /**
   * What `work` returns, once it is durable; `work` is synchronous. Where it throws, nothing of it is kept.
   *
   * @throws StoreFailure where the world fails: then nothing of the whole group is kept
   */
  change<T>(work: (group: Group) => T): Promise<T>;
  /** Runs between groups. After a failed sync: @throws StoreFailure "sync-failed" */
  read<T>(work: () => T): T;
  /** Moves the log into the file, and tries again to empty it where erased bytes were left in it. */
  checkpoint(): void;
  /** Commits what waits; from then on everything is refused. */
  end(): void;
}

export interface GroupCommitParts {
  readonly database: SqliteDatabase;
  readonly ledger: DeletionLedger;
  /** Called once, after a sync failed: nothing that follows can be trusted (rule 53). */
  readonly onFatal: (failure: StoreFailure) => void;
}

/** Bytes written between two moves of the log into the file. Our choice: SQLite's own is 1,000 pages. */
const checkpointBytes = 4_194_304;
/** Milliseconds for which another handle's lock is waited for; no wait where a reader may hold it for long. */
export const lockWait = 5_000;

/**
 * Commits all changes of one turn of the event loop together: one sync for all of them instead of one for each, and
 * every promise is kept only after it. A change that fails by itself is undone alone, by its savepoint.
 */
export function createGroupCommit({ database, ledger, onFatal }: GroupCommitParts): GroupCommit {
  const [begin, commit, rollback] = ["BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"].map((sql) =>
    database.prepare(sql),
  );
  const [save, release, undo] = ["SAVEPOINT change", "RELEASE change", "ROLLBACK TO change"].map((sql) =>
    database.prepare(sql),
  );
  let waiting: Change[] = [];
  let ended: StoreFailure | null = null;
  let bytesSinceCheckpoint = 0;
  let isErasureDue = false;

  function endBy(failure: StoreFailure): void {
    if (ended) return;
    ended = failure;
    if (failure.trouble === "sync-failed") onFatal(failure);
  }

  function attempt(change: Change, group: Group): () => void {
    save!.run();
    try {
      const value = change.work(group);
      release!.run();
      return () => change.resolve(value);
    } catch (error) {
      // A failing disk fails the group, and may have ended the transaction already.
      if (failureOf(error) && !(error instanceof StoreFailure)) throw error;
      undo!.run();
      release!.run();
      return () => change.reject(error);
    }
  }

  function commitGroup(changes: readonly Change[]): void {
    const group: Group = { deleted: [], hasErased: false, bytes: 0 };
    let isSyncing = false;
    let outcomes: (() => void)[];
    try {
      begin!.run();
      outcomes = changes.map((change) => attempt(change, group));
      isSyncing = true;
      if (group.deleted.length > 0) ledger.add(group.deleted);
      commit!.run();
    } catch (error) {
      const failure = (isSyncing ? syncFailureOf(error) : failureOf(error)) ?? error;
      tryQuietly(() => rollback!.run());
      if (isSyncing && group.deleted.length > 0) tryQuietly(() => ledger.takeBack(group.deleted));
      if (failure instanceof StoreFailure && failure.trouble === "sync-failed") endBy(failure);
      else if (failure instanceof StoreFailure && failure.trouble === "full") tryCheckpoint("TRUNCATE");
      for (const change of changes) change.reject(failure);
      return;
    }
    isErasureDue ||= group.hasErased;
    bytesSinceCheckpoint += group.bytes;
    if (isErasureDue || bytesSinceCheckpoint > checkpointBytes) moveLog();
    // Durable in the log they are; but where a sync failed just now, nothing more is acknowledged.
    if (ended) for (const change of changes) change.reject(ended);
    else for (const settle of outcomes) settle();
  }

  function moveLog(): void {
    // What was erased is zeros in the pages by now, and still whole in the log: that is cut off once it is moved.
    const isComplete = tryCheckpoint(isErasureDue ? "TRUNCATE" : "PASSIVE");
    if (isComplete) isErasureDue = false;
    bytesSinceCheckpoint = 0;
  }

  /** False where a reader is in the way or the disk is full: what was committed is durable in the log all the same. */
  function tryCheckpoint(mode: "PASSIVE" | "TRUNCATE"): boolean {
    try {
      database.exec("PRAGMA busy_timeout = 0");
      const row = database.prepare(`PRAGMA wal_checkpoint(${mode})`).get();
      return (row as { busy: number }).busy === 0;
    } catch (error) {
      const failure = syncFailureOf(error);
      if (failure?.trouble === "sync-failed") endBy(failure);
      return false;
    } finally {
      tryQuietly(() => database.exec(`PRAGMA busy_timeout = ${lockWait}`));
    }
  }

  function flush(): void {
    const changes = waiting;
    waiting = [];
    if (changes.length === 0) return;
    if (ended) for (const change of changes) change.reject(ended);
    else commitGroup(changes);
  }

  return {
    change: <T>(work: (group: Group) => T) =>
      new Promise<T>((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ work, resolve: (value) => resolve(value as T), reject });
      }),
    read(work) {
      if (ended) throw ended;
      try {
        return work();
      } catch (error) {
        throw failureOf(error) ?? error;
      }
    },
    checkpoint() {
      if (!ended) moveLog();
    },
    end() {
      flush();
      if (!ended) {
        tryCheckpoint("TRUNCATE");
        // The file stands alone then, for whoever copies it. Not while another handle is open.
        database.exec("PRAGMA busy_timeout = 0");
        tryQuietly(() => database.exec("PRAGMA journal_mode = DELETE"));
      }
      endBy(new StoreFailure("unreachable"));
    },
  };
}

/** For what follows a failure that is already on its way to the caller. */
function tryQuietly(work: () => unknown): void {
  try {
    work();
  } catch {
    // The first failure is the one that counts.
  }
}
