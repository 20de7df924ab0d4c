import { randomBytes } from "node:crypto";
import { type InviteRule, inviteText } from "./api/invite.ts";
import { dayOf, type Later, type Rates } from "./api/parts.ts";
import type { AppFiles } from "./app-files.ts";
import type { Log } from "./log.ts";
import { isOwnHost } from "./own-host.ts";
import { createRelay, type Relay } from "./relay.ts";
import { openPostgresStore } from "./store/postgres-store.ts";
import { openSqliteStore } from "./store/sqlite-store.ts";
import { type Store, StoreFailure } from "./store/store.ts";

export interface OpenRelayOptions {
  readonly files: AppFiles;
  /** Holds the embedded database, and the ledger of deletions whichever database there is. */
  readonly dataFolder: string;
  /** Address of a PostgreSQL database, `postgresql://…`, that takes the place of the embedded one. */
  readonly database?: string | undefined;
  /** Who may make a vault; "first" where nothing is said. */
  readonly invite?: InviteRule | undefined;
  /** Origins, besides its own, that the app may speak with. */
  readonly connectTo?: readonly string[] | undefined;
  /** Host and port by which devices address this relay, as `isHost` has it; this machine's names and addresses where nothing is said. */
  readonly publicHost?: string | undefined;
  /** What differs from the usual rates. */
  readonly rates?: Partial<Rates> | undefined;
  readonly log: Log;
  /** Called once, when the store could not sync: this process must end (rule 53). */
  readonly onFatal?: (() => void) | undefined;
}

/** A relay with its store, ready to listen. */
export interface OpenRelay {
  readonly relay: Relay;
  /** What its owner gives to people who may make a vault here. */
  readonly invite: string;
  /** Ends the sweeping and closes the store; to be called when nothing is asked any more. */
  close(): Promise<void>;
}

/** How often it is asked whether a new day has begun. Our choice. */
const askForDayMs = 3_600_000;

/** Timers that keep no process alive. */
const later: Later = (ms, act) => {
  const timer = setTimeout(act, ms);
  timer.unref();
  return () => clearTimeout(timer);
};

/**
 * Opens the store, makes the relay, and sweeps the store at once and each day.
 *
 * @throws StoreFailure where the store cannot be opened; RangeError for a `connectTo` or `publicHost` that is none
 */
export async function openRelay(options: OpenRelayOptions): Promise<OpenRelay> {
  const { files, log, connectTo, publicHost, invite, rates } = options;
  if (publicHost !== undefined && !isHost(publicHost)) {
    throw new RangeError("openRelay expects publicHost as host or host:port");
  }
  const onFatal = once(options.onFatal ?? (() => {}));
  const { database: address, dataFolder: folder } = options;
  const store = await (address === undefined
    ? openSqliteStore({ folder, onFatal })
    : openPostgresStore({ address, folder, onFatal }));
  try {
    const relay = createRelay({
      files,
      log,
      connectTo,
      store,
      clock: Date.now,
      randomBytes: (count) => new Uint8Array(randomBytes(count)),
      later,
      publicHost,
      isOwnHost,
      invite,
      rates,
      onFatal,
    });
    const secret = await store.secret("invite", new Uint8Array(randomBytes(32)));
    const stopSweeping = sweepDaily(store, log);
    return {
      relay,
      invite: inviteText(secret),
      async close() {
        await stopSweeping();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Sweeps now and whenever a new day has begun; what it gives back stops that, and waits for a sweep under way. */
function sweepDaily(store: Store, log: Log): () => Promise<void> {
  let sweptDay = Number.NaN;
  let underWay: Promise<void> = Promise.resolve();

  async function sweep(): Promise<void> {
    const today = dayOf(Date.now());
    if (today === sweptDay) return;
    try {
      await store.sweep(today);
      sweptDay = today;
    } catch (error) {
      // The next hour tries again.
      if (error instanceof StoreFailure) log({ event: "storage", trouble: error.trouble });
      else log({ event: "fault", name: error instanceof Error ? error.name : "unknown" });
    }
  }
  function sweepInTurn(): void {
    underWay = underWay.then(sweep);
  }

  sweepInTurn();
  const timer = setInterval(sweepInTurn, askForDayMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    return underWay;
  };
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
}

/** Whether this is a host, or host:port, as an address has it: no scheme, no path, and no port that goes without saying. */
export const isHost = (text: string): boolean =>
  ["http", "https"].every((scheme) => {
    try {
      return new URL(`${scheme}://${text}`).host === text;
    } catch {
      return false;
    }
  });
