// Every text that PostgreSQL is sent, so that a test can hold what lets the vaults be divided among many servers:
// each statement names the key that its table would be divided by, no order comes from a sequence, no time from the
// server. The exceptions stand in `acrossShards`, each an independent look or deletion on every server by itself.

/**
 * As SQLite's tables (`sqlite-schema.ts`). A sealed envelope does not compress, so nobody is to try; half of each page
 * of `vault` is left free, where a row moves each time its head does.
 */
export const migrations = [
  `CREATE TABLE vault (
     vault bytea NOT NULL PRIMARY KEY,
     access bytea NOT NULL,
     generation bigint NOT NULL,
     head bigint NOT NULL,
     floor bigint NOT NULL,
     snapshot bigint NOT NULL,
     covered bigint NOT NULL,
     bytes bigint NOT NULL
   ) WITH (fillfactor = 50);
   CREATE TABLE entry (
     vault bytea NOT NULL,
     idx bigint NOT NULL,
     day integer NOT NULL,
     hash bytea NOT NULL,
     envelope bytea NOT NULL CHECK (octet_length(envelope) <= 65536),
     PRIMARY KEY (vault, idx)
   );
   CREATE TABLE part (
     vault bytea NOT NULL,
     at bigint NOT NULL,
     part integer NOT NULL,
     parts integer NOT NULL,
     hash bytea NOT NULL,
     envelope bytea NOT NULL CHECK (octet_length(envelope) <= 65536),
     PRIMARY KEY (vault, at, part)
   );
   CREATE TABLE deletion (name bytea NOT NULL PRIMARY KEY);
   CREATE TABLE challenge (challenge bytea NOT NULL PRIMARY KEY, day integer NOT NULL);
   CREATE TABLE mail (
     mailbox bytea NOT NULL,
     slot integer NOT NULL,
     day integer NOT NULL,
     hash bytea NOT NULL,
     body bytea NOT NULL CHECK (octet_length(body) <= 65536),
     PRIMARY KEY (mailbox, slot)
   );
   CREATE TABLE secret (name text NOT NULL PRIMARY KEY, bytes bytea NOT NULL);
   ALTER TABLE entry ALTER COLUMN envelope SET STORAGE EXTERNAL;
   ALTER TABLE part ALTER COLUMN envelope SET STORAGE EXTERNAL;`,
  `CREATE TABLE letterbox (
     letterbox bytea NOT NULL PRIMARY KEY,
     writer bytea NOT NULL,
     number bigint NOT NULL,
     day integer NOT NULL,
     hash bytea NOT NULL,
     body bytea NOT NULL CHECK (octet_length(body) <= 65536)
   );
   CREATE TABLE queue (
     queue bytea NOT NULL PRIMARY KEY,
     writer bytea NOT NULL,
     number bigint NOT NULL,
     day integer NOT NULL,
     hash bytea NOT NULL,
     gone bytea
   );
   CREATE TABLE notice (
     queue bytea NOT NULL,
     place integer NOT NULL,
     number bigint NOT NULL,
     due bigint NOT NULL,
     hash bytea NOT NULL,
     body bytea NOT NULL CHECK (octet_length(body) <= 65536),
     PRIMARY KEY (queue, place)
   );
   CREATE INDEX notice_due ON notice (due);
   ALTER TABLE letterbox ALTER COLUMN body SET STORAGE EXTERNAL;
   ALTER TABLE notice ALTER COLUMN body SET STORAGE EXTERNAL;`,
  `CREATE TABLE feed (
     feed bytea NOT NULL PRIMARY KEY,
     writer bytea NOT NULL,
     number bigint NOT NULL,
     last integer NOT NULL,
     day integer NOT NULL,
     hash bytea NOT NULL,
     body bytea NOT NULL CHECK (octet_length(body) <= 65536)
   );
   ALTER TABLE feed ALTER COLUMN body SET STORAGE EXTERNAL;`,
] as const;

/** What each table would be divided among servers by. */
export const shardKeys = {
  vault: "vault",
  entry: "vault",
  part: "vault",
  deletion: "name",
  challenge: "challenge",
  mail: "mailbox",
  secret: "name",
  letterbox: "letterbox",
  queue: "queue",
  notice: "queue",
  feed: "feed",
} as const;

/** What keeps the schema's version; outside the rules, because it is asked only when a relay starts. */
export const versioning = {
  // Two relays that start together take the steps one after the other. The number is our choice: "tide" in ASCII.
  lock: "SELECT pg_advisory_xact_lock(1953064037)",
  table: "CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL PRIMARY KEY)",
  read: "SELECT coalesce(max(version), 0) AS version FROM schema_version",
  record: "INSERT INTO schema_version (version) VALUES ($1)",
} as const;

