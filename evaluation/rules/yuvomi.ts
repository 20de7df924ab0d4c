import { clamp, lengthsOf, mean, newest, roundHalfUp } from "./arithmetic.ts";
import type { Rule } from "./rule.ts";

/** The mean of the last six lengths, held between 15 and 60 days; nothing below three of them, since its change 1019. */
export const yuvomi: Rule = {
  name: "yuvomi",
  source: "ulsklyc/yuvomi, public/utils/health-cycle.js, c9b654c, with pull request 1019",
  says: (known) => {
    const recent = newest(lengthsOf(known), 6);
    return recent.length < 3 ? null : { day: clamp(roundHalfUp(mean(recent)), 15, 60) };
  },
};
