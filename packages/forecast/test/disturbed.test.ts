import fc from "fast-check";
import { expect, test } from "vitest";
import { createForecaster, type Disturbance } from "../src/index.ts";

const forecaster = createForecaster();
const belief = forecaster.learn(
  {},
  [28, 30, 29].map((length) => ({ kind: "cycle", length }) as const),
);

const changes: fc.Arbitrary<Disturbance["change"]> = fc
  .tuple(
    fc.integer({ min: -12, max: 3 }),
    fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 30 }),
  )
  .map(([least, weights]) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return { least, chance: weights.map((weight) => weight / total) };
  });

test("a disturbed cycle's length is the plain sum over lengths and changes, cut at the days gone by", () => {
  const calendar = forecaster.cycleLength(belief);
  fc.assert(
    fc.property(
      changes,
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 0, max: 15 }),
      (change, day, more) => {
        const elapsed = day + more;
        const start = forecaster.nextStart(belief, { elapsed, disturbance: { day, change } });
        if (!start) return;
        const joint = new Map<number, number>();
        for (let length = day + 1; length < calendar.length; length++) {
          change.chance.forEach((share, k) => {
            const ends = length + change.least + k;
            if (ends > elapsed && ends <= 200)
              joint.set(ends, (joint.get(ends) ?? 0) + calendar[length]! * share);
          });
        }
        const total = [...joint.values()].reduce((sum, p) => sum + p, 0);
        for (const k of [0, 1, 5, 12, 30]) {
          expect(start.probability[k]).toBeCloseTo((joint.get(elapsed + 1 + k) ?? 0) / total, 12);
        }
        expect(start.probability.reduce((sum, p) => sum + p, start.beyondHorizon)).toBeCloseTo(1, 9);
        expect(start.unlogged.probability).toBe(0);
      },
    ),
    { seed: 6, numRuns: 60 },
  );
});

test("a change of nothing is the forecast of somebody who looked every day", () => {
  const disturbance = { day: 12, change: { least: 0, chance: [1] } };
  const plain = forecaster.nextStart(belief, { elapsed: 20 });
  const disturbed = forecaster.nextStart(belief, { elapsed: 20, disturbance });
  expect(disturbed?.probability).toHaveLength(plain?.probability.length ?? 0);
  disturbed?.probability.forEach((p, k) => {
    expect(p).toBeCloseTo(plain?.probability[k] ?? 0, 9);
  });
});

test("later cycles know nothing of it: they renew from the changed start as ever", () => {
  const open = { elapsed: 14, disturbance: { day: 14, change: { least: 0, chance: [0, 0, 0, 0, 0, 1] } } };
  const [plain, moved] = [forecaster.nextStart(belief, { elapsed: 14 }), forecaster.nextStart(belief, open)];
  const starts = (one: typeof plain): number => one?.ahead(400).starts.reduce((sum, p) => sum + p, 0) ?? 0;
  // Five days of 400 make a sixth of a start.
  expect(starts(plain) - starts(moved)).toBeCloseTo(5 / 29.3, 1);
});

test.each([
  [{ day: -1, change: { least: 0, chance: [1] } }, /^disturbance\.day /],
  [{ day: 3, change: { least: 0.5, chance: [1] } }, /^disturbance\.change\.least /],
  [{ day: 3, change: { least: 0, chance: [0.4, 0.4] } }, /^disturbance\.change\.chance /],
  [{ day: 3, change: { least: 0, chance: [1.5, -0.5] } }, /^disturbance\.change\.chance /],
])("a mistake in it is named: %j", (disturbance, message) => {
  expect(() => forecaster.nextStart(belief, { elapsed: 20, disturbance })).toThrow(message);
});
