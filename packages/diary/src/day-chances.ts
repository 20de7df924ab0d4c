import type { StartForecast } from "@tidetable/forecast";
import { type CalendarDate, daysBetween } from "./calendar-date.ts";
import type { Diary } from "./diary.ts";
import type { DiaryHistory } from "./history.ts";
import { isAboveSpotting } from "./period.ts";

/** Some days asked about together: is there bleeding on at least one of them, or a start; both inclusive. */
export interface DayQuestion {
  readonly first: CalendarDate;
  readonly last: CalendarDate;
  readonly of: "bleeding" | "start";
}

/** Chances in the order of the questions, whose days are in order and not before today. */
export type DayChances = (questions: readonly DayQuestion[]) => readonly number[];

/** Where today was recorded the model begins with tomorrow, and of today the record speaks. */
export function dayChances(
  start: StartForecast,
  { open }: DiaryHistory,
  { entryByDate }: Diary,
  today: CalendarDate,
): DayChances {
  const entry = entryByDate.get(today);
  const isToday = {
    bleeding: isAboveSpotting(entry?.bleeding) && entry?.bleedingExcluded !== true,
    start: open.start === today,
  };
  return (questions) => {
    const windows = questions.map(({ first, last, of }) => ({
      firstDay: Math.max(start.firstDay, daysBetween(open.start, first)),
      lastDay: daysBetween(open.start, last),
      of,
    }));
    const isOpen = windows.map(({ firstDay, lastDay }) => lastDay >= firstDay);
    const chances = start.chances(windows.filter((_, i) => isOpen[i]));
    let next = 0;
    return questions.map(({ first, of }, i) => {
      const chance = isOpen[i] ? chances[next++]! : 0;
      return first === today && isToday[of] ? 1 : chance;
    });
  };
}
