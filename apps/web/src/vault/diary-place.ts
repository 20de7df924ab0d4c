import { type ReadonlySignal, signal } from "@preact/signals";
import type { SessionStore } from "../diary-session.ts";
import type { SealedStore } from "../platform/sealed-store.ts";
import type { LiveVault } from "./live-vault.ts";
import { isDiaryName, isSettingName, isVaultName, only, type Values, withChanges } from "./stored-names.ts";
import type { TabTurn } from "./tab-turn.ts";

/**
 * Where the diary lies: as plain records in the sealed store, or, once it is to be on more than one device, in a vault
 * in the same store. The code of a vault is loaded only where there is one.
 */
export interface DiaryPlace extends SessionStore {
  /** Null: the diary lies on this device only, as plain records. */
  readonly vault: ReadonlySignal<LiveVault | null>;
  /** Another tab has changed something; what is remembered here does not count any more. */
  heardOtherTab(): void;
  /**
   * Changes what the diary lies in: `work` gets everything stored and answers what to write, all or nothing, while no
   * other tab writes. @throws StoreFailure, with everything as it was
   */
  rebuild<Value>(
    work: (stored: Values) => Promise<{ readonly changes: Values; readonly value: Value }>,
  ): Promise<Value>;
  /** Called when something else than this session's edits has changed the diary. */
  onChanged(changed: () => void): void;
  /** Stops everything: the store is about to be erased. */
  close(): void;
}

/** Opens the place that a store holds. @throws StoreFailure */
export async function openDiaryPlace(store: SealedStore, turn: TabTurn): Promise<DiaryPlace> {
  const vault = signal<LiveVault | null>(null);
  /** This device's settings as far as they are known here; null when another tab may have changed them. */
  let settings: Values | null = null;
  let looking: Promise<unknown> = Promise.resolve();
  let changed: () => void = () => undefined;

  const keep = async (changes: Values): Promise<void> => {
    await store.write(changes);
    settings = settings && withChanges(settings, only(changes, isSettingName));
  };

  /** Takes in what is stored: opens a vault that is new here, closes one that is gone. */
  const look = (stored: Values): Promise<Values> => {
    const looked = looking.then(async () => {
      settings = only(stored, isSettingName);
      const live = vault.peek();
      if (![...stored.keys()].some(isVaultName)) {
        live?.close();
        vault.value = null;
        turn.giveBack();
        return stored;
      }
      if (live) await live.take(stored);
      else {
        const { openLiveVault } = await import("./live-vault.ts");
        vault.value = await openLiveVault({ store, turn, write: keep, onChanged: () => changed() }, stored);
      }
      return new Map([...settings, ...vault.peek()!.values()]);
    });
    looking = looked.catch(() => undefined);
    return looked;
  };

  const write = async (changes: Values, base: Values): Promise<Values | undefined> => {
    const kept = only(changes, isSettingName);
    if (kept.size > 0) await keep(kept);
    const edits = only(changes, isDiaryName);
    if (edits.size === 0) return undefined;
    if (!vault.peek()) {
      // While a vault is being made of these records, here or in another tab, this waits.
      const isPlain = await turn.besideOthers(async (waited) => {
        if (waited) await look(await store.read());
        if (vault.peek()) return false;
        await store.write(edits);
        return true;
      });
      if (isPlain) return undefined;
    }
    return new Map([...kept, ...(await vault.peek()!.write(edits, base))]);
  };

  // Before the reading, so that what is read is what this tab may go on from.
  await turn.takeIfFree();
  const first = await look(await store.read());
  let opened: Values | null = first;

  return {
    vault,
    async read() {
      // The reading that opened the place serves the session that opens next.
      const fresh = opened;
      opened = null;
      if (fresh) return fresh;
      const live = vault.peek();
      if (live && settings && turn.isHeld()) return new Map([...settings, ...live.values()]);
      return look(await store.read());
    },
    write,
    heardOtherTab() {
      settings = null;
    },
    async rebuild(work) {
      const value = await turn.runAlone(async () => {
        const stored = await store.read();
        const rebuilt = await work(stored);
        await store.write(rebuilt.changes);
        const after = withChanges(stored, rebuilt.changes);
        const live = vault.peek();
        if (live && [...after.keys()].some(isVaultName)) await live.reopen(after);
        await look(after);
        return rebuilt.value;
      });
      changed();
      vault.peek()?.syncNow();
      return value;
    },
    onChanged(next) {
      changed = next;
    },
    close() {
      vault.peek()?.close();
      turn.giveBack();
    },
  };
}
