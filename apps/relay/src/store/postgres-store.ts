import { limits } from "@tidetable/sync/protocol";
import { type DeletionLedger, openDeletionLedger } from "./deletion-ledger.ts";
import { syncFailureOf } from "./disk-failure.ts";
import { pagesFrom } from "./paging.ts";
import { deletionPages, exportPostgres, importPostgres } from "./postgres-export.ts";
import { createPostgresFeeds } from "./postgres-feeds.ts";
import { createPostgresLetterboxes } from "./postgres-letterboxes.ts";
import { openPostgresPool, type PostgresPool } from "./postgres-pool.ts";
import { createPostgresVaults, type PostgresVaults } from "./postgres-vault.ts";
import { forgottenUpTo, missedUpTo, passedUpTo } from "./retention.ts";
import { checkedBytes, deletionName, isSame, rowHash } from "./row-hash.ts";
import { type Store, StoreFailure } from "./store.ts";

export interface PostgresStoreOptions {
  /** As PostgreSQL writes addresses: `postgresql://user@host/database`. */
  readonly address: string;
  /** Holds the ledger of deletions, which must not be restored together with the database. */
  readonly folder: string;
  /** Connections at most; 10 where it is left out, the driver's own choice. */
  readonly connections?: number;
  /** Bytes one vault may have; rule 54's where it is left out. */
  readonly vaultBytes?: number;
  /** Called once, when the ledger could not be synced: the relay is to end (rule 53). */
  readonly onFatal?: (failure: StoreFailure) => void;
  /** Takes a server that acknowledges before it syncs. Only for the proof that this would be noticed. */
  readonly unsafeForProof?: boolean;
}

/** Rows and names looked at in one statement of a sweep or a replay. Our choice. */
const pageRows = 1_000;

