import { backupSchema } from "@tidetable/sync";

/** What a file is, by how it begins; what is wrong with it further on is not known yet. */
export type FileKind = "relay-backup" | "diary-backup" | "later-version" | "something-else";

/** Bytes to look at. Our choice: a schema's name stands within the first hundred, whoever wrote the file. */
export const beginningLength = 4_096;

const relaySchema = "tidetable.relay-backup/";
const diarySchema = /^\s*\{\s*"schema"\s*:\s*"(tidetable\.backup\/\d+)"/;

export function kindOfFile(beginning: Uint8Array): FileKind {
  const text = new TextDecoder().decode(beginning);
  if (text.startsWith(relaySchema)) {
    // The number is the relay's to know; whatever else stands there is damage, which it finds.
    const [, version] = /^(\d+)\n/.exec(text.slice(relaySchema.length)) ?? [];
    return version !== undefined && Number(version) > 1 ? "later-version" : "relay-backup";
  }
  const [, schema] = diarySchema.exec(text) ?? [];
  if (schema === undefined) return "something-else";
  return schema === backupSchema ? "diary-backup" : "later-version";
}
