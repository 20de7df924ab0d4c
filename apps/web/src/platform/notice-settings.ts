import { deleteDB, openDB } from "idb";
import type { NoticeDatabase, NoticeStore, NoticeWordsShown } from "./notice-names.ts";

const databaseName: NoticeDatabase = "tidetable-notices";
const storeName: NoticeStore = "settings";
const wordsShown: NoticeWordsShown = "words-shown";

// In the clear, because the worker has no key of the diary's, and must show something before anybody unlocked it. So it
// says one thing only, and off is written as nothing at all: an installation that never used this has no database.

/** Whether notifications on this installation show words; off unless it was turned on. */
export async function readWordsShown(): Promise<boolean> {
  // Where a browser lists its databases, none is made by looking.
  const known = indexedDB.databases ? await indexedDB.databases() : null;
  if (known && !known.some(({ name }) => name === databaseName)) return false;
  const database = await open();
  try {
    return (await database.get(storeName, wordsShown)) === true;
  } finally {
    database.close();
  }
}

/** Keeps it for the worker. */
export async function keepWordsShown(isShown: boolean): Promise<void> {
  if (!isShown) return deleteDB(databaseName);
  const database = await open();
  try {
    await database.put(storeName, true, wordsShown);
  } finally {
    database.close();
  }
}

const open = () =>
  openDB(databaseName, 1, {
    upgrade(database) {
      database.createObjectStore(storeName);
    },
  });
