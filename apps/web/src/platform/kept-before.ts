/**
 * A mark that a diary was kept in this browser, beside the database and without a word or a date.
 *
 * Browsers may delete a database, and then an empty one looks like a first visit; the mark tells them apart.
 */
export interface KeptBefore {
  get(): boolean;
  set(kept: boolean): void;
}

const markName = "tidetable";

/** The mark in localStorage. Where that is refused there is no mark, and nothing else changes. */
export const keptBefore: KeptBefore = {
  get() {
    try {
      return localStorage.getItem(markName) !== null;
    } catch {
      return false;
    }
  },
  set(kept) {
    try {
      if (kept) localStorage.setItem(markName, "1");
      else localStorage.removeItem(markName);
    } catch {
      // Refused: an emptied database will then look like a first visit, and there is nowhere else to write.
    }
  },
};
