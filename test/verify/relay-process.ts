import { randomBytes } from "node:crypto";
import { createRelay, type Log, listen, openRelay, type Relay } from "@tidetable/relay";
import { openPostgresStore } from "../../apps/relay/src/store/postgres-store.ts";
import { openSqliteStore } from "../../apps/relay/src/store/sqlite-store.ts";
import type { Store } from "../../apps/relay/src/store/store.ts";

// The real relay in a process of its own, as the proofs and the benchmark start it: the real store, the real HTTP server,
// any free port, and no vault so busy that it has to wait. Its argument is a `RelayOrder` as JSON. It says
// "relay PORT PID" when it listens; what it logs stands around that.

export interface RelayOrder {
  /** Holds SQLite's database, and either engine's ledger of deletions. */
  readonly folder: string;
  /** Address of a PostgreSQL database that takes the place of SQLite. */
  readonly database?: string;
  /** Acknowledges what is not on disk yet: what the proofs must notice. */
  readonly unsafe?: boolean;
}

interface Opened {
  readonly relay: Relay;
  close(): Promise<void>;
}

const plenty = { perMinute: 1e9, burst: 1e9 };
const rates = { writes: plenty, challenges: plenty, creations: plenty, mail: plenty };
/** Rule 53: whoever still waits is answered within this time, and not with an acknowledgement. */
const lastWordsMs = 200;

const order: RelayOrder = JSON.parse(process.argv[2]!);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const log: Log = (entry) => say(JSON.stringify(entry));
const onFatal = (): void => {
  setTimeout(() => process.exit(1), lastWordsMs);
};

const opened = await (order.unsafe ? openUnsafe() : openAsServed());
const listening = await listen(opened.relay, { port: 0, host: "127.0.0.1", log });
if (!listening.ok) throw new Error(`no free port: ${listening.error.kind}`);
say(`relay ${listening.value.port} ${process.pid}`);

process.on("SIGTERM", async () => {
  await listening.value.stop();
  await opened.close();
  process.exit(0);
});

function openAsServed(): Promise<Opened> {
  const { folder, database } = order;
  return openRelay({ files: new Map(), dataFolder: folder, database, invite: "open", rates, log, onFatal });
}

/** The same relay on a store that nobody can open from outside. */
async function openUnsafe(): Promise<Opened> {
  const store = await openUnsafeStore();
  const relay = createRelay({
    store,
    files: new Map(),
    log,
    clock: Date.now,
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    later(ms, act) {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    invite: "open",
    rates,
    onFatal,
  });
  return { relay, close: () => store.close() };
}

async function openUnsafeStore(): Promise<Store> {
  const { folder, database } = order;
  return database === undefined
    ? openSqliteStore({ folder, unsafeForProof: true, onFatal })
    : openPostgresStore({ folder, address: database, unsafeForProof: true, onFatal });
}
