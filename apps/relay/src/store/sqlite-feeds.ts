import { type FeedRecord, hashOfFeed, sealedFromRow } from "./feed-rows.ts";
import type { GroupCommit } from "./group-commit.ts";
import { isSame } from "./row-hash.ts";
import type { SqliteStatements } from "./sqlite-statements.ts";
import type { Feeds } from "./store.ts";

/** SQLite's calendar feeds; each change is one of its group's. */
export function createSqliteFeeds(
  { change, read }: Pick<GroupCommit, "change" | "read">,
  statements: SqliteStatements,
): Feeds {
  return {
    createFeed: (id, writer, day) =>
      change(() => {
        statements.insertFeed.run(id, writer, day);
      }),
    putFeed: (id, { number, sealed, last }, day) =>
      change((group) => {
        const kept = statements.feedHead.get(id) as { number: number; hash: Uint8Array } | undefined;
        if (!kept) return { kind: "unknown" } as const;
        const hash = hashOfFeed(last, sealed);
        if (kept.number === number && isSame(kept.hash, hash)) return { kind: "done" } as const;
        if (kept.number >= number) return { kind: "behind", head: kept.number } as const;
        statements.putFeed.run(number, last, day, hash, sealed, id);
        group.bytes += sealed.length;
        return { kind: "done" } as const;
      }),
    readFeed: (id, day) => read(() => sealedFromRow(statements.feed.get(id, day) as FeedRecord | undefined)),
    deleteFeed: (id) =>
      change((group) => {
        if (Number(statements.deleteFeed.run(id).changes) > 0) group.hasErased = true;
      }),
  };
}
