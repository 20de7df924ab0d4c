/** When an open diary is locked by itself. `closed`: only with its page. */
export const lockTimes = ["at-once", "minutes", "closed"] as const;
export type LockTime = (typeof lockTimes)[number];

/** A sealed setting of the diary, by its name. */
export const lockTimeSetting = "lock-when";
/** Our choice: long enough to look something up, short enough for a phone that was put down. */
export const lockMinutes = 5;

/** The setting as it was kept; five minutes for anything else. */
export const lockTimeFrom = (value: unknown): LockTime =>
  lockTimes.find((time) => time === value) ?? "minutes";

/** Where it is known whether the page is seen, and what time it is. */
export interface Attention {
  isHidden(): boolean;
  onChange(changed: () => void): void;
  /** Milliseconds since any moment. */
  now(): number;
  after(milliseconds: number, act: () => void): () => void;
}

/**
 * Locks when the page has been hidden for as long as the owner chose.
 *
 * Browsers slow the timers of a hidden page down or stop them with the device, so the time is looked at again when the
 * page is seen.
 */
export function lockWhenHidden(attention: Attention, time: () => LockTime, lock: () => void): void {
  let hiddenSince: number | null = null;
  let stop = () => {};
  attention.onChange(() => {
    stop();
    stop = () => {};
    const milliseconds = millisecondsOf(time());
    if (attention.isHidden()) {
      hiddenSince ??= attention.now();
      if (milliseconds === 0) lock();
      else if (Number.isFinite(milliseconds)) stop = attention.after(milliseconds, lock);
    } else {
      const since = hiddenSince;
      hiddenSince = null;
      if (since !== null && attention.now() - since >= milliseconds) lock();
    }
  });
}

function millisecondsOf(time: LockTime): number {
  switch (time) {
    case "at-once":
      return 0;
    case "minutes":
      return lockMinutes * 60_000;
    case "closed":
      return Number.POSITIVE_INFINITY;
  }
}
