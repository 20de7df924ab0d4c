import type { BackupChecked } from "@tidetable/relay";
import { type ExitCode, exitCodes, type NotWritten, type World } from "./world.ts";

/** Why a file was not written, in one sentence. */
export function tellNotWritten(path: string, error: NotWritten, { words, stderr }: World): ExitCode {
  const code = error.kind === "failed" ? error.code : "";
  stderr(`${words.say(`write-${error.kind}`, { file: path, code })}\n`);
  return exitCodes.failure;
}

type BackupFault = Extract<BackupChecked, { ok: false }>["error"];

/** What is wrong with a relay's backup, and where. */
export function sayFault(path: string, fault: BackupFault, { words }: World): string {
  return words.say(`backup-${fault.kind}`, { file: path, at: "at" in fault ? fault.at : 0 });
}
