import { lengthsOf, mean, newest } from "./arithmetic.ts";
import type { Rule } from "./rule.ts";

/** The mean of the last five spans without its fraction; it stores a cycle of L days as a span of L − 1. */
export const euki: Rule = {
  name: "Euki",
  source: "Euki-Inc/Euki-iOS, Managers/CycleManager.swift and CalendarManager.swift, c73b4ef",
  says: (known) => {
    const spans = newest(lengthsOf(known), 5).map((length) => length - 1);
    return spans.length === 0 ? null : { day: Math.trunc(mean(spans)) };
  },
};
