import type { DeletionLedger } from "./deletion-ledger.ts";
import { failureOf, syncFailureOf } from "./disk-failure.ts";
import type { LogSync } from "./log-sync.ts";
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

/** What a group wrote, and how each of its promises is kept once that is durable. */
interface Attempted {
  readonly group: Group;
  readonly outcomes: readonly (() => void)[];
}

export interface GroupCommit {
  /**
   * What `work` returns, once it is durable; `work` is synchronous. Where it throws, nothing of it is kept. It may be
   * run twice, and then nothing of the first time is kept.
   *
   * @throws StoreFailure where the world fails: then nothing of the whole group is kept
   */
  change<T>(work: (group: Group) => T): Promise<T>;
  /** Runs between groups, on what is durable alone. After a failed sync: @throws StoreFailure "sync-failed" */
  read<T>(work: () => T): Promise<T>;
  /** Moves the log into the file, and tries again to empty it where erased bytes were left in it. */
  checkpoint(): Promise<void>;
  /**
   * Writes the whole file anew where bytes were erased since the last time, or before this process, and empties the log.
   * A file of more than `mostBytes` is left as it is until a call with more. Nobody writes or reads meanwhile.
   *
   * Zeros alone are not enough: where SQLite lays the rows of neighbouring pages out anew, copies of them stay behind in
   * the gap between them, and are not known any more when the rows are deleted. @throws StoreFailure
   */
  rewrite(mostBytes: number): Promise<void>;
  /** Commits what waits, and resolves when it is durable; meanwhile and from then on everything new is refused. */
  end(): Promise<void>;
}

export interface GroupCommitParts {
  readonly database: SqliteDatabase;
  /** Syncs each commit before anything of it is told; null where commits are not synced, which is for the proof alone. */
  readonly log: LogSync | null;
  readonly ledger: DeletionLedger;
  /** Called once, after a sync failed: nothing that follows can be trusted (rule 53). */
  readonly onFatal: (failure: StoreFailure) => void;
}

/** Bytes written between two moves of the log into the file. Our choice: SQLite's own is 1,000 pages. */
const checkpointBytes = 4_194_304;
/** Bytes of a file that is written anew by way of memory. Our choice: two of the largest vaults. */
const inMemoryBytes = 67_108_864;
/** Milliseconds for which another handle's lock is waited for; no wait where a reader may hold it for long. */
export const lockWait = 5_000;

/**
 * Commits all changes that came while the last commit was synced together: one sync for all of them instead of one for
 * each, off the main thread. Until it is over no other commit begins, nobody reads and no promise is kept.
 */
