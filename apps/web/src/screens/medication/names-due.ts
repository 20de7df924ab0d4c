import { type CalendarDate, type Diary, dueBetween, type ForecastAnswer } from "@tidetable/diary";

/** The names of what is due on a day. */
export function namesDue(diary: Diary, answer: ForecastAnswer, date: CalendarDate): readonly string[] {
  const nameById = new Map((diary.schedules ?? []).map(({ id, name }) => [id, name]));
  return dueBetween(diary, answer, { first: date, last: date }).map(
    ({ schedule }) => nameById.get(schedule)!,
  );
}
