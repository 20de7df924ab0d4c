import { StoreFailure } from "@tidetable/relay";
import type { FoundPlace } from "./data-place.ts";
import { type ExitCode, exitCodes, type FolderTaken, type World } from "./world.ts";

/** What is wrong with a relay's data and what to do, in one sentence or two. */
export function sayTrouble(
  trouble: StoreFailure["trouble"],
  { database, folderSaid }: FoundPlace,
  { words, program }: Pick<World, "words" | "program">,
): string {
  const engine = database === null ? "sqlite" : "postgres";
  return words.say(`trouble-${engine}-${trouble}`, { folder: folderSaid, program });
}

/** Says why the store did not do what it was asked; anything but its failure is thrown on. */
export function tellStoreFailure(error: unknown, place: FoundPlace, world: World): ExitCode {
  if (!(error instanceof StoreFailure)) throw error;
  world.stderr(`${sayTrouble(error.trouble, place, world)}\n`);
  const isNetwork = place.database !== null && error.trouble === "unreachable";
  return isNetwork ? exitCodes.network : exitCodes.failure;
}

/** Who has the data already; where it serves just what was asked for, that is all there is to say. */
export function sayTaken({ process, port }: FolderTaken, { words }: World, wanted?: number): string {
  if (port !== null && port === wanted) return words.say("serve-already-runs", { address: addressOf(port) });
  const address = port === null ? "none" : addressOf(port);
  return words.say("data-taken", { process: process === null ? "none" : String(process), address });
}

export const addressOf = (port: number): string => `http://localhost:${port}`;