/** What is asked of each new connection; the answer decides whether it may acknowledge anything. */
export const readSettings =
  "SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS synchronous";

const vaultColumns = "vault, access, generation, head, floor, snapshot, covered, bytes";

/** Envelopes and their hashes as two arrays, numbered from 1. */
const given = (hashes: string, envelopes: string): string =>
  `unnest(${hashes}::bytea[], ${envelopes}::bytea[]) WITH ORDINALITY AS given (hash, envelope, place)`;

export const statements = {
  insertVault: `INSERT INTO vault (${vaultColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (vault) DO NOTHING`,
  vault: `SELECT ${vaultColumns} FROM vault WHERE vault = $1`,
  /** First of every transaction that needs to see what the one before it left. */
  lockVault: `SELECT ${vaultColumns} FROM vault WHERE vault = $1 FOR UPDATE`,

  /** The vault's row decides who is next: of all who expect this head, one. */
  append: `WITH moved AS (
      UPDATE vault SET head = head + $4::bigint, bytes = bytes + $5::bigint
      WHERE vault = $1 AND generation = $2 AND head = $3::bigint AND bytes + $5::bigint <= $6
      RETURNING vault
    )
    INSERT INTO entry (vault, idx, day, hash, envelope)
    SELECT moved.vault, $3::bigint + given.place, $7::integer, given.hash, given.envelope
    FROM moved, ${given("$8", "$9")}`,
  rotate: `WITH moved AS (
      UPDATE vault
      SET head = head + $4::bigint, bytes = bytes + $5::bigint, access = $10, generation = generation + 1
      WHERE vault = $1 AND generation = $2 AND head = $3::bigint AND bytes + $5::bigint <= $6
      RETURNING vault
    )
    INSERT INTO entry (vault, idx, day, hash, envelope)
    SELECT moved.vault, $3::bigint + given.place, $7::integer, given.hash, given.envelope
    FROM moved, ${given("$8", "$9")}`,
  /** Why an append was refused: the vault, and the hashes that stand where it wanted to. */
  standing: `SELECT ${vaultColumns}, ARRAY(
      SELECT entry.hash FROM entry WHERE entry.vault = $1 AND entry.idx > $2 AND entry.idx <= $3 ORDER BY entry.idx
    ) AS hashes FROM vault WHERE vault = $1`,
  /** The vault once for each envelope that fits, or once without one. */
  log: `WITH sized AS (
      SELECT entry.idx, sum(octet_length(entry.envelope)) OVER (ORDER BY entry.idx) AS total
      FROM entry WHERE entry.vault = $1 AND entry.idx > $3::bigint AND entry.idx <= $3::bigint + $5::bigint
    )
    SELECT vault.head, vault.floor, vault.snapshot, entry.idx, entry.hash, entry.envelope
    FROM vault LEFT JOIN entry ON entry.vault = vault.vault AND entry.idx IN (
      SELECT sized.idx FROM sized WHERE sized.total <= $4::bigint OR sized.idx = $3::bigint + 1
    )
    WHERE vault.vault = $1 AND vault.generation = $2
    ORDER BY entry.idx`,

  /** The boxes of an entry after the newest snapshot, or else the snapshot's own, its first part (rule 57). */
  newestBoxes: `SELECT found.hash, found.envelope FROM vault, LATERAL (
      (SELECT entry.idx AS at, entry.hash, entry.envelope FROM entry
        WHERE entry.vault = $1 AND entry.idx > vault.snapshot AND substring(entry.envelope FROM 4 FOR 1) = '\\x03'
        ORDER BY entry.idx DESC LIMIT 1)
      UNION ALL
      (SELECT part.at, part.hash, part.envelope FROM part
        WHERE part.vault = $1 AND part.at = vault.snapshot AND part.part = 0)
    ) AS found
    WHERE vault.vault = $1 ORDER BY found.at DESC LIMIT 1`,
  partHashes: "SELECT hash FROM part WHERE vault = $1 AND at = $2 ORDER BY part",
  /** The parts of the newest snapshot, with the index it covers. */
  newestParts: `SELECT part.at, part.part, part.parts, part.hash, part.envelope, vault.snapshot
    FROM vault LEFT JOIN part ON part.vault = vault.vault AND part.at = vault.snapshot
    WHERE vault.vault = $1 AND vault.generation = $2 AND vault.snapshot > 0
    ORDER BY part.part`,
  /** After `lockVault`. Of the earlier ones two stay: what was the newest, and what it and the one before covered. */
  putSnapshot: `WITH added AS (
      INSERT INTO part (vault, at, part, parts, hash, envelope)
      SELECT $1, $2::bigint, given.place - 1, $3::integer, given.hash, given.envelope FROM ${given("$4", "$5")}
      RETURNING octet_length(envelope) AS bytes
    ), gone AS (
      DELETE FROM part WHERE vault = $1 AND at < $6::bigint RETURNING octet_length(envelope) AS bytes
    )
    UPDATE vault SET snapshot = $2::bigint, covered = snapshot, bytes = bytes
      + (SELECT sum(added.bytes) FROM added) - (SELECT coalesce(sum(gone.bytes), 0) FROM gone)
    WHERE vault = $1 RETURNING bytes`,
  empty: "WITH entries AS (DELETE FROM entry WHERE vault = $1) DELETE FROM part WHERE vault = $1",
  beginAgain: `WITH added AS (
      INSERT INTO part (vault, at, part, parts, hash, envelope)
      SELECT $1, $2::bigint, given.place - 1, $3::integer, given.hash, given.envelope FROM ${given("$4", "$5")}
    )
    UPDATE vault SET head = $2::bigint, floor = $2::bigint, snapshot = $2::bigint, covered = 0, bytes = $6
    WHERE vault = $1`,
  /** After `lockVault`. From the first entry on that is too young, everything stays. */
  prune: `WITH edge AS (
      SELECT coalesce((
        SELECT entry.idx - 1 FROM entry WHERE entry.vault = $1 AND entry.idx <= $2::bigint AND entry.day > $3
        ORDER BY entry.idx LIMIT 1
      ), $2::bigint) AS upto
    ), gone AS (
      DELETE FROM entry USING edge WHERE entry.vault = $1 AND entry.idx <= edge.upto
      RETURNING octet_length(entry.envelope) AS bytes
    )
    UPDATE vault SET floor = greatest(vault.floor, edge.upto),
      bytes = vault.bytes - (SELECT coalesce(sum(gone.bytes), 0) FROM gone)
    FROM edge WHERE vault.vault = $1`,
  erase: `WITH entries AS (DELETE FROM entry WHERE vault = $1), snapshots AS (DELETE FROM part WHERE vault = $1)
    DELETE FROM vault WHERE vault = $1`,

  insertDeletion: "INSERT INTO deletion (name) VALUES ($1) ON CONFLICT (name) DO NOTHING",
  deletion: "SELECT name FROM deletion WHERE name = $1",
  claim: "INSERT INTO challenge (challenge, day) VALUES ($1, $2) ON CONFLICT (challenge) DO NOTHING",
  insertMail:
    "INSERT INTO mail (mailbox, slot, day, hash, body) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (mailbox, slot) DO NOTHING",
  mail: "SELECT hash, body FROM mail WHERE mailbox = $1 AND slot = $2",
  deleteMail: "DELETE FROM mail WHERE mailbox = $1",
  insertSecret: "INSERT INTO secret (name, bytes) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
  secret: "SELECT bytes FROM secret WHERE name = $1",

  insertLetterbox:
    "INSERT INTO letterbox (letterbox, writer, number, day, hash, body) VALUES ($1, $2, 0, $3, $4, $5) ON CONFLICT (letterbox) DO NOTHING",
  letterboxWriter: "SELECT writer FROM letterbox WHERE letterbox = $1",
  letterbox: "SELECT number, hash, body FROM letterbox WHERE letterbox = $1",
  putLetter:
    "UPDATE letterbox SET number = $2::bigint, day = $3, hash = $4, body = $5 WHERE letterbox = $1 AND number < $2::bigint",
  deleteLetterbox: "DELETE FROM letterbox WHERE letterbox = $1",

  insertQueue:
    "INSERT INTO queue (queue, writer, number, day, hash) VALUES ($1, $2, 0, $3, $4) ON CONFLICT (queue) DO NOTHING",
  queueWriter: "SELECT writer FROM queue WHERE queue = $1",
  queue: `SELECT number, gone IS NOT NULL AS gone,
      (SELECT count(*) FROM notice WHERE notice.queue = $1) AS waiting
    FROM queue WHERE queue = $1`,
  /** First of every transaction that changes what waits. */
  lockQueue: "SELECT number, hash FROM queue WHERE queue = $1 FOR UPDATE",
  /** After `lockQueue`. An address stays gone while a notice goes there. */
  putQueue: `UPDATE queue SET number = $2, day = $3, hash = $4, gone = CASE WHEN gone = ANY ($5::bytea[]) THEN gone END
    WHERE queue = $1`,
  deleteNotices: "DELETE FROM notice WHERE queue = $1",
  insertNotices: `INSERT INTO notice (queue, place, number, due, hash, body)
    SELECT $1, given.place - 1, $2::bigint, given.due, given.hash, given.body
    FROM unnest($3::bigint[], $4::bytea[], $5::bytea[]) WITH ORDINALITY AS given (due, hash, body, place)`,
  /** After `lockQueue`. */
  deleteQueue: "WITH waiting AS (DELETE FROM notice WHERE queue = $1) DELETE FROM queue WHERE queue = $1",
  /** What deletes a notice has it. */
  takeNotice: "DELETE FROM notice WHERE queue = $1 AND place = $2 AND due <= $3 RETURNING number, hash, body",
  /** Waits for whoever is about to put other ones there. */
  putNoticeBack: `WITH held AS (
      SELECT queue.number FROM queue WHERE queue.queue = $1 AND queue.number = $3::bigint FOR UPDATE
    )
    INSERT INTO notice (queue, place, number, due, hash, body)
    SELECT $1, $2::integer, held.number, $4::bigint, $5::bytea, $6::bytea FROM held
    ON CONFLICT (queue, place) DO NOTHING`,
  markGone: "UPDATE queue SET gone = $3 WHERE queue = $1 AND number = $2",

  insertFeed:
    "INSERT INTO feed (feed, writer, number, last, day, hash, body) VALUES ($1, $2, 0, $3, $3, $4, $4) ON CONFLICT (feed) DO NOTHING",
  feedWriter: "SELECT writer FROM feed WHERE feed = $1",
  feedHead: "SELECT number, hash FROM feed WHERE feed = $1",
  feed: "SELECT last, hash, body FROM feed WHERE feed = $1 AND number > 0 AND last >= $2",
  putFeed:
    "UPDATE feed SET number = $2::bigint, last = $3, day = $4, hash = $5, body = $6 WHERE feed = $1 AND number < $2::bigint",
  deleteFeed: "DELETE FROM feed WHERE feed = $1",

  /** A page of a vault's parts and entries, for a backup. */
  partsPage: `SELECT at, part, parts, hash, envelope FROM part
    WHERE vault = $1 AND (at, part) > ($2::bigint, $3::integer) ORDER BY at, part LIMIT $4`,
  entriesPage: `SELECT idx, day, hash, envelope FROM entry
    WHERE vault = $1 AND idx > $2 ORDER BY idx LIMIT $3`,
  importParts: `INSERT INTO part (vault, at, part, parts, hash, envelope)
    SELECT $1, $2::bigint, $6::integer + given.place - 1, $3::integer, given.hash, given.envelope
    FROM ${given("$4", "$5")}`,
  importEntries: `INSERT INTO entry (vault, idx, day, hash, envelope)
    SELECT $1, $2::bigint + given.place, given.day, given.hash, given.envelope
    FROM unnest($3::bytea[], $4::bytea[], $5::integer[]) WITH ORDINALITY AS given (hash, envelope, day, place)`,

  countVaults: "SELECT count(*) AS vaults FROM vault",
  totals: "SELECT count(*) AS vaults, coalesce(sum(bytes), 0)::bigint AS bytes FROM vault",
  deleteChallenges: "DELETE FROM challenge WHERE day <= $1",
  deleteOldMail: "DELETE FROM mail WHERE day <= $1",
  deleteOldLetterboxes: "DELETE FROM letterbox WHERE day <= $1",
  deleteOldQueues: "DELETE FROM queue WHERE day <= $1",
  deleteMissed: "DELETE FROM notice WHERE due <= $1",
  deleteOldFeeds: "DELETE FROM feed WHERE last < $1",
  countLetterboxes: "SELECT count(*) AS count FROM letterbox",
  countQueues: "SELECT count(*) AS count FROM queue",
  countFeeds: "SELECT count(*) AS count FROM feed",
  /** Of places only: whoever wants a notice takes it by its key. */
  dueNotices: `SELECT queue, place FROM notice
    WHERE due <= $1 AND (queue, place) > ($2, $3::integer) ORDER BY queue, place LIMIT $4`,
  prunable: "SELECT vault FROM vault WHERE vault > $1 AND covered > floor ORDER BY vault LIMIT $2",
  vaultsPage: `SELECT ${vaultColumns} FROM vault WHERE vault > $1 ORDER BY vault LIMIT $2`,
  deletionsPage: "SELECT name FROM deletion WHERE name > $1 ORDER BY name LIMIT $2",
  /** Vaults that are there although the ledger has them as deleted. */
  revenants: "SELECT vault FROM vault WHERE sha256(vault) = ANY ($1::bytea[])",
} as const;

export type StatementName = keyof typeof statements;

/** Those that ask every server, each for itself: counting, sweeping, looking what is due, backups and the ledger. */
export const acrossShards = [
  "countVaults",
  "totals",
  "deleteChallenges",
  "deleteOldMail",
  "deleteOldLetterboxes",
  "deleteOldQueues",
  "deleteMissed",
  "deleteOldFeeds",
  "countLetterboxes",
  "countQueues",
  "countFeeds",
  "dueNotices",
  "prunable",
  "vaultsPage",
  "deletionsPage",
  "revenants",
] as const satisfies readonly StatementName[];
