import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Bytes of a stretch that counts as found; shorter ones come about by chance or by what all envelopes begin with. */
const fragmentBytes = 32;

/** Finds stretches of certain bytes, wherever they begin, in other bytes. */
export interface Finder {
  /** How many stretches of 32 bytes there are, none counted twice. */
  count(bytes: Uint8Array): number;
}

/** A finder of every 32 bytes that stand anywhere in these. */
export function finderOf(secrets: readonly Uint8Array[]): Finder {
  const stretches = new Set<string>();
  // Which three bytes a stretch can begin with: nearly all places are passed over by this alone.
  const beginnings = new Uint8Array(2 ** 21);
  for (const secret of secrets.map((bytes) => Buffer.from(bytes)))
    for (let at = 0; at + fragmentBytes <= secret.length; at++) {
      const beginning = secret.readUIntBE(at, 3);
      // Zeros are everywhere; a stretch that begins with them is found from its next bytes on.
      if (beginning === 0) continue;
      stretches.add(secret.toString("latin1", at, at + fragmentBytes));
      beginnings[beginning >> 3]! |= 1 << (beginning & 7);
    }
  return {
    count(given) {
      const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
      let found = 0;
      for (let at = 0; at + fragmentBytes <= bytes.length; at++) {
        const beginning = (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
        if ((beginnings[beginning >> 3]! & (1 << (beginning & 7))) === 0) continue;
        if (!stretches.has(bytes.toString("latin1", at, at + fragmentBytes))) continue;
        found++;
        at += fragmentBytes - 1;
      }
      return found;
    },
  };
}

/** What is found in all files below a folder, by path; files without any are left out. */
export function countInFolder(folder: string, finder: Finder): ReadonlyMap<string, number> {
  const countByPath = new Map<string, number>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const count = finder.count(readIfThere(path));
    if (count > 0) countByPath.set(path, count);
  }
  return countByPath;
}

/** A running database deletes files of its own while its folder is read. */
function readIfThere(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch {
    return new Uint8Array();
  }
}

export const sumOf = (countByPath: ReadonlyMap<string, number>): number =>
  [...countByPath.values()].reduce((sum, count) => sum + count, 0);
