import type { Rhythm } from "@tidetable/diary";

/** What is offered first. Our choice: an evening before the week begins, whether or not there is anything to say. */
export const firstRhythm: Rhythm = { kind: "weekly", weekday: 7, hour: 18 };

/**
 * A rhythm on the reader's clock in UTC, as it is told to the owner: her device may stand in another zone, and where the
 * reader lives is no business of hers. It holds until clocks change; then the reader's device tells it anew.
 *
 * Where the zone is no whole number of hours from UTC, the next full hour: rather a little later than before its time.
 * `minutesAhead` is how far the reader's clock is ahead of UTC.
 */
export function rhythmInUtc(rhythm: Rhythm, minutesAhead: number): Rhythm {
  const hours = Math.ceil((rhythm.hour * 60 - minutesAhead) / 60);
  const days = Math.floor(hours / 24);
  const hour = hours - 24 * days;
  if (rhythm.kind !== "weekly") return { kind: rhythm.kind, hour };
  return { kind: "weekly", weekday: ((rhythm.weekday - 1 + days + 7) % 7) + 1, hour };
}
