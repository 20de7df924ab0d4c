import type { Sign } from "@tidetable/forecast";
import { type CalendarDate, dateFromDayNumber, dayNumberFromDate } from "./calendar-date.ts";
import { mucusPeak } from "./mucus-peak.ts";
import type { EntryByDate } from "./period.ts";
import { cycleDay, temperatureShift } from "./temperature-shift.ts";

/** Signs of ovulation recorded from `first` to `last`; the cycle starts on `first`. */
export function signsIn(entryByDate: EntryByDate, first: CalendarDate, last: CalendarDate): readonly Sign[] {
  const dates = datesWithSigns(entryByDate, first, last);
  const signs: Sign[] = [];
  const add = (kind: Sign["kind"], date: CalendarDate | null | undefined): void => {
    if (date) signs.push({ kind, day: cycleDay(first, date) });
  };
  add(
    "lh",
    dates.find((date) => entryByDate.get(date)?.lhTest === "positive"),
  );
  add(
    "monitor",
    dates.find((date) => entryByDate.get(date)?.ovulation === "monitor"),
  );
  add(
    "marked",
    dates.find((date) => entryByDate.get(date)?.ovulation === "marked"),
  );
  add("temperature", temperatureShift(entryByDate, dates)?.firstHigher);
  add("mucus", mucusPeak(entryByDate, dates));
  return signs;
}

/** The dates on which something was written down that can be a sign, oldest first. */
function datesWithSigns(entryByDate: EntryByDate, first: CalendarDate, last: CalendarDate): CalendarDate[] {
  const dates: CalendarDate[] = [];
  const [from, to] = [dayNumberFromDate(first), dayNumberFromDate(last)];
  // Day by day, not entry by entry: every cycle of a long diary asks.
  for (let day = from; day <= to; day++) {
    const date = dateFromDayNumber(day);
    const entry = entryByDate.get(date);
    if (entry?.lhTest ?? entry?.ovulation ?? entry?.temperature ?? entry?.mucus) dates.push(date);
  }
  return dates;
}
