import { calendarDate, type DiaryStore, emptyDiary, valuesFromDiary, withEntry } from "@tidetable/diary";
import { describe, expect, test } from "vitest";
import { openDiarySession } from "../src/diary-session.ts";
import { StoreFailure } from "../src/store-failure.ts";

/** A store in memory, which can be told to fail: the world's part, not ours. */
function memoryStore(first: ReadonlyMap<string, unknown> = new Map()) {
  let values = new Map(first);
  const store = {
    fails: false,
    values: () => values,
    async read() {
      return new Map(values);
    },
    async write(changes: ReadonlyMap<string, unknown>) {
      if (store.fails) throw new StoreFailure("full");
      const next = new Map(values);
      for (const [key, value] of changes) value === null ? next.delete(key) : next.set(key, value);
      values = next;
    },
  } satisfies DiaryStore & Record<string, unknown>;
  return store;
}

const day = calendarDate("2027-03-04");
const other = calendarDate("2027-03-03");
const bleeding = (level: "light" | "heavy") => (diary: typeof emptyDiary) =>
  withEntry(diary, day, { bleeding: level });
const untold = () => undefined;

describe("an edit", () => {
  test("is shown at once and stored afterwards", async () => {
    const store = memoryStore();
    const session = await openDiarySession(store, untold);
    const kept = session.keep(bleeding("light"));
    expect(session.diary.value.entryByDate.get(day)).toEqual({ bleeding: "light" });
    expect((await kept).ok).toBe(true);
    expect(store.values()).toEqual(new Map([["day/2027-03-04", { bleeding: "light" }]]));
  });

  test("that the store refuses is taken off the screen again", async () => {
    const store = memoryStore(valuesFromDiary(bleeding("light")(emptyDiary)));
    const session = await openDiarySession(store, untold);
    store.fails = true;
    expect(await session.keep(bleeding("heavy"))).toEqual({ ok: false, error: { kind: "full" } });
    expect(session.diary.value.entryByDate.get(day)).toEqual({ bleeding: "light" });
  });

  test("that is refused does not take a later one with it", async () => {
    const store = memoryStore();
    const session = await openDiarySession(store, untold);
    store.fails = true;
    const refused = session.keep(bleeding("light"));
    const later = refused.then(() => {
      store.fails = false;
    });
    await refused;
    await later;
    expect((await session.keep((diary) => withEntry(diary, other, { pain: 3 }))).ok).toBe(true);
    expect([...session.diary.value.entryByDate.keys()]).toEqual([other]);
    expect([...store.values().keys()]).toEqual(["day/2027-03-03"]);
  });

  test("writes only the days it changed", async () => {
    const store = memoryStore(valuesFromDiary(withEntry(emptyDiary, other, { pain: 3 })));
    const session = await openDiarySession(store, untold);
    const written: ReadonlyMap<string, unknown>[] = [];
    const write = store.write;
    store.write = (changes) => {
      written.push(changes);
      return write(changes);
    };
    await session.keep(bleeding("light"));
    expect(written.map((changes) => [...changes.keys()])).toEqual([["day/2027-03-04"]]);
  });

  test("tells other tabs when it is stored, and not when it is refused", async () => {
    let told = 0;
    const store = memoryStore();
    const session = await openDiarySession(store, () => told++);
    await session.keep(bleeding("light"));
    store.fails = true;
    await session.keep(bleeding("heavy"));
    expect(told).toBe(1);
  });
});

describe("taking an edit back", () => {
  test("restores what was there, and leaves what was kept since", async () => {
    const store = memoryStore(valuesFromDiary(bleeding("light")(emptyDiary)));
    const session = await openDiarySession(store, untold);
    const kept = await session.keep(bleeding("heavy"));
    await session.keep((diary) => withEntry(diary, other, { pain: 3 }));
    if (kept.ok) await kept.value();
    expect(session.diary.value.entryByDate.get(day)).toEqual({ bleeding: "light" });
    expect(session.diary.value.entryByDate.get(other)).toEqual({ pain: 3 });
    expect(store.values()).toEqual(valuesFromDiary(session.diary.value));
  });

  test("can itself be taken back", async () => {
    const session = await openDiarySession(memoryStore(), untold);
    const kept = await session.keep(bleeding("heavy"));
    const undone = kept.ok ? await kept.value() : kept;
    expect(session.diary.value.entryByDate.size).toBe(0);
    if (undone.ok) await undone.value();
    expect(session.diary.value.entryByDate.get(day)).toEqual({ bleeding: "heavy" });
  });
});

describe("what another version or tab wrote", () => {
  test("and this one cannot read is kept, counted and not written over", async () => {
    const store = memoryStore(new Map([["day/2027-03-04", { bleeding: "torrential" }]]));
    const session = await openDiarySession(store, untold);
    expect(session.unreadableRecords.value).toBe(1);
    expect(await session.keep(bleeding("light"))).toEqual({ ok: false, error: { kind: "newer-record" } });
    expect(store.values().get("day/2027-03-04")).toEqual({ bleeding: "torrential" });
  });

  test("is taken in on refresh", async () => {
    const store = memoryStore();
    const session = await openDiarySession(store, untold);
    await store.write(valuesFromDiary(bleeding("light")(emptyDiary)));
    await session.refresh();
    expect(session.diary.value.entryByDate.get(day)).toEqual({ bleeding: "light" });
  });
});

describe("settings", () => {
  test("lie beside the diary and are no part of it", async () => {
    const store = memoryStore();
    const session = await openDiarySession(store, untold);
    await session.keepSetting("temperature-unit", "fahrenheit");
    expect(session.settings.value.get("temperature-unit")).toBe("fahrenheit");
    expect(session.unreadableRecords.value).toBe(0);
    expect([...store.values().keys()]).toEqual(["setting/temperature-unit"]);
  });
});
