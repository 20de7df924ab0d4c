import { signal } from "@preact/signals";
import {
  calendarDate,
  createForecaster,
  type DiaryStore,
  diaryFromValues,
  valuesFromDiary,
  withEntry,
} from "@tidetable/diary";
import { expect, test } from "vitest";
import { openDiarySession } from "../src/diary-session.ts";
import { keepIssued } from "../src/issuing.ts";
import { createOutlook } from "../src/outlook.ts";
import { StoreFailure } from "../src/store-failure.ts";

const forecaster = createForecaster();
const [start, day, nextDay] = ["2027-02-12", "2027-03-04", "2027-03-05"].map(calendarDate) as [
  ReturnType<typeof calendarDate>,
  ReturnType<typeof calendarDate>,
  ReturnType<typeof calendarDate>,
];
const oneStart = withEntry({ entryByDate: new Map(), events: [] }, start, { bleeding: "medium" });

/** A store in memory that has room for entries, and for issued forecasts only where it is told so: the world's part. */
function memoryStore(hasRoom: boolean) {
  const values = valuesFromDiary(oneStart);
  const tried: (readonly string[])[] = [];
  const store: DiaryStore = {
    read: async () => new Map(values),
    async write(changes) {
      tried.push([...changes.keys()]);
      if (!hasRoom && [...changes.keys()].some((key) => key.startsWith("issued/")))
        throw new StoreFailure("full");
      for (const [key, value] of changes) value === null ? values.delete(key) : values.set(key, value);
    },
  };
  return { store, tried, kept: () => diaryFromValues(values).diary };
}

/** The app as it opens on a day, its screen painted at once; `settled` when the store has answered everything. */
async function opened({ store }: { readonly store: DiaryStore }) {
  const session = await openDiarySession(store, () => undefined);
  const today = signal(day);
  const outlook = createOutlook(session.diary, today, forecaster, (work) => work());
  keepIssued(session, outlook);
  // Every write waits for the one before it.
  const settled = async () => void (await session.keepSetting("settled", true));
  await settled();
  return { session, today, outlook, settled };
}

test("a forecast is kept when it is shown, once, and again on the next day", async () => {
  const memory = memoryStore(true);
  const { today, settled } = await opened(memory);
  expect(memory.kept().issued?.map(({ issued }) => issued)).toEqual([day]);
  await opened(memory);
  expect(memory.tried.filter(([key]) => key?.startsWith("issued/"))).toEqual([[`issued/${day}`]]);
  today.value = nextDay;
  await settled();
  expect(memory.kept().issued?.map(({ issued }) => issued)).toEqual([day, nextDay]);
});

test("an edit that moves the forecast replaces what this day was told, and taking it back restores that", async () => {
  const memory = memoryStore(true);
  const { session, settled } = await opened(memory);
  const morning = memory.kept().issued;
  const edit = await session.keep((diary) => withEntry(diary, day, { lhTest: "positive" }));
  await settled();
  expect(memory.kept().issued).toHaveLength(1);
  expect(memory.kept().issued).not.toEqual(morning);
  if (edit.ok) await edit.value();
  await settled();
  expect(memory.kept().issued).toEqual(morning);
});

test("keeping one does not work the same forecast out again", async () => {
  const { outlook, session } = await opened(memoryStore(true));
  expect(session.diary.value.issued).toHaveLength(1);
  expect(outlook.current()).toBe(outlook.answer.peek());
});

test("a device without room for it still logs, shows the forecast, and is not asked again and again", async () => {
  const memory = memoryStore(false);
  const { session, outlook, settled } = await opened(memory);
  expect(outlook.answer.value?.kind).toBe("forecast");
  expect(session.diary.value.issued).toBeUndefined();
  expect((await session.keep((diary) => withEntry(diary, day, { pain: 3 }))).ok).toBe(true);
  await settled();
  expect(memory.kept().entryByDate.get(day)).toEqual({ pain: 3 });
  expect(session.diary.value.entryByDate.get(day)).toEqual({ pain: 3 });
  expect(memory.tried.filter(([key]) => key?.startsWith("issued/")).length).toBeLessThanOrEqual(2);
});

test("where there is no forecast none is kept", async () => {
  const memory = memoryStore(true);
  const { session, settled } = await opened(memory);
  await session.keep((diary) => withEntry(diary, start, null));
  await settled();
  expect(memory.tried.filter(([key]) => key?.startsWith("issued/"))).toHaveLength(1);
});
