import { randomBytes } from "node:crypto";
import { type InviteRule, inviteText } from "./api/invite.ts";
import { type Clock, dayOf, type Later, type RandomBytes, type Rates } from "./api/parts.ts";
import type { AppFiles } from "./app-files.ts";
import type { Log } from "./log.ts";
import { isOwnHost } from "./own-host.ts";
import { createPushServices, isPushContact } from "./push/push-services.ts";
import { createPushSender, type PushSender } from "./push/sender.ts";
import { pushKeyOf } from "./push/vapid.ts";
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
  /** Origins of push services beside those of the common browsers; over HTTPS, unless on this machine. */
  readonly pushServices?: readonly string[] | undefined;
  /** Where push services may write to, `mailto:` or `https:`; where nothing is said, they are told the `publicHost`. */
  readonly pushContact?: string | undefined;
  /** What time it is, in milliseconds since 1970; this machine's clock where nothing is said. */
  readonly clock?: Clock | undefined;
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
  /**
   * Posts the notices that are due, spread over `spreadMs`, at once where nothing is said; resolves when each was tried.
   * The relay does this by itself in each quarter of an hour.
   */
  dispatch(spreadMs?: number): Promise<void>;
  /** Ends the sweeping and the posting, and closes the store; to be called when nothing is asked any more. */
  close(): Promise<void>;
}

/** How often it is asked whether a new day has begun. Our choice. */
const askForDayMs = 3_600_000;
/** How often what was erased is looked after. Half of the minute in which it is to be gone. */
const scrubMs = 30_000;

/** Timers that keep no process alive. */
const later: Later = (ms, act) => {
  const timer = setTimeout(act, ms);
  timer.unref();
  return () => clearTimeout(timer);
};

const drawBytes: RandomBytes = (count) => new Uint8Array(randomBytes(count));

/**
 * Opens the store, makes the relay, sweeps the store at once and each day, and posts notices when they are due.
 *
 * @throws StoreFailure where the store cannot be opened; RangeError for a `connectTo`, `publicHost`, `pushServices` or
 * `pushContact` that is none
 */
export async function openRelay(options: OpenRelayOptions): Promise<OpenRelay> {
  const { files, log, connectTo, publicHost, invite, rates, pushServices, clock = Date.now } = options;
  if (publicHost !== undefined && !isHost(publicHost)) {
    throw new RangeError("openRelay expects publicHost as host or host:port");
  }
  if (options.pushContact !== undefined && !isPushContact(options.pushContact)) {
    throw new RangeError("openRelay expects pushContact as mailto: or https:");
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
      clock,
      randomBytes: drawBytes,
      later,
      pushServices,
      publicHost,
      isOwnHost,
      invite,
      rates,
      onFatal,
    });
    const secret = await store.secret("invite", drawBytes(32));
    const sender = await createSender(options, store, clock);
    sender.start();
    const stopSweeping = sweepDaily(store, log, clock);
    return {
      relay,
      invite: inviteText(secret),
      dispatch: (spreadMs = 0) => sender.dispatch(spreadMs),
      async close() {
        await Promise.all([stopSweeping(), sender.stop()]);
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function createSender(
  { log, publicHost, pushServices, pushContact }: OpenRelayOptions,
  store: Store,
  clock: Clock,
): Promise<PushSender> {
  const named = publicHost === undefined ? null : `https://${publicHost}`;
  return createPushSender({
    store,
    log,
    clock,
    later,
    randomBytes: drawBytes,
    key: pushKeyOf(await store.secret("push", drawBytes(32))),
    isPushService: createPushServices(pushServices ?? []),
    contact: pushContact ?? named,
  });
}

/** Sweeps now and whenever a new day has begun, and scrubs in between; what it gives back stops that, and waits for a sweep under way. */
function sweepDaily(store: Store, log: Log, clock: Clock): () => Promise<void> {
  let sweptDay = Number.NaN;
  let underWay: Promise<void> = Promise.resolve();

  async function sweep(): Promise<void> {
    const today = dayOf(clock());
    if (today === sweptDay) return;
    await store.sweep(today);
    sweptDay = today;
  }
  function inTurn(work: () => Promise<void>): void {
    underWay = underWay.then(work).catch((error: unknown) => {
      // The next time tries again.
      if (error instanceof StoreFailure) log({ event: "storage", trouble: error.trouble });
      else log({ event: "fault", name: error instanceof Error ? error.name : "unknown" });
    });
  }

  inTurn(sweep);
  const timers = [
    setInterval(() => inTurn(sweep), askForDayMs),
    setInterval(() => inTurn(() => store.scrub()), scrubMs),
  ];
  for (const timer of timers) timer.unref();
  return () => {
    for (const timer of timers) clearInterval(timer);
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
