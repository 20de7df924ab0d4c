import { createForecaster } from "@tidetable/forecast";
import { expect, test } from "vitest";
import { createOurModel } from "../ours.ts";
import { cyclesOf } from "./made-up.ts";

const forecaster = createForecaster();
const plainly = (lengths: readonly number[]) =>
  forecaster.cycleLength(
    forecaster.learn(
      {},
      lengths.map((length) => ({ kind: "cycle", length })),
    ),
  );

test("it forecasts what the forecaster itself says of the same history", () => {
  const predict = createOurModel().fit([]);
  expect(predict({ cycles: cyclesOf(28, 31, 27) })).toEqual(plainly([28, 31, 27]));
});

test("what it was asked before changes nothing: longer, shorter and other histories in any order", () => {
  const predict = createOurModel().fit([]);
  const histories = [[28, 31, 27], [28, 31], [28, 31, 27, 30], [], [40, 31, 27], [28, 31, 27]];
  for (const lengths of histories) {
    expect(predict({ cycles: cyclesOf(...lengths) })).toEqual(plainly(lengths));
  }
});

test("two cycles of one length differ by their sign and their age", () => {
  const model = createOurModel();
  const after = (cycle: object) => model.afterSign({ cycles: [{ length: 28, ...cycle }] }, 16);
  expect(after({ ovulationDay: 10 })).not.toEqual(after({ ovulationDay: 16 }));
  const predict = model.fit([]);
  const aged = (age: number) => predict({ cycles: cyclesOf(28), age });
  expect(aged(22)).not.toEqual(aged(48));
});

test("it learns nothing from other people, and a few days of other bleeding teach nothing", () => {
  const model = createOurModel();
  expect(model.fit([{ id: "a", cycles: cyclesOf(40, 41) }])).toBe(model.fit([]));
  expect(model.fit([])({ cycles: cyclesOf(6) })).toEqual(plainly([]));
});

test("a sign moves the forecast to about thirteen days after it", () => {
  const model = createOurModel();
  const mean = (forecast: ArrayLike<number>) =>
    Array.from(forecast).reduce((sum, chance, day) => sum + chance * day, 0);
  expect(Math.abs(mean(model.afterSign({ cycles: cyclesOf(28, 29) }, 22)) - 35)).toBeLessThan(1);
});

test("a pattern that is told changes what is expected of somebody unknown", () => {
  const usual = createOurModel().fit([])({ cycles: [] });
  expect(createOurModel({ regime: "pcos" }).fit([])({ cycles: [] })).not.toEqual(usual);
});
