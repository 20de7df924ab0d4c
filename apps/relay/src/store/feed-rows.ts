import { feedSizes, frameFromLastDay } from "@tidetable/sync/protocol";
import { isSame, rowHash } from "./row-hash.ts";
import { StoreFailure } from "./store.ts";

/** A feed as both engines keep it. */
export interface FeedRecord {
  readonly last: number;
  readonly hash: Uint8Array;
  readonly body: Uint8Array;
}

/** By which what was put twice is known again, and a flipped bit is found: the hash of last day and bytes. */
export const hashOfFeed = (last: number, sealed: Uint8Array): Uint8Array =>
  rowHash(Buffer.concat([frameFromLastDay(last), sealed]));

const noFeed = new Uint8Array(feedSizes[0]);

/** The bytes of a row; null, after as much hashing as the shortest takes, where there is none. @throws StoreFailure "corrupt" */
export function sealedFromRow(row: FeedRecord | undefined): Uint8Array | null {
  const hash = row ? hashOfFeed(row.last, row.body) : hashOfFeed(0, noFeed);
  if (!row) return null;
  if (!isSame(hash, row.hash)) throw new StoreFailure("corrupt");
  return row.body;
}
