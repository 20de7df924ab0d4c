import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { complaintOf, deleteDoomed, fillDoomed, findDoomed } from "./relay-doomed.ts";
import { countInFolder, type Finder, finderOf, sumOf } from "./relay-fragments.ts";
import { launchRelay, type ServerProcess } from "./relay-launch.ts";

/** The bound of rule 51 for SQLite. Source: security.md 7, number 12. */
const withinMs = 60_000;
const lookAgainMs = 250;

/** Deletes a vault of a SQLite relay, looks for its bytes, and brings yesterday's copy of the data back. */
export async function sqliteForgets(
  scratch: string,
  seed: string,
  say: (line: string) => void,
): Promise<boolean> {
  const folder = join(scratch, "sqlite");
  const yesterday = join(scratch, "sqlite-yesterday");
  let relay = await launchRelay({ folder });
  const doomed = await fillDoomed(relay, seed);
  const finder = finderOf(doomed.envelopes);
  const before = sumOf(countInFolder(folder, finder));
  await cp(folder, yesterday, { recursive: true });

  await deleteDoomed(relay, doomed);
  const first = await waitForNone(folder, finder, relay);
  const afterwards = complaintOf(await findDoomed(relay, doomed));
  const left = sumOf(countInFolder(folder, finder));
  await relay.stop();
  say(
    `SQLite: ${before} fragments of ${doomed.envelopes.length} envelopes before, ${left} after ${first.words} ` +
      `in data, log of writes, ledger and the relay's own log${afterwards ? `; ${afterwards}` : ""}`,
  );

  const restored = await restore(yesterday, join(scratch, "sqlite-restored"), folder);
  relay = await launchRelay({ folder: restored });
  const second = await waitForNone(restored, finder, relay);
  const stillGone = complaintOf(await findDoomed(relay, doomed));
  await relay.stop();
  say(`  yesterday's copy restored, the ledger kept: ${second.words}; ${stillGone ?? "still gone"}`);

  // Without the ledger a copy brings everything back; if this finds nothing, the finder is blind.
  const forgetful = await restore(yesterday, join(scratch, "sqlite-forgetful"), null);
  relay = await launchRelay({ folder: forgetful });
  const back = sumOf(countInFolder(forgetful, finder));
  const isBack = !(await findDoomed(relay, doomed)).isUnknown;
  await relay.stop();
  const noticed = isBack && back > 0;
  say(`  control, restored without the ledger: ${back} fragments; ${noticed ? "noticed" : "NOT NOTICED"}`);
  return before > 0 && left === 0 && first.isNone && second.isNone && !afterwards && !stillGone && noticed;
}

async function waitForNone(
  folder: string,
  finder: Finder,
  relay: ServerProcess,
): Promise<{ isNone: boolean; words: string }> {
  const start = performance.now();
  while (true) {
    const count = sumOf(countInFolder(folder, finder)) + finder.count(Buffer.from(relay.log.join("\n")));
    const seconds = ((performance.now() - start) / 1_000).toFixed(1);
    if (count === 0) return { isNone: true, words: `none within ${seconds} s` };
    if (performance.now() - start > withinMs)
      return { isNone: false, words: `${count} fragments still after ${seconds} s` };
    await setTimeout(lookAgainMs);
  }
}

/** Yesterday's data with today's ledger; without any where `current` is null. */
async function restore(yesterday: string, to: string, current: string | null): Promise<string> {
  await mkdir(to);
  await cp(yesterday, to, { recursive: true, filter: (path) => !path.endsWith(ledgerName) });
  if (current !== null) await cp(join(current, ledgerName), join(to, ledgerName));
  return to;
}

const ledgerName = "deletions";
