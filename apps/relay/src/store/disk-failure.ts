import { StoreFailure, type StoreTrouble } from "./store.ts";

// Result codes of SQLite, https://sqlite.org/rescode.html; extended ones hold the plain one in their low byte.
const ioError = 10;
const sharedMemorySize = 4874;
const troubleOfCode: Readonly<Record<number, StoreTrouble>> = {
  3: "refused",
  5: "unreachable",
  6: "unreachable",
  8: "read-only",
  [ioError]: "unreachable",
  11: "corrupt",
  13: "full",
  14: "unreachable",
  23: "refused",
  26: "corrupt",
};
const troubleOfSystemCode: Readonly<Record<string, StoreTrouble>> = {
  ENOSPC: "full",
  EDQUOT: "full",
  EROFS: "read-only",
  EACCES: "refused",
  EPERM: "refused",
  EIO: "sync-failed",
};

/** SQLite's own words for some of the codes: the package for Node 20 drops the code where many rows are read. */
const codeOfWords: Readonly<Record<string, number>> = {
  "database is locked": 5,
  "attempt to write a readonly database": 8,
  "disk I/O error": ioError,
  "database disk image is malformed": 11,
  "database or disk is full": 13,
  "unable to open database file": 14,
  "file is not a database": 26,
};

function codeOf(error: unknown): number | null {
  if (!(error instanceof Error)) return null;
  if ("errcode" in error && typeof error.errcode === "number") return error.errcode;
  return "code" in error && error.code === "ERR_SQLITE_ERROR" ? (codeOfWords[error.message] ?? null) : null;
}

const systemTrouble = (error: unknown): StoreTrouble | null => {
  if (!(error instanceof Error && "code" in error && typeof error.code === "string")) return null;
  return "code" in error && error.code === "ERR_SQLITE_ERROR"
    ? null
    : (troubleOfSystemCode[error.code] ?? null);
};

/** The world's failure behind an error of SQLite or of the file system; null for a mistake of ours. */
export function failureOf(error: unknown): StoreFailure | null {
  if (error instanceof StoreFailure) return error;
  const code = codeOf(error);
  // The file that readers share cannot grow: the disk is full, though SQLite calls it an input or output error.
  const trouble =
    code === null ? systemTrouble(error) : code === sharedMemorySize ? "full" : troubleOfCode[code & 0xff];
  return trouble ? new StoreFailure(trouble) : null;
}

/**
 * The same for what failed while bytes were being made durable: there, every input or output error is a failed sync,
 * after which nobody can know what is on the disk (rule 53).
 */
export function syncFailureOf(error: unknown): StoreFailure | null {
  const code = codeOf(error);
  const isLost = code !== null && (code & 0xff) === ioError && code !== sharedMemorySize;
  return isLost ? new StoreFailure("sync-failed") : failureOf(error);
}
