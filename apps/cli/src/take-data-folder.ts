import type { FoundPlace } from "./data-place.ts";
import { sayTaken } from "./store-words.ts";
import type { FolderLock, World } from "./world.ts";

/**
 * Makes the data's folder where there is none and takes it for this process alone. Null when it cannot be had, and the
 * caller knows why. With PostgreSQL there is no lock: several relays may share it.
 */
export async function takeDataFolder(
  { folder, folderSaid, isFolderTyped, database }: FoundPlace,
  world: World,
  /** The port that the caller wants to serve on. */
  port?: number,
): Promise<{ readonly lock: FolderLock | null } | null> {
  const { words } = world;
  const tell = (sentence: string): null => {
    world.stderr(`${sentence}\n`);
    return null;
  };
  const made = await world.makePrivateFolder(folder);
  if (!made.ok) {
    const id = isFolderTyped ? "data-folder-unmade" : "data-folder-unmade-usual";
    return tell(words.say(id, { folder: folderSaid, code: made.error.code }));
  }
  const { isWritable } = await world.statusOf(folder);
  if (!isWritable) return tell(words.say("data-folder-unwritable", { folder: folderSaid }));
  if (database !== null) return { lock: null };
  const taken = await world.lockFolder(folder);
  return taken.ok ? { lock: taken.value } : tell(sayTaken(taken.error, world, port));
}
