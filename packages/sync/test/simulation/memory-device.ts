import { gunzipSync, gzipSync } from "node:zlib";
import type { Transport } from "../../src/relay-client.ts";
import type { Suite } from "../../src/seal/suite.ts";
import type { Compression } from "../../src/snapshot.ts";
import type { VaultStore, VaultWorld } from "../../src/vault-core.ts";

/** What a store that was made to fail throws. */
export class StoreFailure extends Error {}

/** A device's store in memory, for simulations: a copy in, a copy out, as JSON. Can be made to fail, and be cloned. */
export class MemoryStore implements VaultStore {
  readonly values = new Map<string, string>();
  /** Writes still to fail. */
  failing = 0;

  async read(): Promise<ReadonlyMap<string, unknown>> {
    return new Map([...this.values].map(([name, text]) => [name, JSON.parse(text)]));
  }

  async write(valueByName: ReadonlyMap<string, unknown>): Promise<void> {
    if (this.failing > 0) {
      this.failing--;
      throw new StoreFailure("this store was made to fail");
    }
    for (const [name, value] of valueByName) {
      if (value === null) this.values.delete(name);
      else this.values.set(name, JSON.stringify(value));
    }
  }

  clone(): MemoryStore {
    const copy = new MemoryStore();
    for (const [name, text] of this.values) copy.values.set(name, text);
    return copy;
  }
}

/** gzip at its quickest: simulations pack thousands of small states. */
export const nodeCompression: Compression = {
  gzip: async (bytes) => Uint8Array.from(gzipSync(bytes, { level: 1 })),
  async gunzip(bytes, maxBytes) {
    try {
      return Uint8Array.from(gunzipSync(bytes, { maxOutputLength: maxBytes }));
    } catch {
      return null;
    }
  },
};

export const worldOf = (
  suite: Suite,
  store: VaultStore,
  clock: () => number,
  transport: (relay: string) => Transport,
): VaultWorld => ({ suite, compression: nodeCompression, clock, store, transport });
