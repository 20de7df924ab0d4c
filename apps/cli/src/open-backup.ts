import { beginningLength, type FileKind, kindOfFile } from "./backup-kind.ts";
import { sayUnread } from "./diary-file.ts";
import type { OpenFile, World } from "./world.ts";

/** A file and what it seems to be; null when it cannot be read, and the caller knows why. */
export async function openBackupFile(
  path: string,
  world: World,
): Promise<{ readonly file: OpenFile; readonly kind: FileKind } | null> {
  const opened = await world.openFile(path);
  if (!opened.ok) {
    world.stderr(`${sayUnread(path, opened.error, world.words)}\n`);
    return null;
  }
  const file = opened.value;
  const beginning = new Uint8Array(Math.min(beginningLength, file.size));
  const length = file.read(beginning, 0);
  return { file, kind: kindOfFile(beginning.subarray(0, length)) };
}

/** Bytes read at a time. Our choice. */
const chunkLength = 1_048_576;

/** A file from its beginning to its end; each piece may be kept. */
export async function* chunksOf(file: OpenFile): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; ) {
    const chunk = new Uint8Array(chunkLength);
    const length = file.read(chunk, position);
    if (length === 0) return;
    position += length;
    yield chunk.subarray(0, length);
  }
}
