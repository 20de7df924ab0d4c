import { readFileSync } from "node:fs";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { describe, expect, test } from "vitest";
import {
  basisFromForecast,
  calendarDate,
  type ForecastAnswer,
  forecastFromDiary,
  headlineFromForecast,
} from "../../src/index.ts";
import { regimeOf } from "../../src/pattern-on.ts";
import { diaryOf, diaryOfCycles } from "../notation.ts";
import { bleeding, forecaster, forecastOn, living, method, on, pattern } from "./living.ts";

const bundle = new FluentBundle("en", { useIsolating: false });
bundle.addResource(
  new FluentResource(readFileSync(new URL("../../strings/forecast.en.ftl", import.meta.url), "utf8")),
);
const spoken = (answer: ForecastAnswer): string => {
  const { id, values } = headlineFromForecast(answer);
  const errors: Error[] = [];
  const text = bundle.formatPattern(bundle.getMessage(id)?.value ?? "", values, errors);
  expect(errors).toEqual([]);
  return text;
};

/** Starts on 1 January … 21 May 2026; the open one. */
const steady = diaryOfCycles("2026-01-01", [28, 28, 28, 28, 28]);

describe("where no timing is known nothing is forecast, and the method is named", () => {
  test.each([
    ["progestin-pill", "progestin-only pill"],
    ["hormonal-iud", "hormonal IUD"],
    ["implant", "implant"],
    ["injection", "injections"],
    ["testosterone", "testosterone"],
  ])("%s", (name, said) => {
    const answer = on(living(steady, method("2026-05-25", name)), "2026-06-01");
    expect(answer).toEqual({ kind: "withheld", reason: "hormonal-method", method: name });
    expect(spoken(answer)).toMatch(new RegExp(`nobody can honestly say.* ${said}`));
  });

  test("a combined method without a break, and one whose pack is not known", () => {
    const continuous = on(living(steady, method("2026-05-25", "ring", [28, 0])), "2026-06-01");
    expect(continuous).toEqual({ kind: "withheld", reason: "no-break", method: "ring" });
    expect(spoken(continuous)).toContain("without a break no bleed is due");
    const unknown = on(living(steady, method("2026-05-25", "ring")), "2026-06-01");
    expect(unknown).toEqual({ kind: "withheld", reason: "no-pack", method: "ring" });
    expect(spoken(unknown)).toContain("until I know the pack");
  });

  test("a copper IUD leaves her own cycle's forecast as it is", () => {
    const diary = living(steady, method("2026-05-25", "copper-iud"));
    expect(on(diary, "2026-06-01")).toEqual(on(steady, "2026-06-01"));
  });

  test.each(["pregnancy", "breastfeeding", "suppression", "menopause"])("%s says so", (name) => {
    const answer = on(living(steady, pattern("2026-05-25", name)), "2026-06-01");
    expect(answer).toEqual({ kind: "withheld", reason: name });
    expect(spoken(answer)).toContain("Forecasts are off");
  });

  test("of a pattern and a method the one that was told later holds", () => {
    const nursing = living(steady, pattern("2026-05-25", "breastfeeding"));
    expect(on(living(nursing, method("2026-06-01", "combined-pill", [21, 7])), "2026-06-10").kind).toBe(
      "forecast",
    );
    const both = living(steady, method("2026-05-25", "implant"), pattern("2026-06-01", "suppression"));
    expect(on(both, "2026-06-10")).toEqual({ kind: "withheld", reason: "suppression" });
  });
});

describe("after stopping", () => {
  test.each(["injection", "implant", "hormonal-iud", "progestin-pill", "testosterone"])(
    "%s: nothing is forecast before the first bleed, then the pattern after hormones",
    (name) => {
      const stopped = living(steady, method("2026-05-25", name), method("2026-09-01", "none"));
      const answer = on(stopped, "2026-09-20");
      expect(answer).toEqual({ kind: "withheld", reason: "after-hormones", method: name });
      expect(spoken(answer)).toContain("I forecast again from");
      const bled = bleeding(stopped, "2026-10-03", "LMMML");
      expect(forecastOn(bled, "2026-10-10").basis.afterHormones).toBe("2026-09-01");
    },
  );

  test("a pack's last break is still told; its bleed begins the first cycle", () => {
    const stopped = living(steady, method("2026-05-21", "ring", [21, 7]), method("2026-06-11", "none"));
    const last = forecastOn(stopped, "2026-06-12");
    expect(last.basis.pack).toEqual({ lastActive: "2026-06-10", none: 0.1 });
    expect(last.nextStart.beyondHorizon).toBeGreaterThan(0.1);
    const bled = bleeding(stopped, "2026-06-13", "LMM");
    const { openCycle, basis } = forecastOn(bled, "2026-06-20");
    expect(openCycle.start).toBe("2026-06-13");
    expect(basis).toMatchObject({ pack: null, afterHormones: "2026-06-11" });
    expect(basisFromForecast(on(bled, "2026-06-20")).map(({ id }) => id)).toContain("basis-after-hormones");
    expect(on(stopped, "2026-06-25")).toEqual({
      kind: "withheld",
      reason: "after-hormones",
      method: "ring",
    });
  });

  test("stopped among the active days, the break begins there", () => {
    const stopped = living(
      steady,
      method("2026-05-21", "combined-pill", [21, 7]),
      method("2026-05-31", "none"),
    );
    expect(forecastOn(stopped, "2026-05-31").basis.pack?.lastActive).toBe("2026-05-30");
  });

  test("the bare method of an old diary that is stopped waits for the first bleed too", () => {
    const stopped = living(steady, pattern("2026-05-25", "hormonal-method"), method("2026-09-01", "none"));
    expect(on(stopped, "2026-09-20")).toEqual({ kind: "withheld", reason: "after-hormones" });
    expect(on(bleeding(stopped, "2026-09-10", "LMM"), "2026-09-20").kind).toBe("forecast");
  });

  test("what is said on a day knows nothing of a stop that came later", () => {
    const diary = living(steady, method("2026-05-25", "implant"), method("2026-09-01", "none"));
    const answer = forecastFromDiary(diary, calendarDate("2026-08-31"), forecaster);
    expect(answer).toEqual({ kind: "withheld", reason: "hormonal-method", method: "implant" });
  });
});

describe("after a loss", () => {
  const lost = living(diaryOf("2026-02-01", "LMMML"), pattern("2026-03-20", "after-loss"));

  test("nothing is forecast until the first period; bleeding of the first three weeks is none", () => {
    const answer = on(bleeding(lost, "2026-03-20", "MMHMML"), "2026-04-10");
    expect(answer).toEqual({ kind: "withheld", reason: "after-loss" });
    expect(spoken(answer)).toBe(
      "I forecast again from your first period. That is often four to six weeks, and may be more.",
    );
    expect(on(bleeding(lost, "2026-04-05", "LMM"), "2026-04-10").kind).toBe("withheld");
  });

  test("from the first period on it is as after a birth", () => {
    const period = bleeding(lost, "2026-04-24", "LMMML");
    const birth = living(
      bleeding(diaryOf("2026-02-01", "LMMML"), "2026-04-24", "LMMML"),
      pattern("2026-03-20", "after-birth"),
    );
    expect(on(birth, "2026-04-30")).toEqual({ kind: "withheld", reason: "after-birth" });
    expect(on(period, "2026-04-30").kind).toBe("forecast");
    expect(regimeOf("after-loss")).toBe("after-birth");
  });
});
