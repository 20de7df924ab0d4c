import type { Attention } from "../lock/lock-when-hidden.ts";

/** What became of a round: `not-mine` where another tab has the turn. */
export type Round = "done" | "trouble" | "stopped" | "not-mine";

interface SyncingParts {
  /** One round with the relay. */
  round(): Promise<Round>;
  /** Calls `onHead` when the relay has news, until the stream or `isOver` ends; false where there was no stream. */
  watch(isOver: AbortSignal, onHead: () => void): Promise<boolean>;
  /** Whether anything is to be sent. */
  isWaiting(): boolean;
  readonly attention: Pick<Attention, "isHidden" | "onChange" | "after">;
  readonly online: { isOnline(): boolean; onOnline(back: () => void): () => void };
}

/** When a vault is synced: at the start, after edits, when the relay has news, when the network is back, and now and then. */
export interface Syncing {
  begin(): void;
  /** Something was edited: a round when editing rests. */
  soon(): void;
  /** A round at once; resolves with it. */
  now(): Promise<void>;
  end(): void;
}

// Milliseconds; each is our choice.
/** Several taps in a row make one envelope, and its time says less. */
const restAfterEdits = 3_000;
/** Between two askings of a relay that does not tell by itself, and of one that does. */
const pollEvery = 30_000;
const pollEveryWithStream = 300_000;
const firstRetry = 4_000;
const lastRetry = 300_000;

export function createSyncing({ round, watch, isWaiting, attention, online }: SyncingParts): Syncing {
  let stopTimer: () => void = () => undefined;
  let running: Promise<void> | null = null;
  let isAskedAgain = false;
  let isSoon = false;
  let failures = 0;
  let isOver = true;
  let stream: AbortController | null = null;
  let stopOnline: () => void = () => undefined;

  const later = (milliseconds: number) => {
    stopTimer();
    stopTimer = attention.after(milliseconds, () => void now());
  };

  const planNext = (became: Round) => {
    failures = became === "trouble" ? failures + 1 : 0;
    if (isOver || became === "stopped") return;
    if (isAskedAgain) return later(0);
    if (isSoon) return later(restAfterEdits);
    // A hidden page asks again when it is seen; the network's return is an event of its own.
    if (attention.isHidden()) return;
    if (became === "done") openStream();
    if (became === "trouble") later(Math.min(lastRetry, firstRetry * 2 ** (failures - 1)));
    else later(stream ? pollEveryWithStream : pollEvery);
  };

  const openStream = () => {
    if (stream) return;
    const mine = new AbortController();
    stream = mine;
    watch(mine.signal, () => void now())
      .catch(() => false)
      .then((wasThere) => {
        if (stream !== mine) return;
        stream = null;
        // Ended by itself: the session's hour is over, or the relay went. The next round opens another.
        if (!isOver && wasThere && !mine.signal.aborted) later(firstRetry);
        else if (!isOver && !attention.isHidden()) later(pollEvery);
      });
  };

  const now = (): Promise<void> => {
    if (isOver) return Promise.resolve();
    if (running) {
      isAskedAgain = true;
      return running;
    }
    stopTimer();
    isAskedAgain = false;
    isSoon = false;
    running = round()
      .catch((): Round => "trouble")
      .then((became) => {
        running = null;
        planNext(became);
      });
    return running;
  };

  const onAttention = () => {
    if (isOver) return;
    if (attention.isHidden()) {
      stream?.abort();
      stream = null;
    }
    // Hidden: what was just edited goes out while it can. Seen: what others wrote comes in.
    if (!attention.isHidden() || isWaiting()) void now();
  };
  let isListening = false;

  return {
    begin() {
      isOver = false;
      if (!isListening) attention.onChange(onAttention);
      isListening = true;
      stopOnline = online.onOnline(() => {
        failures = 0;
        void now();
      });
      void now();
    },
    soon() {
      isSoon = true;
      if (!isOver && !running) later(restAfterEdits);
    },
    now,
    end() {
      isOver = true;
      stopTimer();
      stopOnline();
      stream?.abort();
      stream = null;
    },
  };
}
