import { beforeEach, describe, expect, test } from "vitest";
import type { Vault } from "../src/index.ts";
import { joinSnapshotParts } from "../src/protocol.ts";
import { sealParts, signState } from "../src/snapshot.ts";
import { type SnapshotState, stateOfReplica } from "../src/snapshot-state.ts";
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

const suite = realSuite(69);

describe("a device that was away longer than the log reaches", () => {
  let home: Awaited<ReturnType<typeof founded>>;
  let phone: Vault;
  let laptop: Vault;
  let laptopWorld: StoredWorld;
  beforeEach(async () => {
    home = await founded(suite);
    phone = home.vault;
    laptopWorld = home.newWorld();
    laptop = await pair(phone, home.world, laptopWorld);
  });
  const prune = async () => {
    await phone.snapshotNow();
    home.relay.prune();
  };
  /** The relay gives a snapshot of another state than the phone's, sealed and signed by the phone all the same. */
  const givesInstead = async (change: (state: SnapshotState) => SnapshotState) => {
    const { replica, identity, world } = phone.core();
    const { epoch, owner, boxes } = replica;
    const state = change(stateOfReplica(replica));
    const signed = await signState(suite, world.compression, identity.device, state);
    const sealed = { vault: owner.vault, epoch, epochKey: replica.epochKeys.get(epoch)! };
    const frames = [boxes!, ...(await sealParts(suite, sealed, signed))];
    home.relay.read = () => ({
      status: 410,
      body: Buffer.from(`{"refused":"pruned","snapshot":${state.index}}`),
    });
    home.relay.readSnapshot = () => ({
      status: 200,
      body: joinSnapshotParts({ at: state.index, parts: frames }),
    });
  };

  test("rule 63: compares where it stands: a difference in any register means that one of the two is broken", async () => {
    await phone.edit([bleeding("light")]);
    await phone.sync();
    await laptop.sync();
    const before = stateText(laptop);
    const { registers } = phone.core().replica;
    const [kept] = registers.fields("day/2027-03-04").get("bleeding")!;
    registers.set("day/2027-03-04", "bleeding", [{ ...kept!, value: "heavy" }]);
    await givesInstead((state) => state);
    expect(await laptop.sync()).toMatchObject({ kind: "stopped", by: "differs" });
    expect(stateText(laptop)).toBe(before);
    expect(shownIn(laptop)).toBe("light");
    expect((await reopened(laptopWorld)).stopped()).toBe("differs");
  });

  test("rules 64, 70: takes no snapshot whose roster does not go on from the one it knows", async () => {
    const before = stateText(laptop);
    await givesInstead((state) => ({
      ...state,
      index: state.index + 9,
      statements: state.statements.slice(0, 2),
    }));
    expect(await laptop.sync()).toMatchObject({ kind: "stopped", by: "roster" });
    expect(stateText(laptop)).toBe(before);
  });

  test("takes no snapshot from before what it has read", async () => {
    const before = stateText(laptop);
    await givesInstead((state) => ({ ...state, index: state.index - 1 }));
    expect(await laptop.sync()).toMatchObject({ kind: "stopped", by: "rollback" });
    expect(stateText(laptop)).toBe(before);
  });

  test("rule 25: a restored copy finds out from the snapshot, takes a new id, and gives its edits out under it", async () => {
    const copyWorld = home.newWorld(laptopWorld.store.clone());
    for (let day = 10; day < 16; day++) {
      await laptop.edit([bleeding("light", `day/2027-04-${day}`)]);
      await laptop.sync();
    }
    await phone.sync();
    await prune();
    const copy = await reopened(copyWorld);
    const before = copy.device().id;
    await copy.edit([bleeding("heavy", "day/2027-05-01")]);
    expect(await copy.sync()).toMatchObject({ kind: "done" });
    expect(copy.device().id).not.toBe(before);
    await phone.sync();
    await laptop.sync();
    expect(shownIn(laptop, "day/2027-05-01")).toBe("heavy");
    expect(shownIn(copy, "day/2027-04-15")).toBe("light");
    expect(stateText(copy)).toBe(stateText(laptop));
    expect(stateText(phone)).toBe(stateText(laptop));
  });

  test("rule 26: its own entry that came into the log, and whose answer was lost, is its own when the snapshot has it", async () => {
    const append = home.relay.append.bind(home.relay);
    home.relay.append = (expect, envelopes) => {
      append(expect, envelopes);
      return { status: 500, body: new Uint8Array(0) };
    };
    await laptop.edit([bleeding("heavy")]);
    expect(await laptop.sync()).toMatchObject({ kind: "trouble" });
    home.relay.append = append;
    await phone.sync();
    await prune();
    const { id } = laptop.device();
    expect(await laptop.sync()).toMatchObject({ kind: "done" });
    expect(laptop.device().id).toBe(id);
    expect(laptop.waiting()).toBe(0);
    expect(laptop.fields("day/2027-03-04").get("bleeding")).toHaveLength(1);
    expect(stateText(laptop)).toBe(stateText(phone));
  });

  test("rule 73: that was removed meanwhile takes nothing of it", async () => {
    await phone.edit([bleeding("light")]);
    await phone.remove([laptop.device().id]);
    await prune();
    const before = stateText(laptop);
    expect((await laptop.sync()).kind).toMatch(/stopped|trouble/);
    expect(stateText(laptop)).toBe(before);
    expect(shownIn(laptop)).toBeNull();
  });
});
