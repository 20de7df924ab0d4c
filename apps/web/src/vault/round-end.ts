import type { Synced } from "@tidetable/sync";

/** How far a device knows its vault at the end of a round that reached its relay. */
export type RoundEnd =
  /** It has read everything there is. */
  | "caught-up"
  /** It was refused, or has stopped: it may be outdated by any time, or have been removed. */
  | "outdated";

/** The end of a round; null where no relay was reached. */
export function roundEndOf(synced: Synced): RoundEnd | null {
  if (synced.kind === "done") return "caught-up";
  if (synced.kind === "no-relay") return null;
  return synced.kind === "trouble" && synced.trouble.kind === "unreachable" ? null : "outdated";
}
