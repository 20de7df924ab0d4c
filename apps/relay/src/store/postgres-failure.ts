import { StoreFailure, type StoreTrouble } from "./store.ts";

// Codes and classes of https://www.postgresql.org/docs/15/errcodes-appendix.html.
const troubleOfState: Readonly<Record<string, StoreTrouble>> = {
  "53100": "full",
  "25006": "read-only",
  XX001: "corrupt",
  XX002: "corrupt",
  "3D000": "refused",
  "42501": "refused",
};
const troubleOfClass: Readonly<Record<string, StoreTrouble>> = {
  "08": "unreachable",
  "28": "refused",
  "53": "unreachable",
  "57": "unreachable",
  "58": "unreachable",
};
/** Another transaction was in the way: the same again may succeed. */
const retriedStates = ["40001", "40P01"];

const stateOf = (error: unknown): string | null =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;

export const isRetried = (error: unknown): boolean => retriedStates.includes(stateOf(error) ?? "");

/** The world's failure behind an error of the driver or the server; null for a mistake of ours. */
export function postgresFailureOf(error: unknown): StoreFailure | null {
  if (error instanceof StoreFailure) return error;
  const state = stateOf(error);
  // Codes of the system, "EPIPE" among them, have a state's letters; no class of states begins with an E.
  const isSystem = state !== null && /^E[0-9A-Z]+$/.test(state);
  if (state !== null && !isSystem && /^[0-9A-Z]{5}$/.test(state)) {
    const trouble = troubleOfState[state] ?? troubleOfClass[state.slice(0, 2)];
    if (trouble) return new StoreFailure(trouble);
    return isRetried(error) ? new StoreFailure("unreachable") : null;
  }
  // Codes of the system (ECONNREFUSED, ENOENT of a socket) and the driver's own words for a connection that ended.
  const isConnection =
    isSystem ||
    (error instanceof Error && /connection|timeout|not queryable|calling end/i.test(error.message));
  return isConnection ? new StoreFailure("unreachable") : null;
}
