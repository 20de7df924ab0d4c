import type { Known } from "../cohort.ts";
import { lengthsOf, mean, median, newest } from "./arithmetic.ts";
import type { Rule } from "./rule.ts";

/** What anybody would try first. None rounds its day; none says anything before one length is known. */

const source = "common practice";

/** A rule from the lengths alone, one of them at least. */
function fromLengths(name: string, dayOf: (lengths: readonly number[]) => number): Rule {
  const says = (known: Known) => {
    const lengths = lengthsOf(known);
    return lengths.length === 0 ? null : { day: dayOf(lengths) };
  };
  return { name, source, says };
}

/** Weight of the newest length in the exponentially weighted mean. Our choice: a usual one; near it little changes. */
const newestWeight = 0.3;

function weightedMean(lengths: readonly number[]): number {
  return lengths.reduce((average, length) => average + newestWeight * (length - average));
}

export const simpleRules: readonly Rule[] = [
  fromLengths("last cycle", (lengths) => lengths.at(-1)!),
  fromLengths("mean of last 3", (lengths) => mean(newest(lengths, 3))),
  fromLengths("mean of last 6", (lengths) => mean(newest(lengths, 6))),
  fromLengths("mean of all", mean),
  fromLengths("median of all", median),
  fromLengths("exponentially weighted mean 0.3", weightedMean),
];
