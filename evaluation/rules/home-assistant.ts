import { lengthsOf, mean, newest, roundHalfEven } from "./arithmetic.ts";
import type { Rule } from "./rule.ts";

/**
 * The mean of those of the last four lengths that lie between 10 and 80 days, a half rounded to even.
 *
 * Left out: periods learned to last longer than five days would move the day by the excess. Its limits of 20 and 60
 * days hold for the starts after the next one.
 */
export const homeAssistant: Rule = {
  name: "HA-menstrual-cycle",
  source: "wallenium/HA-menstrual-cycle, custom_components/menstruation_cycle/model.py, 85c98c0",
  says: (known) => {
    const valid = newest(lengthsOf(known), 4).filter((length) => length > 10 && length < 80);
    return { day: valid.length === 0 ? 28 : roundHalfEven(mean(valid)) };
  },
};
