import { lengthsOf, mean } from "./arithmetic.ts";
import type { Rule } from "./rule.ts";

/** The longest length that counts, days: its default setting. */
const maximum = 183;

/** The mean of all lengths up to half a year, without its fraction. */
export const periodical: Rule = {
  name: "Periodical",
  source: "arnowelzel/periodical, PeriodicalDatabase.java, e2bcded",
  says: (known) => {
    const lengths = lengthsOf(known).filter((length) => length <= maximum);
    return lengths.length === 0 ? null : { day: Math.trunc(mean(lengths)) };
  },
};
