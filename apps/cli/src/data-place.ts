import { join } from "node:path";
import type { DataPlace } from "./invocation.ts";
import { isDatabaseAddress } from "./relay-command-line.ts";
import type { World } from "./world.ts";

/** Where a relay keeps its data. */
export interface FoundPlace {
  /** Absolute. Holds the embedded database and, whichever database there is, the ledger of deletions. */
  readonly folder: string;
  /** The folder as a sentence may call it: as the caller typed it, or in words. */
  readonly folderSaid: string;
  readonly isFolderTyped: boolean;
  /** Address of a PostgreSQL database; null: the one in the folder. */
  readonly database: string | null;
}

/** Names of what the surroundings may say instead of an option. */
const placeVariables = { folder: "TIDETABLE_DATA_DIR", database: "TIDETABLE_DATABASE" } as const;

/** An option first, then the environment, then where the system keeps such data. Null: the environment's database is no address. */
export function findPlace(place: DataPlace, world: World): FoundPlace | null {
  const database = place.database ?? world.variable(placeVariables.database);
  if (database !== null && !isDatabaseAddress(database)) return null;
  const folder = place.folder ?? world.variable(placeVariables.folder);
  return {
    folder: folder === null ? world.dataFolder : world.absolutePath(folder),
    folderSaid: place.folder ?? world.words.say("data-folder"),
    isFolderTyped: place.folder !== null,
    database,
  };
}

/** The embedded database's file, as the relay names it. */
export const databasePath = (folder: string): string => join(folder, "tidetable.db");

/** Whether a relay ever kept anything there; asked first, because opening a store would make one. */
export async function hasData({ database, folder }: FoundPlace, world: World): Promise<boolean> {
  return database !== null || (await world.statusOf(databasePath(folder))).kind === "file";
}
