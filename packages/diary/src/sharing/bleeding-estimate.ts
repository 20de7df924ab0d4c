import { addDays, type CalendarDate, daysBetween } from "../calendar-date.ts";
import type { DatedForecast } from "../dated-forecast.ts";
import type { Diary } from "../diary.ts";
import { periodsFromEntries } from "../period.ts";
import { type Band, bandEnd } from "./band.ts";

/** From this chance on bleeding is said to be likely. Our choice: as likely as not. */
const likely = 0.5;
/** Days of a period where none was recorded to its last day. Our choice: usual lengths are 2 to 7 days. */
const commonPeriodDays = 5;

/**
 * Whether bleeding is likely on a day, from the forecast's day on: an estimate that no entry of the present period and none
 * of today has a part in, but for the start that opened the cycle.
 *
 * On the days since then, up to the usual length of her earlier periods, it is likely. Later it is, where the chance is at
 * least one half that the next start comes on that day or so few days before it that its period would still last. That
 * chance is the band's, as it was told before the cycle began; the forecast's own chance of bleeding is not used, because
 * it knows what was written down today.
 */
export function bleedingLikely(
  { today, openCycle }: DatedForecast,
  band: Band,
  known: Diary,
): (day: CalendarDate) => boolean {
  const usual = usualPeriodDays(known);
  const now = band.chanceBy(today);
  const end = band.by(bandEnd);
  // Of the days before today the band tells only what they add up to. They are taken for the lower part of the logistic
  // curve that goes through today's chance and the one at the band's end.
  const scale =
    end === null
      ? Number.POSITIVE_INFINITY
      : daysBetween(today, end) / (logit(band.chanceBy(end)) - logit(now));
  const chanceBy = (day: CalendarDate): number =>
    day >= today ? band.chanceBy(day) : 1 / (1 + Math.exp(daysBetween(day, today) / scale - logit(now)));
  return (day) =>
    daysBetween(openCycle.start, day) < usual || chanceBy(day) - chanceBy(addDays(day, -usual)) >= likely;
}

const logit = (chance: number): number => Math.log(chance / (1 - chance));

/** The middle length of her earlier periods, days; the shorter of two in the middle. */
function usualPeriodDays({ entryByDate }: Diary): number {
  const lengths = periodsFromEntries(entryByDate)
    .slice(0, -1)
    .flatMap(({ length }) => length ?? [])
    .sort((a, b) => a - b);
  return lengths[Math.floor((lengths.length - 1) / 2)] ?? commonPeriodDays;
}
