import fc from "fast-check";
import { expect, test } from "vitest";
import { createForecaster, type Observation } from "../src/index.ts";
import { totalVariation } from "./reference/slow-model.ts";

const forecaster = createForecaster();
const observation: fc.Arbitrary<Observation> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ kind: fc.constant("cycle" as const), length: fc.integer({ min: 10, max: 95 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("pause" as const), days: fc.integer({ min: 1, max: 900 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "regime" as const, regime: "after-birth" as const }) },
);

test("what is believed does not hang on whether somebody asked in between", () => {
  fc.assert(
    fc.property(fc.array(observation, { maxLength: 30 }), fc.array(fc.boolean()), (observations, asks) => {
      let asked = forecaster.begin({});
      for (const [i, one] of observations.entries()) {
        asked = forecaster.observe(asked, one);
        if (asks[i]) forecaster.cycleLength(asked);
      }
      const whole = forecaster.learn({}, observations);
      expect(asked.cyclesWeight).toBeCloseTo(whole.cyclesWeight, 12);
      expect(forecaster.cycleLength(asked)).toEqual(forecaster.cycleLength(whole));
    }),
    { numRuns: 25, seed: 4 },
  );
});

test("a long history is believed the same, asked after every cycle or at its end", () => {
  const lengths = Array.from({ length: 160 }, (_, i) => 15 + ((i * 31) % 74));
  let asked = forecaster.begin({});
  for (const length of lengths) {
    asked = forecaster.observe(asked, { kind: "cycle", length });
    forecaster.cycleLength(asked);
  }
  const whole = forecaster.learn(
    {},
    lengths.map((length) => ({ kind: "cycle", length })),
  );
  expect(forecaster.cycleLength(asked)).toEqual(forecaster.cycleLength(whole));
});

test("an older belief is what it was, whatever was learned after it", () => {
  const before = forecaster.learn(
    {},
    [28, 31, 28].map((length) => ({ kind: "cycle", length })),
  );
  const chances = forecaster.cycleLength(before);
  const after = forecaster.observe(before, { kind: "cycle", length: 45 });
  expect(totalVariation(forecaster.cycleLength(after), chances)).toBeGreaterThan(0.01);
  expect(forecaster.cycleLength(before)).toEqual(chances);
});
