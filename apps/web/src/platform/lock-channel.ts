/** Tells other open tabs of this app that the lock was closed or changed, so that they load anew. Nothing else is said. */
export interface LockChannel {
  tell(): void;
  listen(onLock: () => void): void;
}

export function createLockChannel(): LockChannel {
  const channel = new BroadcastChannel("tidetable-lock");
  return {
    tell: () => channel.postMessage("lock"),
    listen: (onLock) => channel.addEventListener("message", onLock),
  };
}
