import { type ReadonlySignal, signal } from "@preact/signals";
import type { Lock, SlotSecret } from "@tidetable/sync";
import type { SealedStore } from "../platform/sealed-store.ts";
import { type StoreTrouble, troubleOf } from "../store-failure.ts";

/** What is locked with, and closing and changing it. */
export interface LockControl {
  /** Null: no lock. */
  readonly lock: ReadonlySignal<Lock | null>;
  /** Drops the keys and everything shown, here and in other tabs. */
  readonly lockNow: () => void;
  /** Puts a new lock of these secrets on, or none; null if it is done. Loads the code of it when it is called. */
  change(secrets: readonly SlotSecret[] | null): Promise<StoreTrouble | null>;
}

/** A new lock of these secrets, and its opening with the first of them: what can be opened was written right. */
export type MakeLock = (secrets: readonly SlotSecret[]) => Promise<Parameters<SealedStore["reseal"]>[0]>;

export function createLockControl(
  store: SealedStore,
  makeLock: MakeLock,
  lockHere: () => void,
  tellOtherTabs: () => void,
): LockControl {
  const lock = signal(store.lock);
  return {
    lock,
    lockNow() {
      tellOtherTabs();
      lockHere();
    },
    async change(secrets) {
      try {
        await store.reseal(secrets && (await makeLock(secrets)));
        lock.value = store.lock;
        // Their keys fit nothing any more.
        tellOtherTabs();
        return null;
      } catch (error) {
        return troubleOf(error);
      }
    },
  };
}
