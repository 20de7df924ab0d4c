import { lengthsOf, mean, newest, roundHalfUp } from "./arithmetic.ts";
import type { Rule } from "./rule.ts";

/**
 * The mean of a ring of the last six lengths, into which 15 days and less are entered as 28.
 *
 * The server's own prediction and the loss of the ring at every restart are left out.
 */
export const oky: Rule = {
  name: "Oky",
  source: "Oky-period-tracker/periodtracker, app/src/prediction/PredictionEngine.ts, 4f1a7f1",
  says: (known) => {
    const ring = newest(lengthsOf(known), 6).map((length) => (length <= 15 ? 28 : length));
    return { day: ring.length === 0 ? 28 : roundHalfUp(mean(ring)) };
  },
};