/**
 * Opens a store that several relays may share, each with connections of its own.
 *
 * Deleted bytes are gone for every reader at once, and from PostgreSQL's files when it next vacuums and overwrites.
 *
 * @throws StoreFailure; no connection is left open then
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const { address, folder, connections = 10, unsafeForProof = false } = options;
  const pool = await openPostgresPool({ address, connections, unsafeForProof });
  try {
    const vaults = createPostgresVaults(pool, options.vaultBytes ?? limits.vaultBytes);
    const ledger = guardLedger(openDeletionLedger(folder), options.onFatal ?? (() => {}));
    await replayDeletions(pool, vaults, ledger);
    return createStore(pool, vaults, ledger);
  } catch (error) {
    await pool.close();
    throw syncFailureOf(error) ?? error;
  }
}

/** The ledger as the rest of a store's failures: of this world, and the end of everything where a sync fails. */
function guardLedger(ledger: DeletionLedger, onFatal: (failure: StoreFailure) => void): DeletionLedger {
  let ended: StoreFailure | null = null;
  return {
    ...ledger,
    add(names) {
      if (ended) throw ended;
      try {
        ledger.add(names);
      } catch (error) {
        const failure = syncFailureOf(error);
        if (failure?.trouble === "sync-failed") {
          ended = failure;
          onFatal(failure);
        }
        throw failure ?? error;
      }
    },
  };
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** Rule 56: what either list knows as deleted goes again, and each gets what only the other knows. */
async function replayDeletions(
  pool: PostgresPool,
  vaults: PostgresVaults,
  ledger: DeletionLedger,
): Promise<void> {
  const inLedger = ledger.read();
  const inDatabase = new Set<string>();
  for await (const names of deletionPages(pool)) for (const { name } of names) inDatabase.add(hexOf(name));
  const missing = [...inDatabase].filter((name) => !inLedger.has(name));
  if (missing.length > 0) ledger.add(missing.map((name) => Buffer.from(name, "hex")));
  for (const name of inLedger)
    if (!inDatabase.has(name)) await pool.ask("insertDeletion", Buffer.from(name, "hex"));
  const all = [...new Set([...inLedger, ...inDatabase])].map((name) => Buffer.from(name, "hex"));
  for (let from = 0; from < all.length; from += pageRows) {
    const names = all.slice(from, from + pageRows);
    const { rows } = await pool.ask<{ vault: Uint8Array }>("revenants", names);
    for (const { vault } of rows) await vaults.erase(vault);
  }
}

function createStore(pool: PostgresPool, vaults: PostgresVaults, ledger: DeletionLedger): Store {
  const isDeleted = async (vault: Uint8Array) => (await pool.ask("deletion", deletionName(vault))).count > 0;

  return {
    async createVault(vault, access, head) {
      if (await isDeleted(vault)) return false;
      const { count } = await pool.ask("insertVault", vault, access, 1, head, head, 0, 0, 0);
      if (count === 0) return false;
      // The name may have been deleted in between; no transaction spans the two tables' servers.
      if (!(await isDeleted(vault))) return true;
      await vaults.erase(vault);
      return false;
    },
    async readVault(id) {
      const vault = await vaults.find(id);
      if (!vault) return null;
      const { access, generation, head, snapshot, bytes } = vault;
      return { access, generation, head, snapshot, bytes };
    },
    async readBoxes(vault) {
      type Boxes = { readonly hash: Uint8Array; readonly envelope: Uint8Array };
      const [row] = (await pool.ask<Boxes>("newestBoxes", vault)).rows;
      return row ? checkedBytes(row.envelope, row.hash) : null;
    },
    async countVaults() {
      return (await pool.ask<{ vaults: number }>("countVaults")).rows[0]!.vaults;
    },

    append: vaults.append,
    rotate: vaults.rotate,
    readLog: vaults.readLog,
    putSnapshot: vaults.putSnapshot,
    readSnapshot: vaults.readSnapshot,
    restart: vaults.restart,
    async deleteVault({ vault, generation }) {
      const found = await vaults.find(vault);
      if (found?.generation !== generation) return { kind: "unknown" };
      // Decided from here on: should the rest fail, the next start of a relay ends it.
      await pool.ask("insertDeletion", deletionName(vault));
      ledger.add([deletionName(vault)]);
      await vaults.erase(vault);
      return { kind: "done" };
    },

    claimChallenge: async (challenge, day) => (await pool.ask("claim", rowHash(challenge), day)).count === 1,
    async putMail(mailbox, slot, body, day) {
      const hash = rowHash(body);
      if ((await pool.ask("insertMail", mailbox, slot, day, hash, body)).count === 1) return true;
      const { rows } = await pool.ask<MailRecord>("mail", mailbox, slot);
      return rows[0] !== undefined && isSame(rows[0].hash, hash);
    },
    async readMail(mailbox, slot) {
      const { rows } = await pool.ask<MailRecord>("mail", mailbox, slot);
      return rows[0] ? checkedBytes(rows[0].body, rows[0].hash) : null;
    },
    async deleteMail(mailbox) {
      await pool.ask("deleteMail", mailbox);
    },
    async secret(name, fresh) {
      await pool.ask("insertSecret", name, fresh);
      const { rows } = await pool.ask<{ bytes: Uint8Array }>("secret", name);
      if (!rows[0]) throw new StoreFailure("corrupt");
      return rows[0].bytes;
    },
    ...createPostgresLetterboxes(pool),
    ...createPostgresFeeds(pool),

    async sweep(day) {
      await replayDeletions(pool, vaults, ledger);
      await pool.ask("deleteChallenges", passedUpTo(day));
      await pool.ask("deleteOldMail", passedUpTo(day));
      await pool.ask("deleteOldLetterboxes", forgottenUpTo(day));
      await pool.ask("deleteOldQueues", forgottenUpTo(day));
      await pool.ask("deleteMissed", missedUpTo(day));
      await pool.ask("deleteOldFeeds", day);
      const pages = pagesFrom(
        new Uint8Array(),
        ({ vault }: { readonly vault: Uint8Array }) => vault,
        (after) => pool.ask<{ vault: Uint8Array }>("prunable", after, pageRows),
      );
      for await (const vaultsDue of pages) for (const { vault } of vaultsDue) await vaults.prune(vault, day);
    },
    // What a deleted row leaves goes with VACUUM FULL and the log's segments, which are the operator's (SECURITY.md).
    scrub: async () => undefined,
    async totals() {
      const { rows } = await pool.ask<{ vaults: number; bytes: number }>("totals");
      const [letterboxes, queues, feeds] = await Promise.all(
        (["countLetterboxes", "countQueues", "countFeeds"] as const).map(
          async (name) => (await pool.ask<{ count: number }>(name)).rows[0]!.count,
        ),
      );
      return { ...rows[0]!, letterboxes: letterboxes!, queues: queues!, feeds: feeds! };
    },
    export: () => exportPostgres(pool),
    import: (rows) => importPostgres(pool, ledger, rows),
    close: () => pool.close(),
  };
}

interface MailRecord {
  readonly hash: Uint8Array;
  readonly body: Uint8Array;
}
