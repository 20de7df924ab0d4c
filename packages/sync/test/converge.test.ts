import { describe, expect, test } from "vitest";
import { runSchedule } from "./simulation/converge.ts";
import { drawSchedule } from "./simulation/events.ts";
import { survey } from "./simulation/survey.ts";

/** A slice of what `npm run verify -- converge` runs: as many schedules as a test has time for. */
const schedules = 120;
/** Seeds that once found a mistake: a note of a move whose answer was lost, twins of a copy, false boxes, a lost sign-in. */
const found = [10, 21, 211, 1306, 2584, 2911, 3796, 11007, 11393, 12058, 13048, 13727];

describe("two to eight devices", () => {
  test("after whatever happened to them, all that are on the roster are equal and no edit is lost", async () => {
    const { failed } = await survey(1, schedules);
    expect(failed).toEqual([]);
  });

  test("the same with the real ciphers", async () => {
    const { failed } = await survey(1, 3, { isReal: true });
    expect(failed).toEqual([]);
  });

  test.each(found)("seed %i, which once found a mistake", async (seed) => {
    const { faults } = await runSchedule(drawSchedule(seed));
    expect(faults).toEqual([]);
  });

  test("a schedule goes the same way every time", async () => {
    for (const seed of [7, 70, 700]) {
      const first = await runSchedule(drawSchedule(seed));
      const second = await runSchedule(drawSchedule(seed));
      expect(second.trace).toBe(first.trace);
    }
  });
});
