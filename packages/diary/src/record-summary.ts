import type { ScoredForecast } from "./record-score.ts";

/** What a number of scored forecasts says, and how much that is worth. */
export interface RecordSummary {
  readonly scored: number;
  /** How many came between the dates that were said. */
  readonly inside: number;
  /** The chance those dates were given, on average. */
  readonly announced: number;
  /** How many inside chance alone gives, nine times in ten or more, when forecasts are as good as they say; inclusive. */
  readonly expected: { readonly level: number; readonly least: number; readonly most: number };
  /** What the number inside allows to conclude. */
  readonly verdict: "too-few" | "as-announced" | "fewer" | "more";
  /** Days from the middle of the forecast, on average. */
  readonly daysOff: number;
  /** Mean ranked probability score, in days. */
  readonly rankedProbabilityScore: number;
}

/** Below this many nothing is concluded: one start more or less would move the share by a quarter or more. Our choice. */
const fewestForVerdict = 5;
/** Level of the range that chance gives. Our choice: of records as good as they say, one in ten lies beyond it. */
const expectedLevel = 0.9;

/** Null of no forecasts. */
export function summaryOf(scores: readonly ScoredForecast[]): RecordSummary | null {
  if (scores.length === 0) return null;
  const inside = scores.filter((score) => score.inside).length;
  const expected = expectedInside(
    scores.map(({ announced }) => announced),
    expectedLevel,
  );
  return {
    scored: scores.length,
    inside,
    announced: mean(scores.map(({ announced }) => announced)),
    expected: { level: expectedLevel, ...expected },
    verdict: verdictOn(scores.length, inside, expected),
    daysOff: mean(scores.map(({ daysOff }) => daysOff)),
    rankedProbabilityScore: mean(scores.map((score) => score.rankedProbabilityScore)),
  };
}

function verdictOn(
  scored: number,
  inside: number,
  { least, most }: { readonly least: number; readonly most: number },
): RecordSummary["verdict"] {
  if (scored < fewestForVerdict) return "too-few";
  if (inside < least) return "fewer";
  return inside > most ? "more" : "as-announced";
}

/**
 * The central range of how many of some independent events happen: at most (1 − level) / 2 lies below `least`, and as
 * much above `most`. With equal chances it is the binomial one.
 *
 * @param chances each from 0 to 1.
 */
export function expectedInside(
  chances: readonly number[],
  level: number,
): { readonly least: number; readonly most: number } {
  let ofCount = [1];
  for (const chance of chances) {
    ofCount = Array.from(
      { length: ofCount.length + 1 },
      (_, count) => (ofCount[count] ?? 0) * (1 - chance) + (ofCount[count - 1] ?? 0) * chance,
    );
  }
  const outside = (1 - level) / 2;
  let [least, below] = [0, ofCount[0]!];
  while (below <= outside && least < chances.length) below += ofCount[++least]!;
  let [most, above] = [chances.length, ofCount.at(-1)!];
  while (above <= outside && most > 0) above += ofCount[--most]!;
  return { least, most };
}

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
