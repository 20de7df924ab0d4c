import {
  type Argon2Parameters,
  calibratedParameters,
  createLock,
  defaultParameters,
  type Lock,
  type LockEnvironment,
  type LockOpener,
  lockFromJson,
  openLock,
  type RecordKeys,
  type SlotSecret,
} from "@tidetable/sync";
import { argon2InWorker } from "../platform/argon2.ts";
import type { NewLock } from "../platform/sealed-store.ts";

// A chunk of its own: most visits have no lock, and a locked one needs it once.

const environment: LockEnvironment<CryptoKey> = {
  subtle: crypto.subtle,
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  argon2: argon2InWorker,
};

/** The records' keys; null for whatever is wrong. */
export async function keysFromLock(lock: Lock, opener: LockOpener): Promise<RecordKeys<CryptoKey> | null> {
  const opened = await openLock(environment, lock, opener);
  return opened.ok ? opened.value : null;
}

/** A lock of these secrets, to be opened from where it was stored with each of them before it counts. */
export async function makeLock(secrets: readonly SlotSecret[]): Promise<NewLock> {
  const lock = await createLock(environment, secrets);
  return {
    lock,
    async open(stored) {
      const read = lockFromJson(stored);
      let keys: RecordKeys<CryptoKey> | null = null;
      for (const secret of secrets) {
        keys = read && (await keysFromLock(read, secret));
        if (!keys) return null;
      }
      return keys;
    },
  };
}

/** What a guess shall cost, measured on this device with the default. */
export async function parametersForHere(): Promise<Argon2Parameters> {
  const started = performance.now();
  await argon2InWorker(new Uint8Array(16), new Uint8Array(16), defaultParameters);
  return calibratedParameters(performance.now() - started);
}
