import { describe, expect, test } from "vitest";
import { firstWeekday, firstWeekdayByRegion } from "../src/week-start.ts";

describe("the first day of the week", () => {
  test.each([
    ["en-GB", 1],
    ["de", 1],
    ["en-US", 7],
    ["pt-BR", 7],
    ["he", 7],
    ["th", 7],
    ["fa-IR", 6],
    ["ar-EG", 6],
    ["ar-SA", 7],
  ])("in %s is %i, from the browser and from the table alike", (tag, expected) => {
    expect(firstWeekday(tag)).toBe(expected);
    expect(firstWeekdayByRegion(tag)).toBe(expected);
  });

  test("in the table is what the platform's own data say, for every region", () => {
    const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
    const regionNames = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
    const regions = letters
      .flatMap((a) => letters.map((b) => a + b))
      .filter((region) => region !== "ZZ" && regionNames.of(region));
    expect(regions.length).toBeGreaterThan(200);
    const differing = regions.filter(
      (region) => firstWeekday(`und-${region}`) !== firstWeekdayByRegion(`und-${region}`),
    );
    // CLDR moves a country now and then, and the platforms we run on carry different versions of it.
    expect(differing.length, differing.join()).toBeLessThanOrEqual(2);
  });
});
