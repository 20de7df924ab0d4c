/** How often something may happen: `perMinute` in the long run, after `burst` at once. */
export interface Rate {
  readonly perMinute: number;
  readonly burst: number;
}

/** Counts in memory, by key. */
export interface RateLimit {
  /** Takes one turn: 0 where there was one, else the milliseconds until there is; then nothing was taken. */
  take(key: string): number;
  /** Forgets everybody. */
  clear(): void;
}

/** Keys remembered at once. Our choice: at about 100 bytes each, 10 MB. */
const maxKeys = 100_000;

/**
 * The generic cell rate algorithm: one number a key, the time at which its turns would all be back.
 * Source: ITU-T I.371, annex A; a leaky bucket without a timer.
 */
export function createRateLimit({ perMinute, burst }: Rate, clock: () => number): RateLimit {
  if (!(perMinute > 0)) throw new RangeError("createRateLimit expects perMinute above 0");
  if (!(burst >= 1)) throw new RangeError("createRateLimit expects a burst of at least 1");
  const interval = 60_000 / perMinute;
  const tolerance = interval * (burst - 1);
  const dueByKey = new Map<string, number>();

  function makeRoom(now: number): void {
    for (const [key, due] of dueByKey) if (due <= now) dueByKey.delete(key);
    // All of them busy: whoever has been here longest starts anew, rather than the relay filling its memory.
    for (const key of dueByKey.keys()) {
      if (dueByKey.size < maxKeys) break;
      dueByKey.delete(key);
    }
  }

  return {
    take(key) {
      const now = clock();
      // A clock that was set back would leave an entry due far ahead, and its owner waiting for it.
      const due = Math.min(Math.max(dueByKey.get(key) ?? now, now), now + tolerance + interval);
      const waitMs = Math.max(0, due - tolerance - now);
      if (dueByKey.size >= maxKeys && !dueByKey.has(key)) makeRoom(now);
      dueByKey.set(key, waitMs > 0 ? due : due + interval);
      return waitMs;
    },
    clear: () => dueByKey.clear(),
  };
}
