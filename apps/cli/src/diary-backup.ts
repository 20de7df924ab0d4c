import { webcrypto } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { type Diary, diaryFromValues, valueFromFields } from "@tidetable/diary";
import {
  type Backup,
  type Compression,
  createSuite,
  entropyFromWords,
  type Fields,
  openBackup,
  readBackup,
  type Suite,
  shownValue,
} from "@tidetable/sync";
import { sayUnread } from "./diary-file.ts";
import { isSharingRecord } from "./grants.ts";
import { type ExitCode, exitCodes, type World } from "./world.ts";

/** Name of the variable that may hold the twelve words. */
const wordsVariable = "TIDETABLE_WORDS";

/** The twelve words from wherever they are given; null where they are not. */
export function askWords(prompt: string, world: World): Promise<string | null> {
  const given = world.variable(wordsVariable);
  return given === null ? world.readSecret(prompt) : Promise.resolve(given);
}

/** What a diary's backup holds, opened. */
export interface OpenedBackup {
  readonly suite: Suite;
  /** Every value that a register has, by record and field. */
  readonly fieldsByRecord: ReadonlyMap<string, Fields>;
  /** Names of the devices on the roster, in the order they came. */
  readonly devices: readonly string[];
}

/** The diary in a backup. */
interface DiaryInBackup {
  readonly diary: Diary;
  /** Records of a later version, which a diary file has no place for. */
  readonly leftOut: number;
  /** Whether it also says what is shared with whom, which a diary file has no place for either. */
  readonly hasSharing: boolean;
}

/** Why it does not open; `position` counts the words from 1. */
export type NotOpened =
  | { readonly kind: "word-count"; readonly count: number }
  | { readonly kind: "unknown-word"; readonly position: number }
  | { readonly kind: "checksum" }
  | { readonly kind: "other-words" };

type Outcome =
  | { readonly ok: true; readonly value: OpenedBackup }
  | { readonly ok: false; readonly error: NotOpened };

/** Opens a backup with its twelve words. */
export async function openWithWords(backup: Backup, words: string): Promise<Outcome> {
  const entropy = await entropyFromWords(words);
  if (!entropy.ok) return entropy;
  const suite = createSuite({
    subtle: webcrypto.subtle,
    randomBytes: (length) => webcrypto.getRandomValues(new Uint8Array(length)),
  });
  const opened = await openBackup(suite, compression, backup, entropy.value);
  if (opened === null) return { ok: false, error: { kind: "other-words" } };
  const { registers } = opened.state;
  const fieldsByRecord = new Map([...registers.records()].map((name) => [name, registers.fields(name)]));
  const devices = [...opened.roster.members.values()].map(({ name }) => name);
  return { ok: true, value: { suite, fieldsByRecord, devices } };
}

/** The diary in a backup, as its devices show it. */
export function diaryInBackup({ fieldsByRecord }: OpenedBackup): DiaryInBackup {
  const valueByKey = new Map<string, unknown>();
  for (const [record, fields] of fieldsByRecord) {
    const shown = [...fields].flatMap(([field, values]): [string, unknown][] => {
      const top = shownValue(values);
      return top === null ? [] : [[field, top.value]];
    });
    const value = valueFromFields(record, new Map(shown));
    if (value !== null) valueByKey.set(record, value);
  }
  const { diary, unreadableKeys } = diaryFromValues(valueByKey);
  const unknown = unreadableKeys.filter((key) => !isSharingRecord(key));
  return { diary, leftOut: unknown.length, hasSharing: unknown.length < unreadableKeys.length };
}

/** A diary's backup from a file, its words asked for; or what it ends with, and everything told. */
export async function openBackupWithWords(
  path: string,
  world: World,
): Promise<
  { readonly ok: true; readonly value: OpenedBackup } | { readonly ok: false; readonly exit: ExitCode }
> {
  const { words } = world;
  const stop = (sentence: string, exit: ExitCode) => {
    world.stderr(`${sentence}\n`);
    return { ok: false, exit } as const;
  };
  const bytes = await world.readFile(path);
  if (!bytes.ok) return stop(sayUnread(path, bytes.error, words), exitCodes.failure);
  const backup = readBackup(bytes.value);
  if (backup === null) return stop(words.say("diary-backup-broken", { file: path }), exitCodes.failure);
  const given = await askWords(words.say("words-prompt"), world);
  if (given === null) return stop(words.say("words-needed"), exitCodes.locked);
  const opened = await openWithWords(backup, given);
  return opened.ok ? opened : stop(sayNotOpened(path, opened.error, world), exitCodes.locked);
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
