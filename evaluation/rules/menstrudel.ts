import { lengthsOf, mean, roundHalfUp } from "./arithmetic.ts";
import type { Rule } from "./rule.ts";

/** Six months of thirty days. */
const window = 180;

/**
 * The mean of the lengths of 10 to 130 days between the starts of the last 180 days.
 *
 * The window ends today; here today is the day of the last start. A start exactly 180 days ago is taken to be in it.
 */
export const menstrudel: Rule = {
  name: "Menstrudel",
  source: "J-shw/Menstrudel, app/lib/utils/period_predictor.dart and services/period_service.dart, b94abcc",
  says: (known) => {
    const valid = withinWindow(lengthsOf(known)).filter((length) => length >= 10 && length <= 130);
    return valid.length === 0 ? null : { day: roundHalfUp(mean(valid)) };
  },
};

/** The newest lengths whose both starts lie in the window. */
function withinWindow(lengths: readonly number[]): readonly number[] {
  let [days, first] = [0, lengths.length];
  while (first > 0 && days + lengths[first - 1]! <= window) {
    first--;
    days += lengths[first]!;
  }
  return lengths.slice(first);
}
