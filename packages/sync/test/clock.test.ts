import { describe, expect, test } from "vitest";
import { shownValue } from "../src/index.ts";
import { bleeding, founded, pair, realSuite, shownIn, someDay, stateText } from "./household.ts";
import { MemoryStore } from "./simulation/memory-device.ts";

const suite = realSuite(63);
const years = 31_536_000;

describe("rule 32: a device whose clock is years off can be overwritten and loses nothing", () => {
  test.each([
    ["ten years ahead", 10 * years],
    ["twenty years behind", -20 * years],
    ["before 1970", -100 * years],
  ])("%s: whoever edits last, knowing the other's value, is shown", async (_, skew) => {
    const { vault: right, world, newWorld } = await founded(suite);
    const wrong = await pair(right, world, newWorld(new MemoryStore(), skew), "Off");
    for (const [at, value] of ["a", "b", "c", "d", "e"].entries()) {
      const [author, reader] = at % 2 === 0 ? [wrong, right] : [right, wrong];
      await author.edit([bleeding(value)]);
      expect(shownIn(author)).toBe(value);
      expect(await author.sync()).toMatchObject({ kind: "done" });
      expect(await reader.sync()).toMatchObject({ kind: "done" });
      expect(shownIn(reader)).toBe(value);
      expect(reader.fields(someDay).get("bleeding")).toHaveLength(1);
    }
    await right.edit([bleeding(null)]);
    await right.sync();
    await wrong.sync();
    expect(shownIn(wrong)).toBeNull();
    expect(stateText(wrong)).toBe(stateText(right));
  });

  test.each([10 * years, -20 * years])(
    "edits made apart are both kept, whichever clock is off by %i s",
    async (skew) => {
      const { vault: right, world, newWorld } = await founded(suite);
      const wrong = await pair(right, world, newWorld(new MemoryStore(), skew), "Off");
      await wrong.edit([bleeding("off"), bleeding("only off", "day/2027-03-05")]);
      await right.edit([bleeding("right"), bleeding("only right", "day/2027-03-06")]);
      await right.sync();
      await wrong.sync();
      await right.sync();
      for (const vault of [right, wrong]) {
        const values = vault.fields(someDay).get("bleeding")!;
        expect(values.map(({ value }) => value).sort()).toEqual(["off", "right"]);
        expect(shownValue(values)?.value).toBe(skew > 0 ? "off" : "right");
        expect(shownIn(vault, "day/2027-03-05")).toBe("only off");
        expect(shownIn(vault, "day/2027-03-06")).toBe("only right");
      }
      // One edit of either settles it.
      await right.edit([bleeding("settled")]);
      await right.sync();
      await wrong.sync();
      expect(
        wrong
          .fields(someDay)
          .get("bleeding")!
          .map(({ value }) => value),
      ).toEqual(["settled"]);
    },
  );

  test("a clock that was set right again: the device's own old values do not stand above its new ones", async () => {
    let skew = 10 * years;
    const { vault, world, newWorld } = await founded(suite);
    const store = new MemoryStore();
    const other = await pair(vault, world, { ...newWorld(store), clock: () => 1_800_000_000 + skew }, "Off");
    await other.edit([bleeding("ahead")]);
    skew = 0;
    await other.edit([bleeding("right")]);
    expect(shownIn(other)).toBe("right");
    await other.sync();
    await vault.sync();
    expect(shownIn(vault)).toBe("right");
    expect(other.devices().find(({ isThis }) => isThis)?.heard).toBe(1_800_000_000);
  });
});
