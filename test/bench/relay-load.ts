import { performance } from "node:perf_hooks";
import { HocuspocusProvider } from "@hocuspocus/provider";
import { Doc } from "yjs";
import {
  appendBytes,
  createVault,
  envelopeOfSeed,
  openSession,
  seededBytes,
  vaultOfSeed,
} from "../verify/relay-vault.ts";
import { openWire } from "../verify/relay-wire.ts";

// The load, in a process of its own: so many connections, each with one change under way at any time. Its argument is a
// `LoadOrder` as JSON, its output a `LoadResult`.

export interface LoadOrder {
  /** A relay; something that answers a relay's requests in whatever way; Hocuspocus. */
  readonly to: "relay" | "nothing" | "rival";
  readonly port: number;
  readonly connections: number;
  /** Before counting begins. */
  readonly warmUpSeconds: number;
  readonly seconds: number;
  readonly changeBytes: number;
}

export interface LoadResult {
  readonly perSecond: number;
  /** Milliseconds from sending to the answer. */
  readonly median: number;
  readonly p99: number;
}

/** Makes one change and resolves when the other side has said that it took it. */
type Change = () => Promise<void>;

const order: LoadOrder = JSON.parse(process.argv[2]!);
const connect = { relay: connectToRelay, nothing: connectToNothing, rival: connectToRival }[order.to];
// All at once: a connection that waits for the others for long is closed by the server.
const changes = await Promise.all(Array.from({ length: order.connections }, (_, index) => connect(index)));
const result = await measure(changes);
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));

async function measure(all: readonly Change[]): Promise<LoadResult> {
  const from = performance.now() + 1_000 * order.warmUpSeconds;
  const to = from + 1_000 * order.seconds;
  const took: number[] = [];
  const one = async (change: Change): Promise<void> => {
    let before = performance.now();
    while (before < to) {
      await change();
      const after = performance.now();
      if (after >= from && after < to) took.push(after - before);
      before = after;
    }
  };
  await Promise.all(all.map(one));
  took.sort((a, b) => a - b);
  const at = (share: number): number => took[Math.floor(took.length * share)] ?? Number.NaN;
  return { perSecond: took.length / order.seconds, median: at(0.5), p99: at(0.99) };
}

/** A vault a connection, so that no change waits for another's place in a log. */
async function connectToRelay(index: number): Promise<Change> {
  const wire = await openWire(order.port);
  const vault = vaultOfSeed(`bench vault ${index}`);
  const { status } = await createVault(wire, vault);
  if (status >= 300 && status !== 409) throw new Error(`the relay made no vault: ${status}`);
  const session = await openSession(wire, vault);
  const envelope = envelopeOfSeed(`bench envelope ${index}`, order.changeBytes);
  let { head } = session;
  return async () => {
    envelope.writeDoubleBE(head, order.changeBytes - 8);
    const { status, body } = await wire.send(appendBytes(wire, session.token, head, [envelope]));
    if (status !== 200) throw new Error(`the relay refused: ${status} ${body.toString()}`);
    head++;
  };
}

/** The same bytes as to a relay, with a token of a real one's length. */
async function connectToNothing(index: number): Promise<Change> {
  const wire = await openWire(order.port);
  const token = seededBytes(`bench token ${index}`, 49).toString("base64url");
  const envelope = envelopeOfSeed(`bench envelope ${index}`, order.changeBytes);
  let head = 0;
  return async () => {
    envelope.writeDoubleBE(head, order.changeBytes - 8);
    const { status } = await wire.send(appendBytes(wire, token, head, [envelope]));
    if (status !== 200) throw new Error(`nothing was refused: ${status}`);
    head++;
  };
}

/**
 * A document a connection, changed by the rival's own client. Each change replaces the document's one value, so that what
 * the rival stores stays as small as one change; it keeps the last where a relay keeps all. It counts when the
 * server's sync status for it has come.
 */
async function connectToRival(index: number): Promise<Change> {
  const document = new Doc();
  const map = document.getMap("register");
  let arrived: (() => void) | null = null;
  const provider = new HocuspocusProvider({
    url: `ws://127.0.0.1:${order.port}`,
    name: `document-${index}`,
    document,
    onUnsyncedChanges: ({ number }: { number: number }) => {
      if (number === 0) arrived?.();
    },
  });
  if (!provider.isSynced) await new Promise<void>((resolve) => provider.on("synced", () => resolve()));
  let count = 0;
  const value = seededBytes(`bench value ${index}`, order.changeBytes);
  return () =>
    new Promise((resolve) => {
      arrived = resolve;
      const fresh = new Uint8Array(value);
      new DataView(fresh.buffer).setUint32(0, count++);
      map.set("value", fresh);
    });
}
