import { formatTidetableJson } from "@tidetable/diary/exchange";
import { type BackupChecked, loadStore, verifyDump } from "@tidetable/relay";
import { type FoundPlace, findPlace } from "../data-place.ts";
import { diaryInBackup, openBackupWithWords } from "../diary-backup.ts";
import { sayFault, tellNotWritten } from "../file-words.ts";
import type { DataPlace } from "../invocation.ts";
import { chunksOf, openBackupFile } from "../open-backup.ts";
import { openStore } from "../relay-store.ts";
import { tellStoreFailure } from "../store-words.ts";
import { takeDataFolder } from "../take-data-folder.ts";
import { reportUsage } from "../usage.ts";
import { type ExitCode, exitCodes, type OpenFile, type World } from "../world.ts";

interface RestoreInput {
  readonly path: string;
  readonly to: string | null;
  readonly place: DataPlace;
  readonly replaces: boolean;
}

/** Brings a relay's backup into an empty relay, or writes a diary's backup out as a diary file. */
export async function restore(input: RestoreInput, world: World): Promise<ExitCode> {
  const { path, to } = input;
  const place = findPlace(input.place, world);
  if (place === null) return reportUsage({ kind: "database-invalid", topic: "restore" }, world);
  const opened = await openBackupFile(path, world);
  if (opened === null) return exitCodes.failure;
  const { file, kind } = opened;
  try {
    switch (kind) {
      case "relay-backup":
        if (to !== null) return reportUsage({ kind: "to-unwanted", topic: "restore" }, world);
        return await restoreRelay(path, file, place, world);
      case "diary-backup":
        if (to === null) return reportUsage({ kind: "to-missing", topic: "restore" }, world);
        return await restoreDiary({ path, to, replaces: input.replaces }, world);
      case "later-version":
        world.stderr(`${world.words.say("backup-later-version", { file: path })}\n`);
        return exitCodes.failure;
      case "something-else":
        world.stderr(`${world.words.say("backup-not-a-backup", { file: path })}\n`);
        return exitCodes.failure;
    }
  } finally {
    file.close();
  }
}

async function restoreRelay(
  path: string,
  file: OpenFile,
  place: FoundPlace,
  world: World,
): Promise<ExitCode> {
  // Read to its end first, so that a broken one does not even leave an empty database behind.
  const checked = await verifyDump(chunksOf(file));
  if (!checked.ok) {
    world.stderr(`${sayFault(path, checked.error, world)}\n`);
    return exitCodes.failure;
  }
  const taken = await takeDataFolder(place, world);
  if (taken === null) return exitCodes.failure;
  try {
    return await fill(path, file, { place, counts: checked.value }, world);
  } catch (error) {
    return tellStoreFailure(error, place, world);
  } finally {
    await taken.lock?.release();
  }
}

type Counts = Extract<BackupChecked, { ok: true }>["value"];

async function fill(
  path: string,
  file: OpenFile,
  { place, counts }: { readonly place: FoundPlace; readonly counts: Counts },
  world: World,
): Promise<ExitCode> {
  const { words } = world;
  const store = await openStore(place);
  try {
    const loaded = await loadStore(store, chunksOf(file));
    if (!loaded.ok) {
      const { error } = loaded;
      const isFull = error.kind === "not-empty";
      const where = place.database === null ? place.folderSaid : words.say("data-database");
      world.stderr(`${isFull ? words.say("restore-not-empty", { where }) : sayFault(path, error, world)}\n`);
      return exitCodes.failure;
    }
    const { vaults } = await store.totals();
    const values = { file: path, vaults, deleted: counts.vaults - vaults };
    world.stdout(`${words.say("restore-done", values).trimEnd()}\n${words.say("restore-invite")}\n`);
    return exitCodes.ok;
  } finally {
    await store.close();
  }
}

async function restoreDiary(
  { path, to, replaces }: { readonly path: string; readonly to: string; readonly replaces: boolean },
  world: World,
): Promise<ExitCode> {
  const { words } = world;
  const opened = await openBackupWithWords(path, world);
  if (!opened.ok) return opened.exit;
  const { diary, leftOut, hasSharing } = diaryInBackup(opened.value);
  const started = await world.startFile(to, { replaces });
  if (!started.ok) return tellNotWritten(to, started.error, world);
  const draft = started.value;
  try {
    const appended = await draft.append(new TextEncoder().encode(formatTidetableJson(diary)));
    const kept = appended.ok ? await draft.keep() : appended;
    if (!kept.ok) return tellNotWritten(to, kept.error, world);
  } finally {
    await draft.discard();
  }
  world.stdout(`${words.say("restore-diary-done", { file: to, days: diary.entryByDate.size })}\n`);
  if (hasSharing)
    world.stderr(`${words.say("restore-without-sharing", { file: path, program: world.program })}\n`);
  if (leftOut > 0) world.stderr(`${words.say("restore-left-out", { count: leftOut })}\n`);
  return exitCodes.ok;
}
