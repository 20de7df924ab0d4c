import { describe, expect, test } from "vitest";
import {
  bytesFromState,
  createSuite,
  formatBackup,
  foundVault,
  hostPairing,
  joinPairing,
  newPairingSecret,
  openVault,
  readBackup,
  recoverVault,
  restoreBackup,
  shownValue,
  stateOfReplica,
  type Vault,
  type VaultWorld,
} from "../src/index.ts";
import { makeEpoch } from "../src/seal/epoch.ts";
import { MemoryStore, worldOf } from "./simulation/memory-device.ts";
import { ModelRelay } from "./simulation/model-relay.ts";

const suite = createSuite({
  subtle: crypto.subtle,
  randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
});

/** Devices around one relay, with clocks of their own. */
function household() {
  const relay = new ModelRelay();
  let clock = 1_800_000_000;
  const newWorld = (store = new MemoryStore(), skew = 0): VaultWorld & { readonly store: MemoryStore } => ({
    ...worldOf(
      suite,
      store,
      () => clock + skew,
      () => relay.transport(),
    ),
    store,
  });
  return { relay, newWorld, wait: (seconds: number) => (clock += seconds) };
}

async function founded(home = household()) {
  const world = home.newWorld();
  const { vault, entropy } = await foundVault(world, "Phone");
  expect(await vault.connect("r", null)).toEqual({ ok: true });
  return { ...home, world, vault, entropy };
}

async function pair(
  host: Vault,
  hostWorld: VaultWorld,
  guestWorld: VaultWorld,
  name: string,
): Promise<Vault> {
  const secret = newPairingSecret(suite);
  const hosting = await hostPairing(hostWorld, host, "r", secret);
  const joining = await joinPairing(guestWorld, "r", secret, name);
  expect(await joining.knock()).toMatchObject({ ok: true });
  expect(await hosting.meet()).toEqual({ ok: false, error: { kind: "waiting" } });
  const seen = await joining.meet();
  const met = await hosting.meet();
  if (!met.ok || !seen.ok) throw new Error("the two should meet");
  expect(seen.value.words).toEqual(met.value.words);
  expect(await joining.enter()).toEqual({ ok: false, error: { kind: "waiting" } });
  expect(await hosting.admit(met.value.newcomer)).toEqual({ ok: true, value: null });
  const entered = await joining.enter();
  if (!entered.ok) throw new Error(`should enter, got ${entered.error.kind}`);
  expect(await entered.value.sync()).toMatchObject({ kind: "done" });
  return entered.value;
}

const bleeding = (value: unknown, record = "day/2027-03-04") => ({ record, field: "bleeding", value });
const shown = (vault: Vault, record = "day/2027-03-04", field = "bleeding") =>
  shownValue(vault.fields(record).get(field) ?? [])?.value ?? null;
const stateBytes = (vault: Vault) =>
  Buffer.from(bytesFromState(stateOfReplica(vault.core().replica))).toString();

