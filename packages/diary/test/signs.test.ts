import { describe, expect, test } from "vitest";
import { addDays, type CalendarDate, calendarDate, type DayEntry, type Mucus } from "../src/index.ts";
import { mucusPeak } from "../src/mucus-peak.ts";
import { signsIn } from "../src/signs.ts";
import { temperatureShift } from "../src/temperature-shift.ts";

const first = calendarDate("2026-05-01");

function chart(readings: readonly (number | null)[]): Map<CalendarDate, DayEntry> {
  return new Map(
    readings.flatMap((celsius, day) =>
      celsius === null ? [] : [[addDays(first, day), { temperature: { celsius } }] as const],
    ),
  );
}
const shift = (readings: readonly (number | null)[]) => {
  const entryByDate = chart(readings);
  return temperatureShift(entryByDate, [...entryByDate.keys()]);
};
const low = [36.4, 36.45, 36.4, 36.35, 36.45, 36.4];

describe("a temperature shift", () => {
  test("is three readings above the six before, the third by 0.2", () => {
    expect(shift([...low, 36.55, 36.6, 36.65])).toEqual({
      firstHigher: "2026-05-07",
      complete: "2026-05-09",
      coverLine: 36.45,
    });
  });

  test("is not there while the third reading is missing or not high enough", () => {
    expect(shift([...low, 36.55, 36.6])).toBeNull();
    expect(shift([...low, 36.55, 36.6, 36.6])).toBeNull();
  });

  test("is completed by a fourth reading above the line when the third did not rise enough", () => {
    expect(shift([...low, 36.55, 36.6, 36.6, 36.5])?.complete).toBe("2026-05-10");
  });

  test("allows one of the second and third to fall, when the fourth has risen enough", () => {
    expect(shift([...low, 36.55, 36.4, 36.6, 36.65])?.complete).toBe("2026-05-10");
    expect(shift([...low, 36.55, 36.4, 36.6, 36.6])).toBeNull();
    expect(shift([...low, 36.55, 36.4, 36.4, 36.7])).toBeNull();
  });

  test("counts readings, not days: gaps and disturbed readings are passed over", () => {
    expect(shift([...low, null, 36.55, null, 36.6, 36.65])?.firstHigher).toBe("2026-05-08");
    const entryByDate = chart([...low, 36.55, 36.6, 36.65]);
    entryByDate.set(addDays(first, 8), { temperature: { celsius: 36.65, excluded: true } });
    expect(temperatureShift(entryByDate, [...entryByDate.keys()])).toBeNull();
  });

  test("needs six readings below it", () => {
    expect(shift([...low.slice(1), 36.55, 36.6, 36.65])).toBeNull();
  });

  test("reads thermometers in steps of 0.05", () => {
    expect(shift([...low, 36.52, 36.58, 36.63])?.complete).toBe("2026-05-09");
  });
});

const days: Readonly<Record<string, Mucus>> = {
  t: "dry",
  o: "nothing",
  f: "damp",
  S: "creamy",
  "+": "eggwhite",
};
const peakOf = (line: string): string | null => {
  const entryByDate = new Map(
    [...line].flatMap((character, day) => {
      const mucus = days[character];
      return mucus === undefined ? [] : [[addDays(first, day), { mucus }] as const];
    }),
  );
  return mucusPeak(entryByDate, [...entryByDate.keys()]);
};

describe("a mucus peak", () => {
  test("is the last day of the best quality, once three lower days have followed", () => {
    expect(peakOf("tofS++fff")).toBe("2026-05-06");
    expect(peakOf("tofS++ff")).toBeNull();
  });

  test("is of this cycle's own best, if that is damp or better", () => {
    expect(peakOf("tofSSoot")).toBe("2026-05-05");
    expect(peakOf("totoooo")).toBeNull();
  });

  test("waits for observed days in a row", () => {
    expect(peakOf("tS+f?ff")).toBeNull();
  });

  test("is looked for again when the best quality comes back", () => {
    expect(peakOf("t+fff+fff")).toBe("2026-05-06");
  });
});

test("signs of a cycle come as cycle days, and only from its own days", () => {
  const entryByDate = chart([...low, 36.55, 36.6, 36.65]);
  entryByDate.set(addDays(first, 4), { lhTest: "positive", temperature: { celsius: 36.45 } });
  entryByDate.set(addDays(first, 5), { lhTest: "positive", temperature: { celsius: 36.4 } });
  entryByDate.set(addDays(first, -3), { ovulation: "marked" });
  expect(signsIn(entryByDate, first, addDays(first, 20))).toEqual([
    { kind: "lh", day: 5 },
    { kind: "temperature", day: 7 },
  ]);
});
