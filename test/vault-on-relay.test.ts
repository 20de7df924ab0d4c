import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRelay } from "@tidetable/relay";
import {
  createSuite,
  foundVault,
  hostPairing,
  joinPairing,
  newPairingSecret,
  openVault,
  recoverVault,
  shownValue,
  type Transport,
  type Vault,
  type VaultWorld,
} from "@tidetable/sync";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MemoryStore, worldOf } from "../packages/sync/test/simulation/memory-device.ts";

// The engine on the real relay and a real store: what the simulations take for granted of a relay.

const suite = createSuite({
  subtle: crypto.subtle,
  randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
});

let folder: string;
let relay: Awaited<ReturnType<typeof openRelay>>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tidetable-vault-"));
  relay = await openRelay({ files: new Map(), dataFolder: folder, log: () => {}, onFatal: () => {} });
});
afterEach(async () => {
  await relay.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A relay by its address, reached without a socket. */
const transport = (): Transport => ({
  host: "localhost:4800",
  async send({ method, path, headers, body }) {
    const answer = await relay.relay.request(`http://localhost:4800${path}`, {
      method,
      headers: { ...headers, host: "localhost:4800" },
      body,
    });
    return { status: answer.status, body: new Uint8Array(await answer.arrayBuffer()) };
  },
});

const newWorld = (store = new MemoryStore()): VaultWorld & { readonly store: MemoryStore } => ({
  ...worldOf(suite, store, () => Math.floor(Date.now() / 1000), transport),
  store,
});

async function pair(host: Vault, hostWorld: VaultWorld, name: string) {
  const world = newWorld();
  const secret = newPairingSecret(suite);
  const hosting = await hostPairing(hostWorld, host, "r", secret);
  const joining = await joinPairing(world, "r", secret, name);
  await joining.knock();
  await hosting.meet();
  expect(await joining.meet()).toMatchObject({ ok: true });
  const met = await hosting.meet();
  if (!met.ok) throw new Error(`the two should meet, got ${met.error.kind}`);
  expect(await hosting.admit(met.value.newcomer)).toEqual({ ok: true, value: null });
  const entered = await joining.enter();
  if (!entered.ok) throw new Error(`should enter, got ${entered.error.kind}`);
  expect(await entered.value.sync()).toMatchObject({ kind: "done" });
  return { vault: entered.value, world };
}

const bleeding = (value: unknown) => ({ record: "day/2027-03-04", field: "bleeding", value });
const shown = (vault: Vault) =>
  shownValue(vault.fields("day/2027-03-04").get("bleeding") ?? [])?.value ?? null;

describe("a vault on the real relay", () => {
  test("goes to a second device, loses a third, and comes back by its words", async () => {
    const world = newWorld();
    const { vault: phone, entropy } = await foundVault(world, "Phone");
    expect(await phone.connect("r", null)).toEqual({ ok: true });
    await phone.edit([bleeding("light")]);
    expect(await phone.sync()).toMatchObject({ kind: "done" });
    const laptop = await pair(phone, world, "Laptop");
    const tablet = await pair(phone, world, "Tablet");
    expect(shown(laptop.vault)).toBe("light");

    // Rule 57: the laptop was not there when the key changed.
    expect(await phone.remove([tablet.vault.device().id])).toEqual({ ok: true });
    await phone.edit([bleeding("heavy")]);
    await phone.sync();
    expect(await laptop.vault.sync()).toMatchObject({ kind: "done" });
    expect(shown(laptop.vault)).toBe("heavy");
    expect(await tablet.vault.sync()).toMatchObject({ kind: "trouble", trouble: { kind: "unknown" } });
    expect(shown(tablet.vault)).toBe("light");

    const recovered = await recoverVault(newWorld(), entropy, { name: "New", relay: "r", alone: true });
    if (!recovered.ok) throw new Error(`should recover, got ${recovered.error.kind}`);
    expect(shown(recovered.value)).toBe("heavy");
    expect(await laptop.vault.sync()).toMatchObject({ kind: "trouble", trouble: { kind: "unknown" } });

    expect(await recovered.value.forgetHistory()).toEqual({ ok: true });
    await recovered.value.edit([bleeding("medium")]);
    expect(await recovered.value.sync()).toMatchObject({ kind: "done" });
    expect(await recovered.value.deleteAtRelay()).toEqual({ ok: true });
    const again = await openVault(recovered.value.core().world);
    expect(again.ok && again.value && shown(again.value)).toBe("medium");
  });
});