describe("two devices", () => {
  test("rule 75: a device that was let in has everything, and what either writes reaches the other", async () => {
    const { vault: phone, world, newWorld } = await founded();
    await phone.edit([bleeding("light")]);
    expect(await phone.sync()).toMatchObject({ kind: "done" });
    const laptop = await pair(phone, world, newWorld(), "Laptop");
    expect(shown(laptop)).toBe("light");
    await laptop.edit([{ record: "day/2027-03-04", field: "mood", value: 2 }]);
    await laptop.sync();
    await phone.sync();
    expect(shown(phone, "day/2027-03-04", "mood")).toBe(2);
    expect(stateBytes(phone)).toBe(stateBytes(laptop));
    expect(phone.devices().map(({ name }) => name)).toEqual(["Phone", "Laptop"]);
  });

  test("rules 33, 34: edits made apart are both kept, and the later one is shown", async () => {
    const { vault: phone, world, newWorld, wait } = await founded();
    const laptop = await pair(phone, world, newWorld(), "Laptop");
    await phone.edit([bleeding("light")]);
    wait(60);
    await laptop.edit([bleeding("heavy")]);
    await laptop.sync();
    await phone.sync();
    await laptop.sync();
    for (const vault of [phone, laptop]) {
      expect(shown(vault)).toBe("heavy");
      expect(vault.fields("day/2027-03-04").get("bleeding")).toHaveLength(2);
    }
    await phone.edit([bleeding("medium")]);
    await phone.sync();
    await laptop.sync();
    expect(laptop.fields("day/2027-03-04").get("bleeding")).toHaveLength(1);
  });

  test("rule 73: a removed device cannot read what is written later", async () => {
    const { vault: phone, world, newWorld } = await founded();
    const laptop = await pair(phone, world, newWorld(), "Laptop");
    expect(await phone.remove([laptop.device().id])).toEqual({ ok: true });
    await phone.edit([bleeding("heavy")]);
    await phone.sync();
    expect(await laptop.sync()).toMatchObject({ kind: "stopped", by: "no-place" });
    expect(shown(laptop)).toBe(null);
  });

  test("a device that is opened again goes on where it was", async () => {
    const { vault: phone, world } = await founded();
    await phone.edit([bleeding("light")]);
    await phone.sync();
    await phone.edit([bleeding("heavy")]);
    const again = await openVault(world);
    if (!again.ok || !again.value) throw new Error("there should be a vault");
    expect(shown(again.value)).toBe("heavy");
    expect(again.value.waiting()).toBe(1);
    expect(await again.value.sync()).toMatchObject({ kind: "done" });
    expect(again.value.waiting()).toBe(0);
  });

  test("a record of which everything was removed is not listed, before and after that came into the log", async () => {
    const { vault: phone } = await founded();
    await phone.edit([bleeding("light"), bleeding("heavy", "day/2027-03-05")]);
    await phone.sync();
    expect([...phone.records()]).toEqual(["day/2027-03-04", "day/2027-03-05"]);
    await phone.edit([bleeding(null)]);
    expect([...phone.records()]).toEqual(["day/2027-03-05"]);
    await phone.sync();
    expect([...phone.records()]).toEqual(["day/2027-03-05"]);
  });
});

describe("losing everything", () => {
  test("rule 80: the words bring the vault back from the relay, and can leave the others out", async () => {
    const { vault: phone, newWorld, entropy } = await founded();
    await phone.edit([bleeding("light")]);
    await phone.sync();
    const recovered = await recoverVault(newWorld(), entropy, { name: "New", relay: "r", alone: true });
    if (!recovered.ok) throw new Error(`should recover, got ${recovered.error.kind}`);
    expect(shown(recovered.value)).toBe("light");
    expect(recovered.value.devices().map(({ name }) => name)).toEqual(["New"]);
    await recovered.value.edit([bleeding("heavy")]);
    expect(await recovered.value.sync()).toMatchObject({ kind: "done" });
    expect(await phone.sync()).toMatchObject({ kind: "stopped", by: "no-place" });
  });

  test("rule 81: the words bring the vault back from a backup file, and nobody else's do", async () => {
    const { vault: phone, newWorld, entropy } = await founded();
    await phone.edit([bleeding("light")]);
    await phone.sync();
    const backup = readBackup(await formatBackup(phone))!;
    expect(await restoreBackup(newWorld(), backup, suite.randomBytes(16), "X")).toBe(null);
    const restored = await restoreBackup(newWorld(), backup, entropy, "New");
    expect(shown(restored!)).toBe("light");
    await restored!.edit([bleeding("heavy")]);
    expect(await restored!.sync()).toEqual({ kind: "no-relay" });
    expect(shown(restored!)).toBe("heavy");
    expect(restored!.waiting()).toBe(0);
  });

  test("rule 25: a phone restored from a copy of itself takes a new id and loses nothing", async () => {
    const { vault: phone, world, newWorld } = await founded();
    const copy = newWorld(world.store.clone());
    await phone.edit([bleeding("light")]);
    await phone.sync();
    const opened = await openVault(copy);
    if (!opened.ok || !opened.value) throw new Error("there should be a vault");
    const restored = opened.value;
    await restored.edit([{ record: "day/2027-03-05", field: "mood", value: 4 }]);
    const before = restored.device().id;
    expect(await restored.sync()).toMatchObject({ kind: "done" });
    expect(restored.device().id).not.toBe(before);
    expect(await phone.sync()).toMatchObject({ kind: "done" });
    expect(stateBytes(phone)).toBe(stateBytes(restored));
    expect(shown(phone, "day/2027-03-05", "mood")).toBe(4);
  });
});

