import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { limits } from "@tidetable/sync/protocol";
import { type DeletionLedger, openDeletionLedger } from "./deletion-ledger.ts";
import { failureOf } from "./disk-failure.ts";
import { createGroupCommit, type Group, type GroupCommit, lockWait } from "./group-commit.ts";
import { type LogSync, openLogSync } from "./log-sync.ts";
import { forgottenUpTo, missedUpTo, passedUpTo } from "./retention.ts";
import { checkedBytes, deletionName, isSame, rowHash } from "./row-hash.ts";
import { openSqliteFile, type SqliteDatabase } from "./sqlite-driver.ts";
import { exportSqlite, importSqlite } from "./sqlite-export.ts";
import { createSqliteFeeds } from "./sqlite-feeds.ts";
import { createSqliteLetterboxes } from "./sqlite-letterboxes.ts";
import { leaveSyncsToUs, prepareSqlite } from "./sqlite-schema.ts";
import { prepareStatements, type SqliteStatements, type VaultRecord } from "./sqlite-statements.ts";
import { createVaultChanges, type VaultChanges } from "./sqlite-vault.ts";
import type { Session, Store, StoreFailure } from "./store.ts";

export interface SqliteStoreOptions {
  /** Holds the database and the ledger of deletions; made, readable by its owner alone, where there is none. */
  readonly folder: string;
  /** Bytes one vault may have; rule 54's where it is left out. */
  readonly vaultBytes?: number;
  /** Called once, when a sync to disk failed: the relay is to end (rule 53). */
  readonly onFatal?: (failure: StoreFailure) => void;
  /** Acknowledges what is not on disk yet. Only for the proof that this would be noticed. */
  readonly unsafeForProof?: boolean;
}

const databaseName = "tidetable.db";
/**
 * Bytes of a file that is written anew within a minute of an erasure, and of one that is each day. Our choice: a quarter
 * of a second and a few seconds in which nobody is answered. A larger one is for PostgreSQL.
 */
const rewrittenAtOnce = 67_108_864;
const rewrittenDaily = 1_073_741_824;
/** Vaults looked at in one change of a sweep, so that requests come in between. Our choice. */
const sweepPage = 50;
/** Entries that one change of a sweep gives another place. Our choice. */
const shufflePageRows = 200;

/** Opens the relay's embedded store. @throws StoreFailure; nothing is left open then */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const path = join(options.folder, databaseName);
  let database: SqliteDatabase | undefined;
  let log: LogSync | null = null;
  try {
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    const ledger = openDeletionLedger(options.folder);
    database = await openSqliteFile(path, { timeout: lockWait });
    await prepareSqlite(database, options.unsafeForProof ?? false);
    if (!options.unsafeForProof) {
      log = openLogSync(path);
      leaveSyncsToUs(database);
    }
    const commits = createGroupCommit({ database, log, ledger, onFatal: options.onFatal ?? (() => {}) });
    // What an earlier process left in the log is in the file, and synced, before anything of it is answered for.
    await commits.checkpoint();
    const statements = prepareStatements(database);
    const changes = createVaultChanges(statements, options.vaultBytes ?? limits.vaultBytes);
    const opened: Opened = { path, database, ledger, commits, statements, changes };
    await replayDeletions(opened);
    return createStore(opened);
  } catch (error) {
    log?.close();
    database?.close();
    throw failureOf(error) ?? error;
  }
}

interface Opened {
  readonly path: string;
  readonly database: SqliteDatabase;
  readonly ledger: DeletionLedger;
  readonly commits: GroupCommit;
  readonly statements: SqliteStatements;
  readonly changes: VaultChanges;
}

/** Rule 56: what the ledger knows as deleted goes again, and the ledger gets what only the database knows. */
async function replayDeletions({ commits, statements, changes, ledger }: Opened): Promise<void> {
  const inLedger = ledger.read();
  const inDatabase = new Set<string>();
  for (const row of statements.deletions.iterate())
    inDatabase.add(Buffer.from((row as { name: Uint8Array }).name).toString("hex"));
  const missing = [...inDatabase].filter((name) => !inLedger.has(name));
  if (missing.length > 0) ledger.add(missing.map((name) => Buffer.from(name, "hex")));
  const added = [...inLedger].filter((name) => !inDatabase.has(name));
  if (added.length === 0) return;
  await commits.change((group) => {
    for (const row of statements.vaults.all()) {
      const { vault } = row as { vault: Uint8Array };
      if (inLedger.has(Buffer.from(deletionName(vault)).toString("hex"))) changes.erase(vault, group);
    }
    for (const name of added) statements.insertDeletion.run(Buffer.from(name, "hex"));
  });
}

