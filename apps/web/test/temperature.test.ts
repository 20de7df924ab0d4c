import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultTemperatureUnit, formatTemperature, parseTemperature } from "../src/temperature.ts";

describe("a reading as typed", () => {
  test.each([
    ["36.55", "celsius", 36.55],
    ["36,55", "celsius", 36.55],
    [" 37 ", "celsius", 37],
    ["97.7", "fahrenheit", 36.5],
  ] as const)("%s in %s is %d °C", (text, unit, celsius) => {
    expect(parseTemperature(text, unit)).toEqual({ ok: true, value: celsius });
  });

  test.each(["", "warm", "36.5.5", "1e2", "-36", "36.5555"])("%j is not a number", (text) => {
    expect(parseTemperature(text, "celsius")).toEqual({ ok: false, error: { kind: "not-a-number" } });
  });

  test("in the other unit is asked about, with what it would be there", () => {
    expect(parseTemperature("97.7", "celsius")).toEqual({
      ok: false,
      error: { kind: "out-of-range", asOther: { celsius: 36.5, unit: "fahrenheit" } },
    });
    expect(parseTemperature("36.5", "fahrenheit")).toEqual({
      ok: false,
      error: { kind: "out-of-range", asOther: { celsius: 36.5, unit: "celsius" } },
    });
  });

  test("that fits neither unit is asked about without a suggestion", () => {
    expect(parseTemperature("55", "celsius")).toEqual({
      ok: false,
      error: { kind: "out-of-range", asOther: null },
    });
  });

  test("in either unit comes back as it was typed", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 340, max: 420 }),
        fc.constantFrom("celsius" as const, "fahrenheit" as const),
        (tenths, unit) => {
          const text = (unit === "celsius" ? tenths / 10 : tenths / 10 + 60).toFixed(1);
          const parsed = parseTemperature(text, unit);
          if (parsed.ok) expect(Number(formatTemperature(parsed.value, unit, "en"))).toBe(Number(text));
        },
      ),
      { seed: 1 },
    );
  });
});

describe("the unit where nobody has chosen", () => {
  test("goes by region", () => {
    expect(defaultTemperatureUnit("en-US")).toBe("fahrenheit");
    expect(defaultTemperatureUnit("en-GB")).toBe("celsius");
    expect(defaultTemperatureUnit("de")).toBe("celsius");
  });
});
