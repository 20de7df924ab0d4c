import { lengthsOf, mean, newest } from "./arithmetic.ts";
import type { Rule } from "./rule.ts";

/** The mean of the last five lengths without its fraction; nothing is left out. Its luteal mode is a sign rule. */
export const mensinator: Rule = {
  name: "Mensinator",
  source: "EmmaTellblom/Mensinator, business/CalculationsHelper.kt, f79504f",
  says: (known) => {
    const recent = newest(lengthsOf(known), 5);
    return recent.length === 0 ? null : { day: Math.trunc(mean(recent)) };
  },
};
