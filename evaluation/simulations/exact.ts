import { createSlowModel } from "../../packages/forecast/test/reference/slow-model.ts";
import type { LengthModel } from "../models/length-model.ts";

/**
 * The exact posterior of people drawn from our prior, on a grid of 161 × 31 × 12 and with nothing forgotten: the
 * independent model against which packages/forecast/test/reference.test.ts holds ours. About 40 ms a forecast.
 */
export function createExactModel(): LengthModel {
  let slow: ReturnType<typeof createSlowModel> | null = null;
  return {
    name: "exact posterior",
    source: "packages/forecast/test/reference/slow-model.ts",
    fit: () => (known) => {
      slow ??= createSlowModel(undefined, undefined, 1);
      return Float64Array.from(slow.predict(known.cycles.map(({ length }) => length)));
    },
  };
}
