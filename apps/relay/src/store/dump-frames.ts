import { createHash } from "node:crypto";
import { isSame, rowHash } from "./row-hash.ts";

/** What is wrong with a backup; `at` counts bytes from its beginning. */
export type BackupFault =
  | { readonly kind: "not-a-backup" }
  /** It ends before its end. */
  | { readonly kind: "cut-short"; readonly at: number }
  /** Bytes there do not match their hash, or make no sense. */
  | { readonly kind: "broken"; readonly at: number };

/** Ends the reading of a backup; caught where it began. */
export class BrokenBackup extends Error {
  readonly fault: BackupFault;

  constructor(fault: BackupFault) {
    super(`the backup is ${fault.kind}`);
    this.fault = fault;
  }
}

export interface Frame {
  readonly payload: Uint8Array;
  /** Where it begins. */
  readonly at: number;
  /** SHA-256 of everything before it. */
  readonly hashBefore: Uint8Array;
}

/** The first line of every backup. */
export const backupHeader = Buffer.from("tidetable.relay-backup/1\n", "utf8");

const hashLength = 32;
const frameHeadLength = 4 + hashLength;
/** Bytes of a payload at most: an envelope and its line. */
const maxPayload = 65_536 + 1_024;

/** Length u32, SHA-256 of the payload, payload. */
export function frameOf(payload: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(payload.length);
  return Buffer.concat([length, rowHash(payload), payload]);
}

/** The frames after the header, each checked. @throws BrokenBackup, and whatever `chunks` throws */
export async function* readFrames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  const source = createReader(chunks);
  const header = await source.take(backupHeader.length);
  if (header === null || !isSame(header, backupHeader)) throw new BrokenBackup({ kind: "not-a-backup" });
  const hash = createHash("sha256").update(header);
  for (let at = backupHeader.length; ; ) {
    const head = await source.take(frameHeadLength);
    if (head === null) {
      if (await source.isAtEnd()) return;
      throw new BrokenBackup({ kind: "cut-short", at });
    }
    const length = head.readUInt32BE(0);
    if (length > maxPayload) throw new BrokenBackup({ kind: "broken", at });
    const payload = await source.take(length);
    if (payload === null) throw new BrokenBackup({ kind: "cut-short", at });
    if (!isSame(rowHash(payload), head.subarray(4))) throw new BrokenBackup({ kind: "broken", at });
    yield { payload, at, hashBefore: hash.copy().digest() };
    hash.update(head).update(payload);
    at += frameHeadLength + length;
  }
}

/** Gives so many bytes at a time, however they arrive. */
function createReader(chunks: AsyncIterable<Uint8Array>) {
  const iterator = chunks[Symbol.asyncIterator]();
  let waiting: Uint8Array[] = [];
  let length = 0;
  const fill = async (wanted: number): Promise<void> => {
    while (length < wanted) {
      const { value, done } = await iterator.next();
      if (done) return;
      waiting.push(value);
      length += value.length;
    }
  };
  return {
    /** Null where fewer are left; they stay. */
    async take(wanted: number): Promise<Buffer | null> {
      await fill(wanted);
      const all = Buffer.concat(waiting);
      if (all.length < wanted) {
        waiting = [all];
        return null;
      }
      const rest = all.subarray(wanted);
      waiting = rest.length > 0 ? [rest] : [];
      length = rest.length;
      return all.subarray(0, wanted);
    },
    isAtEnd: async (): Promise<boolean> => {
      await fill(1);
      return length === 0;
    },
  };
}
