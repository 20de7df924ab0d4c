import { type FeedRecord, hashOfFeed, sealedFromRow } from "./feed-rows.ts";
import { type Kept, whyNot } from "./postgres-letterboxes.ts";
import type { PostgresPool } from "./postgres-pool.ts";
import type { Feeds } from "./store.ts";

/** PostgreSQL's calendar feeds; each change is one statement on the server of that feed. */
export const createPostgresFeeds = (pool: PostgresPool): Feeds => ({
  async createFeed(id, writer, day) {
    const nothing = new Uint8Array();
    await pool.ask("insertFeed", id, writer, day, nothing);
  },
  async putFeed(id, { number, sealed, last }, day) {
    const hash = hashOfFeed(last, sealed);
    const { count } = await pool.ask("putFeed", id, number, last, day, hash, sealed);
    if (count > 0) return { kind: "done" };
    return whyNot((await pool.ask<Kept>("feedHead", id)).rows[0], number, hash);
  },
  async readFeed(id, day) {
    return sealedFromRow((await pool.ask<FeedRecord>("feed", id, day)).rows[0]);
  },
  async deleteFeed(id) {
    await pool.ask("deleteFeed", id);
  },
});
