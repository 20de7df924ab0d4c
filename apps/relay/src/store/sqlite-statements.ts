import type { SqliteDatabase } from "./sqlite-driver.ts";

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

export interface EntryRecord {
  readonly idx: number;
  readonly day: number;
  readonly hash: Uint8Array;
  readonly envelope: Uint8Array;
}

export interface PartRecord {
  readonly at: number;
  readonly part: number;
  readonly parts: number;
  readonly hash: Uint8Array;
  readonly envelope: Uint8Array;
}

const vaultColumns = "vault, access, generation, head, floor, snapshot, covered, bytes";

const texts = {
  insertVault: `INSERT INTO vault (${vaultColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (vault) DO NOTHING`,
  vault: `SELECT ${vaultColumns} FROM vault WHERE vault = ?`,
  vaults: "SELECT vault FROM vault",
  totals: "SELECT count(*) AS vaults, coalesce(sum(bytes), 0) AS bytes FROM vault",
  countVaults: "SELECT count(*) AS vaults FROM vault",
  grow: "UPDATE vault SET head = ?, bytes = ? WHERE vault = ?",
  rekey: "UPDATE vault SET access = ?, generation = generation + 1 WHERE vault = ?",
  settle: "UPDATE vault SET head = ?, floor = ?, snapshot = ?, covered = ?, bytes = ? WHERE vault = ?",
  deleteVault: "DELETE FROM vault WHERE vault = ?",

  insertEntry:
    "INSERT INTO entry (rowid, vault, idx, day, hash, envelope) VALUES (max(0, coalesce((SELECT max(rowid) FROM entry), 0)) + 1, ?, ?, ?, ?, ?)",
  // 1 << 63 is the sign alone. Those that came first are looked at, and no others: days pass in the order of arrival.
  shuffle:
    "UPDATE entry SET rowid = random() | (1 << 63) WHERE rowid IN (SELECT rowid FROM (SELECT rowid, day FROM entry WHERE rowid > 0 ORDER BY rowid LIMIT ?2) WHERE day < ?1)",
  entries: "SELECT idx, day, hash, envelope FROM entry WHERE vault = ? AND idx > ? ORDER BY idx",
  // The fourth byte of an envelope is its kind; 3 is an epoch's boxes (rule 10).
  newestBoxes:
    "SELECT hash, envelope FROM entry WHERE vault = ? AND idx > ? AND substr(envelope, 4, 1) = x'03' ORDER BY idx DESC LIMIT 1",
  hashes: "SELECT hash FROM entry WHERE vault = ? AND idx > ? AND idx <= ? ORDER BY idx",
  firstYoung: "SELECT min(idx) AS idx FROM entry WHERE vault = ? AND idx <= ? AND day > ?",
  sizeUpTo: "SELECT coalesce(sum(length(envelope)), 0) AS bytes FROM entry WHERE vault = ? AND idx <= ?",
  deleteUpTo: "DELETE FROM entry WHERE vault = ? AND idx <= ?",
  deleteEntries: "DELETE FROM entry WHERE vault = ?",
  prunable: "SELECT vault FROM vault WHERE vault > ? AND covered > floor ORDER BY vault LIMIT ?",

  insertPart: "INSERT INTO part (vault, at, part, parts, hash, envelope) VALUES (?, ?, ?, ?, ?, ?)",
  parts: "SELECT at, part, parts, hash, envelope FROM part WHERE vault = ? AND at = ? ORDER BY part",
  allParts: "SELECT at, part, parts, hash, envelope FROM part WHERE vault = ? ORDER BY at, part",
  snapshots:
    "SELECT at, sum(length(envelope)) AS bytes FROM part WHERE vault = ? GROUP BY at ORDER BY at DESC",
  deleteSnapshot: "DELETE FROM part WHERE vault = ? AND at = ?",
  deleteParts: "DELETE FROM part WHERE vault = ?",

  insertDeletion: "INSERT INTO deletion (name) VALUES (?) ON CONFLICT (name) DO NOTHING",
  deletion: "SELECT 1 AS found FROM deletion WHERE name = ?",
  deletions: "SELECT name FROM deletion ORDER BY name",

  claim: "INSERT INTO challenge (challenge, day) VALUES (?, ?) ON CONFLICT (challenge) DO NOTHING",
  deleteChallenges: "DELETE FROM challenge WHERE day <= ?",
  insertMail:
    "INSERT INTO mail (mailbox, slot, day, hash, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT (mailbox, slot) DO NOTHING",
  mail: "SELECT hash, body FROM mail WHERE mailbox = ? AND slot = ?",
  deleteMail: "DELETE FROM mail WHERE mailbox = ?",
  deleteOldMail: "DELETE FROM mail WHERE day <= ?",
  insertSecret: "INSERT INTO secret (name, bytes) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
  secret: "SELECT bytes FROM secret WHERE name = ?",

  insertLetterbox:
    "INSERT INTO letterbox (letterbox, writer, number, day, hash, body) VALUES (?, ?, 0, ?, ?, ?) ON CONFLICT (letterbox) DO NOTHING",
  letterboxWriter: "SELECT writer FROM letterbox WHERE letterbox = ?",
  letterbox: "SELECT number, hash, body FROM letterbox WHERE letterbox = ?",
  putLetter: "UPDATE letterbox SET number = ?, day = ?, hash = ?, body = ? WHERE letterbox = ?",
  deleteLetterbox: "DELETE FROM letterbox WHERE letterbox = ?",
  deleteOldLetterboxes: "DELETE FROM letterbox WHERE day <= ?",
  countLetterboxes: "SELECT count(*) AS count FROM letterbox",

  insertQueue:
    "INSERT INTO queue (queue, writer, number, day, hash, gone) VALUES (?, ?, 0, ?, ?, NULL) ON CONFLICT (queue) DO NOTHING",
  queueWriter: "SELECT writer FROM queue WHERE queue = ?",
  queue: "SELECT number, hash, gone FROM queue WHERE queue = ?",
  putQueue: "UPDATE queue SET number = ?, day = ?, hash = ?, gone = ? WHERE queue = ?",
  markGone: "UPDATE queue SET gone = ? WHERE queue = ? AND number = ?",
  deleteQueue: "DELETE FROM queue WHERE queue = ?",
  deleteOldQueues: "DELETE FROM queue WHERE day <= ?",
  countQueues: "SELECT count(*) AS count FROM queue",

  insertFeed:
    "INSERT INTO feed (feed, writer, number, last, day, hash, body) VALUES (?1, ?2, 0, ?3, ?3, x'', x'') ON CONFLICT (feed) DO NOTHING",
  feedWriter: "SELECT writer FROM feed WHERE feed = ?",
  feedHead: "SELECT number, hash FROM feed WHERE feed = ?",
  feed: "SELECT last, hash, body FROM feed WHERE feed = ? AND number > 0 AND last >= ?",
  putFeed: "UPDATE feed SET number = ?, last = ?, day = ?, hash = ?, body = ? WHERE feed = ?",
  deleteFeed: "DELETE FROM feed WHERE feed = ?",
  deleteOldFeeds: "DELETE FROM feed WHERE last < ?",
  countFeeds: "SELECT count(*) AS count FROM feed",

  insertNotice:
    "INSERT INTO notice (queue, place, number, due, hash, body) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (queue, place) DO NOTHING",
  waiting: "SELECT count(*) AS count FROM notice WHERE queue = ?",
  dueNotices:
    "SELECT queue, place FROM notice WHERE due <= ?1 AND (queue, place) > (?2, ?3) ORDER BY queue, place LIMIT ?4",
  takeNotice: "DELETE FROM notice WHERE queue = ? AND place = ? AND due <= ? RETURNING number, hash, body",
  deleteNotices: "DELETE FROM notice WHERE queue = ?",
  deleteMissed: "DELETE FROM notice WHERE due <= ?",
} as const;

type Name = keyof typeof texts;
export type SqliteStatements = Readonly<Record<Name, ReturnType<SqliteDatabase["prepare"]>>>;

/** Every statement of the store, prepared once. */
export const prepareStatements = (database: SqliteDatabase): SqliteStatements =>
  Object.fromEntries(
    Object.entries(texts).map(([name, sql]) => [name, database.prepare(sql)]),
  ) as SqliteStatements;
