import type { TraceEvent } from "./relay-trace.ts";
import type { TestVault } from "./relay-vault.ts";

/** An acknowledgement as a client saw it, and which connection brought it. */
export interface Acknowledged {
  readonly localPort: number;
  readonly vault: TestVault;
  /** Index of the first envelope. */
  readonly first: number;
  readonly envelopes: readonly Buffer[];
}

export interface OrderCount {
  /** As the trace has them. */
  readonly acknowledgements: number;
  /** Those that clients had and the trace has not: it would have to be read otherwise. */
  readonly unseen: number;
  readonly syncs: number;
  /** Acknowledgements that went out while a write before them had not been synced. */
  readonly withoutSync: number;
  /** Acknowledgements for an envelope whose bytes had not reached a synced part of any file. */
  readonly withoutBytes: number;
}

/** Whether what a relay sent acknowledges an append: its body alone is a head. */
export const isAcknowledgement = (event: TraceEvent): event is TraceEvent & { kind: "send" } =>
  event.kind === "send" &&
  /^HTTP\/1\.1 200 /.test(event.data.toString("latin1", 0, 16)) &&
  /\r\n\r\n\{"head":\d+\}$/.test(event.data.toString("latin1"));

/**
 * Holds a trace against rule 53: at the moment of every acknowledgement, each file of the database had been synced since
 * it was last written, and the very bytes acknowledged were among what was synced.
 *
 * `isDurable` names the files that count: what a commit is durable by. One connection at a time may append, else a write
 * for the next request may lie between a sync and the answer it belongs to.
 */
export function countOrder(
  events: readonly TraceEvent[],
  acknowledged: readonly Acknowledged[],
  isDurable: (path: string) => boolean,
): OrderCount {
  const waitingByPort = new Map<number, Acknowledged[]>();
  for (const ack of acknowledged)
    waitingByPort.set(ack.localPort, [...(waitingByPort.get(ack.localPort) ?? []), ack]);

  const files = new Map<string, TracedFile>();
  const synced: Buffer[] = [];
  const count = { acknowledgements: 0, unseen: 0, syncs: 0, withoutSync: 0, withoutBytes: 0 };
  for (const event of events.toSorted((a, b) => moment(a) - moment(b))) {
    if (isAcknowledgement(event)) {
      const ack = waitingByPort.get(event.to)?.shift();
      // What went out in the moment of the end of the trace may not have come.
      if (ack === undefined) continue;
      count.acknowledgements++;
      if ([...files.values()].some(({ unsynced }) => unsynced.length > 0)) count.withoutSync++;
      if (!ack.envelopes.every((envelope) => holds(synced, envelope))) count.withoutBytes++;
    }
    if (event.kind !== "write" && event.kind !== "sync") continue;
    if (!isDurable(event.path)) continue;
    const file = files.get(event.path) ?? { unsynced: [] };
    files.set(event.path, file);
    if (event.kind === "write") file.unsynced.push(event);
    else if (event.ok) {
      count.syncs++;
      const covered = file.unsynced.filter((write) => write.end < event.begin);
      file.unsynced = file.unsynced.filter((write) => write.end >= event.begin);
      synced.push(...covered.map((write) => write.data));
    }
  }
  count.unseen = acknowledged.length - count.acknowledgements;
  return count;
}

interface TracedFile {
  unsynced: (TraceEvent & { kind: "write" })[];
}

/** A write may count from where it begins, and so does an answer; a sync counts when it is over. */
const moment = (event: TraceEvent): number => (event.kind === "sync" ? event.end : event.begin);

/** Newest first: an envelope is looked for shortly after it was written. */
function holds(written: readonly Buffer[], envelope: Buffer): boolean {
  for (let at = written.length - 1; at >= 0; at--)
    if (windowsOf(envelope).some((window) => written[at]!.includes(window))) return true;
  return false;
}

/** Stretches that a page's edge cannot all cut. */
const windowsOf = (envelope: Buffer): readonly Buffer[] =>
  [0.2, 0.5, 0.8].map((share) => {
    const at = Math.floor(envelope.length * share);
    return envelope.subarray(at, at + 24);
  });
