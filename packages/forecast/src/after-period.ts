import { longestCycle } from "./grid.ts";
import type { CurrentPeriod, OpenCycle } from "./history.ts";
import type { Belief, Model } from "./model.ts";
import { longestPeriod } from "./period.ts";

/**
 * What the length of this cycle's period says of the cycle: after a longer one than usual the next start comes a
 * little later, about a quarter of a day for each day.
 *
 * In every cell P(L | period) ∝ P(L) · L^(κ · days above her usual period), κ = constants.lengthPerPeriodDay; the cell
 * keeps its weight, because between people the two lengths have next to nothing to do with each other. Source:
 * docs/forecasting.md, "After the period".
 */

/** Days above or below her usual period beyond which nothing more is concluded. Our choice: the clinical cohort has few. */
const mostDeviation = 3;

/** Days after the last bleeding until it is believed to be the last: bleeding is often written down later. Our choice. */
const quietDays = 3;

/** Factor on the chance of each length of the open cycle, indexed by days; null while too little is known of its period. */
export function factorAfterPeriod(
  model: Model,
  belief: Belief,
  { elapsed }: OpenCycle,
  period: CurrentPeriod,
): Float64Array | null {
  if (!period.isOver || period.days === 0 || elapsed + 1 - period.days < quietDays) return null;
  const usual = model.period.predict(belief.period).reduce((mean, chance, days) => mean + chance * days, 0);
  const deviation = Math.min(period.days, longestPeriod) - usual;
  const { lengthPerPeriodDay } = model.constants;
  const power = lengthPerPeriodDay * Math.min(mostDeviation, Math.max(-mostDeviation, deviation));
  return Float64Array.from({ length: longestCycle + 1 }, (_, days) => (days === 0 ? 0 : days ** power));
}
