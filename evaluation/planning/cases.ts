import { type Random, seededRandom } from "@tidetable/forecast";
import type { OurModel } from "../ours.ts";
import { bled, type Origin } from "./origin.ts";

/** Horizon h is the h-th of her expected cycle lengths from the day on which she asks; so many are asked about. */
export const horizons = 6;
/** Windows drawn for each origin and horizon: sixty in all, as many as a planner's question may have. */
export const windowsByHorizon = 10;
/** Longest window, days. */
const longestWindow = 7;

/** One window that somebody was told a chance of. */
export interface PlannedCase {
  readonly person: number;
  readonly horizon: number;
  readonly stated: number;
  /** Null where the record does not tell. */
  readonly bled: boolean | null;
}

/**
 * The windows of one origin: 1 to 7 days, each as likely, with its middle anywhere in the horizon; none before tomorrow.
 * They are drawn before anything of the future is looked at.
 */
export function casesOf(origin: Origin, ours: OurModel, random: Random): readonly PlannedCase[] {
  const belief = ours.beliefOf(origin.known);
  const start = ours.forecaster.nextStart(belief, origin.open, origin.period);
  if (!start) return [];
  const expected = ours.forecaster.cycleLength(belief).reduce((mean, p, days) => mean + p * days, 0);
  const windows = Array.from({ length: origin.furthest * windowsByHorizon }, (_, i) => {
    const horizon = 1 + Math.floor(i / windowsByHorizon);
    const days = 1 + Math.floor(random() * longestWindow);
    const middle = start.firstDay + (horizon - 1 + random()) * expected;
    const firstDay = Math.max(start.firstDay, Math.round(middle - (days - 1) / 2));
    return { horizon, firstDay, lastDay: firstDay + days - 1, of: "bleeding" as const };
  });
  const stated = start.chances(windows);
  return windows.map(({ horizon, firstDay, lastDay }, i) => ({
    person: origin.person,
    horizon,
    stated: stated[i]!,
    bled: bled(origin.lived, firstDay, lastDay),
  }));
}

/** All cases of some origins; each draws from a seed of its own, so that they can be worked on apart. */
export function* casesOfAll(
  origins: readonly Origin[],
  ours: OurModel,
  seed: number,
): Generator<PlannedCase> {
  for (const origin of origins) {
    const { person, known, open } = origin;
    yield* casesOf(
      origin,
      ours,
      seededRandom(seed * 7_368_787 + person * 50_021 + known.cycles.length * 40 + open.elapsed),
    );
  }
}
