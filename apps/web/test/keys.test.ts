import { calendarDate } from "@tidetable/diary";
import { describe, expect, test } from "vitest";
import { indexAfterKey } from "../src/controls/choice-keys.ts";
import { dateAfterKey } from "../src/controls/grid-keys.ts";

const thursday = calendarDate("2027-03-04");
const press = (key: string, shiftKey = false) => ({ key, shiftKey });

describe("in a grid of dates", () => {
  test.each([
    ["ArrowRight", false, "2027-03-05"],
    ["ArrowLeft", false, "2027-03-03"],
    ["ArrowDown", false, "2027-03-11"],
    ["ArrowUp", false, "2027-02-25"],
    ["Home", false, "2027-03-01"],
    ["End", false, "2027-03-07"],
    ["PageDown", false, "2027-04-04"],
    ["PageUp", false, "2027-02-04"],
    ["PageDown", true, "2028-03-04"],
    ["PageUp", true, "2026-03-04"],
  ])("%s (shift: %s) moves to %s", (key, shiftKey, expected) => {
    expect(dateAfterKey(press(key, shiftKey), thursday, 1, false)).toBe(expected);
  });

  test("left and right change places where writing runs from right to left", () => {
    expect(dateAfterKey(press("ArrowRight"), thursday, 1, true)).toBe("2027-03-03");
    expect(dateAfterKey(press("ArrowLeft"), thursday, 1, true)).toBe("2027-03-05");
  });

  test("a week ends where its reader's week ends", () => {
    expect(dateAfterKey(press("Home"), thursday, 7, false)).toBe("2027-02-28");
    expect(dateAfterKey(press("End"), thursday, 6, false)).toBe("2027-03-05");
  });

  test("other keys do not move", () => {
    expect(dateAfterKey(press("a"), thursday, 1, false)).toBeNull();
  });
});

describe("in a row of choices", () => {
  test("ends meet", () => {
    expect(indexAfterKey("ArrowRight", 4, 5, false)).toBe(0);
    expect(indexAfterKey("ArrowLeft", 0, 5, false)).toBe(4);
    expect(indexAfterKey("ArrowLeft", 4, 5, true)).toBe(0);
    expect(indexAfterKey("End", 0, 5, false)).toBe(4);
    expect(indexAfterKey("Home", 3, 5, false)).toBe(0);
  });

  test("other keys do not move", () => {
    expect(indexAfterKey("x", 0, 5, false)).toBeNull();
  });
});
