import { clamp, lengthsOf, mean, newest, roundHalfUp } from "./arithmetic.ts";
import type { Rule } from "./rule.ts";

/** The mean of the last three lengths of 18 to 60 days. Its switch "adaptive" is taken as on: off, it says 28 for ever. */
export const mooneva: Rule = {
  name: "Mooneva",
  source: "aradar46/Mooneva-Cycle-Private-Period-Tracker, services/logic/cycle.ts, b7ea2f3",
  says: (known) => {
    const eligible = lengthsOf(known).filter((length) => length >= 18 && length <= 60);
    if (eligible.length < 3) return { day: 28 };
    return { day: clamp(roundHalfUp(mean(newest(eligible, 3))), 18, 45) };
  },
};
