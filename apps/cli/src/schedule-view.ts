import {
  type CalendarDate,
  type Diary,
  type Due,
  doseInWords,
  type ForecastAnswer,
  formatDate,
  rhythmInWords,
  sentencesAboutSchedule,
} from "@tidetable/diary";
import { styleFor } from "./style.ts";
import type { World } from "./world.ts";
import { readableColumns, wrap } from "./wrap.ts";

const margin = "  ";

/** Schedules as a page of text: what is due day by day, then what there is to say of each. Ends with a line end. */
export function viewSchedules(
  {
    diary,
    today,
    answer,
    due,
  }: {
    readonly diary: Diary;
    readonly today: CalendarDate;
    readonly answer: ForecastAnswer;
    readonly due: readonly Due[];
  },
  { words, reader }: Pick<World, "words" | "reader">,
): string {
  const columns = readableColumns(reader.columns);
  const style = styleFor(reader.colour);
  const schedules = diary.schedules ?? [];
  const scheduleById = new Map(schedules.map((one) => [one.id, one]));
  const wrapped = (text: string, before = ""): readonly string[] =>
    wrap(text, columns - before.length).map((line) => before + line);
  const doseOf = (one: Due): string => {
    const dose = words.saySentence(doseInWords(scheduleById.get(one.schedule)!, one));
    return one.isTaken ? words.say("schedule-due-done", { dose }) : dose;
  };
  const days = [...new Set(due.map(({ date }) => date))].flatMap((date) => {
    const doses = due.filter((one) => one.date === date).map(doseOf);
    const written = formatDate(date, words.locale, "weekday-day-month").replaceAll(" ", "\u00a0");
    return wrapped(words.say("schedule-due-day", { date: written, doses: doses.join("; ") }), margin);
  });
  return [
    ...wrapped(`${formatDate(today, words.locale, "full")}.`),
    "",
    ...wrapped(words.say("schedule-due-title")).map(style.strong),
    "",
    ...(days.length > 0 ? days : wrapped(words.say("schedule-due-none"), margin)),
    ...schedules.flatMap((one) => {
      const sentences = sentencesAboutSchedule(diary, one, answer, today).map(words.saySentence).join(" ");
      const rhythm = words.saySentence(rhythmInWords(one));
      return [
        "",
        ...wrapped(words.say("schedule-name", { name: one.name })).map(style.strong),
        ...wrapped(words.say("schedule-about", { rhythm, sentences }), margin),
      ];
    }),
    "",
  ].join("\n");
}
