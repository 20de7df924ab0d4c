import { webcrypto } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { type Diary, diaryFromValues, valueFromFields } from "@tidetable/diary";
import {
  type Backup,
  type Compression,
  createSuite,
  entropyFromWords,
  openBackup,
  shownValue,
} from "@tidetable/sync";
import type { World } from "./world.ts";

/** Name of the variable that may hold the twelve words. */
const wordsVariable = "TIDETABLE_WORDS";

/** The twelve words from wherever they are given; null where they are not. */
export function askWords(prompt: string, world: World): Promise<string | null> {
  const given = world.variable(wordsVariable);
  return given === null ? world.readSecret(prompt) : Promise.resolve(given);
}

/** What a diary's backup holds. */
export interface OpenedDiary {
  readonly diary: Diary;
  readonly devices: number;
  /** Records that a diary file has no place for: those of a later version. */
  readonly leftOut: number;
}

/** Why it does not open; `position` counts the words from 1. */
export type NotOpened =
  | { readonly kind: "word-count"; readonly count: number }
  | { readonly kind: "unknown-word"; readonly position: number }
  | { readonly kind: "checksum" }
  | { readonly kind: "other-words" };

type Outcome =
  | { readonly ok: true; readonly value: OpenedDiary }
  | { readonly ok: false; readonly error: NotOpened };

/** Opens a backup with its twelve words and reads the diary in it as its devices show it. */
export async function openDiary(backup: Backup, words: string): Promise<Outcome> {
  const entropy = await entropyFromWords(words);
  if (!entropy.ok) return entropy;
  const suite = createSuite({
    subtle: webcrypto.subtle,
    randomBytes: (length) => webcrypto.getRandomValues(new Uint8Array(length)),
  });
  const opened = await openBackup(suite, compression, backup, entropy.value);
  if (opened === null) return { ok: false, error: { kind: "other-words" } };
  const { registers } = opened.state;
  const valueByKey = new Map<string, unknown>();
  for (const record of registers.records()) {
    const shown = [...registers.fields(record)].flatMap(([field, values]): [string, unknown][] => {
      const top = shownValue(values);
      return top === null ? [] : [[field, top.value]];
    });
    const value = valueFromFields(record, new Map(shown));
    if (value !== null) valueByKey.set(record, value);
  }
  const { diary, unreadableKeys } = diaryFromValues(valueByKey);
  const devices = opened.roster.members.size;
  return { ok: true, value: { diary, devices, leftOut: unreadableKeys.length } };
}

const compression: Compression = {
  gzip: async (bytes) => new Uint8Array(gzipSync(bytes)),
  async gunzip(bytes, maxBytes) {
    try {
      return new Uint8Array(gunzipSync(bytes, { maxOutputLength: maxBytes }));
    } catch {
      return null;
    }
  },
};

/** Why the words do not open it, without a word of them. */
export function sayNotOpened(path: string, error: NotOpened, { words }: World): string {
  const count = "count" in error ? error.count : 0;
  const position = "position" in error ? error.position : 0;
  return words.say(`words-${error.kind}`, { file: path, count, position });
}
