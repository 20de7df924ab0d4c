import { type ImportedDiary, importDiary } from "@tidetable/diary/exchange";
import { verifyDump } from "@tidetable/relay";
import { readBackup } from "@tidetable/sync";
import { askWords, diaryInBackup, openWithWords, sayNotOpened } from "../diary-backup.ts";
import { sayNotReadable, sayUnread } from "../diary-file.ts";
import { sayFault } from "../file-words.ts";
import { chunksOf, openBackupFile } from "../open-backup.ts";
import { sizeText } from "../size-text.ts";
import { type ExitCode, exitCodes, type OpenFile, type UnreadableFile, type World } from "../world.ts";

interface VerifyInput {
  readonly path: string;
  readonly json: boolean;
}

/** What was found: a sentence for people, and counts for programs (schema tidetable.verify/1). */
interface Found {
  readonly kind: "relay-backup" | "diary-backup" | "diary" | "unknown";
  readonly exit: ExitCode;
  readonly sentence: string;
  readonly counts: Readonly<Record<string, number | string | boolean>>;
}

/** Says what a file is and whether it is whole: a relay's backup, a diary's, or a diary. Changes nothing. */
export async function verify({ path, json }: VerifyInput, world: World): Promise<ExitCode> {
  const opened = await openBackupFile(path, world);
  if (opened === null) return exitCodes.failure;
  const found = await look(path, opened, world);
  opened.file.close();
  const isOk = found.exit === exitCodes.ok;
  if (json) {
    const answer = { schema: "tidetable.verify/1", kind: found.kind, ok: isOk, ...found.counts };
    world.stdout(`${JSON.stringify(answer)}\n`);
  }
  if (!isOk) world.stderr(`${found.sentence}\n`);
  else if (!json) world.stdout(`${found.sentence}\n`);
  return found.exit;
}

async function look(
  path: string,
  { file, kind }: NonNullable<Awaited<ReturnType<typeof openBackupFile>>>,
  world: World,
): Promise<Found> {
  switch (kind) {
    case "relay-backup":
      return lookAtRelayBackup(path, file, world);
    case "diary-backup":
      return lookAtDiaryBackup(path, world);
    case "later-version": {
      const sentence = world.words.say("backup-later-version", { file: path });
      return { kind: "unknown", exit: exitCodes.failure, sentence, counts: { problem: kind } };
    }
    case "something-else":
      return lookAtDiary(path, world);
  }
}

async function lookAtRelayBackup(path: string, file: OpenFile, world: World): Promise<Found> {
  const { words } = world;
  const kind = "relay-backup";
  const checked = await verifyDump(chunksOf(file));
  if (!checked.ok) {
    const { error } = checked;
    const counts = "at" in error ? { problem: error.kind, at: error.at } : { problem: error.kind };
    return { kind, exit: exitCodes.failure, sentence: sayFault(path, error, world), counts };
  }
  const { vaults, entries, parts, deletions } = checked.value;
  const size = sizeText(file.size, words.locale);
  const sentence = words.say("verify-relay-backup", { file: path, vaults, entries, size });
  const counts = { vaults, entries, parts, deletions, bytes: file.size };
  return { kind, exit: exitCodes.ok, sentence, counts };
}

async function lookAtDiaryBackup(path: string, world: World): Promise<Found> {
  const { words } = world;
  const kind = "diary-backup";
  const bytes = await world.readFile(path);
  if (!bytes.ok) return unread(path, bytes.error, world);
  const backup = readBackup(bytes.value);
  if (backup === null) {
    const sentence = words.say("diary-backup-broken", { file: path });
    return { kind, exit: exitCodes.failure, sentence, counts: { opened: false, problem: "broken" } };
  }
  const given = await askWords(words.say("words-prompt-verify"), world);
  if (given === null) {
    const sentence = words.say("verify-diary-backup-closed", { file: path });
    return { kind, exit: exitCodes.ok, sentence, counts: { opened: false } };
  }
  const opened = await openWithWords(backup, given);
  if (!opened.ok) {
    const sentence = sayNotOpened(path, opened.error, world);
    return { kind, exit: exitCodes.locked, sentence, counts: { opened: false, problem: opened.error.kind } };
  }
  const days = diaryInBackup(opened.value).diary.entryByDate.size;
  const devices = opened.value.devices.length;
  const sentence = words.say("verify-diary-backup", { file: path, days, devices });
  return { kind, exit: exitCodes.ok, sentence, counts: { opened: true, days, devices } };
}

async function lookAtDiary(path: string, world: World): Promise<Found> {
  const { words, program } = world;
  const bytes = await world.readFile(path);
  if (!bytes.ok) return unread(path, bytes.error, world);
  const imported = importDiary(bytes.value, { latest: world.today() });
  if (!imported.ok) {
    const sentence = sayNotReadable(path, imported.error, words);
    return { kind: "unknown", exit: exitCodes.failure, sentence, counts: { problem: imported.error.kind } };
  }
  const counts = countsOf(imported.value);
  const values = { ...counts, file: path, format: words.say(`format-${counts.format}`), program };
  const isWhole = counts.skipped === 0;
  const sentence = words.say(isWhole ? "verify-diary" : "verify-diary-skipped", values);
  return { kind: "diary", exit: isWhole ? exitCodes.ok : exitCodes.failure, sentence, counts };
}

/** Too large for what is read whole, or gone since it was opened. */
function unread(path: string, error: UnreadableFile, { words }: World): Found {
  const sentence = sayUnread(path, error, words);
  return { kind: "unknown", exit: exitCodes.failure, sentence, counts: { problem: error.kind } };
}

function countsOf({ format, diary, skipped, unknown }: ImportedDiary) {
  return { format, days: diary.entryByDate.size, skipped: skipped.length, unknown: unknown.length };
}
