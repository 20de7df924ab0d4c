import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { openSqliteStore } from "../../apps/relay/src/store/sqlite-store.ts";
import type { Store } from "../../apps/relay/src/store/store.ts";
import { launchRelay } from "./relay-launch.ts";
import { type Acknowledged, countOrder, isAcknowledgement, type OrderCount } from "./relay-order.ts";
import { type Loss, layOut, lossesOf } from "./relay-power-loss.ts";
import { readTrace, straceWords, type TraceEvent } from "./relay-trace.ts";
import {
  appendBytes,
  createVault,
  deleteVault,
  envelopeOfSeed,
  headOf,
  openSession,
  sha256,
  vaultOfSeed,
} from "./relay-vault.ts";
import { Hung, openWire } from "./relay-wire.ts";
import { bringVaults, sit, writersOn } from "./relay-writers.ts";

/** Everything a SQLite relay did to its folder and its sockets, and what its clients were told. */
export interface TracedRun {
  readonly events: readonly TraceEvent[];
  readonly acknowledged: readonly Acknowledged[];
  readonly folder: string;
}

/**
 * A life of a SQLite relay under trace: half of the appends, a vault deleted (which empties the write-ahead log), the
 * other half, an orderly end.
 */
export async function traceSqlite(
  scratch: string,
  seed: string,
  appends: number,
  unsafe: boolean,
): Promise<TracedRun> {
  const folder = join(scratch, unsafe ? "unsafe" : "traced");
  const file = join(scratch, "trace.txt");
  await mkdir(folder, { recursive: true });
  const relay = await launchRelay({ folder, unsafe }, ["strace", ...straceWords(file)]);
  const writers = writersOn(seed, 4, 4);
  await bringVaults(relay.port, writers);
  const first = await sit(relay.port, writers, (acknowledged) => acknowledged >= appends / 2);
  await deleteAVault(relay.port, seed);
  const second = await sit(relay.port, writers, (acknowledged) => acknowledged >= appends / 2);
  await relay.stop();
  const events = await readTrace(file, folder);
  await rm(file);
  return { events, acknowledged: [...first.acknowledged, ...second.acknowledged], folder };
}

async function deleteAVault(port: number, seed: string): Promise<void> {
  const wire = await openWire(port);
  const doomed = vaultOfSeed(`${seed} doomed`);
  await createVault(wire, doomed);
  const { token } = await openSession(wire, doomed);
  await wire.send(appendBytes(wire, token, 0, [envelopeOfSeed(`${seed} doomed`)]));
  await deleteVault(wire, doomed);
  wire.close();
}

/** The files by which a commit of SQLite is durable: not the map of the log, which is made anew from it. */
const isDurableOfSqlite = (path: string): boolean => /\.db(?:-wal|-journal)?$/.test(path);

export const sqliteOrder = ({ events, acknowledged }: TracedRun): OrderCount =>
  countOrder(events, acknowledged, isDurableOfSqlite);

export interface LossCount {
  /** Moments tried. */
  readonly moments: number;
  /** Most envelopes acknowledged at one of them. */
  readonly acknowledged: number;
  /** Over all moments: acknowledged by then, and not there. */
  readonly lost: number;
  /** Moments whose files the store would not open, though something had been acknowledged. */
  readonly unopenable: number;
}

/** Opens what a power loss would have left, at every moment of the trace, and holds it against what was acknowledged. */
export async function countLosses(run: TracedRun, scratch: string, seed?: string): Promise<LossCount> {
  const count = { moments: 0, acknowledged: 0, lost: 0, unopenable: 0 };
  for (const loss of lossesOf(run.events, run.folder, seed)) {
    const due = acknowledgedBy(loss, run.acknowledged);
    // Before the first acknowledgement nothing is promised.
    if (due.length === 0) continue;
    count.moments++;
    count.acknowledged = Math.max(count.acknowledged, due.flatMap(({ envelopes }) => envelopes).length);
    const folder = join(scratch, "after-loss");
    await layOut(loss, folder);
    try {
      const store = await openSqliteStore({ folder });
      count.lost += await countLost(store, due);
      await store.close();
    } catch {
      count.unopenable++;
    }
  }
  return count;
}

/** Each connection's acknowledgements went out in the order in which they came. */
function acknowledgedBy({ acknowledgedTo }: Loss, all: readonly Acknowledged[]): readonly Acknowledged[] {
  const sentByPort = new Map<number, number>();
  for (const port of acknowledgedTo) sentByPort.set(port, (sentByPort.get(port) ?? 0) + 1);
  return all.filter(({ localPort }) => {
    const left = sentByPort.get(localPort) ?? 0;
    sentByPort.set(localPort, left - 1);
    return left > 0;
  });
}

