import { createHash } from "node:crypto";
import { type BackupFault, BrokenBackup, backupHeader, frameOf, readFrames } from "./dump-frames.ts";
import { createOrderCheck } from "./dump-order.ts";
import { bytesOfRow, type Fields, lineAndBytes, rowOfLine, splitLine } from "./dump-rows.ts";
import { type Store, type StoredRow, StoreFailure } from "./store.ts";

/** How many of each a backup holds. */
export interface BackupCounts {
  readonly vaults: number;
  readonly entries: number;
  readonly parts: number;
  readonly deletions: number;
}

export type BackupChecked =
  | { readonly ok: true; readonly value: BackupCounts }
  | { readonly ok: false; readonly error: BackupFault };

export type BackupLoaded =
  | { readonly ok: true; readonly value: BackupCounts }
  | { readonly ok: false; readonly error: BackupFault | { readonly kind: "not-empty" } };

/** Bytes handed on at once, at least, so that small rows do not become small writes. Our choice. */
const chunkBytes = 65_536;

const countedAs = { vault: "vaults", entry: "entries", part: "parts", deletion: "deletions" } as const;

function createCounts(): { count(row: StoredRow): void; readonly counts: BackupCounts } {
  const counts = { vaults: 0, entries: 0, parts: 0, deletions: 0 };
  return {
    counts,
    count(row) {
      counts[countedAs[row.kind]] += 1;
    },
  };
}

/**
 * Everything a relay holds, of whichever engine and at one moment, as the bytes of one file: the line
 * `tidetable.relay-backup/1`, a frame a row, and a last frame with the counts and a hash of all before it.
 *
 * @throws StoreFailure "corrupt" where what is stored is damaged: then the file has no last frame and is no backup
 */
export async function* dumpStore(store: Store): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  const order = createOrderCheck();
  const tally = createCounts();
  let waiting: Uint8Array[] = [backupHeader];
  let length = backupHeader.length;
  hash.update(backupHeader);
  for await (const row of store.export()) {
    if (!order.next(row)) throw new StoreFailure("corrupt");
    tally.count(row);
    const frame = frameOf(bytesOfRow(row));
    hash.update(frame);
    waiting.push(frame);
    length += frame.length;
    if (length < chunkBytes) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    length = 0;
  }
  if (!order.end()) throw new StoreFailure("corrupt");
  const end = { kind: "end", ...tally.counts, hash: hash.digest("base64url") };
  yield Buffer.concat([...waiting, frameOf(lineAndBytes(end))]);
}

/** Reads a whole backup and keeps nothing of it. What `chunks` throws is thrown on. */
export async function verifyDump(chunks: AsyncIterable<Uint8Array>): Promise<BackupChecked> {
  const tally = createCounts();
  try {
    for await (const row of readRows(chunks)) tally.count(row);
    return { ok: true, value: tally.counts };
  } catch (error) {
    return { ok: false, error: faultOf(error) };
  }
}

/**
 * Fills an empty store, of whichever engine, from a backup: all of it or, where it is broken, nothing. Vaults that were
 * deleted here stay so. The counts are the backup's.
 *
 * @throws StoreFailure, and what `chunks` throws
 */
export async function loadStore(store: Store, chunks: AsyncIterable<Uint8Array>): Promise<BackupLoaded> {
  const tally = createCounts();
  async function* counted(): AsyncGenerator<StoredRow> {
    for await (const row of readRows(chunks)) {
      tally.count(row);
      yield row;
    }
  }
  try {
    const answer = await store.import(counted());
    return answer === "imported"
      ? { ok: true, value: tally.counts }
      : { ok: false, error: { kind: "not-empty" } };
  } catch (error) {
    return { ok: false, error: faultOf(error) };
  }
}

function faultOf(error: unknown): BackupFault {
  if (error instanceof BrokenBackup) return error.fault;
  throw error;
}

/** The rows of a backup. It ends well only where the last frame is there and everything agrees with it. */
async function* readRows(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StoredRow> {
  const order = createOrderCheck();
  const tally = createCounts();
  let hasEnded = false;
  let length = 0;
  for await (const { payload, at, hashBefore } of readFrames(chunks)) {
    const broken = new BrokenBackup({ kind: "broken", at });
    length = at;
    const line = splitLine(payload);
    if (line === null || hasEnded) throw broken;
    if (line.fields.kind === "end") {
      if (!order.end() || !isEnd(line.fields, tally.counts, hashBefore)) throw broken;
      hasEnded = true;
      continue;
    }
    const row = rowOfLine(line.fields, line.bytes);
    if (row === null || !order.next(row)) throw broken;
    tally.count(row);
    yield row;
  }
  if (!hasEnded) throw new BrokenBackup({ kind: "cut-short", at: length });
}

const isEnd = (fields: Fields, counts: BackupCounts, hash: Uint8Array): boolean =>
  fields.hash === Buffer.from(hash).toString("base64url") &&
  Object.entries(counts).every(([name, count]) => fields[name] === count);
