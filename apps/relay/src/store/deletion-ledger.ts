import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The list of deleted vaults beside the data, so that yesterday's backup of the data brings none of them back
 * (rule 56). It is only ever appended to, and synced: a line of 64 hexadecimal digits for a deletion, the same after
 * `-` where that deletion did not happen after all.
 */
export interface DeletionLedger {
  /** Names of the deleted, as hexadecimal digits. */
  read(): ReadonlySet<string>;
  /** Durable when this returns; throws as the file system does. */
  add(names: readonly Uint8Array[]): void;
  takeBack(names: readonly Uint8Array[]): void;
}

const fileName = "deletions";

/** Makes the folder, readable by its owner alone, where there is none. */
export function openDeletionLedger(folder: string): DeletionLedger {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, fileName);
  return {
    read: () => readNames(path),
    add: (names) => appendLines(path, names, ""),
    takeBack: (names) => appendLines(path, names, "-"),
  };
}

function readNames(path: string): ReadonlySet<string> {
  const names = new Set<string>();
  if (!existsSync(path)) return names;
  // A line that a full disk cut short is no line; the next one begins on its own.
  for (const line of readFileSync(path, "latin1").split("\n")) {
    const [, undone, name] = /^(-?)([0-9a-f]{64})$/.exec(line) ?? [];
    if (name === undefined) continue;
    if (undone === "-") names.delete(name);
    else names.add(name);
  }
  return names;
}

function appendLines(path: string, names: readonly Uint8Array[], mark: string): void {
  const isNew = !existsSync(path);
  const file = openSync(path, "a", 0o600);
  try {
    const lines = names.map((name) => `${mark}${Buffer.from(name).toString("hex")}\n`).join("");
    const bytes = Buffer.from(`\n${lines}`, "latin1");
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (isNew) syncFolder(dirname(path));
}

/** A new file's name is durable once its folder is synced. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
