import { describe, expect, test } from "vitest";
import { attacks } from "./simulation/liar.ts";
import { drawLiarSchedule, runLiarSchedule } from "./simulation/liar-run.ts";
import { surveyLiars } from "./simulation/liar-survey.ts";

/** A slice of what `npm run verify -- malicious-relay` runs: some schedules of each attack. */
const schedules = 12 * attacks.length;

describe("a relay that lies", () => {
  test("rules 14, 23–26, 48, 63, 64, 78: what it makes up is refused in the same round, and nothing false is ever taken in", async () => {
    const { failed, seen } = await surveyLiars(1, schedules);
    expect(failed).toEqual([]);
    for (const attack of ["drop", "reorder", "forge", "swap vaults", "downgrade", "alter length"] as const) {
      expect(seen[attack]["refused at once"]).toBe(schedules / attacks.length);
    }
  });

  test("rule 27: devices that it keeps apart go on, each in a true log, until one reads what another wrote", async () => {
    const { seen } = await surveyLiars(1, schedules);
    expect(seen.fork["flagged later"]).toBeGreaterThan(0);
    expect(seen.delay["withheld only"]).toBe(schedules / attacks.length);
  });

  test("nobody stops where the relay does not lie", async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const { faults } = await runLiarSchedule(drawLiarSchedule(seed), { isHonest: true });
      expect(faults).toEqual([]);
    }
  });
});
