import { setTimeout } from "node:timers/promises";
import { launchRelay, type ServerProcess } from "./relay-launch.ts";
import type { RelayOrder } from "./relay-process.ts";
import { seededFraction } from "./relay-vault.ts";
import { addTo, bringVaults, readBack, sit, type Writer, writersOn } from "./relay-writers.ts";

/** Where a relay's data are. */
export interface Site {
  readonly order: RelayOrder;
  /** The database's own server, where there is one: `kill` takes it and all its processes at once. */
  readonly server?: { kill(): Promise<void>; restart(): Promise<void> };
}

export interface KillCount {
  readonly kills: number;
  /** Of the kills, those that took the database's server too. */
  readonly serverKills: number;
  /** Envelopes that were acknowledged, and read back at the end. */
  readonly acknowledged: number;
  /** Over all times they were read back, after each kill and at the end. */
  readonly lost: number;
  readonly doubled: number;
  /** Committed, and the answer cut off. */
  readonly beyond: number;
  /** Answers that a relay without its server gave and that are not the refusal `storage`. */
  readonly unclean: number;
}

const connections = 12;
/** Four of the connections compete with another one for their vault. */
const vaults = 8;
/** After so many kills other vaults are taken, so that reading back stays quick; all are read again at the end. */
const killsPerVaults = 10;
/** The longest a relay lives once its clients began. Our choice: about 500 commits. */
const longestLifeMs = 500;

/** Kills the relay again and again while clients write, and reads back what they were told each time it is up again. */
export async function countKills({ order, server }: Site, kills: number, seed: string): Promise<KillCount> {
  const count = { kills: 0, serverKills: 0, acknowledged: 0, lost: 0, doubled: 0, beyond: 0, unclean: 0 };
  const all: (readonly Writer[])[] = [];
  let writers: readonly Writer[] = [];
  for (let round = 0; round < kills; round++) {
    const relay = await launchRelay(order);
    if (round % killsPerVaults === 0) {
      writers = writersOn(`${seed} vaults ${all.length}`, connections, vaults);
      all.push(writers);
      await bringVaults(relay.port, writers);
    } else {
      const { lost, doubled } = await readBack(relay.port, writers);
      count.lost += lost;
      count.doubled += doubled;
    }
    const withServer = server !== undefined && round % 2 === 1;
    const life = longestLifeMs * seededFraction(`${seed} life ${round}`);
    const ending = end(relay, life, withServer ? server : undefined);
    const { refusals } = await sit(relay.port, writers);
    await ending;
    count.unclean += refusals.filter((refusal) => refusal !== "storage").length;
    count.kills++;
    if (withServer) {
      count.serverKills++;
      await server.restart();
    }
  }
  const relay = await launchRelay(order);
  for (const set of all) addTo(count, await readBack(relay.port, set));
  await relay.stop();
  return count;
}

async function end(relay: ServerProcess, life: number, server: Site["server"]): Promise<void> {
  await setTimeout(life);
  // The server first: what the relay was told of it until then it may have passed on.
  await server?.kill();
  await relay.kill();
}
