import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { isAcknowledgement } from "./relay-order.ts";
import type { TraceEvent } from "./relay-trace.ts";
import { seededFraction } from "./relay-vault.ts";

/** A moment at which the power may have gone: what is on the disk then, and what had been acknowledged by then. */
export interface Loss {
  /** Content by path, relative to the traced folder. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Clients' ports of the acknowledgements sent so far, in order. */
  readonly acknowledgedTo: readonly number[];
}

/**
 * What would be left, for every sync of a trace: the power goes as late as it can before the next sync is over, so
 * each answer that was sent by then is held against a disk that has the least.
 *
 * Bytes are on the disk when a sync of their file began after they were written and went well. Of the others, none are
 * there; or, where `seed` is given, any of their blocks of 512 bytes may be, as the seed falls. Names of files are taken
 * to be durable at once: SQLite and the relay sync the folder when they make one.
 */
export function* lossesOf(events: readonly TraceEvent[], folder: string, seed?: string): Generator<Loss> {
  const disk = new Map<string, Disk>();
  const acknowledgedTo: number[] = [];
  const filesNow = (): ReadonlyMap<string, Buffer> =>
    new Map(
      [...disk].map(([path, { durable, pending }], index) => {
        const kept =
          seed === undefined
            ? durable
            : withSomeOf(durable, pending, `${seed} ${acknowledgedTo.length} ${index}`);
        return [relative(folder, path), kept];
      }),
    );

  for (const event of events.toSorted((a, b) => a.end - b.end)) {
    switch (event.kind) {
      case "send":
        if (isAcknowledgement(event)) acknowledgedTo.push(event.to);
        break;
      case "unlink":
        disk.delete(event.path);
        break;
      case "write":
      case "truncate": {
        const file = disk.get(event.path) ?? { durable: Buffer.alloc(0), pending: [] };
        disk.set(event.path, { durable: file.durable, pending: [...file.pending, event] });
        break;
      }
      case "sync": {
        const file = disk.get(event.path);
        if (!event.ok || file === undefined) break;
        // The last moment before this sync is over.
        yield { files: filesNow(), acknowledgedTo: [...acknowledgedTo] };
        const covered = file.pending.filter(({ end }) => end < event.begin);
        disk.set(event.path, {
          durable: covered.reduce(applied, file.durable),
          pending: file.pending.filter(({ end }) => end >= event.begin),
        });
      }
    }
  }
  yield { files: filesNow(), acknowledgedTo: [...acknowledgedTo] };
}

type Change = TraceEvent & { kind: "write" | "truncate" };

interface Disk {
  readonly durable: Buffer;
  readonly pending: readonly Change[];
}

function applied(content: Buffer, change: Change): Buffer {
  if (change.kind === "truncate") return grown(content, change.length).subarray(0, change.length);
  // A copy: moments before hold the old bytes.
  const next = Buffer.from(grown(content, change.at + change.data.length));
  change.data.copy(next, change.at);
  return next;
}

const grown = (content: Buffer, length: number): Buffer =>
  content.length >= length ? content : Buffer.concat([content, Buffer.alloc(length - content.length)]);

/** What a disk writes at once, and so the least that can be there or not. */
const blockBytes = 512;

function withSomeOf(durable: Buffer, pending: readonly Change[], seed: string): Buffer {
  let content = durable;
  for (const [index, change] of pending.entries()) {
    if (change.kind === "truncate") {
      if (seededFraction(`${seed} ${index}`) < 0.5) content = applied(content, change);
      continue;
    }
    for (let at = 0; at < change.data.length; at += blockBytes) {
      if (seededFraction(`${seed} ${index} ${at}`) < 0.5) continue;
      const data = change.data.subarray(at, at + blockBytes);
      content = applied(content, { ...change, at: change.at + at, data });
    }
  }
  return content;
}

/** Lays the files of a moment into a folder, in place of what was there. */
export async function layOut({ files }: Loss, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [path, bytes] of files) await writeFile(join(folder, path), bytes);
}
