import type { DeviceView, RelayTrouble, Stop, Vault } from "@tidetable/sync";
import { issuedPrefix } from "./stored-names.ts";

/** What the screens show of a vault. */
export interface VaultView {
  readonly devices: readonly DeviceView[];
  readonly relay: string | null;
  readonly formerRelay: string | null;
  /** Edits that no relay has yet; forecasts that were shown are not counted, because nobody made them. */
  readonly waiting: number;
  /** Why nothing is read or sent until the owner decides. */
  readonly stopped: Stop | null;
  /** What the relay did not do the last time it was asked; null where it did. */
  readonly trouble: RelayTrouble["kind"] | null;
  /** When a round last came to its end, in whole seconds since 1970. */
  readonly syncedAt: number | null;
}

export const viewOf = (vault: Vault, known: Pick<VaultView, "trouble" | "syncedAt">): VaultView => ({
  devices: vault.devices(),
  relay: vault.relay(),
  formerRelay: vault.formerRelay(),
  waiting: editsWaiting(vault),
  stopped: vault.stopped(),
  ...known,
});

function editsWaiting(vault: Vault): number {
  let count = 0;
  for (const { writes } of vault.core().waiting.batches()) {
    for (const { record } of writes) if (!record.startsWith(issuedPrefix)) count++;
  }
  return count;
}
