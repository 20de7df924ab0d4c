import { limits } from "@tidetable/sync/protocol";
import type { GroupCommit } from "./group-commit.ts";
import { addressHash, hashOfNotices, rowOfNotice, type TakenRow, takenFromRow } from "./notice-rows.ts";
import { checkedBytes, isSame, rowHash } from "./row-hash.ts";
import type { SqliteStatements } from "./sqlite-statements.ts";
import type { Feeds, Letterboxes, NoticePlace, WriterKind } from "./store.ts";

interface LetterRecord {
  readonly number: number;
  readonly hash: Uint8Array;
  readonly body: Uint8Array;
}
interface QueueRecord {
  readonly number: number;
  readonly hash: Uint8Array;
  readonly gone: Uint8Array | null;
}

/** What is hashed where there is no letter, so that looking takes as long. */
const noLetter = new Uint8Array(limits.letterBytes);

/** SQLite's letterboxes and queues; each change is one of its group's. */
export function createSqliteLetterboxes(
  { change, read }: Pick<GroupCommit, "change" | "read">,
  statements: SqliteStatements,
): Omit<Letterboxes, keyof Feeds> {
  const letterAt = (id: Uint8Array) => statements.letterbox.get(id) as LetterRecord | undefined;
  const queueAt = (id: Uint8Array) => statements.queue.get(id) as QueueRecord | undefined;
  const noNotices = hashOfNotices([]);
  const writerIn: Readonly<Record<WriterKind, SqliteStatements["letterboxWriter"]>> = {
    letterbox: statements.letterboxWriter,
    queue: statements.queueWriter,
    feed: statements.feedWriter,
  };

  return {
    createLetterbox: (id, writer, filling, day) =>
      change((group) => {
        statements.insertLetterbox.run(id, writer, day, rowHash(filling), filling);
        group.bytes += filling.length;
      }),
    createQueue: (id, writer, day) =>
      change(() => {
        statements.insertQueue.run(id, writer, day, noNotices);
      }),
    readWriter: (kind, id) =>
      read(() => {
        const row = writerIn[kind].get(id) as { writer: Uint8Array } | undefined;
        return row?.writer ?? null;
      }),

    putLetter: (id, { number, letter }, day) =>
      change((group) => {
        const kept = letterAt(id);
        if (!kept) return { kind: "unknown" } as const;
        const hash = rowHash(letter);
        if (kept.number === number && isSame(kept.hash, hash)) return { kind: "done" } as const;
        if (kept.number >= number) return { kind: "behind", head: kept.number } as const;
        statements.putLetter.run(number, day, hash, letter, id);
        group.bytes += letter.length;
        return { kind: "done" } as const;
      }),
    readLetter: (id) =>
      read(() => {
        const kept = letterAt(id);
        if (kept) return { number: kept.number, letter: checkedBytes(kept.body, kept.hash) };
        rowHash(noLetter);
        return null;
      }),
    deleteLetterbox: (id) =>
      change((group) => {
        if (Number(statements.deleteLetterbox.run(id).changes) > 0) group.hasErased = true;
      }),

    putQueue: (id, number, notices, day) =>
      change((group) => {
        const kept = queueAt(id);
        if (!kept) return { kind: "unknown" } as const;
        const hash = hashOfNotices(notices);
        if (kept.number === number && isSame(kept.hash, hash)) return { kind: "done" } as const;
        if (kept.number >= number) return { kind: "behind", head: kept.number } as const;
        const { gone } = kept;
        const isStillGone = gone !== null && notices.some((notice) => isSame(addressHash(notice), gone));
        statements.putQueue.run(number, day, hash, isStillGone ? gone : null, id);
        statements.deleteNotices.run(id);
        for (const [place, { due, hash: rowsHash, body }] of notices.map(rowOfNotice).entries()) {
          statements.insertNotice.run(id, place, number, due, rowsHash, body);
          group.bytes += body.length;
        }
        return { kind: "done" } as const;
      }),
    readQueue: (id) =>
      read(() => {
        const kept = queueAt(id);
        if (!kept) return null;
        const { count } = statements.waiting.get(id) as { count: number };
        return { number: kept.number, waiting: count, isGone: kept.gone !== null };
      }),
    deleteQueue: (id) =>
      change((group) => {
        statements.deleteNotices.run(id);
        if (Number(statements.deleteQueue.run(id).changes) > 0) group.hasErased = true;
      }),

    dueNotices: (hour, { queue, place }, limit) =>
      read(() => statements.dueNotices.all(hour, queue, place, limit) as readonly NoticePlace[]),
    takeNotice: (at, hour) =>
      change(() => {
        const row = statements.takeNotice.get(at.queue, at.place, hour) as TakenRow | undefined;
        return row ? takenFromRow(at, row) : null;
      }),
    putBack: ({ queue, place, number, notice }, hour) =>
      change((group) => {
        if (queueAt(queue)?.number !== number) return;
        const { hash, body } = rowOfNotice(notice);
        statements.insertNotice.run(queue, place, number, hour, hash, body);
        group.bytes += body.length;
      }),
    markGone: ({ queue, number, notice }) =>
      change(() => {
        statements.markGone.run(addressHash(notice), queue, number);
      }),
  };
}
