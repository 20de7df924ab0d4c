import { type ReadonlySignal, signal } from "@preact/signals";
import { type Fields, openVault, type Synced, shownValue, type Vault } from "@tidetable/sync";
import { relayPaths } from "@tidetable/sync/protocol";
import { pageAttention } from "../platform/attention.ts";
import { streamHeads, transportTo } from "../platform/relay-transport.ts";
import type { SealedStore } from "../platform/sealed-store.ts";
import { isSharingName } from "../sharing/names.ts";
import { StoreFailure } from "../store-failure.ts";
import {
  adoptionOf,
  editsFromChange,
  ownValueAfter,
  valueFromVault,
  valueOverOwn,
  valuesFromVault,
} from "./field-edits.ts";
import { type RoundEnd, roundEndOf } from "./round-end.ts";
import {
  isDiaryName,
  isVaultName,
  only,
  settingPrefix,
  type Values,
  vaultSettings,
  withChanges,
} from "./stored-names.ts";
import { createSyncing } from "./syncing.ts";
import type { TabTurn } from "./tab-turn.ts";
import { type VaultView, viewOf } from "./vault-view.ts";
import { browserWorld } from "./world.ts";

/** A value beside the one that is shown (rule 34). */
export interface OtherValue {
  readonly field: string;
  readonly shown: unknown;
  readonly other: unknown;
}

/** The vault that this page has open: its values for the diary, and its way to the relay. */
export interface LiveVault {
  readonly view: ReadonlySignal<VaultView>;
  /** Everything in it, by the diary's names. */
  values(): Map<string, unknown>;
  /** Keeps what changed between `base` and `changes`, and answers what the changed names hold now. @throws StoreFailure */
  write(changes: Values, base: Values): Promise<Values>;
  /** What others wrote into a record at the same time as what is shown, newest first. */
  others(record: string): readonly OtherValue[];
  /** Works on the vault while no other tab does; what the work changed is shown when it is done. */
  act<Value>(work: (vault: Vault) => Promise<Value>): Promise<Value>;
  /** What it is now, to look at only. */
  peek(): Vault;
  /** A round with the relay now. */
  syncNow(): Promise<void>;
  /**
   * Works at the end of every round that reached its relay, while no other tab does; false where it is to be tried
   * again soon. Replaces what was given before.
   */
  endRoundsWith(work: EndRound): void;
  /** What is stored was read again; where this tab has the turn, what it remembers is newer. */
  take(stored: Values): Promise<void>;
  /** What is stored was replaced. */
  reopen(stored: Values): Promise<void>;
  close(): void;
}

/** What is left at the relay besides the log, by a device that knows its vault so far. */
export type EndRound = (vault: Vault, end: RoundEnd) => Promise<boolean>;

/** A round that was done this long ago is written down, in seconds. Our choice: it is told in minutes. */
const writeDownSeconds = 60;

/** What a vault has around it in a page. `write` keeps plain values and settings; `onChanged` hears of what others wrote. */
interface LiveParts {
  readonly store: SealedStore;
  readonly turn: TabTurn;
  write(changes: Values): Promise<void>;
  onChanged(): void;
}

