import { spawnSync } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { healthPath } from "@tidetable/sync/protocol";
import { launchRelay } from "./relay-launch.ts";
import { isAcknowledgement } from "./relay-order.ts";
import { readTrace, straceWords } from "./relay-trace.ts";
import { openSession, readLog, seededFraction } from "./relay-vault.ts";
import { openWire } from "./relay-wire.ts";
import { bringVaults, readBack, sit, vaultsOf, writersOn } from "./relay-writers.ts";

export interface FailedSyncCount {
  readonly failures: number;
  readonly acknowledged: number;
  readonly lost: number;
  /** Acknowledgements that left the relay after the sync had failed. */
  readonly acknowledgedAfter: number;
  /** Relays that did not end by themselves, with an exit code that is not 0, within five seconds. */
  readonly livedOn: number;
}

/** How long a relay may take to end. Our choice. */
const endWithinMs = 5_000;
/** Which sync fails: after those of a start, before the clients have written much. */
const failingSync = { from: 40, to: 140 };

/** Lets one sync of a SQLite relay fail as a broken disk would, at a moment the seed draws. */
export async function countFailedSyncs(
  scratch: string,
  seed: string,
  rounds: number,
): Promise<FailedSyncCount> {
  const count = { failures: 0, acknowledged: 0, lost: 0, acknowledgedAfter: 0, livedOn: 0 };
  for (let round = 0; round < rounds; round++) {
    const folder = join(scratch, `failed-sync-${round}`);
    const file = join(scratch, "failed-sync.txt");
    await mkdir(folder);
    const share = seededFraction(`${seed} sync ${round}`);
    const which = failingSync.from + Math.floor((failingSync.to - failingSync.from) * share);
    const inject = ["-e", `inject=fsync,fdatasync:error=EIO:when=${which}`];
    const relay = await launchRelay({ folder }, ["strace", ...straceWords(file), ...inject]);
    const writers = writersOn(`${seed} failed sync ${round}`, 4, 4);
    await bringVaults(relay.port, writers);
    await sit(relay.port, writers);
    const end = await Promise.race([relay.ended, setTimeout(endWithinMs, null)]);
    if (end === null || end.code === null || end.code === 0) count.livedOn++;
    await relay.kill();

    const events = await readTrace(file, folder);
    const failed = events.find((event) => event.kind === "sync" && !event.ok);
    if (failed === undefined) throw new Error("no sync failed before the clients were done");
    count.failures++;
    count.acknowledgedAfter += events.filter(
      (event) => isAcknowledgement(event) && event.begin > failed.end,
    ).length;

    const next = await launchRelay({ folder });
    const back = await readBack(next.port, writers);
    await next.stop();
    count.acknowledged += back.acknowledged;
    count.lost += back.lost;
  }
  return count;
}

export interface FullDiskCount {
  readonly acknowledged: number;
  /** Of those, as read while the disk was full, and again with room. */
  readonly lost: number;
  readonly refusals: readonly string[];
  /** Whether the relay still answered while the disk was full. */
  readonly answers: boolean;
  /** Acknowledged once there was room again, by the same process. */
  readonly acknowledgedLater: number;
}

/** Null where it can be tried, else why not: it takes a small file system of one's own. */
export const whyNoFullDisk = (): string | null =>
  process.platform === "linux" && process.getuid?.() === 0
    ? null
    : "it takes root on Linux, who may mount a file system of 2 MB";

/** Lets a SQLite relay fill a file system of 2 MB, and then gives it room. */
export async function countFullDisk(scratch: string, seed: string): Promise<FullDiskCount> {
  const folder = join(scratch, "full-disk");
  await mkdir(folder);
  mount("-t", "tmpfs", "-o", "size=2m", "tidetable", folder);
  try {
    const relay = await launchRelay({ folder });
    const writers = writersOn(`${seed} full disk`, 4, 4);
    await bringVaults(relay.port, writers);
    // A session from before: on a full disk none can be opened, because a challenge that was answered is kept.
    const wire = await openWire(relay.port);
    const { token } = await openSession(wire, writers[0]!.written.vault);
    const { refusals } = await sit(relay.port, writers);
    const answers = (await wire.request("GET", healthPath)).status === 200;
    const whileFull = await readLog(wire, token);
    const lostWhileFull = Math.max(0, vaultsOf(writers)[0]!.hashByIndex.size - whileFull.length);
    wire.close();

    mount("-o", "remount,size=32m", folder);
    const back = await readBack(relay.port, writers);
    const later = await sit(relay.port, writers, (acknowledged) => acknowledged >= 100);
    const end = await readBack(relay.port, writers);
    await relay.stop();
    return {
      acknowledged: end.acknowledged,
      lost: lostWhileFull + back.lost + end.lost,
      refusals: [...new Set([...refusals, ...later.refusals])],
      answers,
      acknowledgedLater: later.acknowledged.length,
    };
  } finally {
    spawnSync("umount", [folder]);
    await rm(folder, { recursive: true });
  }
}

function mount(...words: readonly string[]): void {
  const { status, stderr } = spawnSync("mount", words, { encoding: "utf8" });
  if (status !== 0) throw new Error(`mount said: ${stderr.trim()}`);
}
