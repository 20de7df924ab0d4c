import { type ReadonlySignal, signal } from "@preact/signals";
import { type Diary, diaryFromValues, type Result, valuesFromDiary } from "@tidetable/diary";
import { type StoreTrouble, troubleOf } from "./store-failure.ts";
import { settingPrefix, type Values, withChanges } from "./vault/stored-names.ts";

/** Why an edit was not kept: the store's trouble, or a day that only a newer version can read. */
export type NotKept = { readonly kind: StoreTrouble | "newer-record" };

/** Takes a kept edit back, and nothing that was kept since. */
export type Undo = () => Promise<Result<Undo, NotKept>>;

/** A diary's store that may know more than one session: somebody else may write into the same day meanwhile. */
export interface SessionStore {
  read(): Promise<Values>;
  /**
   * Writes together or not at all; null removes. `base` is what the values were for whoever changed them. Answers what
   * the names hold now where that can be something else than what was written.
   */
  write(changes: Values, base: Values): Promise<Values | undefined> | Promise<void>;
}

/**
 * The open diary: what is shown, and the order in which it reaches the store.
 *
 * An edit is shown at once and written in turn. What the store refuses is taken off the screen again, so that
 * what is shown and what is stored agree as soon as the store has answered.
 */
export interface DiarySession {
  readonly diary: ReadonlySignal<Diary>;
  /** The app's own settings by name, plain JSON. */
  readonly settings: ReadonlySignal<Values>;
  /** How many records only a newer version can read; they stay as they are. */
  readonly unreadableRecords: ReadonlySignal<number>;
  keep(edit: (diary: Diary) => Diary): Promise<Result<Undo, NotKept>>;
  keepSetting(name: string, value: unknown): Promise<Result<Undo, NotKept>>;
  /** Takes in what another tab wrote. @throws StoreFailure, with everything shown left as it was */
  refresh(): Promise<void>;
}

/** Opens the diary that a store holds. @throws StoreFailure */
export async function openDiarySession(store: SessionStore, afterWrite: () => void): Promise<DiarySession> {
  let stored: Values = await store.read();
  /** Written in this order, not yet answered. */
  let waiting: readonly Values[] = [];
  let lastWrite: Promise<unknown> = Promise.resolve();

  const first = shownFromValues(stored);
  const diary = signal(first.diary);
  const settings = signal(first.settings);
  const unreadableKeys = signal<ReadonlySet<string>>(first.unreadableKeys);
  const unreadableRecords = signal(first.unreadableKeys.size);

  const showStored = () => {
    const shown = shownFromValues(waiting.reduce(withChanges, stored));
    diary.value = shown.diary;
    settings.value = shown.settings;
    unreadableKeys.value = shown.unreadableKeys;
    unreadableRecords.value = shown.unreadableKeys.size;
  };

  /** Without a `base`, the changes are made to what is shown. */
  const write = async (changes: Values, base?: Values): Promise<Result<Undo, NotKept>> => {
    const before = previousValues(waiting.reduce(withChanges, stored), changes);
    waiting = [...waiting, changes];
    const turn = lastWrite.then(async () => {
      const now = await store.write(changes, base ?? before);
      return now instanceof Map ? now : null;
    });
    lastWrite = turn.catch(() => undefined);
    try {
      const merged = await turn;
      stored = withChanges(stored, merged ?? changes);
      waiting = waiting.filter((other) => other !== changes);
      if (merged && !isSameAs(merged, changes)) showStored();
      afterWrite();
      // Taken back is what this edit changed, and nothing that came into the same day since.
      return { ok: true, value: () => apply(before, changes) };
    } catch (error) {
      waiting = waiting.filter((other) => other !== changes);
      stored = await store.read().catch(() => stored);
      showStored();
      return { ok: false, error: { kind: troubleOf(error) } };
    }
  };

  const apply = (changes: Values, base?: Values): Promise<Result<Undo, NotKept>> => {
    const written = write(changes, base);
    showStored();
    return written;
  };

  return {
    diary,
    settings,
    unreadableRecords,
    async keep(edit) {
      const next = edit(diary.value);
      const changes = differences(valuesFromDiary(diary.value), valuesFromDiary(next));
      if ([...changes.keys()].some((key) => unreadableKeys.value.has(key))) {
        return { ok: false, error: { kind: "newer-record" } };
      }
      if (changes.size === 0) return { ok: true, value: () => apply(changes) };
      diary.value = next;
      return write(changes);
    },
    keepSetting: (name, value) => apply(new Map([[settingPrefix + name, value]])),
    async refresh() {
      stored = await store.read();
      showStored();
    },
  };
}

function shownFromValues(values: Values) {
  const diaryValues = new Map<string, unknown>();
  const settings = new Map<string, unknown>();
  for (const [key, value] of values) {
    if (key.startsWith(settingPrefix)) settings.set(key.slice(settingPrefix.length), value);
    else diaryValues.set(key, value);
  }
  const { diary, unreadableKeys } = diaryFromValues(diaryValues);
  return { diary, settings, unreadableKeys: new Set(unreadableKeys) };
}

/** What must be written to get from one set of values to another; null removes. Values are compared as objects. */
function differences(from: Values, to: Values): Values {
  const changes = new Map<string, unknown>();
  for (const key of from.keys()) if (!to.has(key)) changes.set(key, null);
  for (const [key, value] of to) if (from.get(key) !== value) changes.set(key, value);
  return changes;
}

const isSameAs = (one: Values, other: Values): boolean =>
  [...other].every(([name, value]) => JSON.stringify(one.get(name)) === JSON.stringify(value));

const previousValues = (values: Values, changes: Values): Values =>
  new Map([...changes.keys()].map((key) => [key, values.get(key) ?? null]));
