import { beforeAll, describe, expect, test } from "vitest";
import { formatBackup, foundVault, openVault, readBackup, restoreBackup, type Vault } from "../src/index.ts";
import type { Suite } from "../src/seal/suite.ts";
import { isVaultRecord } from "../src/vault-records.ts";
import {
  bleeding,
  founded,
  pair,
  realSuite,
  reopened,
  type StoredWorld,
  shownIn,
  stateText,
} from "./household.ts";
import { countingBytes } from "./seal/suite-contract.ts";
import { MemoryStore, StoreFailure, worldOf } from "./simulation/memory-device.ts";
import { createPlainSuite } from "./simulation/plain-suite.ts";

const suite: Suite = realSuite(56);
let home: Awaited<ReturnType<typeof founded>>;
let laptop: Vault;
/** A store with something in every record that there can be: settled values of two devices, and edits that wait. */
let whole: MemoryStore;

beforeAll(async () => {
  home = await founded(suite);
  const { vault, world, newWorld } = home;
  laptop = await pair(vault, world, newWorld());
  await vault.edit([bleeding("light")]);
  await laptop.edit([bleeding("heavy"), { record: "settings", field: "theme", value: null }]);
  await vault.sync();
  await laptop.sync();
  await vault.sync();
  await vault.edit([bleeding("medium", "day/2027-03-05")]);
  whole = world.store.clone();
});

const worldWith = (store: MemoryStore): StoredWorld => home.newWorld(store);
const textOf = (store: MemoryStore): string => JSON.stringify([...store.values].sort());

describe("a vault as records of the device's store", () => {
  test("is read back as it was", async () => {
    const again = await reopened(worldWith(whole.clone()));
    expect(stateText(again)).toBe(stateText(home.vault));
    expect(again.waiting()).toBe(1);
    expect(again.device()).toEqual(home.vault.device());
    expect(again.devices()).toEqual(home.vault.devices());
    expect(again.fields("day/2027-03-04").get("bleeding")).toEqual(
      home.vault.fields("day/2027-03-04").get("bleeding"),
    );
    expect(again.fields("day/2027-03-04").get("bleeding")).toHaveLength(2);
    expect(shownIn(again, "day/2027-03-05")).toBe("medium");
    expect([...whole.values.keys()].every(isVaultRecord)).toBe(true);
  });

  test("is none in a store that holds something else", async () => {
    const store = new MemoryStore();
    await store.write(new Map([["day/2027-03-04", { bleeding: "light" }]]));
    expect(await openVault(worldWith(store))).toEqual({ ok: true, value: null });
  });

  test("is unreadable with any one record damaged, and nothing is written over it", async () => {
    const names = [...whole.values.keys()];
    expect(names.map((name) => name.split("/")[1])).toEqual(
      expect.arrayContaining(["device", "state", "roster", "reg", "out"]),
    );
    for (const name of names) {
      for (const damage of ["7", '"text"', "[[]]", "{}", "[1]", '[["bleeding",[[null]]]]']) {
        const store = whole.clone();
        store.values.set(name, damage);
        const before = textOf(store);
        expect(await openVault(worldWith(store)), `${name} ${damage}`).toEqual({
          ok: false,
          error: { kind: "unreadable" },
        });
        expect(textOf(store)).toBe(before);
      }
    }
  });

  test("is unreadable without the records that every vault has, and never taken for none", async () => {
    for (const name of ["sync/device", "sync/state", "sync/roster"]) {
      const store = whole.clone();
      store.values.delete(name);
      expect(await openVault(worldWith(store)), name).toEqual({ ok: false, error: { kind: "unreadable" } });
    }
  });

  test.each(["sync/device", "sync/state"])(
    "is unreadable with any one field of %s of another type",
    async (name) => {
      const fields = JSON.parse(whole.values.get(name)!) as Readonly<Record<string, unknown>>;
      const wrong = [7.5, "~", true, [7], { any: 1 }];
      for (const field of Object.keys(fields)) {
        // The name of a device and the address of a relay are any text.
        const isText = field === "relay" || field === "stopped";
        for (const value of wrong.filter((value) => !isText || value !== "~")) {
          const store = whole.clone();
          store.values.set(name, JSON.stringify({ ...fields, [field]: value }));
          const kind = field === "version" && value === 7.5 ? "newer" : "unreadable";
          expect(await openVault(worldWith(store)), `${field} ${JSON.stringify(value)}`).toEqual({
            ok: false,
            error: { kind },
          });
        }
      }
    },
  );

  test("is read or unreadable, and never throws, whatever one value inside its records became", async () => {
    const damages = [null, -1, 7.5, "~", true, [], {}, 2 ** 60];
    /** The JSON with the node of a number, counted from the front, replaced. */
    const damaged = (json: unknown, node: { left: number }, damage: unknown): unknown => {
      if (node.left-- === 0) return damage;
      if (Array.isArray(json)) return json.map((item) => damaged(item, node, damage));
      if (typeof json !== "object" || json === null) return json;
      return Object.fromEntries(
        Object.entries(json).map(([name, item]) => [name, damaged(item, node, damage)]),
      );
    };
    let unreadable = 0;
    for (const [name, text] of whole.values) {
      for (let at = 1; at < 40; at++) {
        const json = damaged(JSON.parse(text), { left: at }, damages[at % damages.length]);
        const store = whole.clone();
        store.values.set(name, JSON.stringify(json));
        const opened = await openVault(worldWith(store));
        if (!opened.ok) unreadable++;
        else expect(opened.value?.id).toBe(home.vault.id);
      }
    }
    expect(unreadable).toBeGreaterThan(60);
  });

  test("is newer where a later version wrote it, and nothing is written over it", async () => {
    const store = whole.clone();
    store.values.set("sync/device", JSON.stringify({ version: 2, anything: "else" }));
    store.values.set("sync/state", "[]");
    const before = textOf(store);
    expect(await openVault(worldWith(store))).toEqual({ ok: false, error: { kind: "newer" } });
    expect(textOf(store)).toBe(before);
  });

  test("has its keys in its own records and nowhere else", async () => {
    const { device } = JSON.parse(whole.values.get("sync/device")!) as {
      device: { sign: string; box: string };
    };
    for (const [name, text] of whole.values) {
      if (name !== "sync/device")
        expect(text.includes(device.sign) || text.includes(device.box), name).toBe(false);
    }
    expect(textOf(whole)).not.toContain(Buffer.from(home.entropy).toString("base64url"));
  });
});