describe("a relay that was cut", () => {
  test("rules 48, 64: a device that was away longer than the log reaches takes the snapshot and keeps its own edits", async () => {
    const { vault: phone, world, newWorld, relay } = await founded();
    const laptop = await pair(phone, world, newWorld(), "Laptop");
    await laptop.edit([bleeding("light")]);
    for (let day = 10; day < 30; day++) {
      await phone.edit([{ record: `day/2027-04-${day}`, field: "mood", value: 3 }]);
      await phone.sync();
    }
    await phone.snapshotNow();
    relay.prune();
    expect(await laptop.sync()).toMatchObject({ kind: "done" });
    await phone.sync();
    expect(stateBytes(phone)).toBe(stateBytes(laptop));
    expect(shown(phone)).toBe("light");
  });

  test("rule 83: a relay that lost entries is noticed, and restarted from what the device has", async () => {
    const { vault: phone, world, newWorld, relay } = await founded();
    const laptop = await pair(phone, world, newWorld(), "Laptop");
    await phone.edit([bleeding("light")]);
    await phone.sync();
    relay.envelopes.pop();
    expect(await phone.sync()).toMatchObject({ kind: "stopped", by: "rollback" });
    expect(await phone.restart()).toEqual({ ok: true });
    expect(await phone.sync()).toMatchObject({ kind: "done" });
    expect(await laptop.sync()).toMatchObject({ kind: "done" });
    expect(shown(laptop)).toBe("light");
  });

  test("rule 48: a relay that says for ever that entries are gone, and has nothing later, is none", async () => {
    const { vault: phone, relay } = await founded();
    await phone.edit([bleeding("light")]);
    await phone.sync();
    await phone.snapshotNow();
    let asked = 0;
    relay.read = () => {
      if (++asked > 50) throw new Error("asked for the log 50 times");
      return {
        status: 410,
        body: Buffer.from(JSON.stringify({ refused: "pruned", snapshot: phone.place().index })),
      };
    };
    expect(await phone.sync()).toMatchObject({ kind: "trouble", trouble: { kind: "not-a-relay" } });
    expect(shown(phone)).toBe("light");
  });

  test("rules 61, 72: a snapshot's first frame is the boxes that the roster states, or nothing is taken", async () => {
    const { vault: phone, world, newWorld, relay } = await founded();
    const laptop = await pair(phone, world, newWorld(), "Laptop");
    for (let day = 10; day < 14; day++) {
      await phone.edit([{ record: `day/2027-04-${day}`, field: "mood", value: 3 }]);
      await phone.sync();
    }
    await phone.snapshotNow();
    relay.prune();
    const { at, frames } = relay.snapshots.pop()!;
    const places = [laptop.core().identity.rootBox];
    const { envelope } = await makeEpoch(suite, { vault: phone.id, epoch: 1, places });
    relay.snapshots.push({ at, frames: [envelope, ...frames.slice(1)] });
    const before = stateBytes(laptop);
    expect(await laptop.sync()).toMatchObject({ kind: "stopped", by: "unopenable" });
    expect(stateBytes(laptop)).toBe(before);
    relay.snapshots.pop();
    relay.snapshots.push({ at, frames });
    await laptop.resume();
    expect(await laptop.sync()).toMatchObject({ kind: "done" });
    expect(stateBytes(laptop)).toBe(stateBytes(phone));
  });
});
