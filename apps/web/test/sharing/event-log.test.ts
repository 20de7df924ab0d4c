import { calendarDate } from "@tidetable/diary";
import { foundVault, type Vault } from "@tidetable/sync";
import { beforeEach, describe, expect, test } from "vitest";
import { MemoryStore, worldOf } from "../../../../packages/sync/test/simulation/memory-device.ts";
import { eventEdits, purgeEdits, readLog } from "../../src/sharing/event-log.ts";
import { eventName } from "../../src/sharing/names.ts";
import { suite } from "./owner-in-node.ts";

let vault: Vault;
const day = calendarDate("2027-03-04");
beforeEach(async () => {
  const none = () => {
    throw new Error("no relay is asked");
  };
  ({ vault } = await foundVault(
    worldOf(suite, new MemoryStore(), () => 1_800_000_000, none),
    "Phone",
  ));
  await vault.edit(await eventEdits(suite, vault, day, [{ kind: "shared", who: "Robin" }]));
  await vault.edit(
    await eventEdits(suite, vault, day, [
      { kind: "paused", who: "Robin" },
      { kind: "stopped-all", who: "" },
    ]),
  );
});

const lines = async () =>
  (await readLog(suite, vault)).map(({ kind, number, isWhole }) => ({ kind, number, isWhole }));

describe("I23: the log of sharing", () => {
  test("has a line for each thing that happened, newest first, each following on the one before", async () => {
    expect(await lines()).toEqual([
      { kind: "stopped-all", number: 3, isWhole: true },
      { kind: "paused", number: 2, isWhole: true },
      { kind: "shared", number: 1, isWhole: true },
    ]);
  });

  test("shows where a line was changed", async () => {
    const record = eventName(vault.device().id, 2);
    const value = { ...(vault.fields(record).get("")?.[0]?.value as object), who: "Sam" };
    await vault.edit([{ record, field: "", value }]);
    expect((await lines()).map(({ isWhole }) => isWhole)).toEqual([false, true, true]);
  });

  test.each([1, 2])("shows where line %i was taken out", async (number) => {
    await vault.edit([{ record: eventName(vault.device().id, number), field: "", value: null }]);
    const left = await lines();
    expect(left.find((line) => line.number === number + 1)?.isWhole).toBe(false);
  });

  test("can be deleted whole, and begins anew", async () => {
    await vault.edit(purgeEdits(vault));
    expect(await lines()).toEqual([]);
    await vault.edit(await eventEdits(suite, vault, day, [{ kind: "resumed", who: "Robin" }]));
    expect(await lines()).toEqual([{ kind: "resumed", number: 1, isWhole: true }]);
  });
});
