import { dumpStore, type Store, verifyDump } from "@tidetable/relay";
import { findPlace, hasData } from "../data-place.ts";
import { tellNotWritten } from "../file-words.ts";
import type { DataPlace } from "../invocation.ts";
import { openStore } from "../relay-store.ts";
import { sizeText } from "../size-text.ts";
import { tellStoreFailure } from "../store-words.ts";
import { reportUsage } from "../usage.ts";
import { type Draft, type ExitCode, exitCodes, type World } from "../world.ts";

interface BackupInput {
  readonly path: string;
  readonly place: DataPlace;
  readonly replaces: boolean;
}

/**
 * Writes everything a relay holds into one file, while it may go on serving. The file is read back before it gets its
 * name, so that one of that name is always whole.
 */
export async function backup(input: BackupInput, world: World): Promise<ExitCode> {
  const place = findPlace(input.place, world);
  if (place === null) return reportUsage({ kind: "database-invalid", topic: "backup" }, world);
  if (!(await hasData(place, world))) {
    world.stderr(`${world.words.say("data-none", { folder: place.folderSaid })}\n`);
    return exitCodes.failure;
  }
  const started = await world.startFile(input.path, { replaces: input.replaces });
  if (!started.ok) return tellNotWritten(input.path, started.error, world);
  const draft = started.value;
  try {
    const store = await openStore(place);
    try {
      return await writeBackup(store, draft, input.path, world);
    } finally {
      await store.close();
    }
  } catch (error) {
    return tellStoreFailure(error, place, world);
  } finally {
    await draft.discard();
  }
}

async function writeBackup(store: Store, draft: Draft, path: string, world: World): Promise<ExitCode> {
  const { words } = world;
  let isStopping = false;
  void world.stopAsked().then(() => {
    isStopping = true;
  });
  let bytes = 0;
  for await (const chunk of dumpStore(store)) {
    const appended = await draft.append(chunk);
    if (!appended.ok) return tellNotWritten(path, appended.error, world);
    bytes += chunk.length;
    if (!isStopping) continue;
    world.stderr(`${words.say("backup-stopped")}\n`);
    return exitCodes.failure;
  }
  const checked = await verifyDump(draft.read());
  if (!checked.ok) {
    world.stderr(`${words.say("backup-misread", { file: path })}\n`);
    return exitCodes.failure;
  }
  const kept = await draft.keep();
  if (!kept.ok) return tellNotWritten(path, kept.error, world);
  const { vaults } = checked.value;
  world.stdout(`${words.say("backup-done", { file: path, vaults, size: sizeText(bytes, words.locale) })}\n`);
  return exitCodes.ok;
}
