import type { Attention } from "../lock/lock-when-hidden.ts";

/** The page's own visibility. A page that comes back out of the browser's memory was hidden until then. */
export const pageAttention: Attention = {
  isHidden: () => document.visibilityState === "hidden",
  onChange(changed) {
    document.addEventListener("visibilitychange", changed);
    addEventListener("pageshow", changed);
  },
  // The only clock that runs on while the device sleeps.
  now: () => Date.now(),
  after(milliseconds, act) {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
};