export function createGroupCommit({ database, log, ledger, onFatal }: GroupCommitParts): GroupCommit {
  const [begin, commit, rollback] = ["BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"].map((sql) =>
    database.prepare(sql),
  );
  const [save, release, undo] = ["SAVEPOINT change", "RELEASE change", "ROLLBACK TO change"].map((sql) =>
    database.prepare(sql),
  );
  let waiting: Change[] = [];
  const readers: (() => void)[] = [];
  let isDue = false;
  let isSyncing = false;
  let isEnding = false;
  let ended: StoreFailure | null = null;
  let bytesSinceCheckpoint = 0;
  let isErasureDue = false;
  // What an earlier process left in the gaps is not known either.
  let isRewriteDue = true;

  function endBy(failure: StoreFailure): void {
    if (ended) return;
    ended = failure;
    if (failure.trouble === "sync-failed") onFatal(failure);
  }

  /** All changes as one, the usual way: a savepoint for each would cost more than what it guards. */
  function attemptAll(changes: readonly Change[]): Attempted {
    const group: Group = { deleted: [], hasErased: false, bytes: 0 };
    begin!.run();
    try {
      return {
        group,
        outcomes: changes.map(({ work, resolve }) => {
          const value = work(group);
          return () => resolve(value);
        }),
      };
    } catch (error) {
      if (isOfDisk(error)) throw error;
    }
    // One of them fails by itself: all again, each to be undone alone.
    rollback!.run();
    const second: Group = { deleted: [], hasErased: false, bytes: 0 };
    begin!.run();
    return { group: second, outcomes: changes.map((change) => attempt(change, second)) };
  }

  function attempt(change: Change, group: Group): () => void {
    save!.run();
    try {
      const value = change.work(group);
      release!.run();
      return () => change.resolve(value);
    } catch (error) {
      if (isOfDisk(error)) throw error;
      undo!.run();
      release!.run();
      return () => change.reject(error);
    }
  }

  function commitGroup(changes: readonly Change[]): void {
    let deleted: readonly Uint8Array[] = [];
    let isWriting = false;
    let attempted: Attempted;
    try {
      attempted = attemptAll(changes);
      isWriting = true;
      deleted = attempted.group.deleted;
      if (deleted.length > 0) ledger.add(deleted);
      commit!.run();
    } catch (error) {
      const failure = (isWriting ? syncFailureOf(error) : failureOf(error)) ?? error;
      tryQuietly(() => rollback!.run());
      if (deleted.length > 0) tryQuietly(() => ledger.takeBack(deleted));
      if (failure instanceof StoreFailure && failure.trouble === "sync-failed") endBy(failure);
      else if (failure instanceof StoreFailure && failure.trouble === "full") tryCheckpoint("TRUNCATE");
      for (const change of changes) change.reject(failure);
      return;
    }
    if (log === null) settle(changes, attempted);
    else {
      isSyncing = true;
      log.sync((error) => {
        isSyncing = false;
        // Any error: the commit can be seen already, and nobody knows what of it is on the disk. What the ledger says
        // stays said: whoever asked for a deletion gets it when the relay starts again.
        if (error) endBy(new StoreFailure("sync-failed"));
        settle(changes, attempted);
        for (const read of readers.splice(0)) read();
        if (waiting.length > 0) callFlush();
      });
    }
  }

  function settle(changes: readonly Change[], { group, outcomes }: Attempted): void {
    isErasureDue ||= group.hasErased;
    isRewriteDue ||= group.hasErased;
    bytesSinceCheckpoint += group.bytes;
    if (!ended && (isErasureDue || bytesSinceCheckpoint > checkpointBytes)) moveLog();
    // Durable in the log they may be; but where a sync failed just now, nothing more is acknowledged.
    if (ended) for (const change of changes) change.reject(ended);
    else for (const keep of outcomes) keep();
  }

  function moveLog(): void {
    // What was erased is zeros in the pages by now, and still whole in the log: that is cut off once it is moved.
    const isComplete = tryCheckpoint(isErasureDue ? "TRUNCATE" : "PASSIVE");
    if (isComplete) isErasureDue = false;
    bytesSinceCheckpoint = 0;
  }

  function rewriteWhereDue(mostBytes: number): void {
    const bytes = numberOf("page_count") * numberOf("page_size");
    if (isRewriteDue && bytes <= mostBytes) {
      // A small file's new pages are gathered in memory; a large one's would not fit.
      database.exec(`PRAGMA temp_store = ${bytes > inMemoryBytes ? "FILE" : "MEMORY"}`);
      try {
        database.exec("VACUUM");
      } catch (error) {
        const failure = syncFailureOf(error);
        if (failure?.trouble === "sync-failed") endBy(failure);
        throw failure ?? error;
      }
      isRewriteDue = false;
      isErasureDue = true;
    }
    if (isErasureDue) moveLog();
  }

  const numberOf = (pragma: "page_count" | "page_size"): number =>
    Number(Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]);

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

  function callFlush(): void {
    if (isDue || isSyncing) return;
    isDue = true;
    setImmediate(() => {
      isDue = false;
      flush();
    });
  }

  function flush(): void {
    if (isSyncing) return;
    const changes = waiting;
    waiting = [];
    if (changes.length === 0) return;
    if (ended) for (const change of changes) change.reject(ended);
    else commitGroup(changes);
  }

  const read = <T>(work: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      const run = (): void => {
        try {
          if (ended) throw ended;
          resolve(work());
        } catch (error) {
          reject(failureOf(error) ?? error);
        }
      };
      if (isSyncing) readers.push(run);
      else run();
    });

  return {
    change: <T>(work: (group: Group) => T) =>
      new Promise<T>((resolve, reject) => {
        if (isEnding) return reject(ended ?? new StoreFailure("unreachable"));
        waiting.push({ work, resolve: (value) => resolve(value as T), reject });
        callFlush();
      }),
    read,
    async checkpoint() {
      if (!ended) await read(moveLog);
    },
    async rewrite(mostBytes) {
      if (!ended) await read(() => rewriteWhereDue(mostBytes));
    },
    async end() {
      isEnding = true;
      while (isSyncing || waiting.length > 0)
        if (isSyncing) await new Promise<void>((resolve) => readers.push(resolve));
        else flush();
      if (!ended) {
        tryCheckpoint("TRUNCATE");
        // The file stands alone then, for whoever copies it. Not while another handle is open.
        database.exec("PRAGMA busy_timeout = 0");
        tryQuietly(() => database.exec("PRAGMA journal_mode = DELETE"));
      }
      endBy(new StoreFailure("unreachable"));
      log?.close();
    },
  };
}

/** A failing disk fails a whole group, and may have ended the transaction already. */
const isOfDisk = (error: unknown): boolean => failureOf(error) !== null && !(error instanceof StoreFailure);

/** For what follows a failure that is already on its way to the caller. */
function tryQuietly(work: () => unknown): void {
  try {
    work();
  } catch {
    // The first failure is the one that counts.
  }
}
