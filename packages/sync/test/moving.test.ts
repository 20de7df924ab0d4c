import { beforeEach, describe, expect, test } from "vitest";
import { recoverVault, type Vault } from "../src/index.ts";
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

const suite = realSuite(62);

describe("rule 82: to another relay", () => {
  let home: Awaited<ReturnType<typeof founded>>;
  let phone: Vault;
  let laptop: Vault;
  let laptopWorld: StoredWorld;
  beforeEach(async () => {
    home = await founded(suite);
    phone = home.vault;
    laptopWorld = home.newWorld();
    laptop = await pair(phone, home.world, laptopWorld);
    await phone.edit([bleeding("light")]);
    await phone.sync();
  });

  test("the vault goes on in the same chain, and the other device follows by itself with what it had waiting", async () => {
    const { index } = phone.place();
    await laptop.edit([bleeding("heavy", "day/2027-03-05")]);
    expect(await phone.move("s", null)).toEqual({ ok: true });
    expect(phone.relay()).toBe("s");
    expect(phone.place().index).toBe(index);
    expect(await laptop.sync()).toMatchObject({ kind: "done" });
    expect(laptop.relay()).toBe("s");
    await phone.sync();
    expect(shownIn(phone, "day/2027-03-05")).toBe("heavy");
    expect(shownIn(laptop)).toBe("light");
    expect(stateText(laptop)).toBe(stateText(phone));
    expect((await reopened(laptopWorld)).relay()).toBe("s");
  });

  test("the note to the others is no part of the chain: who moved stands where it stood", async () => {
    const before = stateText(phone);
    await phone.move("s", null);
    expect(stateText(phone)).toBe(before);
    expect(home.relay.head).toBe(phone.place().index + 1);
    expect(home.relays.s!.head).toBe(phone.place().index);
  });

  test("what waited on the device that moves is in the log before it goes, and nothing waits after", async () => {
    await phone.edit([bleeding("medium", "day/2027-03-06")]);
    expect(await phone.move("s", null)).toEqual({ ok: true });
    expect(phone.waiting()).toBe(0);
    await laptop.sync();
    expect(shownIn(laptop, "day/2027-03-06")).toBe("medium");
  });

  test("the old relay keeps its copy until its owner has it deleted", async () => {
    await phone.move("s", null);
    expect(phone.formerRelay()).toBe("r");
    expect((await reopened(home.world)).formerRelay()).toBe("r");
    expect(home.relay.exists).toBe(true);
    expect(await phone.leaveFormer()).toEqual({ ok: true });
    expect(home.relay.exists).toBe(false);
    expect(phone.formerRelay()).toBeNull();
    expect(await phone.leaveFormer()).toEqual({ ok: true });
    expect(await phone.sync()).toMatchObject({ kind: "done" });
  });

  test("where the new relay already has such a vault or cannot be reached, everything stays as it was", async () => {
    home.relays.s!.transport = () => ({ host: "s", send: async () => null });
    expect(await phone.move("s", null)).toEqual({ ok: false, error: { kind: "unreachable" } });
    expect(phone.relay()).toBe("r");
    expect(phone.formerRelay()).toBeNull();
    await phone.edit([bleeding("heavy")]);
    expect(await phone.sync()).toMatchObject({ kind: "done" });
    expect(await laptop.sync()).toMatchObject({ kind: "done" });
    expect(shownIn(laptop)).toBe("heavy");
  });

  test("where the note to the others cannot be left, nobody has moved; the next attempt goes on from there", async () => {
    const append = home.relay.append.bind(home.relay);
    home.relay.append = () => ({ status: 503, body: Buffer.from('{"refused":"storage"}') });
    expect(await phone.move("s", null)).toEqual({ ok: false, error: { kind: "storage" } });
    expect(phone.relay()).toBe("r");
    home.relay.append = append;
    await phone.edit([bleeding("heavy")]);
    expect(await phone.sync()).toMatchObject({ kind: "done" });
    expect(await phone.move("s", null)).toEqual({ ok: true });
    expect(phone.relay()).toBe("s");
    expect(await laptop.sync()).toMatchObject({ kind: "done" });
    expect(laptop.relay()).toBe("s");
    expect(shownIn(laptop)).toBe("heavy");
  });

  test("the words find the way too: at the old relay they are sent on to the new one", async () => {
    await phone.move("s", null);
    await phone.edit([bleeding("heavy")]);
    await phone.sync();
    const recovered = await recoverVault(home.newWorld(), home.entropy, {
      name: "New",
      relay: "r",
      alone: false,
    });
    if (!recovered.ok) throw new Error(recovered.error.kind);
    expect(recovered.value.relay()).toBe("s");
    expect(shownIn(recovered.value)).toBe("heavy");
    await phone.sync();
    expect(phone.devices().map(({ name }) => name)).toEqual(["Phone", "Laptop", "New"]);
  });

  test("a vault can move on, and back to where it was deleted it cannot", async () => {
    await phone.move("s", null);
    await phone.leaveFormer();
    home.relay.answer = () => ({ status: 409, body: Buffer.from('{"refused":"taken"}') });
    const moved = await phone.move("r", null);
    expect(moved).toMatchObject({ ok: false });
    expect(phone.relay()).toBe("s");
    expect(await phone.sync()).toMatchObject({ kind: "done" });
  });
});
