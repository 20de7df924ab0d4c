import { limits } from "@tidetable/sync/protocol";
import { addressHash, hashOfNotices, rowOfNotice, type TakenRow, takenFromRow } from "./notice-rows.ts";
import type { PostgresPool } from "./postgres-pool.ts";
import { checkedBytes, isSame, rowHash } from "./row-hash.ts";
import type { Feeds, LetterboxDone, Letterboxes, NoticePlace } from "./store.ts";

export interface Kept {
  readonly number: number;
  readonly hash: Uint8Array;
}
interface LetterRecord extends Kept {
  readonly body: Uint8Array;
}

/** What is hashed where there is no letter, so that looking takes as long. */
const noLetter = new Uint8Array(limits.letterBytes);

/** PostgreSQL's letterboxes and queues; each change is one transaction on the server of that letterbox or queue. */
export function createPostgresLetterboxes(pool: PostgresPool): Omit<Letterboxes, keyof Feeds> {
  const noNotices = hashOfNotices([]);

  return {
    async createLetterbox(id, writer, filling, day) {
      await pool.ask("insertLetterbox", id, writer, day, rowHash(filling), filling);
    },
    async createQueue(id, writer, day) {
      await pool.ask("insertQueue", id, writer, day, noNotices);
    },
    async readWriter(kind, id) {
      return (await pool.ask<{ writer: Uint8Array }>(`${kind}Writer`, id)).rows[0]?.writer ?? null;
    },

    async putLetter(id, { number, letter }, day) {
      const hash = rowHash(letter);
      const { count } = await pool.ask("putLetter", id, number, day, hash, letter);
      if (count > 0) return { kind: "done" };
      const { rows } = await pool.ask<LetterRecord>("letterbox", id);
      return whyNot(rows[0], number, hash);
    },
    async readLetter(id) {
      const [kept] = (await pool.ask<LetterRecord>("letterbox", id)).rows;
      if (kept) return { number: kept.number, letter: checkedBytes(kept.body, kept.hash) };
      rowHash(noLetter);
      return null;
    },
    async deleteLetterbox(id) {
      await pool.ask("deleteLetterbox", id);
    },

    putQueue: (id, number, notices, day) =>
      pool.transaction(async (asking) => {
        const hash = hashOfNotices(notices);
        const [kept] = (await asking.ask<Kept>("lockQueue", id)).rows;
        if (!kept || kept.number >= number) return whyNot(kept, number, hash);
        await asking.ask("putQueue", id, number, day, hash, notices.map(addressHash));
        await asking.ask("deleteNotices", id);
        const rows = notices.map(rowOfNotice);
        const dues = rows.map(({ due }) => due);
        const hashes = rows.map((row) => row.hash);
        const bodies = rows.map(({ body }) => body);
        await asking.ask("insertNotices", id, number, dues, hashes, bodies);
        return { kind: "done" } as const;
      }),
    async readQueue(id) {
      type Found = { readonly number: number; readonly waiting: number; readonly gone: boolean };
      const [kept] = (await pool.ask<Found>("queue", id)).rows;
      return kept ? { number: kept.number, waiting: kept.waiting, isGone: kept.gone } : null;
    },
    deleteQueue: (id) =>
      pool.transaction(async (asking) => {
        await asking.ask("lockQueue", id);
        await asking.ask("deleteQueue", id);
      }),

    async dueNotices(hour, { queue, place }, limit) {
      return (await pool.ask<NoticePlace>("dueNotices", hour, queue, place, limit)).rows;
    },
    // Of two who delete one row, PostgreSQL lets one wait for the other and then find nothing.
    takeNotice: (at, hour) =>
      pool.transaction(async (asking) => {
        const [row] = (await asking.ask<TakenRow>("takeNotice", at.queue, at.place, hour)).rows;
        return row ? takenFromRow(at, row) : null;
      }),
    async putBack({ queue, place, number, notice }, hour) {
      const { hash, body } = rowOfNotice(notice);
      await pool.ask("putNoticeBack", queue, place, number, hour, hash, body);
    },
    async markGone({ queue, number, notice }) {
      await pool.ask("markGone", queue, number, addressHash(notice));
    },
  };
}

/** Rules 93 and 110: why something with this number was not taken, or that it was taken before. */
export function whyNot(kept: Kept | undefined, number: number, hash: Uint8Array): LetterboxDone {
  if (!kept) return { kind: "unknown" };
  return kept.number === number && isSame(kept.hash, hash)
    ? { kind: "done" }
    : { kind: "behind", head: kept.number };
}
