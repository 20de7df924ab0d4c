import type { JSX } from "preact";
import type { DiarySession } from "../diary-session.ts";
import { pageAttention } from "../platform/attention.ts";
import { createLockChannel } from "../platform/lock-channel.ts";
import type { OpenedStore, SealedStore } from "../platform/sealed-store.ts";
import { StoreFailure } from "../store-failure.ts";
import type { Words } from "../strings/words.ts";
import { createLockControl, type LockControl } from "./lock-control.ts";
import { lockTimeFrom, lockTimeSetting, lockWhenHidden } from "./lock-when-hidden.ts";

/** One for the page: a second one would hear what the first one says. */
const channel = createLockChannel();

/** The store, once it is open: at once where there is no lock, else when somebody has opened it on the lock screen. */
export async function unlockedStore(
  opened: OpenedStore,
  words: Words,
  show: (page: JSX.Element) => void,
): Promise<SealedStore> {
  channel.listen(() => location.reload());
  if (opened.kind === "open") return opened.store;
  const { UnlockScreen, lockFromJson } = await import("../screens/lock/unlock-screen.tsx");
  const lock = lockFromJson(opened.stored);
  if (!lock) throw new StoreFailure("unopenable");
  return new Promise((resolve) =>
    show(<UnlockScreen words={words} lock={lock} onOpened={(keys) => resolve(opened.unlock(lock, keys))} />),
  );
}

/**
 * The lock of an open diary; it closes by itself when the page has been out of sight for long enough.
 *
 * Locking loads the page anew: that drops the keys with everything else the page knew, and leaves nothing to forget.
 */
export function startLock(store: SealedStore, session: DiarySession, clear: () => void): LockControl {
  const lockHere = () => {
    clear();
    location.reload();
  };
  const control = createLockControl(
    store,
    async (secrets) => (await import("./lock-cipher.ts")).makeLock(secrets),
    lockHere,
    channel.tell,
  );
  lockWhenHidden(
    pageAttention,
    () => lockTimeFrom(session.settings.peek().get(lockTimeSetting)),
    () => {
      if (control.lock.peek()) lockHere();
    },
  );
  return control;
}
