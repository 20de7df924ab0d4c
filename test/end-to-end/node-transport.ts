import { gunzipSync, gzipSync } from "node:zlib";
import {
  type Compression,
  createSuite,
  foundVault,
  shownValue,
  type Transport,
  type Vault,
  type VaultStore,
  type VaultWorld,
} from "@tidetable/sync";

/** A relay by its origin, over real HTTP. */
const nodeTransport = (origin: string): Transport => ({
  host: new URL(origin).host,
  async send({ method, path, headers, body }) {
    try {
      const answer = await fetch(`${origin}${path}`, { method, headers, body });
      return { status: answer.status, body: new Uint8Array(await answer.arrayBuffer()) };
    } catch {
      return null;
    }
  },
});

const suite = createSuite({
  subtle: crypto.subtle,
  randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
});

const compression: Compression = {
  gzip: async (bytes) => new Uint8Array(gzipSync(bytes)),
  async gunzip(bytes, maxBytes) {
    try {
      return new Uint8Array(gunzipSync(bytes, { maxOutputLength: maxBytes }));
    } catch {
      return null;
    }
  },
};

/** A device that keeps everything in memory and speaks with relays over HTTP. */
export function nodeWorld(): VaultWorld {
  const textByName = new Map<string, string>();
  const store: VaultStore = {
    read: async () => new Map([...textByName].map(([name, text]) => [name, JSON.parse(text)])),
    async write(valueByName) {
      for (const [name, value] of valueByName) {
        if (value === null) textByName.delete(name);
        else textByName.set(name, JSON.stringify(value));
      }
    },
  };
  const clock = (): number => Math.floor(Date.now() / 1_000);
  return { suite, compression, clock, store, transport: nodeTransport };
}

/** A new vault on a device of its own, at a relay; what is said goes wrong is thrown. */
export async function vaultAt(
  origin: string,
  invite: string | null = null,
): Promise<{ readonly vault: Vault; readonly entropy: Uint8Array<ArrayBuffer> }> {
  const born = await foundVault(nodeWorld(), "Phone");
  const connected = await born.vault.connect(origin, invite);
  if (!connected.ok) throw new Error(`the relay says ${connected.error.kind}`);
  return born;
}

/** Writes a day's bleeding and brings it to the relay. */
export async function writeDay(vault: Vault, date: string, bleeding: string): Promise<void> {
  await vault.edit([{ record: `day/${date}`, field: "bleeding", value: bleeding }]);
  const synced = await vault.sync();
  if (synced.kind !== "done") throw new Error(`the relay took nothing: ${synced.kind}`);
}

/** What a device shows of a day's bleeding. */
export const bleedingOn = (vault: Vault, date: string): unknown =>
  shownValue(vault.fields(`day/${date}`).get("bleeding") ?? [])?.value ?? null;
