import type { CareWords, Told } from "@tidetable/diary";
import { parseCalendarDate } from "@tidetable/diary";
import type { GrantKeys, ReaderKey, Reply, Vault, WriteKey } from "@tidetable/sync";

/** A grant's secrets as the vault has them, so that each of the owner's devices can publish, and stop (rule 91). */
export interface StoredKeys {
  readonly keys: GrantKeys;
  /** Whose notices wait at the relay under this key (rule 101). */
  readonly queue: WriteKey;
  readonly readers: readonly ReaderKey[];
}

/** A grant's text with its owner's signature, and the name that only its owner sees. */
export interface StoredGrant {
  readonly nickname: string;
  readonly scope: string;
  readonly signature: string;
}

/** The newest reply that was taken, and its number: no older one counts after it. */
export interface StoredReply {
  readonly number: number;
  readonly reply: Reply;
}

/** Of what is kept under a name, every value that nobody replaced: two devices may have written at the same time. */
export const valuesOf = (vault: Pick<Vault, "fields">, record: string): readonly unknown[] =>
  (vault.fields(record).get("") ?? []).map(({ value }) => value);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";

export function storedGrantFrom(value: unknown): StoredGrant | null {
  if (!isObject(value) || value.form !== 1) return null;
  const { nickname, scope, signature } = value;
  return isText(nickname) && isText(scope) && isText(signature) ? { nickname, scope, signature } : null;
}

/** 32 bytes as base64url: what is no seed opens nothing, and must not end the reading of the others. */
const isSeed = (value: unknown): value is string => isText(value) && /^[\w-]{43}$/.test(value);

const writeKeyFrom = (value: unknown): WriteKey | null =>
  isObject(value) && isText(value.id) && isSeed(value.seed) ? { id: value.id, seed: value.seed } : null;

const isReader = (value: unknown): value is ReaderKey =>
  isObject(value) && isText(value.sign) && isText(value.box);

export function storedKeysFrom(id: string, values: readonly unknown[]): StoredKeys | null {
  const known = values.flatMap((value) => {
    if (!isObject(value) || !isSeed(value.seed) || !isSeed(value.box)) return [];
    const [reply, queue] = [writeKeyFrom(value.reply), writeKeyFrom(value.queue)];
    if (!reply || !queue || !Array.isArray(value.readers)) return [];
    const keys: GrantKeys = { id, seed: value.seed, box: value.box, reply };
    return [{ keys, queue, readers: value.readers.filter(isReader) }];
  });
  return known[0] ?? null;
}

export const valueFromKeys = ({ keys, queue, readers }: StoredKeys): unknown => ({
  seed: keys.seed,
  box: keys.box,
  reply: { id: keys.reply.id, seed: keys.reply.seed },
  queue: { id: queue.id, seed: queue.seed },
  readers: readers.map(({ sign, box }) => ({ sign, box })),
});

/** Of several, the newest; but whoever has left, has left. */
export function storedReplyFrom(values: readonly unknown[]): StoredReply | null {
  const replies = values.flatMap((value): readonly StoredReply[] =>
    isObject(value) && typeof value.number === "number" && isObject(value.reply) && isReply(value.reply)
      ? [{ number: value.number, reply: value.reply }]
      : [],
  );
  const newestFirst = replies.sort((one, other) => other.number - one.number);
  return newestFirst.find(({ reply }) => reply.kind === "left") ?? newestFirst[0] ?? null;
}

// It was parsed when it was opened, and is sealed in the owner's own vault since: its kind is enough.
const isReply = (value: object): value is Reply =>
  "kind" in value && (value.kind === "left" || value.kind === "accepted");

export function toldFrom(value: unknown): Told | null {
  if (!isObject(value) || !isText(value.date) || !isText(value.words)) return null;
  const date = parseCalendarDate(value.date);
  return date === null ? null : { date, words: value.words };
}

export function careFrom(value: unknown): CareWords {
  const { helps, brings } = isObject(value) ? value : {};
  return { helps: isText(helps) ? helps : "", brings: isText(brings) ? brings : "" };
}