async function countLost(store: Store, due: readonly Acknowledged[]): Promise<number> {
  let lost = 0;
  for (const id of new Set(due.map(({ vault }) => vault.id))) {
    const hashes = await hashesOf(store, id);
    for (const { envelopes, first, vault } of due)
      if (vault.id === id)
        lost += envelopes.filter((envelope, at) => hashes[first - 1 + at] !== hashOf(envelope)).length;
  }
  return lost;
}

const hashOf = (envelope: Uint8Array): string => sha256(envelope).toString("hex");

async function hashesOf(store: Store, id: string): Promise<readonly string[]> {
  const vault = Buffer.from(id, "base64url");
  const row = await store.readVault(vault);
  if (row === null) return [];
  const hashes: string[] = [];
  while (hashes.length < row.head) {
    const read = await store.readLog({ vault, generation: row.generation }, hashes.length, 1_048_576);
    if (read.kind !== "log") break;
    hashes.push(...read.envelopes.map(hashOf));
  }
  return hashes;
}

/**
 * A relay killed between the write of a commit and its sync: the next one finds the commit in the write-ahead log,
 * though the disk may not have it, and is sent the same envelope again (rules 26 and 47). Its answer must not go out
 * before the disk has it. The power goes right after that answer.
 */
export async function countLostAfterResend(scratch: string, seed: string, kills: number): Promise<LossCount> {
  const sum = { moments: 0, acknowledged: 0, lost: 0, unopenable: 0 };
  for (let round = 0; round < kills; round++) {
    const run = await traceResend(join(scratch, `resend-${round}`), `${seed} resend ${round}`, round);
    const { moments, acknowledged, lost, unopenable } = await countLosses(run, scratch);
    sum.moments += moments;
    sum.acknowledged += acknowledged;
    sum.lost += lost;
    sum.unopenable += unopenable;
  }
  return sum;
}

/** Syncs of a fresh relay up to its first answer to an append, about; the kill comes some syncs later. */
const syncsOfStart = 26;

async function traceResend(folder: string, seed: string, round: number): Promise<TracedRun> {
  await mkdir(folder, { recursive: true });
  const files = [0, 1].map((life) => `${folder}-trace-${life}.txt`);
  const kill = ["-e", `inject=fsync,fdatasync:signal=KILL:when=${syncsOfStart + 3 * round}`];
  const order = { folder };
  const acknowledged: Acknowledged[] = [];

  let relay = await launchRelay(order, ["strace", ...straceWords(files[0]!), ...kill]);
  // On a connection of its own: the answer to a creation looks like that to an append.
  let wire = await openWire(relay.port);
  const vault = vaultOfSeed(seed);
  await createVault(wire, vault);
  wire.close();
  wire = await openWire(relay.port);
  const { token } = await openSession(wire, vault);
  let expect = 0;
  const append = async (): Promise<void> => {
    const envelopes = [envelopeOfSeed(`${seed} envelope ${expect}`)];
    const head = headOf(await wire.send(appendBytes(wire, token, expect, envelopes)));
    if (head === null) throw new Error("the relay refused what it was sent again");
    acknowledged.push({ localPort: wire.localPort, vault, first: head, envelopes });
    expect = head;
  };
  try {
    while (true) await append();
  } catch (error) {
    if (!(error instanceof Hung)) throw error;
  }
  await relay.ended;

  relay = await launchRelay(order, ["strace", ...straceWords(files[1]!)]);
  wire = await openWire(relay.port);
  // The session is still good: its token says all, and its key is in the store.
  await append();
  // Whoever is killed inside a call leaves half a line in the trace.
  await setTimeout(100);
  await relay.kill();

  const lives = await Promise.all(files.map((file) => readTrace(file, folder)));
  await Promise.all(files.map((file) => rm(file)));
  const endOfFirst = lives[0]!.reduce((end, event) => Math.max(end, event.end), 0);
  const later = lives[1]!.map((event) => ({
    ...event,
    begin: event.begin + endOfFirst,
    end: event.end + endOfFirst,
  }));
  if (!later.some(isAcknowledgement)) throw new Error("the trace has no answer to what was sent again");
  return { events: [...lives[0]!, ...later], acknowledged, folder };
}
