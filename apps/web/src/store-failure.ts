/** What can be wrong with the place where the diary is kept. The words for each are `trouble-<kind>` in strings/. */
export type StoreTrouble =
  /** The browser refuses storage to this page. */
  | "blocked"
  /** There was a diary here, and its database is gone. */
  | "emptied"
  /** Records are there and do not open with this device's keys. */
  | "unopenable"
  /** Another tab runs a newer version that needs this one to let go, or already changed the database. */
  | "newer-version"
  /** An older version is open in another tab and holds the database. */
  | "older-tab"
  /** The database was closed under the open page. */
  | "closed"
  /** No room left on the device. */
  | "full"
  /** The browser could not do it and does not say why. */
  | "refused";

/** The world's failure of a store; never carries what was to be stored. */
export class StoreFailure extends Error {
  readonly trouble: StoreTrouble;

  constructor(trouble: StoreTrouble) {
    super(`the store failed: ${trouble}`);
    this.name = "StoreFailure";
    this.trouble = trouble;
  }
}

/** The trouble behind anything a store threw. */
export const troubleOf = (error: unknown): StoreTrouble =>
  error instanceof StoreFailure ? error.trouble : "refused";