/** Opens the vault in what a store holds, and begins to sync it. @throws StoreFailure */
export async function openLiveVault(
  { store, turn, write, onChanged }: LiveParts,
  first: Values,
): Promise<LiveVault> {
  let over = new AbortController();
  /** What a reading of the store shall give, once: it was read already. */
  let given: Values | null = null;
  const world = browserWorld(
    {
      async read() {
        const values = given ?? (await store.read());
        given = null;
        return values;
      },
      write: (changes) => store.write(changes),
    },
    (relay) => transportTo(relay, () => over.signal),
  );

  const open = async (stored: Values): Promise<Vault> => {
    given = only(stored, isVaultName);
    const opened = await openVault(world);
    if (!opened.ok || !opened.value) throw new StoreFailure("unopenable");
    return opened.value;
  };

  let vault = await open(first);
  /** The device's own plain values, from before it had this vault; they go into it when it has read everything. */
  let own: Values = only(first, isDiaryName);
  const syncedSetting = settingPrefix + vaultSettings.synced;
  const storedTime = first.get(syncedSetting);
  let syncedAt = typeof storedTime === "number" ? storedTime : null;
  let writtenAt = syncedAt ?? 0;
  let trouble: VaultView["trouble"] = null;
  const view = signal(viewOf(vault, { syncedAt, trouble }));
  const show = () => {
    view.value = viewOf(vault, { syncedAt, trouble });
  };

  const reopen = async (stored: Values): Promise<void> => {
    vault = await open(stored);
    if (over.signal.aborted) over = new AbortController();
    own = only(stored, isDiaryName);
    const noted = stored.get(syncedSetting);
    // Another tab may have done the rounds.
    if (typeof noted === "number") syncedAt = Math.max(syncedAt ?? 0, noted);
    show();
  };

  /** Where the vault has been read to what this device was told of it, its own values can be compared with it. */
  const adoptOwn = async (): Promise<boolean> => {
    const { floor, replica } = vault.core();
    if (own.size === 0 || (floor && replica.index < floor.index)) return false;
    const { edits, differing } = adoptionOf(vault, own);
    // Kept in the vault first: where this is cut short it is done again, and changes nothing the second time.
    await vault.edit(edits);
    const changes = new Map<string, unknown>([...own.keys()].map((name) => [name, null]));
    if (differing.size > 0) {
      changes.set(settingPrefix + vaultSettings.differing, Object.fromEntries(differing));
    }
    await write(changes);
    own = new Map();
    return true;
  };

  /** What the store refused is in the vault's memory until it works again: an edit of nothing makes it read anew. */
  const mend = async (error: unknown): Promise<never> => {
    await vault.edit([]).catch(() => undefined);
    show();
    throw error;
  };

  const noteSynced = async (synced: Synced): Promise<void> => {
    trouble = synced.kind === "trouble" ? synced.trouble.kind : null;
    if (synced.kind !== "done") return;
    syncedAt = world.clock();
    if (syncedAt - writtenAt < writeDownSeconds) return;
    writtenAt = syncedAt;
    await write(new Map([[syncedSetting, syncedAt]]));
  };

  let endRound: EndRound = async () => true;
  const finishRound = async (synced: Synced): Promise<boolean> => {
    const end = roundEndOf(synced);
    if (end === null || vault.relay() === null) return synced.kind === "no-relay";
    const isFinished = await endRound(vault, end);
    if (vault.waiting() > 0 && end === "caught-up") syncing.soon();
    return isFinished;
  };

  const round = async (): Promise<"done" | "trouble" | "stopped" | "not-mine"> => {
    const outcome = await turn.runIfFree(async () => {
      const { signal: wasOver } = over;
      const waiting = vault.waiting();
      const synced = await vault.sync();
      if (wasOver.aborted) return "not-mine";
      await noteSynced(synced);
      const isAdopted = (synced.kind === "done" || synced.kind === "no-relay") && (await adoptOwn());
      const hasNews = synced.kind !== "no-relay" && synced.records.size > 0;
      show();
      if (hasNews || isAdopted || vault.waiting() !== waiting) onChanged();
      if (isAdopted) syncing.soon();
      const isFinished = await finishRound(synced);
      show();
      if (synced.kind === "done" || synced.kind === "no-relay") return isFinished ? "done" : "trouble";
      return synced.kind;
    });
    return outcome ?? "not-mine";
  };

  const watch = async (isOver: AbortSignal, onHead: () => void): Promise<boolean> => {
    const relay = vault.relay();
    if (relay === null || vault.stopped() || !turn.isHeld()) return false;
    const session = await vault.session();
    if (!session?.ok) return false;
    return streamHeads(
      relay,
      relayPaths.events,
      session.value.token,
      AbortSignal.any([isOver, over.signal]),
      onHead,
    );
  };

  const syncing = createSyncing({
    round,
    watch,
    isWaiting: () => vault.waiting() > 0,
    attention: pageAttention,
    online: onlineEvents,
  });

  turn.onTaken(async () => {
    await reopen(await store.read());
  });
  turn.onWanted(() => over.abort());
  syncing.begin();

  return {
    view,
    values() {
      const values = only(valuesFromVault(vault), (name) => !isSharingName(name));
      for (const [name, value] of own) values.set(name, valueOverOwn(vault, name, value));
      return values;
    },
    write: (changes, base) =>
      turn.run(async () => {
        const edits = [...changes].flatMap(([name, value]) => editsFromChange(name, base.get(name), value));
        const kept = await vault.edit(edits).catch(mend);
        if (!kept.ok) throw new StoreFailure("refused");
        const ownChanges = new Map<string, unknown>();
        for (const name of changes.keys()) {
          if (!own.has(name)) continue;
          const mine = edits.filter(({ record }) => record === name);
          ownChanges.set(name, ownValueAfter(name, own.get(name), mine));
        }
        if (ownChanges.size > 0) {
          await write(ownChanges);
          own = withChanges(own, ownChanges);
        }
        show();
        syncing.soon();
        return new Map(
          [...changes.keys()].map((name) => [
            name,
            own.has(name) ? valueOverOwn(vault, name, own.get(name)) : valueFromVault(vault, name),
          ]),
        );
      }),
    others: (record) => othersIn(vault.fields(record)),
    async act(work) {
      const value = await turn.run(() => work(vault));
      show();
      onChanged();
      syncing.now();
      return value;
    },
    peek: () => vault,
    syncNow: () => syncing.now(),
    endRoundsWith(work) {
      endRound = work;
      syncing.now();
    },
    async take(stored) {
      if (turn.isHeld()) own = only(stored, isDiaryName);
      else await reopen(stored);
    },
    reopen,
    close() {
      syncing.end();
      over.abort();
    },
  };
}

function othersIn(fields: Fields): readonly OtherValue[] {
  return [...fields].flatMap(([field, values]) => {
    const shown = shownValue(values);
    if (!shown || values.length < 2) return [];
    const text = JSON.stringify(shown.value);
    // Two devices that wrote the same are of one mind.
    const others = new Map(values.map(({ value }) => [JSON.stringify(value), value]));
    others.delete(text);
    return [...others.values()].map((other) => ({ field, shown: shown.value, other }));
  });
}

const onlineEvents = {
  isOnline: () => navigator.onLine,
  onOnline: (back: () => void) => {
    addEventListener("online", back);
    return () => removeEventListener("online", back);
  },
};
