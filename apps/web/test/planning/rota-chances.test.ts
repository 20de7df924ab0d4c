import {
  addDays,
  betterRota,
  calendarDate,
  createForecaster,
  type Diary,
  lookAhead,
  withEntry,
} from "@tidetable/diary";
import { describe, expect, test } from "vitest";
import { chanceFromDots } from "../../src/planning/chance-from-dots.ts";
import { rotaChances } from "../../src/planning/rota-chances.ts";

const today = calendarDate("2027-03-04");
const starts = ["2026-12-15", "2027-01-14", "2027-02-12"].map(calendarDate);
const diary = starts.reduce<Diary>((sofar, start) => withEntry(sofar, start, { bleeding: "medium" }), {
  entryByDate: new Map(),
  events: [],
});
const ahead = lookAhead(diary, today, createForecaster());
const duty = (person: string, after: number) => ({ person, date: addDays(today, after), what: "" });

describe("the chance of bleeding from twenty shared dates", () => {
  const dots = Array.from({ length: 20 }, (_, at) => addDays(today, 5 + Math.floor(at / 2)));

  test("is the share of dates within five days before, until the start after the next could come", () => {
    expect(chanceFromDots(dots, addDays(today, 4))).toBe(0);
    expect(chanceFromDots(dots, addDays(today, 5))).toBe(0.1);
    expect(chanceFromDots(dots, addDays(today, 9))).toBe(0.5);
    expect(chanceFromDots(dots, addDays(today, 14))).toBe(0.5);
    expect(chanceFromDots(dots, addDays(today, 25))).toBe(0);
    expect(chanceFromDots(dots, addDays(today, 26))).toBeNull();
    expect(chanceFromDots([], today)).toBeNull();
  });
});

describe("the chances of a rota", () => {
  test("are one's own and those that are shared; of nobody else, and of no day that is over or too far ahead", () => {
    const rota = {
      duties: [duty("Ann", -3), duty("Ann", 8), duty("Bo", 8), duty("Cy", 8), duty("Ann", 900)],
    };
    const dots = Array.from({ length: 20 }, () => addDays(today, 8));
    const chanceOn = rotaChances(
      ahead,
      rota,
      today,
      new Map([
        ["Ann", { kind: "self" }],
        ["Bo", { kind: "shared", dots }],
      ]),
    );
    expect(chanceOn("Ann", addDays(today, 8))).toBeGreaterThan(0.2);
    expect(chanceOn("Ann", addDays(today, -3))).toBeNull();
    expect(chanceOn("Ann", addDays(today, 900))).toBeNull();
    expect(chanceOn("Bo", addDays(today, 8))).toBe(1);
    expect(chanceOn("Bo", addDays(today, -3))).toBeNull();
    expect(chanceOn("Cy", addDays(today, 8))).toBeNull();
  });

  test("lead to the swap that lowers the worst of them", () => {
    const rota = { duties: [duty("Ann", 8), duty("Cy", 20)] };
    const answer = betterRota(rota, rotaChances(ahead, rota, today, new Map([["Ann", { kind: "self" }]])));
    expect(answer).toMatchObject({ kind: "swap", swap: { give: rota.duties[0], take: rota.duties[1] } });
    expect(betterRota(rota, rotaChances(ahead, rota, today, new Map())).kind).toBe("nothing-known");
  });

  test("of an empty stretch of days to come ask nothing of the forecast", () => {
    const rota = { duties: [duty("Ann", -3)] };
    const chanceOn = rotaChances(ahead, rota, today, new Map([["Ann", { kind: "self" }]]));
    expect(chanceOn("Ann", addDays(today, 3))).toBeNull();
  });
});
