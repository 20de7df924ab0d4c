import {
  type CalendarDate,
  chanceStartedBy,
  chanceStartsOn,
  type DatedForecast,
  daysBetween,
} from "@tidetable/diary";
import type { Words } from "../../strings/words.ts";
import { twentiethsFromChance } from "../../twentieths.ts";
import type { DayMarks } from "./marks.ts";

/** A day of the calendar in words: what was recorded, or what may come. */
export function dayName(
  words: Words,
  date: CalendarDate,
  marks: DayMarks,
  forecast: DatedForecast | null,
): string {
  const sentences = [words.say("day-name", { date: words.date(date, "full") })];
  const recorded = recordedWords(words, marks);
  if (recorded.length > 0) {
    const list = new Intl.ListFormat(words.language, { type: "unit" }).format(recorded);
    sentences.push(words.say("day-recorded", { list }));
  }
  if (forecast !== null && marks.startChance !== null && daysBetween(forecast.today, date) >= 0) {
    sentences.push(
      words.say("day-forecast", {
        starts: chanceWords(words, chanceStartsOn(forecast, date)),
        started: chanceWords(words, chanceStartedBy(forecast, date)),
      }),
    );
  }
  return sentences.join(" ");
}

/** "3 in 20", and never 0 or 20 of them. */
export function chanceWords(words: Words, chance: number): string {
  const twentieths = twentiethsFromChance(chance);
  return words.say("chance", {
    kind: twentieths.kind,
    count: twentieths.kind === "count" ? twentieths.count : 0,
  });
}

function recordedWords(words: Words, marks: DayMarks): readonly string[] {
  const recorded: string[] = [];
  if (marks.level !== null) recorded.push(words.say("recorded-bleeding", { level: marks.level }));
  if (marks.isStart) recorded.push(words.say("recorded-start"));
  if (marks.pain !== null) recorded.push(words.say("recorded-pain", { pain: marks.pain }));
  if (marks.hasSign) recorded.push(words.say("recorded-sign"));
  if (marks.hasOther) recorded.push(words.say("recorded-other"));
  return recorded;
}
