import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { SealedStore } from "../src/platform/sealed-store.ts";
import { StoreFailure } from "../src/store-failure.ts";
import { beginNew, leaveVault } from "../src/vault/begin-vault.ts";
import { type DiaryPlace, openDiaryPlace } from "../src/vault/diary-place.ts";
import { isVaultName, type Values, withChanges } from "../src/vault/stored-names.ts";
import { createTabTurn } from "../src/vault/tab-turn.ts";

/** A page that is always seen and never online or offline: the world's part, not ours. */
beforeAll(() => {
  Object.assign(globalThis, {
    document: { visibilityState: "visible", addEventListener: () => undefined },
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  });
});

/** A sealed store in memory that can refuse writes, as a full device does. */
function memoryStore(first: Values) {
  const state = { values: new Map(first), writes: 0, refuses: (_changes: Values) => false };
  const store: SealedStore = {
    lock: null,
    reseal: async () => undefined,
    read: async () => new Map([...state.values].map(([name, value]) => [name, structuredClone(value)])),
    async write(changes) {
      if (state.refuses(changes)) throw new StoreFailure("full");
      state.writes++;
      state.values = withChanges(state.values, changes);
    },
  } as SealedStore;
  return { store, state };
}

const open: DiaryPlace[] = [];
async function openPlace(store: SealedStore): Promise<DiaryPlace> {
  const turn = createTabTurn(undefined, { ask: () => undefined, listen: () => undefined });
  const place = await openDiaryPlace(store, turn);
  await place.read();
  open.push(place);
  return place;
}
afterEach(() => {
  for (const place of open.splice(0)) place.close();
});

const day = "day/2027-03-04";
const plain: Values = new Map<string, unknown>([
  [day, { bleeding: "light", symptoms: { cramps: 2 } }],
  ["day/2027-03-05", { mood: 4 }],
  ["birth-year", 1990],
  ["event/2027-01-01/pause", { kind: "pause", date: "2027-01-01", last: null }],
  ["setting/temperature-unit", "celsius"],
]);
const ofDiary = (values: Values) =>
  new Map([...values].filter(([name]) => !name.startsWith("setting/") && !isVaultName(name)).sort());

describe("a diary on one device", () => {
  test("becomes a vault in one write, with every value as it was and no plain record left", async () => {
    const { store, state } = memoryStore(plain);
    const place = await openPlace(store);
    await beginNew(place, "Phone");
    expect(state.writes).toBe(1);
    expect(ofDiary(state.values)).toEqual(new Map());
    expect(ofDiary(await place.read())).toEqual(ofDiary(plain));
    expect((await place.read()).get("setting/temperature-unit")).toBe("celsius");
    expect([...state.values.keys()].filter((name) => name.startsWith("setting/")).sort()).toEqual([
      "setting/recovery-words",
      "setting/temperature-unit",
    ]);
  });

  test("that the store does not take as a vault stays as it was", async () => {
    const { store, state } = memoryStore(plain);
    const place = await openPlace(store);
    state.refuses = () => true;
    await expect(beginNew(place, "Phone")).rejects.toThrow(StoreFailure);
    expect(state.values).toEqual(new Map(plain));
    expect(place.vault.peek()).toBe(null);
    state.refuses = () => false;
    await place.write(new Map([[day, { bleeding: "heavy" }]]), plain);
    expect(state.values.get(day)).toEqual({ bleeding: "heavy" });
  });

  test("that became a vault is the same when the page is opened again, and after leaving it", async () => {
    const { store, state } = memoryStore(plain);
    await beginNew(await openPlace(store), "Phone");
    const again = await openPlace(store);
    expect(again.vault.peek()?.view.value.devices.map(({ name }) => name)).toEqual(["Phone"]);
    await leaveVault(again);
    expect(again.vault.peek()).toBe(null);
    expect([...state.values].sort()).toEqual([...plain].sort());
  });
});

describe("an edit in a vault", () => {
  test("changes what its maker changed, and nothing that came into the same day meanwhile", async () => {
    const { store } = memoryStore(plain);
    const place = await openPlace(store);
    await beginNew(place, "Phone");
    const shown = await place.read();
    await place.vault.peek()!.act((vault) => vault.edit([{ record: day, field: "mood", value: 1 }]));
    const after = { bleeding: "heavy", symptoms: { cramps: 2 } };
    expect(await place.write(new Map([[day, after]]), shown)).toEqual(
      new Map([[day, { ...after, mood: 1 }]]),
    );
  });

  test("that the store refuses is not kept", async () => {
    const { store, state } = memoryStore(plain);
    const place = await openPlace(store);
    await beginNew(place, "Phone");
    const shown = await place.read();
    state.refuses = () => true;
    await expect(place.write(new Map([[day, { bleeding: "heavy" }]]), shown)).rejects.toThrow(StoreFailure);
    state.refuses = () => false;
    expect((await place.read()).get(day)).toEqual(plain.get(day));
    const again = await openPlace(store);
    expect((await again.read()).get(day)).toEqual(plain.get(day));
  });
});

describe("plain records beside a vault, as after joining one", () => {
  const own: Values = new Map<string, unknown>([
    [day, { bleeding: "heavy", pain: 3 }],
    ["day/2027-03-09", { mood: 2 }],
  ]);
  const joined = async () => {
    const { store, state } = memoryStore(plain);
    const first = await openPlace(store);
    await beginNew(first, "Phone");
    first.close();
    state.values = withChanges(state.values, own);
    return { store, state };
  };
  const settled = async (place: DiaryPlace) => {
    await place.vault.peek()!.syncNow();
    return ofDiary(await place.read());
  };
  const expected = new Map(ofDiary(plain))
    .set(day, { bleeding: "light", pain: 3, symptoms: { cramps: 2 } })
    .set("day/2027-03-09", { mood: 2 });

  test("are shown at once, go into it, and what it says otherwise is kept aside", async () => {
    const { store, state } = await joined();
    const place = await openPlace(store);
    expect(ofDiary(new Map(place.vault.peek()!.values()))).toEqual(expected);
    expect(await settled(place)).toEqual(expected);
    expect(ofDiary(state.values)).toEqual(new Map());
    expect(state.values.get("setting/joined-differing")).toEqual({ [day]: own.get(day) });
  });

  test("lose nothing when that is cut short between the two writes", async () => {
    const { store, state } = await joined();
    state.refuses = (changes) => changes.has(day);
    const place = await openPlace(store);
    await settled(place);
    expect(state.values.has(day)).toBe(true);
    place.close();
    state.refuses = () => false;
    const again = await openPlace(store);
    expect(await settled(again)).toEqual(expected);
    expect(ofDiary(state.values)).toEqual(new Map());
  });
});
