import type { StoreFailure } from "./store/store.ts";

/**
 * All a relay ever logs. The list is closed: no address of a caller, no path, no header, no size, no count, so
 * that a log says nothing about anybody.
 */
export type LogEntry =
  | { readonly event: "listening"; readonly port: number }
  | { readonly event: "stopped" }
  /** Something in the relay threw; `name` is the error's class. Its message stays out: it may quote a request. */
  | { readonly event: "fault"; readonly name: string }
  /** The store failed; what was asked of it was not done. */
  | { readonly event: "storage"; readonly trouble: StoreFailure["trouble"] };

export type Log = (entry: LogEntry) => void;
