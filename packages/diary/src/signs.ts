import type { Sign } from "@tidetable/forecast";
import type { CalendarDate } from "./calendar-date.ts";
import { mucusPeak } from "./mucus-peak.ts";
import type { EntryByDate } from "./period.ts";
import { cycleDay, temperatureShift } from "./temperature-shift.ts";

/** Signs of ovulation recorded from `first` to `last`; the cycle starts on `first`. */
export function signsIn(entryByDate: EntryByDate, first: CalendarDate, last: CalendarDate): readonly Sign[] {
  const dates = [...entryByDate.keys()].filter((date) => date >= first && date <= last).sort();
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