function createStore({ path, database, commits, statements, changes }: Opened): Store {
  const { change, read } = commits;
  let closing: Promise<void> | undefined;
  const vaultOf = (session: Session): VaultRecord | null => changes.find(session);
  const changeVault = <T>(session: Session, work: (vault: VaultRecord, group: Group) => T) =>
    change((group) => {
      const vault = vaultOf(session);
      return vault ? work(vault, group) : ({ kind: "unknown" } as const);
    });

  /** Whether there may be more of them. */
  const shufflePage = (day: number, group: Group): boolean => {
    const moved = Number(statements.shuffle.run(day, shufflePageRows).changes);
    if (moved > 0) group.hasErased = true;
    return moved === shufflePageRows;
  };

  return {
    createVault: (vault, access, head) =>
      change(() => {
        if (statements.deletion.get(deletionName(vault))) return false;
        return Number(statements.insertVault.run(vault, access, 1, head, head, 0, 0, 0).changes) === 1;
      }),
    readVault: (vault) =>
      read(() => {
        const row = statements.vault.get(vault) as VaultRecord | undefined;
        if (!row) return null;
        const { access, generation, head, snapshot, bytes } = row;
        return { access, generation, head, snapshot, bytes };
      }),
    readBoxes: (vault) =>
      read(() => {
        const row = statements.vault.get(vault) as VaultRecord | undefined;
        return row ? changes.readBoxes(row) : null;
      }),
    countVaults: () => read(() => (statements.countVaults.get() as { vaults: number }).vaults),

    append: (session, append) => changeVault(session, (vault, group) => changes.append(vault, append, group)),
    rotate: (session, append, access) => change((group) => changes.rotate(session, append, access, group)),
    readLog: (session, after, maxBytes) =>
      read(() => {
        const vault = vaultOf(session);
        return vault ? changes.readLog(vault, after, maxBytes) : { kind: "unknown" };
      }),
    putSnapshot: (session, snapshot) =>
      changeVault(session, (vault, group) => changes.putSnapshot(vault, snapshot, group)),
    readSnapshot: (session) =>
      read(() => {
        const vault = vaultOf(session);
        return vault && vault.snapshot > 0 ? changes.readSnapshot(vault) : null;
      }),
    restart: (session, expect, snapshot) =>
      changeVault(session, (vault, group) => changes.restart(vault, expect, snapshot, group)),
    deleteVault: (session) =>
      changeVault(session, ({ vault }, group) => {
        changes.erase(vault, group);
        statements.insertDeletion.run(deletionName(vault));
        group.deleted.push(deletionName(vault));
        return { kind: "done" } as const;
      }),

    claimChallenge: (challenge, day) =>
      change(() => Number(statements.claim.run(rowHash(challenge), day).changes) === 1),
    putMail: (mailbox, slot, body, day) =>
      change((group) => {
        const hash = rowHash(body);
        group.bytes += body.length;
        if (Number(statements.insertMail.run(mailbox, slot, day, hash, body).changes) === 1) return true;
        return isSame((statements.mail.get(mailbox, slot) as MailRecord).hash, hash);
      }),
    readMail: (mailbox, slot) =>
      read(() => {
        const mail = statements.mail.get(mailbox, slot) as MailRecord | undefined;
        return mail ? checkedBytes(mail.body, mail.hash) : null;
      }),
    deleteMail: (mailbox) =>
      change((group) => {
        if (Number(statements.deleteMail.run(mailbox).changes) > 0) group.hasErased = true;
      }),
    secret: (name, fresh) =>
      change(() => {
        statements.insertSecret.run(name, fresh);
        return (statements.secret.get(name) as { bytes: Uint8Array }).bytes;
      }),
    ...createSqliteLetterboxes(commits, statements),
    ...createSqliteFeeds(commits, statements),

    async sweep(day) {
      await change((group) => {
        const mail = statements.deleteOldMail.run(passedUpTo(day)).changes;
        statements.deleteChallenges.run(passedUpTo(day));
        const letterboxes = statements.deleteOldLetterboxes.run(forgottenUpTo(day)).changes;
        const queues = statements.deleteOldQueues.run(forgottenUpTo(day)).changes;
        const notices = statements.deleteMissed.run(missedUpTo(day)).changes;
        const feeds = statements.deleteOldFeeds.run(day).changes;
        if ([mail, letterboxes, queues, notices, feeds].some((count) => Number(count) > 0))
          group.hasErased = true;
      });
      for (let after: Uint8Array | null = new Uint8Array(); after; ) {
        const from = after;
        after = await change((group) => {
          const due = statements.prunable.all(from, sweepPage) as readonly { vault: Uint8Array }[];
          for (const { vault } of due)
            changes.prune(statements.vault.get(vault) as unknown as VaultRecord, day, group);
          return due.length === sweepPage ? due.at(-1)!.vault : null;
        });
      }
      // In what order the entries of days past came from all the vaults is nobody's business any more (rule 52).
      while (await change((group) => shufflePage(day, group)));
      await commits.checkpoint();
      await commits.rewrite(rewrittenDaily);
    },
    scrub: () => commits.rewrite(rewrittenAtOnce),
    totals: () =>
      read(() => ({
        ...(statements.totals.get() as { vaults: number; bytes: number }),
        letterboxes: (statements.countLetterboxes.get() as { count: number }).count,
        queues: (statements.countQueues.get() as { count: number }).count,
        feeds: (statements.countFeeds.get() as { count: number }).count,
      })),
    export: () => exportSqlite(path, read),
    import: (rows) => importSqlite(path, rows),
    close() {
      closing ??= commits.end().then(() => database.close());
      return closing;
    },
  };
}

interface MailRecord {
  readonly hash: Uint8Array;
  readonly body: Uint8Array;
}
