import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openLockFile } from "./relay-store.ts";
import type { FolderTaken, World } from "./world.ts";

// A database nobody writes to, locked as long as its process lives: unlike a file with a number in it, the system
// gives it back whatever ends the process. Who has it stands in a second file, for sentences only.
const lockName = "serving.lock";
const holderName = "serving.json";

export const lockFolder: World["lockFolder"] = async (folder) => {
  const holderPath = join(folder, holderName);
  const unlock = await openLockFile(join(folder, lockName));
  if (unlock === null) return { ok: false, error: await readHolder(holderPath) };
  const tell = (holder: object): Promise<void> =>
    writeFile(holderPath, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  await tell({ process: process.pid });
  return {
    ok: true,
    value: {
      tellPort: (port) => tell({ process: process.pid, port }),
      async release() {
        await rm(holderPath, { force: true });
        unlock();
      },
    },
  };
};

async function readHolder(path: string): Promise<FolderTaken> {
  try {
    const holder: unknown = JSON.parse(await readFile(path, "utf8"));
    if (typeof holder !== "object" || holder === null) return nobody;
    const number = (name: string): number | null => {
      const value: unknown = name in holder ? holder[name as keyof typeof holder] : null;
      return typeof value === "number" && Number.isSafeInteger(value) ? value : null;
    };
    return { process: number("process"), port: number("port") };
  } catch {
    // It has not told yet, or has just gone.
    return nobody;
  }
}

const nobody: FolderTaken = { process: null, port: null };
