import { lengthsOf, mean, roundHalfUp, sampleVariance, toTwoDecimals } from "./arithmetic.ts";
import type { Rule } from "./rule.ts";

/**
 * The mean of all lengths up to 99 days, three at least, with one day to either side, or two.
 *
 * It says nothing where the days of the set could fall into the running period.
 */
export const drip: Rule = {
  name: "drip",
  source: "bloodyhealth/drip, lib/cycle.js and lib/cycle-length.js, 85301fb",
  says: (known) => {
    const lengths = lengthsOf(known).filter((length) => length <= 99);
    if (lengths.length < 3) return null;
    const day = roundHalfUp(toTwoDecimals(mean(lengths)));
    const reach = toTwoDecimals(Math.sqrt(sampleVariance(lengths))) < 1.5 ? 1 : 2;
    if (day - 5 < reach) return null;
    return { day, range: { first: day - reach, last: day + reach } };
  },
};
