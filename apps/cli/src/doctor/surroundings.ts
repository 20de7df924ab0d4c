import { daysBetween } from "@tidetable/diary";
import { verifyDump } from "@tidetable/relay";
import { healthPath } from "@tidetable/sync/protocol";
import { type FoundPlace, hasData } from "../data-place.ts";
import { chunksOf } from "../open-backup.ts";
import { sizeText } from "../size-text.ts";
import { addressOf } from "../store-words.ts";
import type { World } from "../world.ts";
import { type Finding, fine, look } from "./finding.ts";

/** Oldest Node that runs this; `engines` says it too. */
const oldestNode = [20, 19] as const;
/** Bytes that should be free; our choice: sixteen vaults that grow to all they may have. */
const leastFreeBytes = 512 * 1024 * 1024;
/** Days after which a backup is worth a new one. Our choice. */
const backupDays = 7;

export function lookAtNode({ nodeVersion }: World): Finding {
  const [major = 0, minor = 0] = nodeVersion.split(".").map(Number);
  const isNew = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  return (isNew ? fine : look)("node", isNew ? "fine" : "old", { version: nodeVersion });
}

/** The folder itself: there, for its owner only, writable, with room. */
export async function lookAtFolder(place: FoundPlace, world: World): Promise<readonly Finding[]> {
  const { folder } = place;
  const { kind, isPrivate, isWritable, freeBytes } = await world.statusOf(folder);
  const values = { folder };
  if (kind === "missing") return [fine("folder", "missing", values)];
  if (kind !== "folder") return [look("folder", kind === "forbidden" ? "forbidden" : "file", values)];
  const free = sizeText(freeBytes, world.words.locale);
  const room = freeBytes < leastFreeBytes ? look("room", "little", { free }) : fine("room", "fine", { free });
  if (!isWritable) return [look("folder", "unwritable", values), room];
  return [isPrivate ? fine("folder", "fine", values) : look("folder", "open", values), room];
}

/** Whether `serve` could listen, or already does. */
export async function lookAtPort(port: number, world: World): Promise<Finding> {
  const values = { port: String(port), address: addressOf(port) };
  if (await isRelay(addressOf(port), world)) return fine("port", "answers", values);
  return (await world.isPortFree(port)) ? fine("port", "free", values) : look("port", "taken", values);
}

/** Whether a relay answers at an address. */
export async function isRelay(address: string, world: World): Promise<boolean> {
  const answer = await world.askWeb(new URL(healthPath, address).href, "GET");
  if (answer?.status !== 200) return false;
  try {
    const health: unknown = JSON.parse(answer.text);
    return typeof health === "object" && health !== null && "app" in health && health.app === "tidetable";
  } catch {
    // Something else answers there.
    return false;
  }
}

/** The newest backup: there, whole, and not too old. */
export async function lookAtBackup(path: string, place: FoundPlace, world: World): Promise<Finding> {
  const opened = await world.openFile(path);
  if (!opened.ok)
    return look("backup", opened.error.kind === "missing" ? "missing" : "unreadable", { file: path });
  const checked = await verifyDump(chunksOf(opened.value));
  opened.value.close();
  if (!checked.ok) return look("backup", "broken", { file: path });
  const days = Math.max(0, daysBetween((await world.statusOf(path)).changed, world.today()));
  const isOld = days > backupDays && (await hasData(place, world));
  return (isOld ? look : fine)("backup", isOld ? "old" : "fine", { file: path, days });
}
