import { createPublicKey, verify } from "node:crypto";
import { expect } from "vitest";
import {
  bytesFromState,
  createSuite,
  foundVault,
  hostPairing,
  joinPairing,
  newPairingSecret,
  openVault,
  type Suite,
  shownValue,
  stateOfReplica,
  type Vault,
  type VaultWorld,
} from "../src/index.ts";
import { countingBytes } from "./seal/suite-contract.ts";
import { MemoryStore, worldOf } from "./simulation/memory-device.ts";
import { ModelRelay, type Prover } from "./simulation/model-relay.ts";

/** The real suite, drawing bytes that are the same in every run. */
export const realSuite = (seed: number): Suite =>
  createSuite({ subtle: crypto.subtle, randomBytes: countingBytes(seed) });

export type StoredWorld = VaultWorld & { readonly store: MemoryStore };

/** Ed25519 by another implementation than the suite's; a plain suite's signature ends with the key it is by. */
const prover: Prover = (publicKey, signature, text) => {
  const bytes = Buffer.from(signature, "base64url");
  if (bytes.toString("base64url", 32) === publicKey) return true;
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" });
  return verify(null, Buffer.from(text), key, bytes);
};

/** Devices around relays "r" and "s", with one clock for all and whatever each is off by. */
export function household(suite: Suite) {
  const relays: Readonly<Record<string, ModelRelay>> = {
    r: new ModelRelay(prover),
    s: new ModelRelay(prover),
  };
  let clock = 1_800_000_000;
  const newWorld = (store = new MemoryStore(), skew = 0): StoredWorld => ({
    ...worldOf(
      suite,
      store,
      () => clock + skew,
      (relay) => relays[relay]!.transport(),
    ),
    store,
  });
  return { suite, relays, relay: relays.r!, newWorld, wait: (seconds: number) => (clock += seconds) };
}
export type Household = ReturnType<typeof household>;

/** A household with one device, whose vault is at relay "r". */
export async function founded(suite: Suite, skew = 0) {
  const home = household(suite);
  const world = home.newWorld(new MemoryStore(), skew);
  const { vault, entropy } = await foundVault(world, "Phone");
  expect(await vault.connect("r", null)).toEqual({ ok: true });
  return { ...home, world, vault, entropy };
}

/** Lets a new device in, as two owners would who compare the words. */
export async function pair(
  host: Vault,
  hostWorld: VaultWorld,
  world: VaultWorld,
  name = "Laptop",
): Promise<Vault> {
  const secret = newPairingSecret(hostWorld.suite);
  const hosting = await hostPairing(hostWorld, host, host.relay()!, secret);
  const joining = await joinPairing(world, host.relay()!, secret, name);
  await joining.knock();
  await hosting.meet();
  const seen = await joining.meet();
  const met = await hosting.meet();
  if (!met.ok || !seen.ok) throw new Error("the two should meet");
  expect(seen.value.words).toEqual(met.value.words);
  expect(await hosting.admit(met.value.newcomer)).toEqual({ ok: true, value: null });
  const entered = await joining.enter();
  if (!entered.ok) throw new Error(`should enter, got ${entered.error.kind}`);
  expect(await entered.value.sync()).toMatchObject({ kind: "done" });
  return entered.value;
}

/** The vault in a store that has one. */
export async function reopened(world: VaultWorld): Promise<Vault> {
  const opened = await openVault(world);
  if (!opened.ok || !opened.value) throw new Error("there should be a vault");
  return opened.value;
}

export const someDay = "day/2027-03-04";
export const bleeding = (value: unknown, record = someDay) => ({ record, field: "bleeding", value });
export const shownIn = (vault: Vault, record = someDay, field = "bleeding"): unknown =>
  shownValue(vault.fields(record).get(field) ?? [])?.value ?? null;
/** What a vault has read, as the one text of it (rule 63). */
export const stateText = (vault: Vault): string =>
  Buffer.from(bytesFromState(stateOfReplica(vault.core().replica))).toString();
