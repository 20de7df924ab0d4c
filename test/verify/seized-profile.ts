import { createDecipheriv } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** A record as it lay in the database. */
export interface SealedBytes {
  readonly id: string;
  readonly bytes: Uint8Array;
}

interface ProfileFile {
  /** From the profile's folder. */
  readonly path: string;
  readonly bytes: Buffer;
}

/** Every file of a folder, whole. */
export function filesUnder(folder: string): readonly ProfileFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(folder, path), bytes: readFileSync(path) }));
}

/** Which of these texts stand in any file, as UTF-8 or as UTF-16. */
export function textsIn(files: readonly ProfileFile[], texts: readonly string[]): readonly string[] {
  return texts.filter((text) => {
    const forms = [Buffer.from(text, "utf8"), Buffer.from(text, "utf16le")];
    return files.some(({ bytes }) => forms.some((form) => bytes.includes(form)));
  });
}

export const hasBytes = (files: readonly ProfileFile[], wanted: Buffer): boolean =>
  files.some(({ bytes }) => bytes.includes(wanted));

/** Where every stored thing of the page lies: the databases, and what else a page may keep. */
export const isSiteStorage = ({ path }: ProfileFile): boolean =>
  /(^|\/)(IndexedDB|Local Storage|Session Storage|Sessions|Service Worker|WebStorage|blob_storage)\//.test(
    path,
  );

const nonceAt = 1;
const ciphertextAt = 13;
const tagLength = 16;
/** What every record's plaintext has after its length, packages/sync/src/seal/record.ts. */
const knownText = Buffer.from('{"name":"');
const knownAt = 4;

interface KeySearch {
  /** Records opened by some 32 bytes of the files. */
  readonly opened: number;
  /** How many 32 bytes were tried. */
  readonly tried: number;
}

/**
 * Tries every 32 bytes in a row as the records' key.
 *
 * GCM encrypts in counter mode, so one block of one record tells in a microsecond whether a key may be the one; the
 * others are then opened and authenticated in full.
 */
export function searchKeys(files: readonly ProfileFile[], records: readonly SealedBytes[]): KeySearch {
  const [first] = records;
  if (!first) return { opened: 0, tried: 0 };
  const counter = Buffer.alloc(16);
  counter.set(first.bytes.subarray(nonceAt, ciphertextAt));
  counter.writeUInt32BE(2, 12);
  const block = first.bytes.subarray(ciphertextAt, ciphertextAt + 16);
  const opened = new Set<string>();
  const seen = new Set<string>();
  let tried = 0;
  for (const { bytes } of files) {
    for (let at = 0; at + 32 <= bytes.length; at++) {
      tried++;
      const key = bytes.subarray(at, at + 32);
      const plain = createDecipheriv("aes-256-ctr", key, counter).update(block);
      if (!plain.subarray(knownAt, knownAt + knownText.length).equals(knownText)) continue;
      const name = key.toString("hex");
      if (seen.has(name)) continue;
      seen.add(name);
      for (const record of records) if (opensWith(key, record)) opened.add(record.id);
    }
  }
  return { opened: opened.size, tried };
}

/** Whether a record opens with this key, whole and authentic. */
export function opensWith(key: Uint8Array, { id, bytes }: SealedBytes): boolean {
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(nonceAt, ciphertextAt));
  decipher.setAAD(Buffer.concat([Buffer.from("tidetable.record"), bytes.subarray(0, 1), Buffer.from(id)]));
  decipher.setAuthTag(bytes.subarray(-tagLength));
  decipher.update(bytes.subarray(ciphertextAt, -tagLength));
  try {
    decipher.final();
    return true;
  } catch {
    return false;
  }
}
