import type { Store } from "../store/store.ts";
import { writeBase64url } from "./parse.ts";
import type { Later, StreamLimits } from "./parts.ts";

/** Somebody who wants to know where a vault's head is. */
export interface Watcher {
  readonly generation: number;
  /** The head is here, or was a moment ago: it may be told again, and after a later one. */
  moved(head: number): void;
  /** The session is over: its key was replaced, its vault deleted, or the relay stops. */
  ended(): void;
}

/** Where the heads of watched vaults are, told to whoever watches. */
export interface Heads {
  /** Null where as many watch as may; else what stops the watching. */
  watch(vault: Uint8Array, watcher: Watcher): (() => void) | null;
  /** This process moved the head. */
  move(vault: Uint8Array, head: number): void;
  /** This process ended all sessions of generations before this one; `Infinity` for a vault that is gone. */
  endBefore(vault: Uint8Array, generation: number): void;
  endAll(): void;
}

interface Watched {
  readonly vault: Uint8Array;
  readonly watchers: Set<Watcher>;
}

interface HeadsParts {
  readonly store: Store;
  readonly later: Later;
  readonly limits: StreamLimits;
  readonly pollMs: number;
}

/** Vaults looked at together. Our choice: as many as a pool of database connections has. */
const readAtOnce = 8;

/**
 * What this process does is told at once. What another process of the same relay does is found by looking at the head of
 * each watched vault every `pollMs`; nothing is looked at while nobody watches.
 */
export function createHeads({ store, later, limits, pollMs }: HeadsParts): Heads {
  const watchedByVault = new Map<string, Watched>();
  let count = 0;
  let cancelLook: (() => void) | null = null;
  let isLooking = false;

  function tell(watched: Watched, head: number): void {
    for (const watcher of watched.watchers) watcher.moved(head);
  }

  function end(watched: Watched, isOver: (watcher: Watcher) => boolean): void {
    for (const watcher of [...watched.watchers]) if (isOver(watcher)) watcher.ended();
  }

  async function look(watched: Watched): Promise<void> {
    try {
      const row = await store.readVault(watched.vault);
      if (row === null) return end(watched, () => true);
      end(watched, ({ generation }) => generation < row.generation);
      tell(watched, row.head);
    } catch {
      // A store that cannot be read now is asked again; whoever asks it for something is told.
    }
  }

  async function lookAtAll(): Promise<void> {
    isLooking = true;
    const all = [...watchedByVault.values()];
    for (let start = 0; start < all.length; start += readAtOnce) {
      await Promise.all(all.slice(start, start + readAtOnce).map(look));
    }
    isLooking = false;
    lookLater();
  }

  function lookLater(): void {
    if (watchedByVault.size === 0 || isLooking || cancelLook !== null) return;
    cancelLook = later(pollMs, () => {
      cancelLook = null;
      void lookAtAll();
    });
  }

  return {
    watch(vault, watcher) {
      const name = writeBase64url(vault);
      const watched = watchedByVault.get(name) ?? { vault, watchers: new Set<Watcher>() };
      if (count >= limits.inAll || watched.watchers.size >= limits.perVault) return null;
      watchedByVault.set(name, watched);
      watched.watchers.add(watcher);
      count += 1;
      lookLater();
      return () => {
        if (!watched.watchers.delete(watcher)) return;
        count -= 1;
        if (watched.watchers.size > 0) return;
        watchedByVault.delete(name);
        if (watchedByVault.size > 0) return;
        cancelLook?.();
        cancelLook = null;
      };
    },
    move(vault, head) {
      const watched = watchedByVault.get(writeBase64url(vault));
      if (watched) tell(watched, head);
    },
    endBefore(vault, generation) {
      const watched = watchedByVault.get(writeBase64url(vault));
      if (watched) end(watched, (watcher) => watcher.generation < generation);
    },
    endAll() {
      for (const watched of [...watchedByVault.values()]) end(watched, () => true);
    },
  };
}
