import { addDays, type CalendarDate, calendarDate, type Schedule, weekdayOf } from "../../src/index.ts";

/**
 * The due days of a schedule up to `last`, slow and obvious: written down one after the other from its first day, as one
 * would on paper. Shares no rule with the library. True for placebo days.
 */
export function slowDays({ rhythm, from, until }: Schedule, last: CalendarDate): Map<CalendarDate, boolean> {
  const days = new Map<CalendarDate, boolean>();
  const end = until !== null && until < last ? until : last;
  const note = (date: CalendarDate, isPlacebo = false): void => {
    if (date <= end) days.set(date, isPlacebo);
  };
  if (rhythm.kind === "pack") {
    for (let date = from; date <= end; ) {
      for (let active = 0; active < rhythm.activeDays; active++, date = addDays(date, 1)) note(date);
      for (let off = 0; off < rhythm.breakDays; off++, date = addDays(date, 1))
        if (rhythm.placebo) note(date, true);
    }
  }
  if (rhythm.kind === "weekdays") {
    for (let date = from; date <= end; date = addDays(date, 1))
      if (rhythm.weekdays.some((weekday) => weekday === weekdayOf(date))) note(date);
  }
  if (rhythm.kind === "every" && rhythm.unit !== "months") {
    for (let date = from; date <= end; date = addDays(date, rhythm.count * (rhythm.unit === "weeks" ? 7 : 1)))
      note(date);
  }
  if (rhythm.kind === "every" && rhythm.unit === "months") {
    let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
    for (let date = from; date <= end; ) {
      note(date);
      month += rhythm.count;
      while (month > 12) [year, month] = [year + 1, month - 12];
      date = sameDay(year, month, Number(from.slice(8)));
    }
  }
  return days;
}

function sameDay(year: number, month: number, day: number): CalendarDate {
  for (let tried = day; ; tried--) {
    const text = [year, String(month).padStart(2, "0"), String(tried).padStart(2, "0")].join("-");
    try {
      return calendarDate(text);
    } catch {}
  }
}
