import { describe, expect, test } from "vitest";
import { createShiftCount, createThreeFingerTap, type Finger } from "../../src/quick-exit/signs.ts";

/** What each press answers, given as key and milliseconds. */
const pressed = (...presses: readonly (readonly [string, number])[]): readonly boolean[] => {
  const count = createShiftCount();
  return presses.map(([key, at]) => count(key, false, at));
};

describe("I17: Shift", () => {
  test("three times within two seconds is the sign, and counting begins anew after it", () => {
    expect(pressed(["Shift", 0], ["Shift", 900], ["Shift", 2_000], ["Shift", 2_100])).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });

  test("three times over a longer time is not, and the last presses still count", () => {
    expect(pressed(["Shift", 0], ["Shift", 1_500], ["Shift", 2_001], ["Shift", 2_400])).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  test("as it is used for capital letters is not", () => {
    expect(
      pressed(["Shift", 0], ["A", 50], ["Shift", 100], ["B", 150], ["Shift", 200], ["C", 250]),
    ).not.toContain(true);
  });

  test("held down counts once, and Escape never", () => {
    const count = createShiftCount();
    const held = [0, 30, 60, 90].map((at) => count("Shift", at > 0, at));
    expect(held).not.toContain(true);
    expect(pressed(["Escape", 0], ["Escape", 100], ["Escape", 200])).not.toContain(true);
  });
});

const finger = (id: number, x = id * 80, y = 300): Finger => ({ id, x, y });

/** Fingers come one by one, 20 ms apart, slide by so many pixels, and are lifted when 200 ms, or so many, are over. */
function touch(count: number, slide = 0, milliseconds = 200): readonly boolean[] {
  const tap = createThreeFingerTap();
  const fingers = Array.from({ length: count }, (_, id) => finger(id));
  fingers.forEach((_, id) => {
    tap.hold(fingers.slice(0, id + 1), id * 20);
  });
  tap.hold(
    fingers.map(({ id, x, y }) => finger(id, x, y + slide)),
    100,
  );
  return fingers.map((_, lifted) => tap.lift(count - 1 - lifted, milliseconds));
}

describe("I17: a tap", () => {
  test("with three fingers is the sign, when the last of them is lifted", () => {
    expect(touch(3)).toEqual([false, false, true]);
    expect(touch(3, 24, 700)).toEqual([false, false, true]);
  });

  test("with one, two or four fingers is not", () => {
    for (const count of [1, 2, 4]) expect(touch(count)).not.toContain(true);
  });

  test("that slides or lasts is not: those are gestures of the browser and the phone", () => {
    expect(touch(3, 25)).not.toContain(true);
    expect(touch(3, 0, 701)).not.toContain(true);
  });

  test("that the browser took for itself is not, and the next one is", () => {
    const tap = createThreeFingerTap();
    const three = [0, 1, 2].map((id) => finger(id));
    tap.hold(three, 0);
    expect(tap.lift(0, Number.POSITIVE_INFINITY)).toBe(false);
    tap.hold(three, 1_000);
    expect(tap.lift(0, 1_100)).toBe(true);
  });
});
