import { createDayLengths, type DayLengthsPrior } from "../packages/forecast/src/day-lengths.ts";
import { isPlausibleLuteal, lutealPriorOf } from "../packages/forecast/src/signs.ts";
import type { Known } from "./cohort.ts";
import type { LengthForecast } from "./models/length-model.ts";

/**
 * A cycle as the sum of two lengths, each forecast from its own past: up to the day of ovulation, and from there on.
 *
 * Not part of the forecast: variants.ts tries what a fifth of its weight would be worth.
 */

/** The days up to ovulation. Mean and spreads: docs/forecasting.md, sources 1 and 9; the shape that of the luteal phase. */
const follicularPrior: DayLengthsPrior = {
  ...lutealPriorOf("monitor"),
  meanDays: 16.2,
  betweenPeople: 2.7,
  coreScale: 1.4,
  spreadPerIndex: 0.5,
  shortest: 5,
  longest: 60,
};
const follicular = createDayLengths(follicularPrior);
const luteal = createDayLengths(lutealPriorOf("monitor"));

/** Chance of each length of the next cycle; null while no cycle with a sign is known. */
export function sumOfPhases({ cycles }: Known): LengthForecast | null {
  let [before, after, count] = [follicular.unknown, luteal.unknown, 0];
  for (const { length, ovulationDay } of cycles) {
    if (ovulationDay === undefined || !isPlausibleLuteal(length - ovulationDay)) continue;
    if (ovulationDay < follicularPrior.shortest || ovulationDay > follicularPrior.longest) continue;
    before = follicular.learn(before, ovulationDay);
    after = luteal.learn(after, length - ovulationDay);
    count += 1;
  }
  if (count === 0) return null;
  const [first, second] = [follicular.predict(before), luteal.predict(after)];
  const sum = new Float64Array(first.length + second.length - 1);
  for (const [i, p] of first.entries()) for (const [j, q] of second.entries()) sum[i + j]! += p * q;
  return sum;
}
