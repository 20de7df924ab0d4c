import type { CurrentPeriod } from "./history.ts";
import type { Belief, Model } from "./model.ts";
import { longestPeriod } from "./period.ts";

/** How long bleeding goes on: after a start that is still to come, and from now on. */
export interface BleedingDays {
  /** Chance that a period goes on for more than j days, j = 0 … longestPeriod: on its j-th day after the start it is there. */
  readonly after: Float64Array;
  /** Chance that the current period is still there on coming day k; k = 0 is the first that is told. 0 from its end on. */
  now(day: number): number;
}

/** From what is believed of her period lengths, and what is known of the current one. */
export function bleedingDays(model: Model, belief: Belief, period: CurrentPeriod): BleedingDays {
  const length = model.period.predict(belief.period);
  const after = new Float64Array(longestPeriod + 1);
  for (let day = longestPeriod - 1; day >= 0; day--) after[day] = after[day + 1]! + length[day + 1]!;
  const lasted = period.isOver ? 0 : Math.min(period.days, longestPeriod);
  const known = lasted > 0 ? after[lasted - 1]! : 0;
  return {
    after,
    now: (day) => (known > 0 && lasted + day < longestPeriod ? after[lasted + day]! / known : 0),
  };
}
