import { lengthsOf, mean, newest, roundHalfUp } from "./arithmetic.ts";
import type { Rule } from "./rule.ts";

/**
 * The mean of the last five lengths: of its six newest cycles the running one counts nothing.
 *
 * A day that has passed it moves to today; on the day of the last start none has.
 */
export const peri: Rule = {
  name: "peri",
  source: "IraSoro/peri, src/state/CalculationLogics.ts, 6e2bde5",
  says: (known) => {
    const recent = newest(lengthsOf(known), 5);
    return { day: recent.length === 0 ? 28 : roundHalfUp(mean(recent)) };
  },
};
