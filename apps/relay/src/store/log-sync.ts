import { closeSync, fdatasync, fdatasyncSync, openSync } from "node:fs";

/** Makes the write-ahead log durable beside the event loop, so that requests are read while the disk is busy. */
export interface LogSync {
  /** `done` gets null once all that was written before this call is on the disk, else why it is not; never at once. */
  sync(done: (error: Error | null) => void): void;
  close(): void;
}

/**
 * Opens the log of a database that is open in WAL mode, and syncs it: a process that was killed may have left commits
 * that are only in memory, and from here on they are answered for. Throws as the file system does.
 *
 * One descriptor serves for as long as the database's handle is open: SQLite begins the log anew and cuts it off, but
 * gives it no other file until its last handle closes. To close the descriptor loosens no lock of SQLite's: its locks
 * are on the database and on the map of the log. The log's name is durable since SQLite synced its first header.
 */
export function openLogSync(databasePath: string): LogSync {
  const file = openSync(`${databasePath}-wal`, "r+");
  try {
    fdatasyncSync(file);
  } catch (error) {
    closeSync(file);
    throw error;
  }
  return {
    sync: (done) => fdatasync(file, done),
    close: () => closeSync(file),
  };
}
