import { createSuite, type Transport, type VaultStore, type VaultWorld } from "@tidetable/sync";
import { secondsNow } from "../platform/clock.ts";
import { browserCompression } from "../platform/compression.ts";
import { transportTo } from "../platform/relay-transport.ts";
import { type Values, withChanges } from "./stored-names.ts";

const suite = createSuite({
  subtle: crypto.subtle,
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
});

/** What a vault needs, in this browser. */
export const browserWorld = (
  store: VaultStore,
  transport: (relay: string) => Transport = transportTo,
): VaultWorld => ({
  suite,
  compression: browserCompression,
  clock: secondsNow,
  store,
  transport,
});

/** A store in memory, for a vault that is kept only when everything about it is there. */
export function memoryStore(): VaultStore & { readonly values: () => Values } {
  let values: Values = new Map();
  return {
    values: () => values,
    read: async () => values,
    async write(changes) {
      values = withChanges(values, changes);
    },
  };
}
