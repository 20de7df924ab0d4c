import type { Clock, Later, RandomBytes } from "../api/parts.ts";
import type { Log } from "../log.ts";
import { type Letterboxes, type NoticePlace, StoreFailure, type TakenNotice } from "../store/store.ts";
import { postMessage } from "./post.ts";
import { type PushKey, vapidAuthorization } from "./vapid.ts";

export interface PushSenderParts {
  readonly store: Pick<Letterboxes, "dueNotices" | "takeNotice" | "putBack" | "markGone">;
  readonly log: Log;
  readonly clock: Clock;
  readonly later: Later;
  readonly randomBytes: RandomBytes;
  readonly key: PushKey;
  readonly isPushService: (endpoint: string) => boolean;
  /** Where push services may write to; null says nothing. */
  readonly contact: string | null;
  /** Milliseconds to wait for a push service; 10,000 where nothing is said. */
  readonly timeoutMs?: number | undefined;
}

export interface PushSender {
  /**
   * Posts all that is due, in an order drawn anew, each at a time drawn from the next `spreadMs`; resolves when all of
   * it was tried. A notice is taken out of the store when its time has come, and not before.
   */
  dispatch(spreadMs: number): Promise<void>;
  /** Dispatches at the beginning of each quarter of an hour, spread over most of it. */
  start(): void;
  /** Takes no more out, and resolves when what is under way was answered, or waited for long enough. */
  stop(): Promise<void>;
}

const hourMs = 3_600_000;
const quarterMs = 900_000;
/** After a quarter of an hour begins: timers may be early by a little. Our choice. */
const startsAfterMs = 1_000;
/** Of each quarter of an hour, what is left for the last ones to be answered. Our choice: two timeouts and some more. */
const spreadMs = quarterMs - 30_000;
const usualTimeoutMs = 10_000;
/** Hours after the one it was due in, in which a notice may still be posted. Our choice: a heads-up is for the day. */
const triedForHours = 3;
/** Posts under way at once. Our choice. */
const postsAtOnce = 32;
/** Places asked for in one look. Our choice. */
const pagePlaces = 1_000;

const firstPlace: NoticePlace = { queue: new Uint8Array(), place: -1 };

/**
 * Posts notices when they are due (rule 101). Several processes may have one store: each looks at all that is due, and
 * who takes a notice out has it alone. What a process has taken out when it is killed is lost, and never posted twice.
 *
 * Nothing of whom, where or how many is logged.
 */
export function createPushSender(parts: PushSenderParts): PushSender {
  const { store, log, clock, later, randomBytes, key, isPushService, contact } = parts;
  const timeoutMs = parts.timeoutMs ?? usualTimeoutMs;
  const tokens = new Map<string, { readonly hour: number; readonly text: string }>();
  let isStopped = false;
  let isStarted = false;
  let cancelTick = (): void => {};
  /** Ends the wait for the next one's time. */
  const endWaits = new Set<() => void>();
  const running = new Set<Promise<void>>();

  const hourNow = (): number => Math.floor(clock() / hourMs);
  const drawFraction = (): number => new DataView(randomBytes(4).buffer).getUint32(0) / 2 ** 32;

  function authorizationFor(endpoint: string): string {
    const hour = hourNow();
    const { origin } = new URL(endpoint);
    const known = tokens.get(origin);
    if (known?.hour === hour) return known.text;
    for (const [other, token] of tokens) if (token.hour !== hour) tokens.delete(other);
    const text = vapidAuthorization(key, origin, { hour, contact });
    tokens.set(origin, { hour, text });
    return text;
  }

  async function post(taken: TakenNotice): Promise<void> {
    const { due, endpoint, message } = taken.notice;
    // Told a day after, a heads-up would be none; and an operator may have struck a service off.
    if (hourNow() > due + triedForHours || !isPushService(endpoint)) return;
    const outcome = await postMessage(endpoint, {
      authorization: authorizationFor(endpoint),
      message,
      timeoutMs,
    });
    const next = hourNow() + 1;
    if (outcome === "gone") await store.markGone(taken);
    else if (outcome === "later" && next <= due + triedForHours) await store.putBack(taken, next);
  }

  /** A store that cannot be asked now is asked again in the next quarter of an hour. */
  async function quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof StoreFailure) log({ event: "storage", trouble: error.trouble });
      else log({ event: "fault", name: error instanceof Error ? error.name : "unknown" });
    }
  }

  async function findDue(): Promise<readonly NoticePlace[]> {
    const all: NoticePlace[] = [];
    for (let page: readonly NoticePlace[] = []; ; ) {
      page = await store.dueNotices(hourNow(), page.at(-1) ?? firstPlace, pagePlaces);
      all.push(...page);
      if (page.length < pagePlaces) return all;
    }
  }

  const waitFor = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        endWaits.delete(end);
        cancel();
        resolve();
      };
      const cancel = later(ms, end);
      endWaits.add(end);
    });

  async function postAll(spread: number): Promise<void> {
    const begun = clock();
    // What is drawn for each is its place in the order, and its time.
    const drawn = (await findDue())
      .map((place) => ({ place, part: drawFraction() }))
      .toSorted((a, b) => a.part - b.part);
    const underWay = new Set<Promise<void>>();
    for (const { place, part } of drawn) {
      const waitMs = begun + part * spread - clock();
      if (waitMs > 0) await waitFor(waitMs);
      while (underWay.size >= postsAtOnce) await Promise.race(underWay);
      if (isStopped) break;
      const posting = quietly(async () => {
        const taken = await store.takeNotice(place, hourNow());
        if (taken !== null) await post(taken);
      }).finally(() => underWay.delete(posting));
      underWay.add(posting);
    }
    await Promise.all(underWay);
  }

  async function dispatch(spread: number): Promise<void> {
    if (isStopped) return;
    const run = quietly(() => postAll(spread)).finally(() => running.delete(run));
    running.add(run);
    await run;
  }

  function tickLater(): void {
    cancelTick = later(quarterMs - (clock() % quarterMs) + startsAfterMs, () => {
      void dispatch(spreadMs);
      tickLater();
    });
  }

  return {
    dispatch,
    start() {
      if (isStarted || isStopped) return;
      isStarted = true;
      tickLater();
    },
    async stop() {
      isStopped = true;
      cancelTick();
      for (const end of [...endWaits]) end();
      await Promise.all(running);
    },
  };
}
