import { bytesFromJson, bytesFromText, joinBytes, jsonFromBytes, u32 } from "./bytes.ts";
import type { Batch, Write } from "./registers.ts";
import { parseStatement, type Statement } from "./roster.ts";
import { base64urlFromBytes, bytesFromBase64url } from "./seal/base64url.ts";
import type { Bytes, DeviceId, SigningKey, Suite, VaultId } from "./seal/suite.ts";
import { isCount, isDeviceId, isHash, isObject, listOf } from "./shapes.ts";

/** What an entry says (rule 22). Hashes are base64url of 32 bytes. */
export interface Entry {
  readonly device: DeviceId;
  readonly seq: number;
  readonly prev: string;
  readonly log: readonly [index: number, hash: string];
  /** Whole seconds since 1970 by the author's clock, when it signed; shown as "last heard", never trusted. */
  readonly time: number;
  readonly roster?: readonly Statement[];
  readonly batch?: Batch;
  /** The relay at which this log goes on; this entry is the old relay's last and is counted nowhere (rule 82). */
  readonly moved?: string;
}

/** How far an author has written: entries, and the hash of the last one's content. */
export interface AuthorPosition {
  readonly seq: number;
  readonly prev: string;
}

export const noEntriesYet: AuthorPosition = { seq: 0, prev: base64urlFromBytes(new Uint8Array(32)) };

const signatureLength = 64;

/** A vault's id as its 16 bytes. */
export const vaultBytes = (vault: VaultId): Bytes => bytesFromBase64url(vault)!;

const signed = (vault: VaultId, epoch: number, json: Uint8Array): readonly Uint8Array[] => [
  bytesFromText("tidetable/v1 entry\n"),
  vaultBytes(vault),
  u32(epoch),
  json,
];

/** The content of an envelope that holds this entry (rule 21). */
export async function signEntry(
  suite: Suite,
  key: SigningKey,
  vault: VaultId,
  epoch: number,
  entry: Entry,
): Promise<Bytes> {
  const json = bytesFromJson(jsonFromEntry(entry));
  return joinBytes(await suite.sign(key, ...signed(vault, epoch, json)), json);
}

/** Whether the content's signature is of this key; only then is anything in it worth reading. */
export const isSignedBy = (
  suite: Suite,
  publicKey: Uint8Array,
  vault: VaultId,
  epoch: number,
  content: Uint8Array,
): Promise<boolean> =>
  suite.verify(
    publicKey,
    content.subarray(0, signatureLength),
    ...signed(vault, epoch, content.subarray(signatureLength)),
  );

/** The entry in a content whose signature is still to be checked; null for bytes that are none. */
export function readEntry(content: Uint8Array): Entry | null {
  const json = jsonFromBytes(content.subarray(signatureLength));
  if (!isObject(json)) return null;
  const { device, seq, prev, log, time, roster, batch, moved } = json;
  if (!isDeviceId(device) || !isCount(seq) || seq === 0 || !isHash(prev)) return null;
  if (!Array.isArray(log) || !isCount(log[0]) || !isHash(log[1]) || !isCount(time)) return null;
  const statements = roster === undefined ? undefined : listOf(roster, parseStatement);
  const edits = batch === undefined ? undefined : parseBatch(batch);
  if (statements === null || edits === null) return null;
  if (moved !== undefined && typeof moved !== "string") return null;
  return {
    device,
    seq,
    prev,
    log: [log[0], log[1]],
    time,
    ...(statements && { roster: statements }),
    ...(edits && { batch: edits }),
    ...(moved !== undefined && { moved }),
  };
}

function jsonFromEntry({ device, seq, prev, log, time, roster, batch, moved }: Entry) {
  return {
    device,
    seq,
    prev,
    log,
    time,
    ...(roster && { roster }),
    ...(batch && { batch: jsonFromBatch(batch) }),
    ...(moved !== undefined && { moved }),
  };
}

export const jsonFromBatch = ({ base, writes }: Batch) => ({
  base,
  writes: writes.map(({ record, field, value, time, count }) => [record, field, value, time, count]),
});

/** Null for what is no batch. */
export function parseBatch(json: unknown): Batch | null {
  if (!isObject(json) || !isCount(json.base)) return null;
  const writes = listOf(json.writes, parseWrite);
  return writes && { base: json.base, writes };
}

function parseWrite(json: unknown): Write | null {
  if (!Array.isArray(json)) return null;
  const [record, field, value, time, count] = json;
  if (typeof record !== "string" || typeof field !== "string" || value === undefined) return null;
  if (!isCount(time) || !isCount(count)) return null;
  return { record, field, value, time, count };
}
