import {
  type DatedForecast,
  type Explanation,
  formatDate,
  headlineFromForecast,
  notesOnCycles,
  sentencesAboutCycle,
  sentencesAboutCycles,
  sentencesAboutNow,
  startOfCycle,
} from "@tidetable/diary";
import { styleFor } from "./style.ts";
import type { World } from "./world.ts";
import { readableColumns, wrap } from "./wrap.ts";

const margin = "  ";
/** Narrowest column of words beside the dates; where it does not fit, words go below them. Our choice. */
const leastColumns = 20;

/** An explanation as a page of text: the forecast's sentence, what it rests on, and a line for each cycle. Ends with a line end. */
export function viewExplanation(
  explanation: Explanation,
  forecast: DatedForecast,
  { words, reader }: Pick<World, "words" | "reader">,
): string {
  const columns = readableColumns(reader.columns);
  const style = styleFor(reader.colour);
  const heading = words.say("forecast-heading", {
    today: formatDate(forecast.today, words.locale, "full"),
    day: forecast.basis.unrecordedDays > 0 || forecast.basis.pack ? "none" : forecast.openCycle.day,
  });
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ["", style.strong(words.say(title)), "", ...lines];
  const wrapped = (sentences: ReturnType<typeof sentencesAboutCycles>): readonly string[] =>
    sentences.flatMap((sentence) => wrap(words.saySentence(sentence), columns));
  const notes = wrapped(notesOnCycles(explanation));
  return [
    ...wrap(heading, columns),
    "",
    ...wrap(words.saySentence(headlineFromForecast(explanation.answer)), columns).map(style.strong),
    ...section("explain-cycles-title", wrapped(sentencesAboutCycles(explanation))),
    ...section("explain-now-title", wrapped(sentencesAboutNow(explanation))),
    ...section("explain-list-title", linesOfCycles(explanation, words, columns)),
    ...(notes.length > 0 ? ["", ...notes] : []),
    "",
  ].join("\n");
}

/** A row for each cycle, oldest first, under what its columns are; none without cycles. */
function linesOfCycles(explanation: Explanation, words: World["words"], columns: number): readonly string[] {
  const { cycles } = explanation;
  if (cycles.length === 0) return [];
  const title = (column: string): string => words.say(`explain-list-${column}`);
  const rows = [
    { began: title("began"), days: title("days"), use: title("use") },
    ...cycles.map((cycle) => ({
      began: words.saySentence(startOfCycle(cycle, explanation)).replaceAll("\u00a0", " "),
      days: String(cycle.length),
      use: sentencesAboutCycle(cycle, explanation).map(words.saySentence).join(" "),
    })),
  ];
  const widest = (of: (row: (typeof rows)[number]) => string): number =>
    Math.max(...rows.map((row) => of(row).length));
  const [beganWidth, daysWidth] = [widest(({ began }) => began), widest(({ days }) => days)];
  return rows.flatMap(({ began, days, use }) => {
    const fixed = `${margin}${began.padEnd(beganWidth)}${margin}${days.padStart(daysWidth)}`;
    const indent = fixed.length + margin.length;
    if (columns - indent < leastColumns) {
      return [fixed, ...wrap(use, columns - 2 * margin.length).map((line) => margin + margin + line)];
    }
    const [first = "", ...more] = wrap(use, columns - indent);
    return [fixed + margin + first, ...more.map((line) => " ".repeat(indent) + line)];
  });
}
