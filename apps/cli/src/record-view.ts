import {
  type CalendarDate,
  cameOn,
  daysBetween,
  formatDate,
  type RecordedCycle,
  rangeSaid,
  type ScoredCycle,
  type ScoredForecast,
  type Sentence,
  sentencesAboutRecord,
  whyNotCounted,
} from "@tidetable/diary";
import { styleFor } from "./style.ts";
import type { World } from "./world.ts";
import { readableColumns, wrap } from "./wrap.ts";

const margin = "  ";
const gap = "   ";

/** A record as a page of text: what it adds up to first, then a row for each cycle, newest first. Ends with a line end. */
export function viewRecord(
  today: CalendarDate,
  scored: readonly ScoredCycle[],
  notScored: readonly Extract<RecordedCycle, { kind: "not-scored" }>[],
  { words, reader }: Pick<World, "words" | "reader">,
): string {
  const columns = readableColumns(reader.columns);
  const style = styleFor(reader.colour);
  const wrapped = (sentence: Sentence): readonly string[] => wrap(words.saySentence(sentence), columns);
  const [hits, ...conclusions] = sentencesAboutRecord(scored);
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ["", style.strong(words.say(title)), "", ...lines];
  const rowsOf = (kind: ScoredCycle["kind"]): readonly string[] =>
    linesOfCycles(
      scored.filter((cycle) => cycle.kind === kind),
      words,
      columns,
    );
  return [
    ...wrap(`${formatDate(today, words.locale, "full")}.`, columns),
    "",
    ...(hits ? wrapped(hits).map(style.strong) : []),
    "",
    ...conclusions.flatMap(wrapped),
    ...section("record-group-issued", rowsOf("issued")),
    ...section("record-group-replayed", rowsOf("replayed")),
    ...section(
      "record-not-counted",
      notScored.flatMap((cycle) =>
        wrap(words.saySentence(whyNotCounted(cycle)), columns - margin.length).map((line) => margin + line),
      ),
    ),
    "",
  ].join("\n");
}

/** A row for each cycle under what its columns are; a sentence each where the rows are too wide. */
function linesOfCycles(
  cycles: readonly ScoredCycle[],
  words: World["words"],
  columns: number,
): readonly string[] {
  if (cycles.length === 0) return [];
  const table = [
    ["came", "first", "week"].map((column) => words.say(`record-column-${column}`)),
    ...cycles.map((cycle) => [
      plain(words.saySentence(cameOn(cycle.came))),
      [...cellsOf(cycle.first, words), ...dayOf(cycle, words)].join(", "),
      cycle.weekBefore ? cellsOf(cycle.weekBefore, words).join(", ") : words.say("record-none-stood"),
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]!.length)));
  const lines = table.map(
    (row) =>
      margin +
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join(gap)
        .trimEnd(),
  );
  if (lines.every((line) => line.length <= columns)) return lines;
  return cycles.flatMap((cycle) => {
    const [first, ...more] = wrap(inSentences(cycle, words), columns - 2 * margin.length);
    return [margin + (first ?? ""), ...more.map((line) => margin + margin + line)];
  });
}

/** The dates that were said, and whether it came between them. */
function cellsOf(score: ScoredForecast, words: World["words"]): readonly [string, string] {
  return [plain(words.saySentence(rangeSaid(score))), resultOf(score, words)];
}

const resultOf = ({ inside }: ScoredForecast, words: World["words"]): string =>
  words.say("record-result", { inside: inside ? "yes" : "no" });

/** Which day of the cycle it was first said on, where that was not the first. */
function dayOf({ start, first }: ScoredCycle, words: World["words"]): readonly string[] {
  const day = daysBetween(start, first.forecast.issued) + 1;
  return day === 1 ? [] : [words.say("record-said-on-day", { day })];
}

function inSentences({ came, first, weekBefore }: ScoredCycle, words: World["words"]): string {
  const said = (score: ScoredForecast) => ({
    range: words.saySentence(rangeSaid(score)).replaceAll(" ", "\u00a0"),
    result: resultOf(score, words),
  });
  return [
    words.say("record-row-first", { came: words.saySentence(cameOn(came)), ...said(first) }),
    ...(weekBefore ? [words.say("record-row-week", said(weekBefore))] : []),
  ].join(" ");
}

/** In a cell nothing is wrapped, so a space is a space. */
const plain = (text: string): string => text.replaceAll("\u00a0", " ");
