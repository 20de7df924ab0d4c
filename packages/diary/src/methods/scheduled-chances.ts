import { addDays, type CalendarDate, daysBetween } from "../calendar-date.ts";
import type { DayQuestion } from "../day-chances.ts";

/** A break that may bring a bleed. */
export interface DueBreak {
  readonly lastActive: CalendarDate;
  /** Chance of a start 1, 2, … days after it; sums to `some`. */
  readonly chance: readonly number[];
  /** Chance that it brings one, given the days of it that have gone by without. */
  readonly some: number;
}

/** How long bleeds last. */
export interface Bleeds {
  /** Chance that a bleed goes on for more than k days: on its k-th day after the start it is there. */
  readonly after: readonly number[];
  /** The one that goes on now: told from `from` on, when it has lasted so many days; null for none. */
  readonly going: { readonly from: CalendarDate; readonly lasted: number } | null;
}

/** Chance of bleeding on one day. */
export const chanceOn = (due: readonly DueBreak[], bleeds: Bleeds, date: CalendarDate): number =>
  chanceOfAny(due, bleeds, { first: date, last: date, of: "bleeding" });

/**
 * Chance that at least one of the days has bleeding, or a start: every start of every break counted out, breaks taken as
 * independent of each other and of the bleed that goes on now.
 */
export function chanceOfAny(due: readonly DueBreak[], bleeds: Bleeds, question: DayQuestion): number {
  const { first, last, of } = question;
  let none = of === "bleeding" ? 1 - goesOnTo(bleeds, first) : 1;
  for (const { lastActive, chance } of due) {
    let hit = 0;
    for (const [day, p] of chance.entries()) {
      const start = addDays(lastActive, day + 1);
      if (p === 0 || start > last) continue;
      if (start >= first) hit += p;
      else if (of === "bleeding") hit += p * (bleeds.after[daysBetween(start, first)] ?? 0);
    }
    none *= 1 - hit;
  }
  return Math.min(1, Math.max(0, 1 - none));
}

function goesOnTo({ after, going }: Bleeds, date: CalendarDate): number {
  if (!going) return 0;
  const known = after[going.lasted - 1] ?? 0;
  return known > 0 ? (after[going.lasted + daysBetween(going.from, date)] ?? 0) / known : 0;
}
