import { clamp, lengthsOf, median, newest, roundHalfUp, sampleVariance } from "./arithmetic.ts";
import type { Rule } from "./rule.ts";

/** The median of the last six, and about it the rounded standard deviation, between 1 and 5 days, from three on. */
export const ovumcy: Rule = {
  name: "ovumcy",
  source: "ovumcy/ovumcy-web, internal/services/cycles.go and dashboard_cycle.go, 9018e8a2",
  says: (known) => {
    const recent = newest(lengthsOf(known), 6);
    const day = recent.length === 0 ? 28 : roundHalfUp(median(recent));
    if (recent.length < 3) return { day };
    const reach = clamp(roundHalfUp(Math.sqrt(sampleVariance(recent))), 1, 5);
    return { day, range: { first: day - reach, last: day + reach } };
  },
};
