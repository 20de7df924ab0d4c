import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startPostgres } from "../postgres.ts";
import { countKills, type KillCount } from "./relay-kills.ts";
import type { OrderCount } from "./relay-order.ts";
import { whyNoStrace } from "./relay-trace.ts";
import {
  countLosses,
  countLostAfterResend,
  type LossCount,
  sqliteOrder,
  traceSqlite,
} from "./relay-traced.ts";
import { postgresOrder, unsafePostgres } from "./relay-traced-postgres.ts";
import { countFailedSyncs, countFullDisk, whyNoFullDisk } from "./relay-trouble.ts";

export const about =
  "what a relay acknowledged is there after kills, power loss, a failed sync and a full disk";

type Say = (line: string) => void;

interface Run {
  readonly scratch: string;
  readonly seed: string;
  readonly kills: number;
  readonly appends: number;
  readonly say: Say;
  /** Why system calls cannot be traced here; null where they can. */
  readonly noTrace: string | null;
}

/** Rule 53: everything acknowledged was synced to disk before, and a relay whose sync fails acknowledges nothing more. */
export async function noAckLost(words: readonly string[], say: Say): Promise<boolean> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      kills: { type: "string", default: "50" },
      appends: { type: "string", default: "200" },
      engine: { type: "string", default: "both" },
      seed: { type: "string", default: randomBytes(4).toString("hex") },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    say(
      "npm run verify -- no-ack-lost [--kills 50] [--appends 200] [--engine sqlite|postgres|both] [--seed TEXT]",
    );
    say("  kills    how often each engine's relay is killed; PostgreSQL's server every other time as well");
    say("  appends  requests of a traced life, each sync of which is tried as a power loss");
    return true;
  }
  const scratch = await mkdtemp(join(tmpdir(), "tidetable-no-ack-lost-"));
  const [kills, appends, noTrace] = [Number(values.kills), Number(values.appends), whyNoStrace()];
  const run: Run = { scratch, seed: values.seed, kills, appends, say, noTrace };
  say(`seed ${values.seed}`);
  if (noTrace)
    say(`${noTrace}: order, power loss and failed syncs are not tried, and the controls only by kills`);
  try {
    const verdicts: boolean[] = [];
    if (values.engine !== "postgres") verdicts.push(await proveSqlite(run));
    if (values.engine !== "sqlite") verdicts.push(await provePostgres(run));
    return verdicts.every((holds) => holds);
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function proveSqlite(run: Run): Promise<boolean> {
  const { scratch, seed, kills, appends, say, noTrace } = run;
  say("SQLite");
  const verdicts = [
    sayKills(say, await countKills({ order: { folder: join(scratch, "kills") } }, kills, seed)),
  ];
  if (noTrace === null) {
    const safe = await traceSqlite(scratch, seed, appends, false);
    verdicts.push(sayOrder(say, sqliteOrder(safe)));
    const [least, torn] = [await countLosses(safe, scratch), await countLosses(safe, scratch, seed)];
    verdicts.push(sayLoss(say, "power lost at every sync, nothing unsynced left", least));
    verdicts.push(sayLoss(say, "power lost at every sync, half of the unsynced blocks left", torn));
    const resent = await countLostAfterResend(scratch, seed, 5);
    verdicts.push(sayLoss(say, "killed before a sync, sent again, power lost after the answer", resent));

    const unsafe = await traceSqlite(scratch, seed, appends, true);
    const order = sqliteOrder(unsafe);
    const loss = await countLosses(unsafe, scratch);
    const noticed = order.withoutSync > 0 && loss.lost > 0;
    say(
      `  control, synchronous=NORMAL: ${order.withoutSync} of ${order.acknowledgements} acknowledgements before their sync, ` +
        `${loss.lost} lost in ${loss.moments} power losses; ${noticed ? "noticed" : "NOT NOTICED"}`,
    );
    verdicts.push(noticed, await proveFailedSync(run));
  }
  verdicts.push(await proveFullDisk(run));
  return verdicts.every((holds) => holds);
}

async function proveFailedSync({ scratch, seed, say }: Run): Promise<boolean> {
  const count = await countFailedSyncs(scratch, seed, 5);
  say(
    `  a sync that fails: ${count.failures} times, ${count.acknowledgedAfter} acknowledgements after it, ` +
      `${count.livedOn} relays lived on, ${count.lost} of ${count.acknowledged} acknowledged envelopes lost`,
  );
  return count.acknowledgedAfter === 0 && count.livedOn === 0 && count.lost === 0 && count.acknowledged > 0;
}

async function proveFullDisk({ scratch, seed, say }: Run): Promise<boolean> {
  const why = whyNoFullDisk();
  if (why !== null) {
    say(`  a full disk: not tried, ${why}`);
    return true;
  }
  const count = await countFullDisk(scratch, seed);
  say(
    `  a full disk: refused with ${count.refusals.join(", ")}, ${count.answers ? "still answering" : "NOT ANSWERING"}, ` +
      `${count.lost} of ${count.acknowledged} acknowledged envelopes lost, ${count.acknowledgedLater} requests acknowledged once there was room`,
  );
  const isClean = count.refusals.length === 1 && count.refusals[0] === "storage";
  return isClean && count.answers && count.lost === 0 && count.acknowledgedLater > 0;
}

async function provePostgres(run: Run): Promise<boolean> {
  const { scratch, seed, kills, appends, say, noTrace } = run;
  say("PostgreSQL");
  const verdicts = [sayKills(say, await killPostgres(run, kills, false))];
  await mkdir(join(scratch, "ledger"), { recursive: true });
  if (noTrace === null) verdicts.push(sayOrder(say, await postgresOrder(scratch, seed, appends, false)));

  // Half of them kill the server, which loses something about every second time: all twelve in vain is one in sixty.
  const killed = await killPostgres(run, 12, true);
  const order = noTrace === null ? await postgresOrder(scratch, seed, appends, true) : null;
  const noticed = killed.lost > 0 && (order === null || order.withoutSync > 0);
  const early =
    order === null
      ? ""
      : `, ${order.withoutSync} of ${order.acknowledgements} acknowledgements before their sync`;
  say(
    `  control, synchronous_commit=off: ${killed.lost} lost by ${killed.serverKills} kills of the server${early}; ` +
      `${noticed ? "noticed" : "NOT NOTICED"}`,
  );
  say("  not tried: power loss, and failed syncs, which are PostgreSQL's own to survive");
  return [...verdicts, noticed].every((holds) => holds);
}

async function killPostgres({ scratch, seed }: Run, kills: number, unsafe: boolean): Promise<KillCount> {
  const postgres = await startPostgres(unsafe ? unsafePostgres : {});
  try {
    const database = await postgres.freshDatabase();
    const folder = join(scratch, unsafe ? "unsafe-ledger" : "kills-ledger");
    const server = { kill: postgres.kill, restart: () => postgres.restart() };
    return await countKills({ order: { folder, database, unsafe }, server }, kills, seed);
  } finally {
    await postgres.stop();
  }
}

function sayKills(say: Say, count: KillCount): boolean {
  const servers = count.serverKills > 0 ? `, ${count.serverKills} of them with the database's server` : "";
  say(
    `  kills: ${count.kills}${servers}; ${count.acknowledged} envelopes acknowledged, ${count.lost} lost, ` +
      `${count.doubled} there twice, ${count.beyond} there without an answer, ${count.unclean} unclean refusals`,
  );
  return count.acknowledged > 0 && count.lost === 0 && count.doubled === 0 && count.unclean === 0;
}

function sayOrder(say: Say, count: OrderCount): boolean {
  say(
    `  order: ${count.acknowledgements} acknowledgements, ${count.syncs} syncs; ${count.withoutSync} before the sync of ` +
      `what was written, ${count.withoutBytes} before the sync of their own bytes`,
  );
  return (
    count.acknowledgements > 0 && count.unseen === 0 && count.withoutSync === 0 && count.withoutBytes === 0
  );
}

function sayLoss(say: Say, what: string, count: LossCount): boolean {
  say(
    `  ${what}: ${count.moments} moments, up to ${count.acknowledged} envelopes acknowledged, ${count.lost} lost, ` +
      `${count.unopenable} databases that would not open`,
  );
  return count.moments > 0 && count.acknowledged > 0 && count.lost === 0 && count.unopenable === 0;
}
