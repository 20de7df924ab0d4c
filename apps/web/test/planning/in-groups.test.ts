import { addDays, calendarDate } from "@tidetable/diary";
import { describe, expect, test } from "vitest";
import { inGroups } from "../../src/planning/in-groups.ts";

const day = calendarDate("2027-05-01");
const window = (after: number, chance: number) => ({
  first: addDays(day, after),
  last: addDays(day, after + 3),
  chance,
});

describe("windows as they are listed", () => {
  test("stand by their dates where they differ by less than one in ten, and are ranked only where they do not", () => {
    const listed = [window(30, 0.04), window(20, 0.08), window(10, 0.1399), window(5, 0.15), window(40, 0.5)];
    expect(inGroups(listed).map((group) => group.map(({ chance }) => chance))).toEqual([
      [0.1399, 0.08, 0.04],
      [0.15],
      [0.5],
    ]);
    expect(inGroups(listed.toReversed())).toEqual(inGroups(listed));
    expect(inGroups([])).toEqual([]);
  });
});