describe("a store that refuses to write", () => {
  test("loses nothing: what was not kept is not shown as kept, and it works again after", async () => {
    const world = worldWith(whole.clone());
    const vault = await reopened(world);
    const before = textOf(world.store);
    world.store.failing = 1;
    await expect(vault.edit([bleeding("heavy", "day/2027-03-06")])).rejects.toThrow(StoreFailure);
    expect(textOf(world.store)).toBe(before);
    await vault.edit([bleeding("light", "day/2027-03-07")]);
    expect(shownIn(vault, "day/2027-03-06")).toBeNull();
    expect(shownIn(vault, "day/2027-03-07")).toBe("light");
    const again = await reopened(world);
    expect(again.waiting()).toBe(vault.waiting());
    expect(shownIn(again, "day/2027-03-05")).toBe("medium");
  });

  test("rule 26: at any of a round's writes, and the device still comes to the same as all others", async () => {
    const plain = createPlainSuite(countingBytes(57));
    for (let failing = 0; failing < 8; failing++) {
      const { vault: phone, world, newWorld, relay } = await founded(plain);
      const other = await pair(phone, world, newWorld());
      await other.edit([bleeding("heavy")]);
      await other.sync();
      await phone.edit([bleeding("light"), bleeding("medium", "day/2027-03-05")]);
      const { store } = world;
      let writes = 0;
      // The write with this number fails, and the one after.
      const write = store.write.bind(store);
      store.write = (values) => {
        writes++;
        return writes === failing || writes === failing + 1
          ? Promise.reject(new StoreFailure("made to fail"))
          : write(values);
      };
      for (let round = 0; round < 4; round++)
        await phone.sync().catch((error: unknown) => expect(error).toBeInstanceOf(StoreFailure));
      expect(await phone.sync(), `after write ${failing} failed`).toMatchObject({ kind: "done" });
      await other.sync();
      expect(stateText(phone)).toBe(stateText(other));
      expect(phone.waiting()).toBe(0);
      expect(shownIn(other, "day/2027-03-05")).toBe("medium");
      expect(
        stateText(
          await reopened(
            worldOf(
              plain,
              store,
              () => 1,
              () => relay.transport(),
            ),
          ),
        ),
      ).toBe(stateText(phone));
    }
  });

  test("a vault is founded or restored in one write: after a crash there is all of it or nothing", async () => {
    const backup = readBackup(await formatBackup(home.vault))!;
    const beginnings = {
      founded: (world: StoredWorld) => foundVault(world, "Phone"),
      restored: (world: StoredWorld) => restoreBackup(world, backup, home.entropy, "New"),
    };
    for (const [name, begin] of Object.entries(beginnings)) {
      for (let crash = 1; crash <= 4; crash++) {
        const world = worldWith(new MemoryStore());
        const write = world.store.write.bind(world.store);
        let writes = 0;
        world.store.write = (values) =>
          ++writes >= crash ? Promise.reject(new StoreFailure("made to fail")) : write(values);
        const isDone = await begin(world).then(
          () => true,
          () => false,
        );
        world.store.write = write;
        const opened = await openVault(world);
        if (!opened.ok) throw new Error(`${name}, after write ${crash}: ${opened.error.kind}`);
        expect(opened.value !== null, `${name}, after write ${crash}`).toBe(isDone);
        if (!opened.value) continue;
        await opened.value.edit([bleeding("heavy")]);
        expect(await opened.value.sync()).toEqual({ kind: "no-relay" });
      }
    }
  });

  test("rule 26: a relay that refuses for days does not make the device's records grow", async () => {
    const { vault, world, relay } = await founded(createPlainSuite(countingBytes(68)));
    await vault.edit([bleeding("light")]);
    relay.append = () => ({ status: 507, body: Buffer.from('{"refused":"full"}') });
    const sizeAfter = async (rounds: number): Promise<number> => {
      for (let round = 0; round < rounds; round++) {
        expect(await vault.sync()).toMatchObject({ kind: "trouble", trouble: { kind: "full" } });
      }
      return world.store.values.get("sync/state")!.length;
    };
    const early = await sizeAfter(3);
    expect(await sizeAfter(60)).toBe(early);
  });
});
